//! The types of the columns that are written.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields};

/// The type of a column, and how its values stand in a record's JSON.
pub(super) enum Column {
    /// A string.
    Text,
    /// Any JSON, in a string.
    Json,
    /// An offset, or a row of a layer.
    Number,
    /// A float.
    Float,
    /// A struct `start`, `end`, in a record a pair.
    Pair,
    /// A list.
    List(&'static Column),
    /// A struct.
    Struct(&'static [(&'static str, Column)]),
}

impl Column {
    pub(super) fn data_type(&self) -> DataType {
        match self {
            Self::Text | Self::Json => DataType::Utf8,
            Self::Number => DataType::Int32,
            Self::Float => DataType::Float32,
            Self::Pair => DataType::Struct(PAIR.iter().map(|(name, column)| column.field(name)).collect()),
            Self::List(member) => DataType::List(Arc::new(member.field("item"))),
            Self::Struct(members) => DataType::Struct(fields(members)),
        }
    }

    pub(super) fn field(&self, name: &str) -> Field {
        Field::new(name, self.data_type(), true)
    }
}

/// The members of a struct.
fn fields(members: &[(&str, Column)]) -> Fields {
    members.iter().map(|(name, column)| column.field(name)).collect()
}

const PAIR: &[(&str, Column)] = &[("start", Column::Number), ("end", Column::Number)];

pub(super) const TEXT: Column = Column::Text;
pub(super) const JSON: Column = Column::Json;

/// The metadata.
pub(super) const META: Column = Column::Struct(&[
    ("uri", Column::Text),
    ("headline", Column::Text),
    ("by", Column::Text),
    ("located", Column::Text),
    ("language", Column::Text),
    ("firstCreated", Column::Text),
    ("contentCreated", Column::Text),
    ("versionCreated", Column::Text),
    ("anchor", Column::Text),
    ("foundInText", Column::List(&Column::Text)),
    ("extra", Column::Json),
]);

/// The column of a layer.
pub(super) fn of_layer(name: &str) -> &'static Column {
    LAYERS.iter().find(|(layer, _)| *layer == name).map_or(&Column::Json, |(_, column)| column)
}

const PAIRS: Column = Column::List(&Column::Pair);

const LAYERS: &[(&str, Column)] = &[
    ("blocks", Column::List(&Column::Struct(BLOCK))),
    ("sentences", PAIRS),
    ("tokens", PAIRS),
    ("entities", Column::List(&Column::Struct(ENTITY))),
    ("quotes", Column::List(&Column::Struct(QUOTE))),
    ("dates", Column::List(&Column::Struct(DATE))),
    ("summary", Column::List(&Column::Struct(SUMMARY))),
];

const BLOCK: &[(&str, Column)] = &[("start", Column::Number), ("end", Column::Number), ("kind", Column::Text)];

const ENTITY: &[(&str, Column)] = &[
    ("start", Column::Number),
    ("end", Column::Number),
    ("text", Column::Text),
    ("label", Column::Text),
    ("id", Column::Number),
    ("name", Column::Text),
    ("gender", Column::Text),
    ("number", Column::Text),
    ("roles", Column::List(&Column::Text)),
    ("body", Column::Text),
    ("confidence", Column::Float),
    ("why", Column::Text),
];

const QUOTE: &[(&str, Column)] = &[
    ("content", PAIRS),
    ("cue", PAIRS),
    ("source", PAIRS),
    ("text", Column::Text),
    ("content_text", Column::List(&Column::Text)),
    ("cue_text", Column::Text),
    ("source_text", Column::Text),
    ("kind", Column::Text),
    ("act", Column::Text),
    ("polarity", Column::Text),
    ("speaker", Column::Text),
    ("via", Column::Text),
    ("entity", Column::Number),
    ("confidence", Column::Float),
    ("by", Column::Text),
    ("why", Column::Text),
];

const DATE: &[(&str, Column)] = &[
    ("start", Column::Number),
    ("end", Column::Number),
    ("text", Column::Text),
    ("type", Column::Text),
    ("value", Column::Text),
    ("mod", Column::Text),
    ("quant", Column::Text),
    ("freq", Column::Text),
    ("anchor", Column::Number),
    ("confidence", Column::Float),
    ("why", Column::Text),
];

const SUMMARY: &[(&str, Column)] = &[
    ("start", Column::Number),
    ("end", Column::Number),
    ("text", Column::Text),
    ("headline", Column::Text),
    ("why", Column::Text),
];
