use std::collections::HashMap;

use nylas_connectors::Builder;

#[derive(Builder)]
struct Room {
    #[builder(collect)]
    headers: HashMap<String, String>,
    #[builder(collect)]
    tags: Box<[String]>,
}

fn main() {
    let _ = Room::builder().headers([("a", 1)]).tags("b").build();
}
