use nylas_connectors::GoogleSettings;

fn main() {
    let topic: Option<String> = None;
    let _ = GoogleSettings::builder().topic_name(topic);
}
