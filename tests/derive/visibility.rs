//! The builder is as visible as its struct, and no more.

use nylas_connectors::Builder;

#[derive(Builder)]
struct Private {
    label: Hidden,
}

/// Public, of private types.
#[derive(Builder, Debug)]
pub struct Public {
    /// The field.
    label: Hidden,
    other: Option<Hidden>,
    #[builder(opt_out = without_choice)]
    choice: Option<Hidden>,
    #[builder(collect)]
    list: Vec<Hidden>,
    #[builder(skip)]
    skipped: Hidden,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Hidden;

mod inner {
    use nylas_connectors::Builder;

    #[derive(Builder)]
    #[builder(getters)]
    pub(crate) struct InCrate {
        label: Hidden,
    }

    #[derive(Builder)]
    #[builder(getters)]
    pub(in crate::visibility) struct InPath {
        label: Hidden,
    }

    #[derive(Builder)]
    #[builder(getters)]
    pub(super) struct InSuper {
        pub(super) size: u8,
        label: Hidden,
        #[builder(opt_out = without_other)]
        other: Option<Hidden>,
    }

    #[derive(Debug, PartialEq)]
    struct Hidden;

    impl From<u8> for Hidden {
        fn from(_: u8) -> Self {
            Self
        }
    }

    pub(super) fn all() -> (InCrate, InPath, InSuper) {
        let in_super = InSuper::builder().size(3).label(1).without_other().build();
        assert_eq!((in_super.label(), in_super.other()), (&Hidden, None));
        let in_path = InPath::builder().label(1).build();
        assert_eq!(in_path.label(), &Hidden);
        let in_crate = InCrate::builder().label(1).build();
        assert_eq!(in_crate.label(), &Hidden);
        (in_crate, in_path, in_super)
    }
}

#[test]
fn every_visibility_has_a_builder() {
    assert_eq!(Private::builder().label(Hidden).build().label, Hidden);
    let public = Public::builder()
        .label(Hidden)
        .other(Hidden)
        .without_choice()
        .list([Hidden])
        .build();
    assert_eq!(
        (public.label, public.other, public.choice),
        (Hidden, Some(Hidden), None)
    );
    assert_eq!((public.list, public.skipped), (vec![Hidden], Hidden));
    let (_, _, in_super) = inner::all();
    assert_eq!(*in_super.size(), 3);
}
