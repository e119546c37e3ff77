use nylas_connectors::{Google, GoogleSettings};

fn main() {
    let _ = Google::builder()
        .settings(GoogleSettings::builder().client_id("a"))
        .build();
}
