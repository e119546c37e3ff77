use nylas_connectors::Builder;

#[derive(Builder)]
struct Room {
    label: String,
    seats: u32,
    note: Option<String>,
}

fn main() {
    let _ = Room::builder().label("a").note("b").build();
}
