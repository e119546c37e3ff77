use nylas_connectors::Builder;

#[derive(Builder)]
struct Job {
    #[builder(opt_out = without_limit)]
    limit: u32,
}

fn unlimited() -> Job {
    Job::builder().without_limit().build()
}

fn main() {
    let limited = Job::builder().limit(5).build();
    println!("{} {}", limited.limit, unlimited().limit);
}
