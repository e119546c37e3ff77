use nylas_connectors::Builder;

#[derive(Builder)]
#[builder(getters)]
enum Mailbox {
    Imap { host: String, port: u16 },
    Exchange { host: String },
}

fn main() {
    let mailbox = Mailbox::builder().host("mail.example.com").port(993).build();
    match mailbox {
        Mailbox::Imap { host, port } => drop((host, port)),
        Mailbox::Exchange { host } => drop(host),
    }
}
