use nylas_connectors::Yahoo;

fn main() {
    let _ = Yahoo::builder().name("a").build();
}
