//! Prints the JSON Schema of the files that the example `apply` reads, with which editors complete and check them.
//!
//! ```sh
//! cargo run -p nylas-connectors --example schema --features schemars > connectors.schema.json
//! ```
//!
//! In a TOML file, `#:schema connectors.schema.json` as the first line refers to it, and in a YAML file
//! `# yaml-language-server: $schema=connectors.schema.json`.

use nylas_connectors::ConnectorDraft;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;

/// Connectors of an application, one for each provider.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "`apply` decodes it")]
struct File {
    connectors: Vec<ConnectorDraft>,
}

fn main() -> Result<(), serde_json::Error> {
    // The version of JSON Schema that most editors know.
    let generator = SchemaSettings::draft07().into_generator();
    let schema = generator.into_root_schema_for::<File>();
    println!("{}", serde_json::to_string_pretty(&schema)?);
    Ok(())
}
