use nylas_connectors::Builder;

struct Cache;

#[derive(Builder)]
struct Job {
    label: String,
    #[builder(skip)]
    cache: Cache,
}

fn main() {
    let job = Job::builder().label("nightly").build();
    drop((job.label, job.cache));
}
