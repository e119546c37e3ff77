use nylas_connectors::{Builder, Invalid};
use validator::Validate;

#[derive(Builder, Validate)]
#[builder(crate = "nylas_connectors", validate = true, getters(all))]
struct Job {
    #[builder(opt_out = "without_owner")]
    owner: Option<String>,
    #[builder(opt_out)]
    limit: Option<u32>,
    #[builder(collect = String)]
    tags: Vec<String>,
}

fn main() -> Result<(), Invalid> {
    let job = Job::builder().without_owner().limit(3).tags(["a"]).build()?;
    println!("{:?} {:?} {:?}", job.owner(), job.limit(), job.tags());
    Ok(())
}
