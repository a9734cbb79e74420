//! A record, cut into its fields and no further: most of them are never looked at.

use std::fmt;

use copydesk_core::Meta;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A record of a run. What is not of the right type counts as not there: people look at a page to find such things, so it
/// must open.
#[derive(Default)]
pub(crate) struct Record<'a> {
    pub(crate) id: String,
    pub(crate) source: String,
    pub(crate) meta: Meta,
    pub(crate) text: Option<&'a RawValue>,
    /// Every field that is a list, in the order of the record.
    pub(crate) layers: Vec<(String, &'a RawValue)>,
}

impl<'a> Record<'a> {
    /// Reads a line of `articles.jsonl`.
    pub(crate) fn read(json: &'a [u8]) -> Result<Self, String> {
        serde_json::from_slice(json).map_err(|e| e.to_string())
    }

    pub(crate) fn layer(&self, name: &str) -> Option<&'a RawValue> {
        self.layers.iter().find(|(layer, _)| layer == name).map(|(_, rows)| *rows)
    }

    fn set(&mut self, name: String, value: &'a RawValue) {
        match name.as_str() {
            "id" => self.id = plain(value),
            "source" => self.source = plain(value),
            "meta" => self.meta = serde_json::from_str(value.get()).unwrap_or_default(),
            "text" => self.text = Some(value),
            _ if value.get().starts_with('[') => self.layers.push((name, value)),
            _ => {}
        }
    }
}

/// A string, or the digits of a number.
fn plain(value: &RawValue) -> String {
    serde_json::from_str(value.get()).unwrap_or_else(|_| value.get().to_owned())
}

impl<'a> Deserialize<'a> for Record<'a> {
    fn deserialize<D: Deserializer<'a>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'a> Visitor<'a> for Fields {
            type Value = Record<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a record, which is a JSON object")
            }

            fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Record<'a>, A::Error> {
                let mut record = Record::default();
                while let Some((name, value)) = map.next_entry()? {
                    record.set(name, value);
                }
                Ok(record)
            }
        }
        deserializer.deserialize_map(Fields)
    }
}
