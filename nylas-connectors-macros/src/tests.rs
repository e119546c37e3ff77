//! What the derive writes, for people to read.

use crate::derive;

/// Formats what comes out for `input`.
fn expansion(input: &str) -> String {
    let input = syn::parse_str(input).expect("the input is a struct");
    let file = syn::parse2(derive(&input)).expect("the output is code");
    prettyplease::unparse(&file)
}

#[test]
fn a_provider_like_struct_becomes_this() {
    let expansion = expansion(
        r#"
        /// A hologram room.
        #[derive(Builder, Serialize, Validate)]
        #[builder(validate, getters)]
        pub struct Hologram {
            #[builder(skip)]
            provider: ProviderTag<Self>,
            /// The room's name.
            #[serde(rename = "roomName")]
            room: String,
            /// Where the projector stands.
            #[builder(opt_out = without_settings)]
            settings: Option<HologramSettings>,
            /// How bright it is.
            brightness: Option<u8>,
        }
        "#,
    );
    insta::with_settings!({ description => "Everything that the derive writes for a struct like a provider's." }, {
        insta::assert_snapshot!(expansion);
    });
}

#[test]
fn a_mistake_leaves_a_builder_that_takes_everything() {
    let expansion = expansion(
        "
        struct Job<'a, T: Clone> {
            #[builder(opt_out = without_limit)]
            limit: u32,
            label: &'a str,
            note: Option<String>,
            payload: T,
        }
        ",
    );
    insta::with_settings!({ description => "What the derive writes on a mistake: the message, and a builder that raises no other error." }, {
        insta::assert_snapshot!(expansion);
    });
}

#[test]
fn a_struct_without_a_rule_checks_nothing() {
    assert!(!expansion("struct Empty {}").contains("Check"));
}
