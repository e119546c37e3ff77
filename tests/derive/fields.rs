//! Fields of every kind, and many of them.

use nylas_connectors::Builder;

#[derive(Builder, Debug, Default, PartialEq)]
struct Twenty {
    a: u8,
    b: String,
    c: u8,
    d: String,
    e: u8,
    f: String,
    g: u8,
    h: String,
    i: u8,
    j: String,
    k: u8,
    l: String,
    m: u8,
    n: String,
    o: u8,
    p: String,
    q: u8,
    r: String,
    s: u8,
    t: String,
}

#[test]
fn twenty_required_fields_are_set_in_any_order() {
    let built = Twenty::builder()
        .t("t")
        .s(19)
        .r("r")
        .q(17)
        .p("p")
        .o(15)
        .n("n")
        .m(13)
        .l("l")
        .k(11)
        .a(1)
        .b("b")
        .c(3)
        .d("d")
        .e(5)
        .f("f")
        .g(7)
        .h("h")
        .i(9)
        .j("j")
        .build();
    assert_eq!((built.a, built.s, built.t.as_str()), (1, 19, "t"));
}

/// A struct without fields still has a builder.
#[derive(Builder, Clone, Copy, Debug, PartialEq)]
pub struct Empty {}

#[test]
fn no_field_at_all_is_a_builder_too() {
    assert_eq!(Empty::builder().build(), Empty {});
}

#[derive(Builder, Debug)]
#[builder(getters)]
struct Every {
    /// The number.
    number: u64,
    #[builder(collect)]
    list: Vec<String>,
    #[builder(collect)]
    ports: Vec<u16>,
    #[builder(opt_out = without_owner)]
    owner: Option<String>,
    #[builder(opt_out = without_tags, collect)]
    tags: Option<Vec<String>>,
    factor: Option<f64>,
    letter: Option<char>,
    /// Only on some platforms.
    #[cfg(any())]
    nowhere: Elsewhere,
    #[cfg(not(any()))]
    #[builder(skip)]
    cache: std::collections::BTreeMap<String, u8>,
}

#[test]
fn every_kind_of_field_gets_its_value() {
    let every = Every::builder()
        .number(5)
        .list(["a", "b"])
        .ports(80..82)
        .without_owner()
        .tags(vec![String::from("x")])
        .factor(0.5)
        .letter('ß')
        .build();
    assert_eq!(
        (every.number(), every.list(), every.ports()),
        (5, &["a".into(), "b".into()][..], &[80, 81][..])
    );
    assert_eq!(
        (every.owner(), every.tags()),
        (None, Some(&["x".to_owned()][..]))
    );
    assert_eq!((every.factor(), every.letter()), (Some(0.5), Some('ß')));
    assert_eq!(every.cache.len(), 0);
}

#[test]
fn an_optional_field_is_set_under_a_condition_and_the_last_call_counts() {
    for wanted in [false, true] {
        let mut builder = Every::builder()
            .factor(1.0)
            .factor(2.0)
            .maybe_letter(Some('a'));
        if wanted {
            builder = builder.maybe_factor(None).letter('b');
        }
        let every = builder
            .number(1)
            .list([""; 0])
            .ports([])
            .owner("me")
            .without_tags()
            .build();
        assert_eq!(every.factor().is_none(), wanted);
        assert_eq!(every.letter(), Some(if wanted { 'b' } else { 'a' }));
    }
}

#[test]
fn a_struct_inside_a_function_gets_its_builder_there() {
    #[derive(Builder)]
    #[builder(getters)]
    struct Local<'a> {
        name: &'a str,
        #[builder(opt_out = unnamed)]
        other: Option<Inner>,
    }
    #[derive(Builder)]
    struct Inner {
        depth: u8,
    }
    let local = Local::builder()
        .other(Inner::builder().depth(2))
        .name("here")
        .build();
    assert_eq!(
        (*local.name(), local.other().map(|inner| inner.depth)),
        ("here", Some(2))
    );
    assert!(
        Local::builder()
            .name("")
            .unnamed()
            .build()
            .other()
            .is_none()
    );
}

#[derive(Builder)]
struct Adapted<'a> {
    bytes: &'a [u8],
    text: Option<&'a str>,
    pair: (String, u64),
    row: [u64; 2],
    #[builder(collect)]
    hooks: Vec<Box<dyn Fn(u8) -> u8>>,
}

#[test]
fn the_compiler_adapts_values_as_in_a_struct_literal() {
    let owned = String::from("a String behind a reference");
    let adapted = Adapted::builder()
        .bytes(&[1, 2])
        .text(&owned)
        .pair(("a".into(), 5))
        .row([1, 2])
        .hooks([Box::new(|n: u8| n + 1) as Box<dyn Fn(u8) -> u8>])
        .build();
    assert_eq!(
        (adapted.bytes, adapted.text),
        (&[1, 2][..], Some(owned.as_str()))
    );
    assert_eq!(
        (adapted.pair.0.as_str(), adapted.pair.1, adapted.row),
        ("a", 5, [1, 2])
    );
    assert_eq!(adapted.hooks[0](1), 2);
}
