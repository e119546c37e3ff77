use nylas_connectors::Builder;

#[derive(Builder)]
#[builder(skip)]
struct Job {
    #[builder(validate)]
    label: String,
}

fn main() {
    let job = Job::builder().label("nightly").build();
    drop(job.label);
}
