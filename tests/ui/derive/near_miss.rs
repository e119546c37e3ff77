use nylas_connectors::{Builder, Invalid};
use validator::Validate;

#[derive(Builder, Validate)]
#[builder(valdate, getter)]
struct Job {
    #[builder(opt_uot = without_owner)]
    owner: Option<String>,
    #[builder(collects)]
    tags: Vec<String>,
    #[builder(skipped)]
    runs: u32,
}

fn main() -> Result<(), Invalid> {
    let job = Job::builder().without_owner().tags(["a", "b"]).build()?;
    println!("{:?} {:?}", job.owner(), job.tags());
    Ok(())
}
