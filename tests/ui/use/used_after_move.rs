use nylas_connectors::GoogleSettings;

fn main() {
    let builder = GoogleSettings::builder();
    let one = builder.client_id("a").client_secret("s").build();
    let two = builder.client_id("b").client_secret("s").build();
    drop((one, two));
}
