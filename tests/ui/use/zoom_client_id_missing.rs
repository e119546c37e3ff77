use nylas_connectors::ZoomSettings;

fn main() {
    let _ = ZoomSettings::builder().client_secret("s").build();
}
