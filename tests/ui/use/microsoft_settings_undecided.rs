use nylas_connectors::Microsoft;

fn main() {
    let _ = Microsoft::builder().name("a").build();
}
