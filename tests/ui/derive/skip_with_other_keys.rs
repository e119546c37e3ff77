use nylas_connectors::Builder;

#[derive(Builder)]
struct Job {
    #[builder(skip, collect)]
    tags: Vec<String>,
    #[builder(opt_out = without_owner, skip)]
    owner: Option<String>,
}

fn main() {
    let one = Job::builder().without_owner().build();
    let two = Job::builder().tags(["a"]).owner("me").build();
    println!("{:?} {:?} {:?} {:?}", one.tags, one.owner, two.tags, two.owner);
}
