use nylas_connectors::Builder;

#[derive(Builder)]
struct Room {
    tags: Vec<String>,
    doors: Option<Vec<String>>,
}

fn main() {
    let room = Room::builder().tags(["blue"]).doors("left").build();
    drop((room.tags, room.doors));
}
