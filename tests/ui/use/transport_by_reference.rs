use nylas_connectors::Client;
use nylas_connectors::testing::Recorder;

fn main() {
    let recorder = Recorder::new();
    let _ = Client::builder().api_key("key").transport(&recorder).build();
}
