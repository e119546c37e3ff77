use nylas_connectors::{Google, Provider};

fn main() {
    let _ = Google::builder().provider(Provider::Google).without_settings().build();
}
