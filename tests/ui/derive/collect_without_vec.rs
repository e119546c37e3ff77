use nylas_connectors::Builder;
use std::collections::HashSet;

#[derive(Builder)]
struct Job {
    #[builder(collect)]
    tags: HashSet<String>,
    #[builder(collect)]
    owner: Option<String>,
}

fn main() {
    let job = Job::builder().tags(["a", "b"]).owner("me").build();
    println!("{:?} {:?}", job.tags, job.owner);
}
