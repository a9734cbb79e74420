//! Who appears in an article, and beside whom.

use std::collections::BTreeMap;

use copydesk_core::offsets::Unit;
use copydesk_layers::{EntityLabel, Gender};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::instant;

/// A person or body in one article.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Appearance {
    /// The number of the run.
    pub(crate) run: usize,
    pub(crate) article: String,
    pub(crate) outlet: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) time: Option<i64>,
    pub(crate) label: EntityLabel,
    /// The fullest name in the article.
    pub(crate) name: String,
    /// Other words by which it is named.
    pub(crate) variants: Vec<String>,
    pub(crate) roles: Vec<String>,
    pub(crate) gender: Option<Gender>,
    pub(crate) mentions: usize,
    pub(crate) quotes: Vec<Said>,
    /// Who else, and which bodies and places, the article names.
    pub(crate) people: Vec<String>,
    pub(crate) bodies: Vec<String>,
    pub(crate) places: Vec<String>,
}

/// What somebody is quoted with.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Said {
    #[serde(default)]
    pub(crate) text: String,
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) polarity: String,
    #[serde(default)]
    entity: Option<u64>,
    #[serde(default)]
    pub(crate) confidence: f64,
}

#[derive(Deserialize)]
struct Record {
    id: String,
    #[serde(default)]
    meta: copydesk_core::Meta,
    entities: Option<Vec<Mention>>,
    #[serde(default)]
    quotes: Vec<Said>,
}

#[derive(Deserialize)]
struct Mention {
    #[serde(default)]
    text: String,
    label: EntityLabel,
    id: u64,
    name: String,
    #[serde(default)]
    gender: Option<Gender>,
    #[serde(default)]
    roles: Vec<String>,
}

/// Reads who appears in a record.
pub(crate) fn read(json: &[u8], _: Unit) -> Result<Vec<Appearance>, String> {
    let record: Record = serde_json::from_slice(json).map_err(|e| format!("not a record: {e}"))?;
    let mentions = record.entities.ok_or("the record has no layer `entities`: run a pipeline with `entity-tagger`")?;
    let mut named: BTreeMap<u64, Vec<Mention>> = BTreeMap::new();
    mentions.into_iter().for_each(|mention| named.entry(mention.id).or_default().push(mention));
    let of_label = |labels: &[EntityLabel], but: u64| {
        let others = named.iter().filter(|(id, all)| **id != but && labels.contains(&all[0].label));
        others.map(|(_, all)| all[0].name.clone()).collect::<Vec<_>>()
    };
    let meta = &record.meta;
    let published = meta.anchor.clone().or_else(|| meta.reference_date().map(str::to_owned));
    let outlet = meta.extra.get("outlet").and_then(Value::as_str).map(str::to_owned);
    let appearance = |(id, all): (&u64, &Vec<Mention>)| {
        let first = all.first().filter(|first| is_listed(first.label))?;
        let mut variants: Vec<String> = all.iter().map(|mention| mention.text.clone()).collect();
        variants.retain(|variant| !variant.is_empty() && *variant != first.name);
        let mut roles: Vec<String> = all.iter().flat_map(|mention| mention.roles.clone()).collect();
        for list in [&mut variants, &mut roles] {
            list.sort();
            list.dedup();
        }
        Some(Appearance {
            run: 0,
            article: record.id.clone(),
            outlet: outlet.clone(),
            time: published.as_deref().and_then(instant::seconds),
            published: published.clone(),
            label: first.label,
            name: first.name.clone(),
            variants,
            roles,
            gender: all.iter().find_map(|mention| mention.gender),
            mentions: all.len(),
            quotes: record.quotes.iter().filter(|said| said.entity == Some(*id)).cloned().collect(),
            people: of_label(&[EntityLabel::Person], *id),
            bodies: of_label(&[EntityLabel::Organization], *id),
            places: of_label(&[EntityLabel::Location, EntityLabel::Facility], *id),
        })
    };
    Ok(named.iter().filter_map(appearance).collect())
}

/// People and bodies are in the register.
fn is_listed(label: EntityLabel) -> bool {
    matches!(label, EntityLabel::Person | EntityLabel::Organization)
}
