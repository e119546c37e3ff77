use nylas_connectors::Zoom;

fn main() {
    let _ = Zoom::builder().name("a").build();
}
