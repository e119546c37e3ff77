use nylas_connectors::Google;

fn main() {
    let _ = Google::builder().without_settings().scope("openid").build();
}
