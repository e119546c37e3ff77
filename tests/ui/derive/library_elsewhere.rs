//! The path to the library is wrong, or it was renamed in `Cargo.toml` and `crate` is missing.
use nylas_connectors::Builder;

#[derive(Builder)]
#[builder(crate = ::renamed, getters)]
struct Job<T> {
    label: String,
    owner: Option<T>,
}

fn main() {}
