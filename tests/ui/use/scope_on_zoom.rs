use nylas_connectors::{Zoom, scope};

fn main() {
    let _ = Zoom::builder()
        .without_settings()
        .scope([scope::google::OPENID])
        .build();
}
