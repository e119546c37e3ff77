//! A collection that is made from other items, and a type that is none.
use nylas_connectors::Builder;

#[derive(Builder)]
struct Job {
    #[builder(collect)]
    owner: Option<String>,
    #[builder(collect)]
    seats: u32,
}

fn main() {
    let _ = Job::builder().owner("me").seats([1]).build();
}
