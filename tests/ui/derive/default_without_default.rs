//! A field that nothing can fill.
use nylas_connectors::Builder;

struct Cache;

#[derive(Builder)]
struct Job {
    label: String,
    #[builder(default)]
    cache: Cache,
    #[builder(default = 5)]
    owner: String,
}

fn main() {
    let _ = Job::builder().label("a").build();
}
