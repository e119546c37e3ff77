use nylas_connectors::Builder;

#[derive(Builder)]
#[builder(getters)]
struct Job {
    #[builder(opt_out = without_limit)]
    limit: u32,
    #[builder(colect)]
    tags: Vec<String>,
    label: String,
}

#[derive(Builder)]
struct Plan {
    job: Job,
}

fn main() {
    let plan = Plan::builder()
        .job(Job::builder().without_limit().tags(["a"]).label("nightly"))
        .build();
    println!("{} {:?} {}", plan.job.limit(), plan.job.tags(), plan.job.label());
}
