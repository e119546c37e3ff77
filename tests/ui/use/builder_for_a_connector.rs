use nylas_connectors::{Client, Imap};

fn create(client: &Client) {
    let _ = client.connectors().create(&Imap::builder());
}

fn main() {}
