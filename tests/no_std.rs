//! The derive in a crate without the standard library. A crate of its own, since the attribute is one of crates.
#![no_std]
#![deny(warnings)]

extern crate alloc;
extern crate std;

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use nylas_connectors::Builder;

#[derive(Builder)]
#[builder(getters)]
struct Job {
    #[builder(collect)]
    tags: Vec<String>,
    #[builder(collect, each = header)]
    headers: Option<BTreeMap<String, String>>,
    #[builder(collect, default)]
    boxed: Box<[String]>,
}

#[test]
fn the_derive_needs_no_std() {
    let job = Job::builder().tags(["a"]).header("a", "b").build();
    assert_eq!((job.tags().len(), job.boxed().len()), (1, 0));
    assert_eq!(job.headers().map(BTreeMap::len), Some(1));
}
