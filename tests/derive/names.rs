//! Names of the user's that the generated code must neither hide nor be fooled by.

use nylas_connectors::Builder;
use validator::Validate;

#[derive(Builder, Debug, PartialEq)]
#[builder(getters)]
#[allow(non_camel_case_types, reason = "a keyword is the hardest name")]
struct r#struct {
    r#type: String,
    r#match: Option<u8>,
    #[builder(opt_out = r#loop)]
    r#fn: Option<String>,
}

#[test]
fn raw_identifiers_stay_raw() {
    let raw = r#struct::builder().r#type("t").r#match(1).r#loop().build();
    assert_eq!(
        (raw.r#type(), raw.r#match(), raw.r#fn()),
        ("t", Some(1), None)
    );
    assert_eq!(
        r#struct::builder()
            .r#fn("f")
            .r#type("t")
            .maybe_match(None::<u8>)
            .build()
            .r#fn(),
        Some("f")
    );
}

/// Every name that generated code is tempted to use.
mod hostile {
    #![allow(dead_code, reason = "they only have to be in the way")]

    use nylas_connectors::Builder;

    pub(crate) struct Option;
    pub(crate) struct Result;
    pub(crate) struct Vec;
    pub(crate) struct String;
    pub(crate) struct Box;
    pub(crate) struct Set;
    pub(crate) struct Unset;
    pub(crate) struct PhantomData;
    pub(crate) struct LabelState;
    pub(crate) struct HasLabel;
    pub(crate) trait Into {}
    pub(crate) trait From {}
    pub(crate) trait Clone {}
    pub(crate) trait Default {}
    pub(crate) trait Debug {}
    pub(crate) trait IntoIterator {}
    pub(crate) trait Iterator {}
    pub(crate) trait Sized {}
    #[allow(non_snake_case, reason = "as the prelude's name")]
    pub(crate) fn Some() {}
    #[allow(non_upper_case_globals, reason = "as the prelude's name")]
    pub(crate) const None: u8 = 0;
    #[allow(non_camel_case_types, reason = "as the primitive's name")]
    pub(crate) struct str;
    pub(crate) mod core {}
    pub(crate) mod std {}

    #[derive(Builder)]
    #[builder(getters)]
    pub(crate) struct Job<V, T = u8> {
        pub(crate) label: ::std::string::String,
        pub(crate) count: ::std::option::Option<u32>,
        #[builder(collect)]
        pub(crate) tags: ::std::vec::Vec<::std::string::String>,
        pub(crate) value: V,
        #[builder(opt_out = without_type)]
        pub(crate) r#type: ::std::option::Option<T>,
        pub(crate) state: LabelState,
        pub(crate) has: HasLabel,
        #[builder(skip)]
        pub(crate) skipped: ::std::option::Option<()>,
    }
}

#[test]
fn types_named_like_the_preludes_are_in_nobodys_way() {
    let job = hostile::Job::<_>::builder()
        .label("nightly")
        .count(3)
        .tags(["a"])
        .value('v')
        .without_type()
        .state(hostile::LabelState)
        .has(hostile::HasLabel)
        .build();
    assert_eq!(
        (job.label(), job.count(), job.tags()),
        ("nightly", Some(3), &["a".to_owned()][..])
    );
    assert_eq!((*job.value(), job.r#type(), job.skipped), ('v', None, None));
}

#[derive(Builder, Validate)]
#[builder(validate)]
struct Alike<T> {
    rules: String,
    x1: String,
    x_1: String,
    marker: T,
}

#[test]
fn fields_may_be_named_like_each_other_and_like_the_machinery() {
    let alike = Alike::builder()
        .rules("r")
        .x1("a")
        .x_1("b")
        .marker('m')
        .build()
        .unwrap();
    assert_eq!(
        (&*alike.rules, &*alike.x1, &*alike.x_1, alike.marker),
        ("r", "a", "b", 'm')
    );
}

mod settings_of_a_job {
    use nylas_connectors::Builder;

    #[derive(Builder)]
    pub(super) struct Job {
        pub(super) settings: JobSettings,
        pub(super) value: Value,
    }
    #[derive(Builder)]
    pub(super) struct JobSettings {
        pub(super) value: u8,
    }
    pub(super) struct Value;
    impl From<u8> for Value {
        fn from(_: u8) -> Self {
            Self
        }
    }
}

#[test]
fn a_field_named_after_another_struct_hides_nothing() {
    use settings_of_a_job::{Job, JobSettings, Value};
    let job = Job::builder()
        .value(1)
        .settings(JobSettings::builder().value(2))
        .build();
    let Value = job.value;
    assert_eq!(job.settings.value, 2);
}

mod renamed {
    pub(super) mod elsewhere {
        pub(crate) use ::nylas_connectors as library;
    }
    /// Hides the real one.
    pub(super) mod nylas_connectors {}
}

#[derive(Builder, validator::Validate)]
#[builder(crate = renamed::elsewhere::library, validate, getters)]
struct Elsewhere {
    #[validate(length(min = 1))]
    label: String,
}

#[test]
fn the_library_may_have_another_path() {
    assert_eq!(
        Elsewhere::builder()
            .label("a")
            .build()
            .map(|one| one.label().len()),
        Ok(1)
    );
    let invalid = Elsewhere::builder().label("").build().map(|_| ());
    assert_eq!(invalid.map_err(|invalid| invalid.problems().len()), Err(1));
}

/// As the parameter for its own field would be called.
#[derive(Builder, Debug, PartialEq)]
struct LabelState {
    label: String,
}

#[test]
fn a_struct_may_have_the_name_of_a_state() {
    let state: LabelState = LabelState::builder().label("a").into();
    assert_eq!(state.label, "a");
}

/// Methods that take anything by value come before those that take it by reference.
#[allow(clippy::wrong_self_convention, reason = "that is the trap")]
trait Hijacker: Sized {
    fn as_deref(self) {}
    fn as_ref(self) {}
    fn map(self) {}
    fn clone(self) {}
}

impl<T> Hijacker for T {}

#[allow(
    non_snake_case,
    reason = "what the user allows is allowed on the builder"
)]
#[derive(Builder)]
#[builder(getters)]
struct Hijacked {
    theLabel: Option<String>,
    theTags: Option<std::path::PathBuf>,
}

#[test]
fn a_trait_of_the_users_takes_no_call_of_the_builders() {
    let builder = Hijacked::builder().theLabel("a");
    let hijacked = Clone::clone(&builder).theTags("b").build();
    assert_eq!(hijacked.theLabel(), Some("a"));
    assert!(hijacked.theTags().is_some());
    ().as_deref();
    ().as_ref();
    ().map();
    Hijacker::clone(());
}

mod another {
    /// A string of another crate's, which derefs to nothing.
    #[derive(Debug, PartialEq)]
    pub(super) struct String<const N: usize>(pub(super) [u8; N]);
}

#[derive(Builder)]
#[builder(getters)]
struct Short {
    name: another::String<2>,
}

#[test]
fn a_string_with_arguments_is_another_type() {
    let short = Short::builder().name(another::String(*b"ab")).build();
    assert_eq!(short.name(), &another::String(*b"ab"));
}

/// Statics, constants and unit structs are patterns, which no hygiene keeps apart from a local variable.
mod patterns {
    #![allow(
        dead_code,
        non_upper_case_globals,
        non_camel_case_types,
        reason = "they are in the way"
    )]

    use nylas_connectors::Builder;

    static builder: u8 = 0;
    static formatter: u8 = 0;
    const value: u8 = 0;
    const this: u8 = 0;
    const names: u8 = 0;
    struct item;
    struct key;

    #[derive(Builder, validator::Validate)]
    #[builder(validate, getters)]
    pub(super) struct Job {
        label: String,
        #[builder(collect, each = one)]
        values: Option<std::collections::BTreeMap<String, u8>>,
        #[builder(opt_out = none)]
        count: Option<u8>,
    }
}

#[test]
fn no_constant_of_the_users_is_taken_for_a_pattern() {
    let job = patterns::Job::builder()
        .label("a")
        .one("b", 1)
        .maybe_count(Some(2))
        .build();
    let job = patterns::Job::builder_from(job.unwrap())
        .one("c", 2)
        .build()
        .unwrap();
    assert_eq!((job.label(), job.count()), ("a", Some(2)));
    assert_eq!(job.values().map(std::collections::BTreeMap::len), Some(2));
}

/// The name of the compiler's own attributes.
mod diagnostics {
    #![allow(dead_code, reason = "it only has to be in the way")]

    use nylas_connectors::Builder;

    mod diagnostic {}
    mod clippy {}
    mod nylas {}

    #[derive(Builder)]
    pub(super) struct Job {
        pub(super) iter: u8,
    }
}

#[test]
fn a_module_may_be_called_like_a_tool() {
    assert_eq!(diagnostics::Job::builder().iter(1).build().iter, 1);
}

#[derive(Builder, Debug, PartialEq)]
struct FooBar {
    depth: u8,
}

#[derive(Builder, Debug, PartialEq)]
#[allow(non_camel_case_types, reason = "as the other one in snake case")]
struct Foo_bar {
    depth: u8,
}

#[test]
fn structs_may_be_called_alike() {
    assert_eq!(FooBar::builder().depth(1).build(), FooBar { depth: 1 });
    assert_eq!(Foo_bar::builder().depth(1).build(), Foo_bar { depth: 1 });
}

/// Deprecated things.
pub mod deprecated {
    use nylas_connectors::Builder;

    #[derive(Builder, Debug)]
    #[builder(getters)]
    #[deprecated = "use another"]
    /// Deprecated as a whole.
    pub struct Old {
        depth: String,
    }

    #[derive(Builder, Debug)]
    #[builder(getters)]
    /// Deprecated in part.
    pub struct Partly {
        #[deprecated = "use `new`"]
        #[builder(opt_out = without_old)]
        old: Option<u8>,
        #[deprecated = "use `new`"]
        #[builder(collect, each = older_one, default)]
        older: Vec<u8>,
        new: Option<u8>,
    }
}

#[test]
#[expect(
    deprecated,
    reason = "every method of a deprecated field is deprecated too"
)]
fn a_deprecated_field_has_deprecated_methods() {
    let partly = deprecated::Partly::builder()
        .without_old()
        .older_one(1)
        .new(2)
        .build();
    assert_eq!(
        (partly.old(), partly.older(), partly.new()),
        (None, &[1][..], Some(2))
    );
}

#[derive(Builder)]
struct TwoLifetimes<'a> {
    one: Option<&'a str>,
    other: Option<&'static str>,
    #[builder(default)]
    third: &'a str,
}

#[test]
fn optional_fields_may_differ_in_a_lifetime_only() {
    let text = String::from("a");
    let builder = TwoLifetimes::builder().one(&text).other("b");
    let two = Clone::clone(&builder).build();
    assert_eq!((two.one, two.other, two.third), (Some("a"), Some("b"), ""));
}

/// What is forbidden can't be allowed in generated code.
mod forbidden {
    #![forbid(
        dead_code,
        non_snake_case,
        unused,
        deprecated,
        missing_docs,
        unreachable_pub
    )]
    #![forbid(single_use_lifetimes, unused_lifetimes, unused_qualifications)]
    #![forbid(clippy::all, clippy::pedantic)]

    use std::marker::PhantomData;

    /// A struct.
    #[derive(nylas_connectors::Builder)]
    #[builder(getters)]
    pub(super) struct Job<'a, T: Clone> {
        label: &'a str,
        parens: &'a (dyn Fn(u8) -> u8 + 'a),
        #[builder(collect, default)]
        tags: Vec<String>,
        count: Option<u32>,
        payload: PhantomData<T>,
    }
}

#[test]
fn a_crate_may_forbid_what_generated_code_would_allow() {
    let job = forbidden::Job::<u8>::builder()
        .label("a")
        .parens(&|n| n)
        .payload(std::marker::PhantomData)
        .build();
    assert_eq!(
        (*job.label(), job.parens()(1), job.tags().len()),
        ("a", 1, 0)
    );
    assert_eq!(
        (job.count(), job.payload()),
        (None, &std::marker::PhantomData)
    );
}
