use nylas_connectors::GoogleSettings;

fn main() {
    let _ = GoogleSettings::builder()
        .client_id("a")
        .client_secret("s")
        .client_id("b")
        .build();
}
