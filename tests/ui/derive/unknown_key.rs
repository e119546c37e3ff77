use nylas_connectors::Builder;

#[derive(Builder)]
#[builder(owned)]
struct Job<'a, T: Clone> {
    label: &'a str,
    #[builder(lazy)]
    payload: Option<T>,
}

fn main() {
    let job = Job::<u8>::builder().label("nightly").payload(5).build();
    println!("{} {:?}", job.label, job.payload);
}
