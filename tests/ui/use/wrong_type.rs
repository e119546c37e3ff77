use nylas_connectors::GoogleSettings;

fn main() {
    let _ = GoogleSettings::builder()
        .client_id(5)
        .client_secret("s")
        .build();
}
