use nylas_connectors::Builder;

#[derive(Builder)]
struct ClientId(String);

fn main() {
    let id = ClientId::builder().build();
    drop(id.0);
}
