//! What of a record is needed to group it.

use std::borrow::Cow;

use copydesk_core::Article;
use copydesk_core::offsets::{Offsets, Unit};
use copydesk_fingerprint::{Fingerprint, body};
use copydesk_layers::Block;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::instant;

/// An article as it is grouped and told of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Read {
    pub(crate) id: String,
    pub(crate) outlet: Option<String>,
    pub(crate) headline: Option<String>,
    /// When it was published, as the record has it, and in seconds since 1970.
    pub(crate) published: Option<String>,
    pub(crate) time: Option<i64>,
    /// The hash of its words; nothing where it has none.
    pub(crate) hash: Option<u64>,
    pub(crate) words: u32,
    pub(crate) sample: Vec<u64>,
    /// Whether the record held no fingerprint.
    pub(crate) made_here: bool,
}

#[derive(Deserialize)]
struct Record<'a> {
    id: String,
    #[serde(borrow, default)]
    meta: Meta<'a>,
    #[serde(borrow)]
    text: Option<&'a RawValue>,
    #[serde(borrow)]
    blocks: Option<&'a RawValue>,
    fingerprint: Option<Vec<Numbers>>,
}

/// The fingerprint as it stands in a record.
#[derive(Deserialize)]
struct Numbers {
    hash: String,
    words: u32,
    sample: Vec<u64>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Meta<'a> {
    #[serde(borrow)]
    headline: Option<Cow<'a, str>>,
    #[serde(borrow)]
    content_created: Option<Cow<'a, str>>,
    #[serde(borrow)]
    version_created: Option<Cow<'a, str>>,
    #[serde(borrow)]
    first_created: Option<Cow<'a, str>>,
    #[serde(borrow)]
    anchor: Option<Cow<'a, str>>,
    #[serde(borrow)]
    extra: Extra<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Extra<'a> {
    #[serde(borrow)]
    outlet: Option<&'a RawValue>,
}

/// Reads a record of a run whose offsets count this unit.
pub(crate) fn read(json: &[u8], unit: Unit) -> Result<Read, String> {
    let record: Record<'_> = serde_json::from_slice(json).map_err(|e| format!("not a record: {e}"))?;
    let made_here = record.fingerprint.is_none();
    let numbers = match record.fingerprint {
        Some(rows) => rows.into_iter().next(),
        None => made(record.text, record.blocks, unit)?,
    };
    let Record { id, meta, .. } = record;
    let dates = [&meta.anchor, &meta.content_created, &meta.version_created, &meta.first_created];
    let date = dates.into_iter().flatten().find_map(|date| Some((date.to_string(), instant::seconds(date)?)));
    let (published, time) = date.unzip();
    let outlet = meta.extra.outlet.and_then(|outlet| serde_json::from_str::<Value>(outlet.get()).ok());
    let outlet = outlet.map(|outlet| outlet.as_str().map_or_else(|| outlet.to_string(), str::to_owned));
    let headline = meta.headline.map(Cow::into_owned);
    let read = Read { id, outlet, headline, published, time, made_here, ..Read::default() };
    let Some(Numbers { hash, words, sample }) = numbers else { return Ok(read) };
    let hash = u64::from_str_radix(&hash, 16).map_err(|_| format!("`{hash}` is no hash of a fingerprint"))?;
    Ok(Read { hash: Some(hash), words, sample, ..read })
}

/// The fingerprint of a record that holds none.
fn made(text: Option<&RawValue>, blocks: Option<&RawValue>, unit: Unit) -> Result<Option<Numbers>, String> {
    let text = text.ok_or("the record holds neither a fingerprint nor a text: it was written with `text = false`")?;
    let text: String = serde_json::from_str(text.get()).map_err(|e| e.to_string())?;
    let article = Article::new("", text).map_err(|e| e.to_string())?;
    let offsets = Offsets::new(article.shared_text(), unit);
    let blocks = blocks.map(|blocks| offsets.scope(|| serde_json::from_str::<Vec<Block>>(blocks.get())));
    let blocks = blocks.transpose().map_err(|e| format!("layer `blocks`: {e}"))?;
    let made = Fingerprint::of(body(article.text(), blocks.as_deref()));
    Ok(made.map(|Fingerprint { hash, words, sample, .. }| Numbers { hash, words, sample }))
}
