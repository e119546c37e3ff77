use nylas_connectors::Zoom;

fn main() {
    let _ = Zoom::builder().without_settings().without_settings().build();
}
