use nylas_connectors::{Zoom, ZoomSettings};

fn main() {
    let settings = ZoomSettings::builder().client_id("a").client_secret("s");
    let _ = Zoom::builder().without_settings().settings(settings).build();
}
