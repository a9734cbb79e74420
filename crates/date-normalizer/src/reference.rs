//! The day that relative expressions count from: the article's own date, else that of its dateline or of a line "Published ...".

use copydesk_core::Meta;
use copydesk_layers::{Block, BlockKind};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

/// When an article was published.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Published {
    pub(crate) day: Option<Date>,
    /// The time of day, where it is known.
    pub(crate) time: Option<Time>,
    /// Whether the day is another than that of the stamp, which is of another time zone.
    pub(crate) moved: bool,
}

/// The stamp that came with the article, as a day and time of its place. A stamp of Greenwich's time is of another day there only
/// if all of the place's `zones` say so.
///
/// A page that is kept up for years has an early `contentCreated`; where its text names years after that, as `between` tells, it
/// counts from its last version.
pub(crate) fn published(meta: &Meta, zones: &[&TimeZone], between: impl FnOnce(Date, Date) -> bool) -> Published {
    let stamp = meta.reference_date().map_or("", str::trim);
    let stamp = kept_up(meta, stamp, between).unwrap_or(stamp);
    let Some(day) = day_of(stamp) else { return Published::default() };
    let time = time_of(stamp);
    let here = Published { day: Some(day), time, moved: false };
    let Some(time) = time.filter(|_| universal(stamp)) else { return here };
    let Ok(at) = day.to_datetime(time).to_zoned_datetime(TimeZone::UTC) else { return here };
    let mut there = zones.iter().map(|zone| zone.to_datetime(at.timestamp()));
    match there.next().filter(|first| there.all(|other| other.date() == first.date())) {
        Some(there) => Published { day: Some(there.date()), time: Some(there.time()), moved: there.date() != day },
        None => here,
    }
}

/// The stamp of the last version, where the first is more than a year older and the text speaks of the time between.
fn kept_up<'a>(meta: &'a Meta, stamp: &str, between: impl FnOnce(Date, Date) -> bool) -> Option<&'a str> {
    let version = meta.version_created.as_deref()?.trim();
    let (first, last) = (day_of(stamp)?, day_of(version)?);
    let old = first.checked_add(jiff::Span::new().years(1)).is_ok_and(|year_on| year_on < last);
    (old && between(first, last)).then_some(version)
}

/// Whether an article's dates are counted from its last version, for it was written long after the first.
pub(crate) fn counts_from_last_version(meta: &Meta, text: &str) -> bool {
    let stamp = meta.reference_date().map_or("", str::trim);
    kept_up(meta, stamp, |first, last| names_year_between(text, first, last)).is_some()
}

fn day_of(stamp: &str) -> Option<Date> {
    stamp.get(..10)?.parse().ok()
}

fn time_of(stamp: &str) -> Option<Time> {
    let text = stamp.get(11..)?;
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(text.len());
    text[..end].parse().ok()
}

/// Whether a stamp is of Greenwich's time.
fn universal(stamp: &str) -> bool {
    ["Z", "z", "+00:00", "+0000"].iter().any(|sign| stamp.ends_with(sign))
}

/// Whether a text names a year after that of the first day, up to that of the second.
pub(crate) fn names_year_between(text: &str, first: Date, last: Date) -> bool {
    let years = text.as_bytes().split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| word.len() == 4);
    years
        .filter_map(|word| std::str::from_utf8(word).ok()?.parse::<i16>().ok())
        .any(|year| first.year() < year && year <= last.year())
}

/// The dateline blocks of an article.
pub(crate) fn datelines(blocks: &[Block]) -> impl Iterator<Item = &Block> {
    blocks.iter().filter(|block| block.kind == BlockKind::Dateline)
}
