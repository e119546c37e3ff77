use nylas_connectors::Builder;

#[derive(Builder)]
#[builder(getters)]
struct House {
    build: String,
    builder: String,
    #[builder(opt_out = build)]
    garden: Option<String>,
    #[builder(opt_out = cellar)]
    cellar: Option<String>,
    rooms: Option<u32>,
    maybe_rooms: u32,
}

fn main() {
    let house = House::builder().builder("me").garden("roses").rooms(3).build();
    drop((house.build, house.builder, house.garden));
    println!("{:?} {}", house.rooms, house.maybe_rooms);
}
