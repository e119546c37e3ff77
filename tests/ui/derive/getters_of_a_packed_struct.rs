//! What is packed can't be lent.
use nylas_connectors::Builder;

#[derive(Builder)]
#[builder(getters)]
#[repr(C, packed(2))]
struct Job {
    runs: u32,
    owner: Option<String>,
}

fn main() {
    let _ = Job::builder().runs(1).build().owner();
}
