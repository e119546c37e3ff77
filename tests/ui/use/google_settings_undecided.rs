use nylas_connectors::Google;

fn main() {
    let _ = Google::builder().name("a").build();
}
