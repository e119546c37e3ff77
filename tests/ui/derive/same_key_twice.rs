use nylas_connectors::Builder;

#[derive(Builder)]
#[builder(getters)]
#[builder(getters)]
struct Job {
    #[builder(skip, skip)]
    runs: u32,
    #[builder(opt_out = without_owner, opt_out = nobody)]
    owner: Option<String>,
}

fn main() {
    let job = Job::builder().without_owner().build();
    println!("{:?} {}", job.owner(), job.runs);
}
