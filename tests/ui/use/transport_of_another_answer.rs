use nylas_connectors::{Client, http};

fn main() {
    let answer = |_: http::Request<Vec<u8>>| Ok::<_, std::io::Error>(http::Response::new(Vec::new()));
    let _ = Client::builder().api_key("key").transport(answer).build();
}
