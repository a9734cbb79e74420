//! Options of stages, sources and sinks as JSON: their defaults, their schema, their values.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What is known of a config type without naming it.
#[derive(Clone, Copy)]
pub struct OptionsInfo {
    /// The default of every option, as a JSON object.
    pub defaults: fn() -> Value,
    /// The options' JSON Schema, without `$schema` and without references, so that it can stand inside a larger one.
    pub schema: fn() -> Value,
    /// Whether these options can be read; the message says what is wrong with the value, not where it stands.
    pub accepts: fn(&Value) -> Result<(), String>,
}

impl OptionsInfo {
    /// The facts about `C`.
    #[must_use]
    pub const fn of<C: Default + Serialize + DeserializeOwned + JsonSchema>() -> Self {
        Self { defaults: defaults::<C>, schema: schema::<C>, accepts: |options| read::<C>(options.clone()).map(drop) }
    }
}

fn defaults<C: Default + Serialize>() -> Value {
    serde_json::to_value(C::default()).expect("a config of plain fields serializes")
}

fn schema<C: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft07().with(|settings| {
        settings.meta_schema = None;
        settings.inline_subschemas = true;
    });
    settings.into_generator().into_root_schema_for::<C>().to_value()
}

/// A config from its options; the message says what is wrong with them.
#[doc(hidden)]
pub fn read<C: DeserializeOwned>(options: Value) -> Result<C, String> {
    serde_json::from_value(options).map_err(|e| e.to_string())
}
