use nylas_connectors::{Builder, Invalid};

#[derive(Builder)]
#[builder(validate)]
struct Job {
    label: String,
}

fn main() -> Result<(), Invalid> {
    let job = Job::builder().label("nightly").build()?;
    drop(job.label);
    Ok(())
}
