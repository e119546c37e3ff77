use nylas_connectors::{Builder, ForProvider, Provider, ProviderTag};
use serde::Serialize;
use validator::Validate;

#[derive(Builder, Serialize, Validate)]
struct Hologram {
    provider: ProviderTag<Self>,
    room: String,
}

impl ForProvider for Hologram {
    const PROVIDER: Provider = Provider::other("hologram");
}

fn main() {
    let _ = Hologram::builder().room("7b").build();
}
