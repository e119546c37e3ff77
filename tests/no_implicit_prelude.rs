//! The derive in a crate without a prelude. A crate of its own, since the attribute is one of crates.
#![no_implicit_prelude]
#![deny(warnings)]

use ::nylas_connectors::Builder;
use ::validator::Validate;

#[derive(Builder)]
#[builder(getters, no_prelude)]
struct Owner<'a, T> {
    label: ::std::string::String,
    #[builder(collect)]
    tags: ::std::vec::Vec<::std::string::String>,
    value: ::std::option::Option<&'a T>,
}

mod checked {
    use ::nylas_connectors::Builder;
    use ::std::convert::From;
    use ::validator::Validate;

    #[derive(Builder, ::std::clone::Clone, ::std::fmt::Debug)]
    #[builder(validate, no_prelude)]
    pub(crate) struct Job {
        pub(crate) count: u8,
        #[builder(opt_out = without_owner)]
        pub(crate) owner: ::std::option::Option<Name>,
        #[builder(skip)]
        pub(crate) runs: u64,
    }

    #[derive(::std::clone::Clone, ::std::fmt::Debug)]
    pub(crate) struct Name(pub(crate) &'static str);

    impl From<&'static str> for Name {
        fn from(name: &'static str) -> Self {
            Name(name)
        }
    }

    impl Validate for Job {
        fn validate(&self) -> ::std::result::Result<(), ::validator::ValidationErrors> {
            ::std::result::Result::Ok(())
        }
    }
}

#[::core::prelude::v1::test]
fn the_derive_needs_no_prelude() {
    let one = 1_u8;
    let owner = Owner::builder().label("a").tags(["b"]).value(&one).build();
    ::std::assert_eq!(owner.label(), "a");
    ::std::assert_eq!((owner.tags().len(), owner.value().is_some()), (1, true));
    let job = checked::Job::builder().count(1).owner("me").build();
    let job = ::std::result::Result::unwrap(job);
    ::std::assert_eq!(
        (job.count, job.runs, job.owner.as_ref().map(|owner| owner.0)),
        (1, 0, ::std::option::Option::Some("me"))
    );
    let _ = Validate::validate(&job);
}
