//! Parameters of the struct's own.

use std::fmt::{Debug, Display};
use std::marker::PhantomData;

use nylas_connectors::Builder;

/// Bounds in both places, and a default.
#[derive(Builder, Debug, PartialEq)]
#[builder(getters)]
pub struct Pair<A: Display, B = u8>
where
    B: Clone + Debug,
{
    /// The first.
    first: A,
    /// The second.
    second: Option<B>,
    /// More of the second.
    #[builder(collect)]
    more: Vec<B>,
}

#[test]
fn bounds_and_defaults_are_kept() {
    let pair = Pair::builder().first("a").more([1]).second(2_u8).build();
    assert_eq!(
        (*pair.first(), pair.second(), pair.more()),
        ("a", Some(&2), &[1_u8][..])
    );
    let default: PairBuilder<String> = Pair::builder();
    assert_eq!(
        default.first(String::new()).more(vec![]).build().more(),
        &[0_u8; 0]
    );
}

#[derive(Builder)]
#[builder(getters)]
struct Excerpt<'a, 'b: 'a, T: ?Sized + 'b> {
    text: &'a str,
    whole: &'b T,
    note: Option<&'a str>,
}

#[test]
fn lifetimes_and_unsized_parameters_are_kept() {
    let whole = String::from("a whole text");
    let excerpt = Excerpt::<str>::builder()
        .text(&whole[2..7])
        .whole(&*whole)
        .note("shortened")
        .build();
    assert_eq!(
        (*excerpt.text(), *excerpt.whole()),
        ("whole", "a whole text")
    );
    assert_eq!(excerpt.note().copied(), Some("shortened"));
}

/// `Item` is in no field; that it is an associated type of `Source` is enough for the compiler.
#[derive(Builder)]
struct Rows<Source, Mapped, Item = <Source as Iterator>::Item>
where
    Source: Iterator<Item = Item>,
    Mapped: Fn(Item) -> bool,
{
    source: Source,
    mapped: Mapped,
}

#[test]
fn a_parameter_that_only_a_bound_uses_is_kept() {
    let rows = Rows::builder()
        .source(1..=4)
        .mapped(|item| item > 2)
        .build();
    assert_eq!(rows.source.filter(|item| (rows.mapped)(*item)).count(), 2);
}

#[derive(Builder, Debug, PartialEq)]
struct Grid<const WIDTH: usize, const WRAPS: bool = false> {
    row: [u8; WIDTH],
    other: Option<[u8; WIDTH]>,
    label: String,
}

#[test]
fn const_parameters_are_kept() {
    let grid: Grid<3> = Grid::builder()
        .label("x")
        .row([1, 2, 3])
        .other([4, 5, 6])
        .build();
    assert_eq!(
        grid,
        Grid {
            row: [1, 2, 3],
            other: Some([4, 5, 6]),
            label: "x".into()
        }
    );
}

#[derive(Builder)]
struct Tagged<T, U: ?Sized> {
    count: u32,
    #[builder(skip)]
    marker: PhantomData<(T, *const U)>,
}

#[test]
fn parameters_that_no_field_holds_are_kept() {
    struct NothingAtAll;
    let tagged = Tagged::<NothingAtAll, dyn Debug>::builder()
        .count(5)
        .build();
    let PhantomData = tagged.marker;
    assert_eq!(tagged.count, 5);
}

#[derive(Builder)]
#[allow(clippy::type_complexity, reason = "the type is the test")]
struct Cursor<I: Iterator> {
    rest: I,
    peeked: Option<I::Item>,
    seen: Vec<<I as Iterator>::Item>,
    map: Option<Box<dyn Fn(I::Item) -> I::Item + Send>>,
}

#[test]
fn associated_types_are_kept() {
    let cursor = Cursor::builder()
        .rest(1..4_u64)
        .seen(vec![0])
        .peeked(1)
        .build();
    assert_eq!(
        cursor.rest.sum::<u64>() + cursor.peeked.unwrap_or(0) + cursor.seen[0],
        7
    );
    assert!(cursor.map.is_none());
}

#[derive(Builder)]
#[allow(clippy::type_complexity, reason = "the type is the test")]
struct Hooks<F: for<'a> Fn(&'a str) -> &'a str> {
    trim: F,
    plain: for<'a> fn(&'a str) -> &'a str,
    boxed: Option<Box<dyn for<'a> Fn(&'a str) -> usize>>,
}

#[test]
fn functions_over_every_lifetime_are_kept() {
    let hooks = Hooks::builder()
        .trim(str::trim)
        .plain(str::trim_start)
        .boxed(Box::new(str::len))
        .build();
    assert_eq!((hooks.trim)(" a "), "a");
    assert_eq!((hooks.plain)(" a "), "a ");
    assert_eq!(hooks.boxed.map(|len| len("abc")), Some(3));
}

#[derive(Builder, Debug, Default, PartialEq)]
struct Node<T: Default> {
    value: T,
    next: Option<Box<Self>>,
    parent: Option<Box<Node<T>>>,
    #[builder(collect)]
    children: Option<Vec<Self>>,
}

#[test]
fn self_in_a_fields_type_is_the_struct() {
    let leaf = || Node::builder().value(1).build();
    let node = Node::builder()
        .value(2)
        .next(leaf())
        .children([leaf(), leaf()])
        .build();
    assert_eq!(node.next, Some(Box::new(leaf())));
    assert_eq!(node.children.map_or(0, |children| children.len()), 2);
    assert!(node.parent.is_none());
}

trait Kind {
    type Out;
}

struct Texts;

impl Kind for Texts {
    type Out = String;
}

type Out = <Texts as Kind>::Out;

#[derive(Builder)]
struct Projected<'a, K: Kind> {
    alias: Out,
    boxed: Box<<Texts as Kind>::Out>,
    owned: <str as ToOwned>::Owned,
    #[builder(collect)]
    items: Vec<<Texts as Kind>::Out>,
    #[builder(opt_out = without)]
    either: Option<<Texts as Kind>::Out>,
    own: K::Out,
    kind: &'a K,
}

#[test]
fn a_field_may_have_a_type_that_a_trait_names() {
    let projected = Projected::<Texts>::builder()
        .alias("a")
        .boxed(Box::new("b".to_owned()))
        .owned("c")
        .items(["d"])
        .without()
        .own("e".to_owned())
        .kind(&Texts)
        .build();
    let Texts = projected.kind;
    assert_eq!(projected.items, ["d"]);
    assert_eq!(
        [
            projected.alias,
            *projected.boxed,
            projected.owned,
            projected.own
        ],
        ["a", "b", "c", "e"]
    );
    assert_eq!(projected.either, None);
}

trait Related<T> {}

impl Related<Relative<u8>> for u8 {}

/// `Self` in a bound is this struct, not its builder.
#[derive(Builder)]
struct Relative<T: Related<Self>>
where
    Option<Self>: Sized,
{
    of: T,
}

#[test]
fn self_in_a_bound_is_the_struct() {
    assert_eq!(Relative::builder().of(1_u8).build().of, 1);
}
