//! Items can only be added to an optional collection that shows what it holds.
use nylas_connectors::Builder;

#[derive(Builder)]
struct Job {
    #[builder(collect, each = tag)]
    tags: Vec<String>,
    #[builder(each = port)]
    ports: Option<Vec<u16>>,
    #[builder(collect, each = letter)]
    letters: Option<String>,
    #[builder(collect, each = count, default = Some(vec![1]))]
    counts: Option<Vec<u8>>,
}

fn main() {
    let _ = Job::builder().tags(["a"]).tag("b").port(1).letter('a').count(1).build();
}
