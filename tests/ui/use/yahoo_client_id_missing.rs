use nylas_connectors::YahooSettings;

fn main() {
    let _ = YahooSettings::builder().client_secret("s").build();
}
