//! The tables and their columns: their order is part of the format.

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// A string.
    Text,
    /// A 32-bit integer.
    Number,
    /// A 64-bit float.
    Float,
}

/// A table.
pub(super) struct Table {
    /// What it is called; of all but `articles`, `mentions` and `layers` that of its layer.
    pub(super) name: &'static str,
    pub(super) csv: &'static str,
    pub(super) tsv: &'static str,
    pub(super) parquet: &'static str,
    /// Where the descriptions of its row groups wait for the end of the run.
    #[cfg_attr(not(feature = "parquet"), allow(dead_code, reason = "only Parquet puts anything aside"))]
    pub(super) aside: &'static str,
    pub(super) columns: &'static [(&'static str, Type)],
}

use Type::{Float, Number, Text};

macro_rules! table {
    ($name:literal, $columns:expr) => {
        Table {
            name: $name,
            csv: concat!($name, ".csv"),
            tsv: concat!($name, ".tsv"),
            parquet: concat!($name, ".parquet"),
            aside: concat!(".copydesk.", $name, ".row-groups"),
            columns: $columns,
        }
    };
}

/// The number of the table of articles; the others follow in the order of their counts in it.
pub(super) const ARTICLES: usize = 0;
pub(super) const ENTITIES: usize = 3;
pub(super) const MENTIONS: usize = 4;
pub(super) const LAYERS: usize = 8;

/// All tables.
pub(super) static TABLES: [Table; 9] = [
    table!(
        "articles",
        &[
            ("id", Text),
            ("source", Text),
            ("uri", Text),
            ("outlet", Text),
            ("headline", Text),
            ("by", Text),
            ("located", Text),
            ("language", Text),
            ("published", Text),
            ("day", Text),
            ("text", Text),
            ("n_blocks", Number),
            ("n_sentences", Number),
            ("n_entities", Number),
            ("n_mentions", Number),
            ("n_quotes", Number),
            ("n_dates", Number),
            ("n_summary", Number),
            ("n_layers", Number),
            ("extra", Text),
        ]
    ),
    table!(
        "blocks",
        &[("article", Text), ("row", Number), ("start", Number), ("end", Number), ("kind", Text), ("text", Text)]
    ),
    table!("sentences", SPANS),
    table!(
        "entities",
        &[
            ("article", Text),
            ("row", Number),
            ("name", Text),
            ("label", Text),
            ("gender", Text),
            ("number", Text),
            ("roles", Text),
            ("body", Text),
            ("n_mentions", Number),
            ("start", Number),
            ("end", Number),
            ("text", Text),
        ]
    ),
    table!(
        "mentions",
        &[
            ("article", Text),
            ("row", Number),
            ("start", Number),
            ("end", Number),
            ("text", Text),
            ("label", Text),
            ("entity", Number),
            ("name", Text),
            ("confidence", Float),
        ]
    ),
    table!(
        "quotes",
        &[
            ("article", Text),
            ("row", Number),
            ("start", Number),
            ("end", Number),
            ("text", Text),
            ("content", Text),
            ("content_text", Text),
            ("cue", Text),
            ("cue_text", Text),
            ("source", Text),
            ("source_text", Text),
            ("kind", Text),
            ("act", Text),
            ("polarity", Text),
            ("speaker", Text),
            ("via", Text),
            ("entity", Number),
            ("confidence", Float),
            ("by", Text),
        ]
    ),
    table!(
        "dates",
        &[
            ("article", Text),
            ("row", Number),
            ("start", Number),
            ("end", Number),
            ("text", Text),
            ("type", Text),
            ("value", Text),
            ("mod", Text),
            ("quant", Text),
            ("freq", Text),
            ("anchor", Number),
            ("confidence", Float),
        ]
    ),
    table!("summary", SPANS),
    table!(
        "layers",
        &[
            ("article", Text),
            ("layer", Text),
            ("row", Number),
            ("start", Number),
            ("end", Number),
            ("text", Text),
            ("fields", Text),
        ]
    ),
];

const SPANS: &[(&str, Type)] =
    &[("article", Text), ("row", Number), ("start", Number), ("end", Number), ("text", Text)];
