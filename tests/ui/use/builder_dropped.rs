#![deny(unused_must_use)]
use nylas_connectors::GoogleSettings;

fn main() {
    GoogleSettings::builder().client_id("a").client_secret("s");
}
