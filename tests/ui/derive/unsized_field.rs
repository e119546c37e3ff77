//! A builder can't hold what has no size.
use nylas_connectors::Builder;

#[derive(Builder)]
struct Job<T: ?Sized> {
    label: String,
    text: T,
}

#[derive(Builder)]
struct Text {
    label: String,
    text: str,
}

fn main() {}
