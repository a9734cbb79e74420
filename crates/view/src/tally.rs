//! What a whole batch holds, counted over every record that passes.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::days::{Calendar, Day, SparseDays, day};
use crate::record::Record;
use crate::top::Top;

/// Layers and deciding rules that are told apart; the rest count as `other`.
const KINDS: usize = 64;

/// The counts of a batch. Their size does not grow with the number of articles.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) articles: u64,
    /// Articles without a date of their own.
    pub(crate) undated: u64,
    /// The days on which articles were published.
    pub(crate) published: Calendar,
    /// The days that articles mention.
    pub(crate) mentioned: Calendar,
    /// Mentioned days by how far they lie from the day of publication: see [`LAGS`].
    pub(crate) lags: [u64; LAGS.len() + 1],
    /// Dates by TIMEX3 type, and those of type DATE by how exact they are.
    pub(crate) dates: BTreeMap<String, u64>,
    pub(crate) quotes: u64,
    /// Quotes without a speaker.
    pub(crate) unnamed: u64,
    /// Quotes by kind: direct, mixed, indirect.
    pub(crate) kinds: [u64; 3],
    /// Quotes by what decided about their speaker.
    pub(crate) by: BTreeMap<String, u64>,
    pub(crate) speakers: Top<Speaker>,
    /// People, organisations and places, by the number of articles that name them.
    pub(crate) names: [Top<Mentions>; 3],
    /// Rows and articles of each layer.
    pub(crate) layers: BTreeMap<String, (u64, u64)>,
}

/// What is kept of a speaker.
#[derive(Default)]
pub(crate) struct Speaker {
    /// Their quotes by kind.
    pub(crate) kinds: [u64; 3],
    /// The days on which articles that quote them were published.
    pub(crate) days: SparseDays,
}

/// How often a name is mentioned.
#[derive(Default)]
pub(crate) struct Mentions(pub(crate) u64);

/// The last day of each group of mentioned days, counted from the day of publication; the last group has no end.
pub(crate) const LAGS: [i32; 11] = [-3653, -366, -32, -8, -2, -1, 0, 1, 7, 31, 365];

const QUOTE_KINDS: [&str; 3] = ["direct", "mixed", "indirect"];

#[derive(Deserialize, Default)]
#[serde(default)]
struct Quote<'a> {
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    speaker: Option<Cow<'a, str>>,
    #[serde(borrow)]
    by: Cow<'a, str>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Entity<'a> {
    #[serde(borrow)]
    label: Cow<'a, str>,
    #[serde(borrow)]
    name: Cow<'a, str>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Date<'a> {
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    value: Cow<'a, str>,
}

impl Tally {
    pub(crate) fn add(&mut self, record: &Record<'_>) {
        let published = record.meta.reference_date().and_then(day);
        self.articles += 1;
        match published {
            Some(day) => self.published.add(day),
            None => self.undated += 1,
        }
        for (name, rows) in &record.layers {
            let layer = capped(&mut self.layers, name);
            *layer = (layer.0 + count(rows), layer.1 + 1);
        }
        rows::<Quote<'_>>(record.layer("quotes")).iter().for_each(|quote| self.quote(quote, published));
        self.entities(&rows(record.layer("entities")));
        rows::<Date<'_>>(record.layer("dates")).iter().for_each(|date| self.date(date, published));
    }

    fn quote(&mut self, quote: &Quote<'_>, published: Option<Day>) {
        let kind = QUOTE_KINDS.iter().position(|kind| *kind == quote.kind);
        self.quotes += 1;
        kind.inspect(|&kind| self.kinds[kind] += 1);
        *capped(&mut self.by, &quote.by) += 1;
        let Some(name) = quote.speaker.as_deref().filter(|name| !name.is_empty()) else {
            self.unnamed += 1;
            return;
        };
        let speaker = self.speakers.count(name);
        kind.inspect(|&kind| speaker.kinds[kind] += 1);
        published.inspect(|&day| speaker.days.add(day));
    }

    /// Counts each name once an article, and its mentions.
    fn entities(&mut self, entities: &[Entity<'_>]) {
        let mut mentions: BTreeMap<(usize, &str), u64> = BTreeMap::new();
        for entity in entities {
            if let Some(group) = group(&entity.label) {
                *mentions.entry((group, &entity.name)).or_default() += 1;
            }
        }
        for ((group, name), count) in mentions {
            self.names[group].count(name).0 += count;
        }
    }

    fn date(&mut self, date: &Date<'_>, published: Option<Day>) {
        let mentioned = if matches!(&*date.kind, "DATE" | "TIME") { day(&date.value) } else { None };
        *capped(&mut self.dates, exactness(date, mentioned)) += 1;
        let Some(mentioned) = mentioned else { return };
        self.mentioned.add(mentioned);
        if let Some(published) = published {
            self.lags[LAGS.partition_point(|&last| last < mentioned - published)] += 1;
        }
    }
}

/// People, organisations and groups, places.
fn group(label: &str) -> Option<usize> {
    match label {
        "PERSON" => Some(0),
        "ORGANIZATION" => Some(1),
        "LOCATION" | "FACILITY" => Some(2),
        _ => None,
    }
}

/// What a date tells: a day, or something less or else.
fn exactness(date: &Date<'_>, mentioned: Option<Day>) -> &'static str {
    match (&*date.kind, mentioned) {
        ("DATE", Some(_)) => "a day",
        ("TIME", _) => "a time of day",
        ("DURATION", _) => "a length of time",
        ("SET", _) => "recurring",
        _ if date.value.starts_with('X') => "left open",
        _ if date.value.ends_with("_REF") => "past, present or future",
        _ if date.value.starts_with(|c: char| c.is_ascii_digit()) => "a week, month, year or more",
        _ => "else",
    }
}

/// The rows of a layer; none where they are not of its type.
fn rows<'a, R: Deserialize<'a>>(layer: Option<&'a RawValue>) -> Vec<R> {
    layer.and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default()
}

fn count(rows: &RawValue) -> u64 {
    serde_json::from_str::<Vec<serde::de::IgnoredAny>>(rows.get()).map_or(0, |rows| rows.len() as u64)
}

/// The count under a name, or under `other` when there are many names already.
fn capped<'a, T: Default>(counts: &'a mut BTreeMap<String, T>, name: &str) -> &'a mut T {
    let name = if counts.len() < KINDS || counts.contains_key(name) { name } else { "other" };
    counts.entry(name.to_owned()).or_default()
}
