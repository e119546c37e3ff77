//! What users of other builder macros type.
use nylas_connectors::{Builder, Invalid};
use validator::Validate;

#[derive(Builder, Validate)]
#[builder(start_fn = request, builder_type = JobRequest)]
#[builder(pattern = "owned", build_fn(validate = "Self::check"), setter(into))]
struct Job {
    #[builder(into)]
    label: String,
    #[builder(setter(into, strip_option))]
    owner: Option<String>,
    #[builder(name = with_tags)]
    tags: Vec<String>,
    #[builder(getter, strip_option)]
    runs: Option<u32>,
    #[builder(setters(vis = "pub"))]
    limit: u32,
    #[builder(setter(name = "build_number"))]
    build: u32,
    #[builder(setter(skip), with = |low: u32, high: u32| low..high)]
    range: std::ops::Range<u32>,
}

fn main() -> Result<(), Invalid> {
    let job: JobRequest = Job::request();
    let job = job.label("nightly").owner("me").with_tags(["a"]).runs(1).limit(2).build_number(3);
    println!("{}", job.build()?.label);
    Ok(())
}
