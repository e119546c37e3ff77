use nylas_connectors::{Client, Imap};

fn rename(client: &Client, imap: &Imap) {
    let _ = client.connectors().update(imap);
}

fn main() {}
