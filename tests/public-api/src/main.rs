//! Prints the public API of a crate, from the rustdoc JSON that is given as the argument, one item a line.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("usage: public-api RUSTDOC.json")?;
    let api = public_api::Builder::from_rustdoc_json(path)
        .omit_auto_derived_impls(false)
        .omit_auto_trait_impls(true)
        .omit_blanket_impls(true)
        .build()?;
    print!("{api}");
    Ok(())
}
