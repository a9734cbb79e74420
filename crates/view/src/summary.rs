//! The counts of a batch as the page tells them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::days::{Axis, Bars, Day};
use crate::run_folder::{Account, Counts, Failures};
use crate::tally::{LAGS, Speaker, Tally};
use crate::top::{Entry, Top};

/// Names that the page lists.
const LISTED: usize = 100;

/// Everything that the page holds beside articles.
#[derive(Serialize)]
pub(crate) struct Summary<'a> {
    name: &'a str,
    state: Option<&'a str>,
    articles: u64,
    unreadable: u64,
    undated: u64,
    published: Option<(Day, Day)>,
    days: Option<Days>,
    lags: &'a [u64],
    lag_ends: &'static [i32],
    dates: &'a BTreeMap<String, u64>,
    quotes: u64,
    unnamed: u64,
    kinds: [u64; 3],
    by: &'a BTreeMap<String, u64>,
    speakers: Names<'a>,
    names: [Names<'a>; 3],
    layers: &'a BTreeMap<String, (u64, u64)>,
    run: &'a Counts,
    failures: &'a [Failures],
}

/// Days published and days mentioned on one axis.
#[derive(Serialize)]
struct Days {
    axis: Axis,
    published: Bars,
    mentioned: Bars,
}

/// The names seen most often.
#[derive(Serialize)]
struct Names<'a> {
    /// How many there are.
    total: usize,
    /// Whether all were counted exactly.
    exact: bool,
    most: Vec<Name<'a>>,
}

#[derive(Serialize)]
struct Name<'a> {
    name: &'a str,
    count: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    missed: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mentions: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kinds: Option<[u64; 3]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    days: Vec<u32>,
}

impl<'a> Name<'a> {
    fn of<T>(name: &'a str, entry: &Entry<T>) -> Self {
        let missed = Some(entry.missed).filter(|missed| *missed > 0);
        Self { name, count: entry.count, missed, mentions: None, kinds: None, days: Vec::new() }
    }
}

fn names<'a, T>(top: &'a Top<T>, weight: impl Fn(&T) -> u64, more: impl Fn(Name<'a>, &T) -> Name<'a>) -> Names<'a> {
    let (total, exact) = top.names();
    let most = top.most(LISTED, weight).into_iter();
    Names { total, exact, most: most.map(|(name, entry)| more(Name::of(name, entry), &entry.more)).collect() }
}

/// How many of a speaker's quotes are direct.
fn direct(speaker: &Speaker) -> u64 {
    speaker.kinds[0]
}

impl<'a> Summary<'a> {
    pub(crate) fn of(
        tally: &'a Tally,
        account: &'a Account,
        failures: &'a [Failures],
        name: &'a str,
        unreadable: u64,
    ) -> Self {
        let axis = Axis::of(&tally.published).or_else(|| Axis::of(&tally.mentioned));
        let speaker_days = |speaker: &Speaker| match &axis {
            Some(axis) => axis.counts(speaker.days.days()),
            None => Vec::new(),
        };
        let speakers = names(&tally.speakers, direct, |name, more| Name {
            kinds: Some(more.kinds),
            days: speaker_days(more),
            ..name
        });
        let days = axis.map(|axis| Days {
            published: tally.published.bars(&axis),
            mentioned: tally.mentioned.bars(&axis),
            axis,
        });
        Self {
            name,
            state: account.state.as_deref(),
            articles: tally.articles,
            unreadable,
            undated: tally.undated,
            published: tally.published.span(),
            days,
            lags: &tally.lags,
            lag_ends: &LAGS,
            dates: &tally.dates,
            quotes: tally.quotes,
            unnamed: tally.unnamed,
            kinds: tally.kinds,
            by: &tally.by,
            speakers,
            names: tally
                .names
                .each_ref()
                .map(|top| names(top, |more| more.0, |name, more| Name { mentions: Some(more.0), ..name })),
            layers: &tally.layers,
            run: &account.account,
            failures,
        }
    }
}
