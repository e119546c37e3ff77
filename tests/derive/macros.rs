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
        (*written.number(), written.text(), written.maybe()),
        (5, "t", Some("m"))
    );
    assert_eq!(
        (written.list(), written.owner().is_some(), written.own()),
        (&['l'][..], true, Some(&1))
    );
    assert_eq!((written.boxed())(255), None);
    assert_eq!(written.borrowed(), Some(&&'i'));
}
