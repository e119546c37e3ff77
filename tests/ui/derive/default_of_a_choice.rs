//! A decision that nobody would have to make.
use nylas_connectors::Builder;

#[derive(Builder)]
struct Job {
    #[builder(opt_out = without_owner, default)]
    owner: Option<String>,
    #[builder(skip = 1, default = 2, exact, setter = with_runs)]
    runs: u32,
}

fn main() {
    let _ = Job::builder().without_owner().build();
}
