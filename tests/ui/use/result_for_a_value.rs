use nylas_connectors::{Builder, Invalid};
use validator::Validate;

#[derive(Builder)]
struct House {
    kitchen: Room,
    cellar: Room,
    label: String,
}

#[derive(Builder, Validate)]
#[builder(validate)]
struct Room {
    label: String,
}

fn label() -> Result<String, Invalid> {
    Ok(String::new())
}

fn main() {
    let _ = House::builder()
        .kitchen(Room::builder().label("a").build())
        .cellar(Room::builder().label("b"))
        .label(label())
        .build();
}
