//! What an author can say about a field or a struct.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use nylas_connectors::{Builder, Invalid};
use serde::Serialize;
use validator::Validate;

#[derive(Builder, Clone, Debug, PartialEq)]
struct Defaults {
    #[builder(default)]
    plain: u32,
    #[builder(default = "here".to_owned())]
    text: String,
    #[builder(default = Vec::<(u8, u8)>::with_capacity(3), collect)]
    pairs: Vec<(u8, u8)>,
    #[builder(default = HashMap::<String, u8>::from([("a".to_owned(), 1)]), exact)]
    map: HashMap<String, u8>,
    #[builder(default)]
    already: Option<u8>,
    #[builder(default = Some(3))]
    some: Option<u8>,
    #[builder(skip = 40 + 2)]
    skipped: u64,
}

#[test]
fn a_default_makes_a_field_optional() {
    let built = Defaults::builder().build();
    assert_eq!((built.plain, built.text.as_str()), (0, "here"));
    assert_eq!((built.pairs.len(), built.map["a"]), (0, 1));
    assert_eq!(
        (built.already, built.some, built.skipped),
        (None, Some(3), 42)
    );
    let built = Defaults::builder()
        .maybe_plain(Some(7))
        .maybe_text(None::<&str>)
        .pairs([(1, 2)])
        .some(4)
        .already(5)
        .build();
    assert_eq!(
        (built.plain, built.text.as_str(), built.some),
        (7, "here", Some(4))
    );
    assert_eq!(
        (built.pairs.as_slice(), built.already),
        (&[(1, 2)][..], Some(5))
    );
    assert_eq!(Defaults::builder().maybe_some(None).build().some, None);
}

#[test]
fn a_builder_starts_from_a_value() {
    let built = Defaults::builder().plain(9).maybe_some(None).build();
    let again = Defaults::builder_from(built.clone()).build();
    assert_eq!(built, again);
    let changed = Defaults::builder_from(built).text("there").build();
    assert_eq!(
        (changed.plain, changed.some, changed.text.as_str()),
        (9, None, "there")
    );
}

type Hook = Box<dyn Fn(u8) -> u8 + Send>;
type Seats = u16;

#[derive(Builder)]
struct Exact {
    #[builder(exact)]
    ip: IpAddr,
    #[builder(exact)]
    seats: Seats,
    #[builder(exact)]
    hook: Hook,
    #[builder(exact)]
    names: Vec<String>,
    #[builder(exact)]
    label: Option<String>,
}

#[derive(Builder)]
#[builder(exact)]
struct AllExact {
    ip: IpAddr,
    #[builder(collect)]
    names: BTreeSet<String>,
    rest: Vec<u8>,
}

#[test]
fn an_exact_setter_leaves_nothing_to_guess() -> Result<(), Box<dyn std::error::Error>> {
    let exact = Exact::builder()
        .ip("127.0.0.1".parse()?)
        .seats(12)
        .hook(Box::new(|n| n + 1))
        .names(["a", "b"].into_iter().map(Into::into).collect())
        .label("x".into())
        .build();
    assert_eq!(exact.ip, Ipv4Addr::LOCALHOST);
    assert_eq!(
        ((exact.hook)(1), exact.names.len(), exact.seats),
        (2, 2, 12)
    );
    assert_eq!(exact.label.as_deref(), Some("x"));
    let all = AllExact::builder()
        .ip("::1".parse()?)
        .names(["a".to_owned()])
        .rest(Vec::default())
        .build();
    assert!(all.ip.is_loopback() && all.names.contains("a") && all.rest.is_empty());
    Ok(())
}

/// A list that the derive knows nothing of.
#[derive(Debug, Default, PartialEq)]
struct Own(Vec<u8>);

impl FromIterator<u8> for Own {
    fn from_iter<I: IntoIterator<Item = u8>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

#[derive(Builder)]
struct Collections {
    #[builder(collect)]
    headers: HashMap<String, String>,
    #[builder(collect)]
    counts: Option<BTreeMap<String, u64>>,
    #[builder(collect)]
    set: std::collections::HashSet<String>,
    #[builder(collect)]
    boxed: Box<[String]>,
    #[builder(collect)]
    shared: Option<Arc<[u8]>>,
    #[builder(collect)]
    queue: VecDeque<Inner>,
    #[builder(collect)]
    own: Own,
    #[builder(collect)]
    text: Option<String>,
}

#[derive(Builder, Debug, PartialEq)]
struct Inner {
    depth: u8,
}

#[test]
fn every_collection_is_collected() {
    let built = Collections::builder()
        .headers([("a", "b"), ("c", "d")])
        .counts([("a", 1)])
        .set(["a", "a"])
        .boxed(["a"])
        .shared([1, 2])
        .queue([Inner::builder().depth(1)])
        .own([1, 2, 3])
        .text(['a', 'b'])
        .build();
    assert_eq!((built.headers["c"].as_str(), built.set.len()), ("d", 1));
    assert_eq!(built.counts, Some(BTreeMap::from([("a".to_owned(), 1)])));
    assert_eq!(
        (&*built.boxed, built.own),
        (&["a".to_owned()][..], Own(vec![1, 2, 3]))
    );
    assert_eq!(built.shared.as_deref(), Some(&[1, 2][..]));
    assert_eq!(
        (built.queue[0].depth, built.text.as_deref()),
        (1, Some("ab"))
    );
}

#[derive(Builder)]
struct Growing {
    #[builder(collect, each = tag)]
    tags: Option<Vec<String>>,
    #[builder(collect, each = header, default)]
    headers: HashMap<String, u64>,
    #[builder(collect, each = port, default = vec![80])]
    ports: Vec<u16>,
}

#[test]
fn items_are_added_one_at_a_time() {
    let mut builder = Growing::builder().tags(["a"]).tag("b").port(81);
    for (name, value) in [("x", 1), ("y", 2)] {
        builder = builder.header(name, value);
    }
    let built = builder.build();
    assert_eq!(built.tags, Some(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!((built.headers["y"], built.ports), (2, vec![80, 81]));
    let none = Growing::builder().build();
    assert!(none.tags.is_none() && none.headers.is_empty());
}

mod named {
    use nylas_connectors::Builder;

    #[expect(dead_code, reason = "it only takes the name")]
    pub(super) struct RoomBuilder;

    #[derive(Builder)]
    #[builder(builder = RoomRequest, entry = request, getters)]
    pub(super) struct Room {
        #[builder(setter = build_number)]
        build: u32,
        #[builder(setter = pub(self))]
        secret: Option<u32>,
        builder: Option<u8>,
        #[builder(setter = with_tags, collect, opt_out = untagged)]
        tags: Option<Vec<String>>,
    }

    pub(super) fn room() -> RoomRequest<nylas_connectors::builder::Set<u32>> {
        Room::request().build_number(1).secret(7)
    }

    #[derive(Builder)]
    #[builder(builder = pub(crate) HiddenRequest, entry = pub(self))]
    pub(super) struct Hidden {
        pub(super) depth: u8,
    }

    pub(super) fn hidden() -> Hidden {
        Hidden::builder().depth(3).build()
    }
}

#[test]
fn names_and_visibilities_are_the_authors() {
    let room = named::room().with_tags(["a"]).builder(1).build();
    assert_eq!(
        (room.build(), room.secret(), room.builder()),
        (1, Some(7), Some(1))
    );
    assert_eq!(room.tags().map(<[_]>::len), Some(1));
    let again = named::Room::request_from(room).builder(2).build();
    assert_eq!((again.builder(), again.secret()), (Some(2), Some(7)));
    assert_eq!(named::hidden().depth, 3);
}

#[derive(Builder, Clone, Debug, Serialize, Validate)]
#[builder(validate)]
#[serde(rename_all = "camelCase")]
struct Checked {
    #[validate(length(min = 1))]
    room_name: String,
    #[serde(rename = "size")]
    #[validate(range(min = 1))]
    seats: u8,
    #[validate(nested)]
    inner_part: Option<Part>,
    #[validate(nested)]
    more: Vec<Part>,
    #[validate(nested)]
    other: Option<Foreign>,
}

#[derive(Builder, Clone, Debug, Serialize, Validate)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct Part {
    #[validate(length(min = 1))]
    part_name: String,
    #[validate(nested)]
    below: Option<Box<Part>>,
}

#[derive(Clone, Debug, Serialize, Validate)]
struct Foreign {
    #[validate(length(min = 1))]
    foreign_name: String,
}

#[test]
fn a_problems_path_has_the_names_in_json() {
    let part = Part::builder().part_name("").build();
    let below = Part::builder()
        .part_name("p")
        .below(Box::new(part.clone()))
        .build();
    let foreign = Foreign {
        foreign_name: String::new(),
    };
    let builder = Checked::builder()
        .room_name("")
        .seats(0)
        .inner_part(below)
        .more(vec![part])
        .other(foreign);
    let expected = [
        "innerPart.BELOW.PART_NAME",
        "more[0].PART_NAME",
        "other.foreign_name",
        "roomName",
        "size",
    ];
    let paths = |invalid: Invalid| -> Vec<String> {
        invalid
            .iter()
            .map(|problem| problem.path().to_owned())
            .collect()
    };
    let built = builder.clone().build();
    assert_eq!(paths(built.unwrap_err()), expected);
    let converted: Result<Checked, Invalid> = builder.try_into();
    assert_eq!(paths(converted.unwrap_err()), expected);
}

/// A finishing method of one's own names what it needs.
impl<RoomName, Seats, More> CheckedBuilder<RoomName, Seats, More> {
    fn send(self) -> Result<Checked, Invalid>
    where
        Checked: TryFrom<Self, Error = Invalid>,
    {
        self.try_into()
    }
}

#[test]
fn a_finishing_method_takes_any_finished_builder() {
    let sent = Checked::builder()
        .room_name("a")
        .seats(1)
        .more(vec![])
        .send();
    assert_eq!(sent.map(|checked| checked.room_name), Ok("a".to_owned()));
}

#[derive(Builder)]
struct Chosen {
    #[builder(opt_out = without_inner)]
    inner: Option<Inner>,
}

#[test]
fn a_choice_is_made_from_an_option() {
    let chosen = Chosen::builder()
        .maybe_inner(Some(Inner { depth: 1 }))
        .build();
    assert!(chosen.inner.is_some());
    assert!(
        Chosen::builder()
            .maybe_inner(None::<Inner>)
            .build()
            .inner
            .is_none()
    );
    assert!(Chosen::builder().without_inner().build().inner.is_none());
}

/// What implements `Drop` can't be taken apart.
#[derive(Builder)]
#[builder(no_from)]
struct Dropped {
    depth: u8,
}

impl Drop for Dropped {
    fn drop(&mut self) {
        self.depth = 0;
    }
}

#[test]
fn a_struct_with_drop_has_a_builder_without_conversions() {
    assert_eq!(Dropped::builder().depth(1).build().depth, 1);
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Level {
    #[default]
    Low,
    High,
}

/// What a request of somebody else's API may look like.
#[derive(Builder, Validate)]
#[builder(validate, builder = BookingRequest, entry = request)]
struct Booking {
    #[builder(exact)]
    callback: http::Uri,
    #[builder(exact)]
    from: IpAddr,
    #[builder(collect, each = header, default)]
    headers: HashMap<String, String>,
    #[builder(default = 30)]
    minutes: u32,
    #[builder(default)]
    level: Level,
    #[validate(nested)]
    room: Checked,
    #[builder(opt_out = without_guests, collect)]
    guests: Option<Vec<String>>,
    on_done: Box<dyn Fn(&str) -> usize>,
    #[builder(setter = build_number)]
    build: Option<u32>,
    #[builder(skip = "v1".to_owned())]
    version: String,
    note: Option<String>,
    inner: Inner,
}

#[test]
fn a_large_request_needs_no_workaround() -> Result<(), Box<dyn std::error::Error>> {
    let room = Checked::builder().room_name("a").seats(1).more([]);
    let booking = Booking::request()
        .callback("https://example.com/done".parse()?)
        .from("10.0.0.1".parse()?)
        .header("accept", "text/plain")
        .level(Level::High)
        .room(room.build()?)
        .without_guests()
        .on_done(Box::new(str::len))
        .build_number(7)
        .inner(Inner::builder().depth(1))
        .build()?;
    assert_eq!((booking.minutes, booking.level), (30, Level::High));
    assert_eq!(booking.callback.path(), "/done");
    assert_eq!((booking.on_done)("abc"), 3);
    assert_eq!((booking.build, booking.version.as_str()), (Some(7), "v1"));
    assert_eq!((booking.headers.len(), booking.inner.depth), (1, 1));
    assert!(booking.from.is_ipv4() && booking.guests.is_none() && booking.note.is_none());
    assert_eq!(booking.room.seats, 1);
    Ok(())
}
