//! What the builder's type says and which traits it has.

use std::cell::Cell;
use std::rc::Rc;

use nylas_connectors::Builder;
use nylas_connectors::builder::{Set, Unset};

#[derive(Builder, Debug, PartialEq)]
struct Account {
    id: String,
    key: String,
    label: Option<String>,
}

#[test]
fn a_half_filled_builder_has_a_name() {
    fn with_id(id: &str) -> AccountBuilder<Set<String>> {
        Account::builder().label("ours").id(id)
    }
    fn with_key<Id>(builder: AccountBuilder<Id, Unset>) -> AccountBuilder<Id, Set<String>> {
        builder.key("k")
    }
    let account = with_key(with_id("i")).build();
    assert_eq!(
        (account.id, account.key, account.label.as_deref()),
        ("i".into(), "k".into(), Some("ours"))
    );
}

#[test]
fn a_half_filled_builder_is_the_template_of_several() {
    let template = Account::builder().id("i").label("ours");
    let first = template.clone().key("1").build();
    let second = template.key("2").build();
    assert_eq!((first.id, first.label), (second.id, second.label));
    assert_ne!(first.key, second.key);
}

#[test]
fn debug_shows_no_value() {
    let shown = format!("{:?}", Account::builder().key("s3cret").label("s3cret"));
    assert_eq!(shown, "AccountBuilder { .. }");
}

/// Holds nothing that can be cloned or sent.
#[derive(Builder)]
struct Local {
    shared: Rc<Cell<u8>>,
    unique: Option<NotClone>,
    number: u8,
}

struct NotClone;

#[derive(Builder)]
struct Only {
    number: u8,
    maybe: Option<NotClone>,
}

/// Whether a type has a trait, asked without failing where it hasn't: the more exact method wins.
macro_rules! has {
    ($ty:ty: $($bound:tt)+) => {{
        struct Probe<T: ?Sized>(std::marker::PhantomData<T>);
        #[allow(dead_code, reason = "only one of the two is used")]
        trait Fallback {
            fn has(&self) -> bool {
                false
            }
        }
        impl<T: ?Sized> Fallback for &Probe<T> {}
        #[allow(dead_code, reason = "only one of the two is used")]
        impl<T: ?Sized + $($bound)+> Probe<T> {
            fn has(&self) -> bool {
                true
            }
        }
        #[allow(clippy::needless_borrow, reason = "the reference is the fallback")]
        (&Probe::<$ty>(std::marker::PhantomData)).has()
    }};
}

#[test]
fn send_sync_and_clone_follow_the_values() {
    assert!(has!(AccountBuilder<Set<String>>: Send + Sync + Clone));
    assert!(has!(LocalBuilder: Unpin) && !has!(LocalBuilder: Clone));
    assert!(!has!(LocalBuilder<Set<Rc<Cell<u8>>>>: Send));
    assert!(has!(OnlyBuilder: Send + Sync) && !has!(OnlyBuilder: Clone));
    let local = Local::builder()
        .shared(Rc::new(Cell::new(1)))
        .number(1)
        .unique(NotClone)
        .build();
    assert_eq!(
        (local.shared.get(), local.number, local.unique.is_some()),
        (1, 1, true)
    );
    let only = Only::builder().number(1).build();
    assert_eq!((only.number, only.maybe.is_none()), (1, true));
}
