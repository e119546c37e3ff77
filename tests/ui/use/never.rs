use nylas_connectors::Builder;

#[derive(Builder)]
struct Room {
    label: String,
    seats: u32,
}

fn main() {
    let _ = Room::builder().seats(panic!()).label(panic!()).build();
}
