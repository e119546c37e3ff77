use nylas_connectors::Builder;

#[derive(Builder)]
struct Room {
    #[builder(opt_out = without_projector)]
    projector: Option<String>,
}

fn main() {
    let projector: Option<String> = None;
    let room = Room::builder().projector(projector).build();
    drop(room.projector);
}
