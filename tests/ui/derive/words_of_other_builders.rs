//! What users of other builder macros type.
use nylas_connectors::Builder;

#[derive(Builder)]
#[builder(start_fn = request, builder_type = JobRequest)]
struct Job {
    #[builder(into)]
    label: String,
    #[builder(setter(into, strip_option))]
    owner: Option<String>,
    #[builder(name = with_tags)]
    tags: Vec<String>,
    #[builder(strip_option)]
    runs: Option<u32>,
}

fn main() {}
