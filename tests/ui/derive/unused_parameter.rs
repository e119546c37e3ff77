//! The compiler says it of the struct, once.
use nylas_connectors::Builder;

#[derive(Builder)]
struct Job<T> {
    label: String,
}

fn main() {
    let _ = Job::<u8>::builder().label("a").build();
}
