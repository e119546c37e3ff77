use nylas_connectors::ZoomSettings;

fn main() {
    let _ = ZoomSettings::builder().client_id("a").build();
}
