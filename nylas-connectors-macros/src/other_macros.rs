//! Words of other builder macros, and what to write here.

use proc_macro2::TokenStream;

use crate::ident::unraw;
use crate::typed::Typed;

/// Where all of them are, at the end of each message.
pub(crate) const SEE: &str =
    "(see “Coming from another builder macro” in the documentation of `Builder`)";

/// One word of another macro.
pub(crate) struct Foreign {
    /// `word`, or `word(inner)` where the meaning depends on what is in the parentheses.
    theirs: &'static str,
    /// The word here that means the same, for the fallback; empty if there is none.
    ours: &'static str,
    /// What to do, as the end of a sentence.
    advice: &'static str,
}

const fn row(theirs: &'static str, ours: &'static str, advice: &'static str) -> Foreign {
    Foreign {
        theirs,
        ours,
        advice,
    }
}

const INTO: &str =
    "remove it, since a setter takes `impl Into` by itself, and with `exact` the type itself";
const STRIP: &str =
    "remove it, since an `Option` is optional already, and its setter takes the value itself";
const CONVERT: &str = "there is none, so convert before the call, or write `collect` for a list";
const DOC: &str = "remove it, since a setter has its field's documentation";
const BUILD: &str = "remove it, since the method is always called `build`";
const NO_POSITION: &str =
    "remove it, since there are no positional arguments: every field has a setter";
const MUTATORS: &str =
    "there is none, so write a method on the builder, or `collect, each = name` for a list";

/// On a struct.
pub(crate) const ON_STRUCTS: &[Foreign] = &[
    row("name", "builder", "write `builder = Name`"),
    row("builder_type", "builder", "write `builder = Name`"),
    row("builder_type(name)", "builder", "write `builder = Name`"),
    row("vis", "builder", "write `builder = pub(crate)`"),
    row("start_fn", "entry", "write `entry = name`"),
    row("start_fn(name)", "entry", "write `entry = name`"),
    row("builder_method", "entry", "write `entry = name`"),
    row("builder_method(name)", "entry", "write `entry = name`"),
    row(
        "custom_constructor",
        "",
        "write `entry = pub(self)`, and a function of your own that calls it",
    ),
    row("finish_fn", "", BUILD),
    row("build_method", "", BUILD),
    row("build_fn(validate)", "validate", "write `validate`"),
    row("build_fn", "", BUILD),
    row(
        "pattern",
        "",
        "remove it, since setters always take the builder by value",
    ),
    row(
        "setter",
        "",
        "remove it, since setters take `impl Into`, and optional fields have a `maybe_…` setter too",
    ),
    row(
        "setter(prefix)",
        "",
        "write `setter = with_name` on each field",
    ),
    row("setters", "", "write `setter = pub(crate)` on each field"),
    row("private", "", "write `setter = pub(self)` on each field"),
    row(
        "public",
        "",
        "remove it, since setters are as visible as the struct",
    ),
    row("into", "", INTO),
    row(
        "on",
        "",
        "there is none, but setters take `impl Into` by themselves; write other options on each field",
    ),
    row(
        "field_defaults",
        "",
        "there is none, so write `default` on each field",
    ),
    row(
        "derive",
        "",
        "remove it, since a builder is `Debug`, and `Clone` when its values are",
    ),
    row(
        "state_mod",
        "",
        "remove it, since the states are `Set` and `Unset` of `nylas_connectors::builder`",
    ),
    row("crate_module_path", "crate", "write `crate = path`"),
    row("mutators", "", MUTATORS),
    row("try_setter", "", CONVERT),
    row("const", "", "remove it, since no builder is `const`"),
    row(
        "doc",
        "",
        "remove it, since the builder has documentation of its own",
    ),
];

/// On a field.
pub(crate) const ON_FIELDS: &[Foreign] = &[
    row("into", "", INTO),
    row("setter(into)", "", INTO),
    row("strip_option", "", STRIP),
    row("setter(strip_option)", "", STRIP),
    row(
        "setter(strip_bool)",
        "",
        "there is none, since the setter takes the `bool`",
    ),
    row("setter(skip)", "skip", "write `skip`"),
    row("name", "setter", "write `setter = name`"),
    row("rename", "setter", "write `setter = name`"),
    row("setter(name)", "setter", "write `setter = name`"),
    row("setter(prefix)", "", "write `setter = name`"),
    row("setter(suffix)", "", "write `setter = name`"),
    row("setter(each)", "collect", "write `collect, each = name`"),
    row("setter(transform)", "", CONVERT),
    row("setter(custom)", "", CONVERT),
    row("setter(doc)", "", DOC),
    row("setter", "", "write `setter = pub(crate) name`"),
    row("setters", "", "write `setter = pub(crate) name`"),
    row("setters(name)", "setter", "write `setter = name`"),
    row("setters(vis)", "", "write `setter = pub(crate)`"),
    row("vis", "", "write `setter = pub(crate)`"),
    row("private", "", "write `setter = pub(self)`"),
    row(
        "public",
        "",
        "remove it, since a setter is as visible as the struct",
    ),
    row("with", "", CONVERT),
    row("custom", "", CONVERT),
    row("transform", "", CONVERT),
    row("try_setter", "", CONVERT),
    row("start_fn", "", NO_POSITION),
    row("finish_fn", "", NO_POSITION),
    row(
        "getter",
        "",
        "write `getters` on the struct, for methods that read the finished struct",
    ),
    row(
        "required",
        "",
        "remove it, since a field is required if it is no `Option` and has no `default`; \
         on an `Option`, write `opt_out = without_it`",
    ),
    row(
        "overwritable",
        "",
        "remove it, since an optional field can be set again, and a required one can't",
    ),
    row("default_code", "default", "write `default = expr`"),
    row(
        "field",
        "",
        "there is none, since a builder holds the field's own type",
    ),
    row("mutators", "", MUTATORS),
    row("via_mutators", "", MUTATORS),
    row("doc", "", DOC),
];

/// A word that is known here, and its value.
pub(crate) type Meaning = (&'static str, Option<TokenStream>);

/// What to do about an entry, and what here means the same, if there is that.
pub(crate) fn advice(
    typed: &Typed,
    table: &'static [Foreign],
) -> Option<(String, Option<Meaning>)> {
    let word = unraw(&typed.word);
    let find = |theirs: &str| table.iter().find(|row| row.theirs == theirs);
    let inner = typed.inner.iter().flatten();
    let mut rows: Vec<(&Typed, &Foreign)> = inner
        .filter_map(|inner| Some((inner, find(&format!("{word}({})", unraw(&inner.word)))?)))
        .collect();
    if rows.is_empty() {
        rows.push((typed, find(&word)?));
    }
    let advice: Vec<String> = match rows[..] {
        [(_, row)] => vec![row.advice.to_owned()],
        _ => rows
            .iter()
            .map(|(inner, row)| format!("`{}`: {}", unraw(&inner.word), row.advice))
            .collect(),
    };
    let mut rows = rows.iter();
    let meant = rows.rfind(|(_, row)| !row.ours.is_empty());
    let meant = meant.map(|(typed, row)| (row.ours, typed.value.clone()));
    Some((advice.join("; "), meant))
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;
    use syn::{Item, LitStr};

    use super::{Foreign, ON_FIELDS, ON_STRUCTS, SEE};

    /// Entries as other macros' users write them, beside the tables' own words.
    const ENTRIES_OF_STRUCTS: [&str; 9] = [
        r#"pattern = "owned""#,
        r#"build_fn(validate = "Self::check", error = "Error")"#,
        "build_fn(skip)",
        "setter(into, strip_option)",
        "on(String, into)",
        "on(_, required)",
        "builder_method(vis = \"\", name = request)",
        "derive(Clone, Debug)",
        "doc { /** Text */ }",
    ];
    const ENTRIES_OF_FIELDS: [&str; 8] = [
        "setter(into, strip_option)",
        "setter(into, name = \"build\")",
        "setter(strip_option(fallback = maybe))",
        "setter(each(name = \"one\", into))",
        "setter(transform = |x: u8, y: u8| x + y)",
        "with = |x: u8, y: u8| x + y",
        "setters(vis = \"pub\", name = build)",
        "default_code = \"a, b\"",
    ];

    fn compile_errors(input: &str) -> (Vec<String>, usize) {
        let input = syn::parse_str(input).expect("the input is a struct");
        let output = syn::parse2::<syn::File>(crate::expand(&input)).expect("the output is code");
        let messages = output.items.iter().filter_map(|item| match item {
            Item::Macro(item) => syn::parse2(item.mac.tokens.to_token_stream()).ok(),
            _ => None,
        });
        let messages: Vec<String> = messages.map(|text: LitStr| text.value()).collect();
        let others = output.items.len() - messages.len();
        (messages, others)
    }

    /// Each entry with its message, having checked that it is the only one and that there is a fallback.
    fn messages(table: &[Foreign], more: &[&str], with: impl Fn(&str) -> String) -> String {
        let words = table.iter().map(|row| {
            let is_whole = row.theirs.ends_with(')');
            format!("{}{}", row.theirs, if is_whole { "" } else { "()" })
        });
        let mut all = Vec::new();
        for entry in words.chain(more.iter().map(|entry| (*entry).to_owned())) {
            let (messages, others) = compile_errors(&with(&entry));
            assert_eq!(messages.len(), 1, "{entry}: {messages:#?}");
            assert!(others > 0, "{entry} has no fallback");
            let advice = messages[0].strip_suffix(SEE);
            let advice = advice.expect("the message says where to read on");
            all.push(format!("{entry}\n    {}\n", advice.trim_end()));
        }
        for row in table.iter().filter(|row| !row.ours.is_empty()) {
            let (messages, _) = compile_errors(&with(row.ours));
            let unknown = messages.iter().any(|message| message.contains("unknown"));
            assert!(!unknown, "{messages:#?}");
        }
        all.concat()
    }

    #[test]
    fn each_word_of_another_macro_has_one_error() {
        let on_struct = |entry: &str| format!("#[builder({entry})] struct Job {{ label: String }}");
        // The field has the name of the builder's method, so that a setter's name that is lost would be an error too.
        let on_field = |entry: &str| format!("struct Job {{ #[builder({entry})] build: String }}");
        let of_structs = messages(ON_STRUCTS, &ENTRIES_OF_STRUCTS, on_struct);
        let of_fields = messages(ON_FIELDS, &ENTRIES_OF_FIELDS, on_field);
        let description = "What the derive says about other builder macros' attributes, one message for each entry.";
        insta::with_settings!({ description => description }, {
            insta::assert_snapshot!(format!("{of_structs}\n{of_fields}"));
        });
    }

    #[test]
    fn a_misspelled_word_breaks_no_rule_of_its_own() {
        for (input, message) in [
            (
                "struct Job { #[builder(colect, each = tag)] tags: Option<Vec<u8>> }",
                "`colect` on `tags` of `Job` is unknown: did you mean `collect`?",
            ),
            (
                "struct Job { #[builder(collect, each = tag, defualt)] tags: Vec<u8> }",
                "`defualt` on `tags` of `Job` is unknown: did you mean `default`?",
            ),
            (
                "struct Job { #[builder(opt_uot = without_it)] build: u8 }",
                "`opt_uot` on `build` of `Job` is unknown: did you mean `opt_out`?",
            ),
            (
                "#[builder(getters, entyr = request)] struct Job { builder: u8 }",
                "`entyr` on `Job` is unknown: a struct takes `validate`, `getters`, `exact`, `builder`, `entry`, \
                 `no_from`, `crate` or `no_prelude`",
            ),
        ] {
            let (messages, others) = compile_errors(input);
            assert_eq!(messages, [message]);
            assert!(others > 0, "{input} has no fallback");
        }
    }
}
