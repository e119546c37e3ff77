use nylas_connectors::MicrosoftSettings;

fn main() {
    let _ = MicrosoftSettings::builder().client_secret("s").build();
}
