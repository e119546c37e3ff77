use nylas_connectors::Builder;

#[derive(Builder)]
#[builder]
struct Job {
    #[builder = "skip"]
    runs: Option<u32>,
}

fn main() {
    let job = Job::builder().maybe_runs(Some(3)).build();
    println!("{:?}", job.runs);
}
