//! Structs that a macro by example writes.

use nylas_connectors::Builder;

macro_rules! job {
    ($(#[$meta:meta])* $vis:vis $name:ident<$life:lifetime, $param:ident> { $($field:ident: $ty:ty,)* } optional $opt:ident: $inner:ty, $without:ident) => {
        $(#[$meta])*
        $vis struct $name<$life, $param> {
            $($field: $ty,)*
            #[builder(opt_out = $without)]
            $opt: Option<$inner>,
            own: Option<u8>,
            borrowed: Option<&$life $param>,
        }
    };
}

job! {
    #[derive(Builder)]
    #[builder(getters)]
    pub(crate) Written<'a, T> {
        number: u64,
        text: String,
        maybe: Option<String>,
        list: Vec<T>,
        boxed: Box<dyn Fn(u8) -> Option<u8> + Send>,
    }
    optional owner: Option<String>, without_owner
}

#[test]
fn fragments_of_a_macro_are_seen_through() {
    let item = 'i';
    let written = Written::builder()
        .number(5)
        .text("t")
        .maybe("m")
        .list(vec!['l'])
        .boxed(Box::new(|n| n.checked_add(1)))
        .owner(Some("me".to_owned()))
        .own(1)
        .borrowed(&item)
        .build();
    assert_eq!(
        (written.number(), written.text(), written.maybe()),
        (5, "t", Some("m"))
    );
    assert_eq!(
        (written.list(), written.owner().is_some(), written.own()),
        (&['l'][..], true, Some(1))
    );
    assert_eq!((written.boxed())(255), None);
    assert_eq!(written.borrowed(), Some(&&'i'));
}

/// The macro writes `pub` itself, and takes types that are more private than the struct.
pub mod written_here {
    #[derive(Debug, PartialEq)]
    pub(super) struct Hidden(pub(super) u8);

    macro_rules! public {
        ($name:ident { $($field:ident),* }) => {
            /// A struct of a macro's.
            #[derive(nylas_connectors::Builder, Debug)]
            #[builder(getters)]
            pub struct $name {
                $($field: Hidden,)*
                #[builder(opt_out = nothing)]
                either: Option<Hidden>,
                maybe: Option<Hidden>,
                #[builder(collect)]
                several: Vec<Hidden>,
            }
        };
    }

    // Names that clippy has opinions on.
    public!(Public {
        new,
        add,
        deref,
        iter,
        iter_mut,
        next,
        len,
        into_it,
        is_it,
        from_str,
        default
    });
}

#[test]
fn a_macro_of_the_users_gets_no_warnings() {
    use written_here::Hidden;

    let public = written_here::Public::builder()
        .new(Hidden(0))
        .add(Hidden(1))
        .deref(Hidden(2))
        .iter(Hidden(3))
        .iter_mut(Hidden(4))
        .next(Hidden(5))
        .len(Hidden(6))
        .into_it(Hidden(7))
        .is_it(Hidden(8))
        .from_str(Hidden(9))
        .default(Hidden(10))
        .nothing()
        .several([Hidden(11)])
        .build();
    assert_eq!((public.len(), public.iter()), (&Hidden(6), &Hidden(3)));
    assert_eq!(public.several(), [Hidden(11)]);
}
