use nylas_connectors::YahooSettings;

fn main() {
    let _ = YahooSettings::builder().client_id("a").build();
}
