//! JSON Schemas of connectors in a file, made of the structs that decode them.

use std::borrow::Cow;

use schemars::transform::{RecursiveTransform, Transform, transform_subschemas};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::source::{TextFile, Variable};
use super::{AnyConnector, ConnectorDraft};
use crate::provider_table::for_each_provider;
use crate::{ForProvider, ProviderTag, Secret};

impl JsonSchema for Secret {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Secret".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "password", "writeOnly": true })
    }
}

impl<T: ForProvider> JsonSchema for ProviderTag<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("ProviderTag_{}", T::PROVIDER).into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "const": T::PROVIDER.as_str() })
    }
}

macro_rules! define_any_schema {
    ($($(#[$doc:meta])* $Provider:ident = $name:literal,)*) => {
        impl JsonSchema for AnyConnector {
            fn schema_name() -> Cow<'static, str> {
                "AnyConnector".into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                // Editors complete the keys of a provider with `anyOf`, not with `if`, and name the providers with `enum`.
                json_schema!({
                    "type": "object",
                    "properties": { "provider": { "enum": [$($name),*] } },
                    "required": ["provider"],
                    "anyOf": [$(in_a_file::<crate::$Provider>(generator)),*],
                })
            }
        }
    };
}

for_each_provider!(define_any_schema);

impl<T: JsonSchema> JsonSchema for ConnectorDraft<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}Draft", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = in_a_file::<T>(generator);
        let elsewhere = [
            generator.subschema_for::<Variable>(),
            generator.subschema_for::<TextFile>(),
        ];
        FromElsewhere(elsewhere).transform(&mut schema);
        schema
    }
}

/// The schema without references, since what is changed in it is for files alone: `provider` is required, and of each
/// description only the first paragraph is left, without links.
fn in_a_file<T: JsonSchema>(generator: &SchemaGenerator) -> Schema {
    let settings = generator.settings().clone();
    let inline = settings.with(|settings| settings.inline_subschemas = true);
    let mut schema = inline.into_generator().subschema_for::<T>();
    if schema.pointer("/properties/provider").is_some() {
        let required = schema
            .ensure_object()
            .entry("required")
            .or_insert(json!([]));
        if let Value::Array(keys) = required
            && !keys.contains(&json!("provider"))
        {
            keys.insert(0, json!("provider"));
        }
    }
    RecursiveTransform(|schema: &mut Schema| {
        if let Some(Value::String(description)) = schema.get_mut("description") {
            let first = description.split("\n\n").next().unwrap_or_default();
            *description = first.replace("[`", "`").replace("`]", "`");
        }
    })
    .transform(&mut schema);
    schema
}

/// Allows a string to be taken from elsewhere.
struct FromElsewhere([Schema; 2]);

impl Transform for FromElsewhere {
    fn transform(&mut self, schema: &mut Schema) {
        let is_string = match schema.get("type") {
            Some(Value::String(kind)) => kind == "string",
            Some(Value::Array(kinds)) => kinds.contains(&json!("string")),
            _ => false,
        };
        // One of an enum is no text.
        if !is_string || schema.get("enum").is_some() || schema.get("const").is_some() {
            return transform_subschemas(self, schema);
        }
        let description = schema.remove("description");
        let [variable, file] = &self.0;
        *schema = json_schema!({ "anyOf": [schema, variable, file] });
        if let Some(description) = description {
            schema.insert("description".into(), description);
        }
    }
}
