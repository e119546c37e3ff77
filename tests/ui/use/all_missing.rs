use nylas_connectors::GoogleSettings;

fn main() {
    let _ = GoogleSettings::builder().build();
}
