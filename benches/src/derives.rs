//! The same structs for every builder macro, as source text.

use std::fmt::Write;

use crate::projects::{self, Package};

/// A builder macro.
pub(crate) struct Derive {
    pub(crate) name: &'static str,
    /// The package that brings it, to count its crates; the plain structs need none.
    pub(crate) package: Option<&'static str>,
    dependency: fn() -> String,
    attribute: &'static str,
    /// The attributes of a required text, and on each optional field.
    required: &'static str,
    optional: &'static str,
    /// How a value is made, for [`Form::Used`].
    start: fn(usize) -> String,
    end: &'static str,
}

/// What the crate does with its structs.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Form {
    /// It only declares them.
    Declared,
    /// It builds each of them once.
    Used,
}

pub(crate) const ALL: [Derive; 5] = [
    Derive {
        name: "none",
        package: None,
        dependency: String::new,
        attribute: "",
        required: "",
        optional: "",
        start: |_| String::new(),
        end: "",
    },
    Derive {
        name: "this derive",
        package: Some("nylas-connectors-macros"),
        dependency: || projects::library(", default-features = false"),
        attribute: "#[derive(nylas_connectors::Builder)]",
        required: "",
        optional: "",
        start: |index| format!("Item{index}::builder()"),
        end: ".build()",
    },
    Derive {
        name: "derive_builder",
        package: Some("derive_builder"),
        dependency: || "derive_builder = \"0.20\"\n".to_owned(),
        attribute: "#[derive(derive_builder::Builder)]",
        required: "#[builder(setter(into))]",
        optional: "#[builder(default, setter(into, strip_option))]",
        start: |index| format!("Item{index}Builder::default()"),
        end: ".build().unwrap()",
    },
    Derive {
        name: "bon",
        package: Some("bon"),
        dependency: || "bon = \"3\"\n".to_owned(),
        attribute: "#[derive(bon::Builder)]",
        required: "#[builder(into)]",
        optional: "#[builder(into)]",
        start: |index| format!("Item{index}::builder()"),
        end: ".build()",
    },
    Derive {
        name: "typed-builder",
        package: Some("typed-builder"),
        dependency: || "typed-builder = \"0.23\"\n".to_owned(),
        attribute: "#[derive(typed_builder::TypedBuilder)]",
        required: "#[builder(setter(into))]",
        optional: "#[builder(default, setter(into, strip_option))]",
        start: |index| format!("Item{index}::builder()"),
        end: ".build()",
    },
];

impl Derive {
    /// The line under `[dependencies]`.
    pub(crate) fn dependency(&self) -> String {
        (self.dependency)()
    }

    pub(crate) fn attribute(&self) -> &'static str {
        self.attribute
    }

    /// Whether it takes any struct as it is; `derive_builder` asks for `Clone`.
    pub(crate) fn takes_any_struct(&self) -> bool {
        self.name != "derive_builder"
    }

    /// A crate with this many structs of eight fields, four of them required.
    pub(crate) fn package(&self, structs: usize, form: Form) -> Package {
        let mut source = String::new();
        for index in 0..structs {
            self.write_struct(&mut source, index);
            if form == Form::Used {
                self.write_use(&mut source, index);
            }
        }
        let used = if form == Form::Used { "_used" } else { "" };
        Package {
            name: format!("{}_{structs}{used}", self.name.replace([' ', '-'], "_")),
            dependencies: (self.dependency)(),
            source,
        }
    }

    /// A crate with one struct of this many required fields.
    pub(crate) fn wide(&self, fields: usize) -> Package {
        let Self {
            attribute,
            required,
            ..
        } = self;
        let mut source = format!("{attribute}\npub struct Wide {{\n");
        for index in 0..fields / 2 {
            let _ = write!(
                source,
                "    {required}\n    pub text{index}: String,\n    pub number{index}: u64,\n"
            );
        }
        source.push_str("}\n");
        Package {
            name: format!("{}_wide_{fields}", self.name.replace([' ', '-'], "_")),
            dependencies: (self.dependency)(),
            source,
        }
    }

    fn write_struct(&self, source: &mut String, index: usize) {
        let Self {
            attribute,
            required,
            optional,
            ..
        } = self;
        // Writing to a `String` can't fail.
        let _ = write!(
            source,
            "{attribute}\npub struct Item{index} {{
    {required}\n    pub id: String,
    {required}\n    pub secret: String,
    pub number: u64,
    pub enabled: bool,
    {optional}\n    pub name: Option<String>,
    {optional}\n    pub topic: Option<String>,
    {optional}\n    pub limit: Option<u32>,
    {optional}\n    pub tags: Option<Vec<String>>,
}}\n\n"
        );
    }

    fn write_use(&self, source: &mut String, index: usize) {
        let value = if self.package.is_some() {
            let (start, end) = ((self.start)(index), self.end);
            format!(
                "{start}.id(\"a\").secret(\"b\").number(1_u64).enabled(true).name(\"c\").limit(2_u32){end}"
            )
        } else {
            format!(
                "Item{index} {{ id: \"a\".into(), secret: \"b\".into(), number: 1, enabled: true, \
                 name: Some(\"c\".into()), topic: None, limit: Some(2), tags: None }}"
            )
        };
        let _ = write!(
            source,
            "pub fn item{index}() -> Item{index} {{\n    {value}\n}}\n\n"
        );
    }
}
