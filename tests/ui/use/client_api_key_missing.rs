use nylas_connectors::{Client, Region};

fn main() {
    let _ = Client::builder().region(Region::Eu).build();
}
