use nylas_connectors::Builder;

#[derive(Builder)]
struct Imap;

fn main() {
    let imap: Imap = Imap::builder().build();
    drop(imap);
}
