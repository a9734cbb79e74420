//! The copies and rewrites of one story.
//!
//! | file of this module | what it does |
//! |---|---|
//! | `article` | reads of a record what is needed, and makes the fingerprint where the run has none |
//! | `links` | finds the pairs of texts that share enough, by sorting |
//! | `groups` | joins linked texts to stories, and says what each was made of |
//! | `rows` | writes the table |
//!
//! # When two articles are linked
//!
//! Articles with the same words are one text. Two texts are linked if
//!
//! 1. at least [`LEAST_SHARED`] shingles of their samples stand in both, and these are [`LEAST_SHARE`] of the smaller sample or more;
//! 2. a regression over five numbers says so (module `sure`): how many they share, which share of the larger text that is, how evenly
//!    it is spread over each, and how far from the beginning it starts in the larger. A copy draws on all of its source; a follow-up
//!    holds a paragraph of it, a round-up its beginning;
//! 3. where more than [`DAYS`] days lie between them, or one outlet published both: nearly all of the smaller stands in the larger
//!    ([`WHOLE`]); where both hold, never. It is a form that is filled in again and again: results, grants, weather.
//!
//! Shingles that stand in more than [`COMMON`] texts do not count: they are nobody's story. Texts of fewer than [`LEAST_WORDS`] words are
//! left alone. A story is what links join. Its first article is the first by time of publication; articles without one come last.
//!
//! A shingle of many texts pairs each of them with the [`STAR`] earliest alone: a text that was copied a thousand times takes
//! time in proportion to a thousand, not to its square.
//!
//! # Memory
//!
//! 80 bytes an article beside 300 MB; shingles and pairs are sorted on disk, with 1 KB an article and 16 bytes a shared shingle.

mod article;
mod groups;
mod links;
mod measure;
mod rewrites;
mod rows;
mod sure;

use std::path::{Path, PathBuf};

use crate::ArchiveError;
use crate::runs::{self, Run};
use crate::spill::Spill;
use crate::table::Table;
use article::Read;

pub use links::{COMMON, DAYS, LEAST_SHARE, LEAST_SHARED, LEAST_WORDS, STAR, WHOLE};

/// What to write.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// Whether articles that nobody copied have a row too.
    pub singles: bool,
    /// Whether to replace the table.
    pub replace: bool,
}

impl Options {
    /// Rows for articles that nobody copied or not, and whether to replace a table that is there.
    #[must_use]
    pub const fn new(singles: bool, replace: bool) -> Self {
        Self { singles, replace }
    }
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Found {
    /// Articles that were read.
    pub articles: u64,
    /// Stories of two articles or more.
    pub stories: u64,
    /// The articles of these.
    pub in_stories: u64,
    /// Articles that are too short to be compared.
    pub short: u64,
    /// Articles whose date of publication is not known.
    pub undated: u64,
    /// Articles whose run holds no fingerprints, so that they were made here.
    pub made_here: u64,
    /// Records that could not be read.
    pub unreadable: u64,
    /// The first of them.
    pub first_unreadable: Option<String>,
}

/// Groups the articles of runs into stories and writes a row an article.
///
/// # Errors
/// [`ArchiveError::Refused`] if a folder holds no finished run with records or the table cannot be written there; else what reading or
/// writing reports.
pub fn group(folders: &[PathBuf], table: &Path, options: Options) -> Result<Found, ArchiveError> {
    let runs = Run::find_all(folders)?;
    let table = Table::create(table, rows::COLUMNS, options.replace)?;
    let mut found = Found::default();
    let mut texts = links::Texts::new();
    let mut described = Spill::new()?;
    runs::each(&runs, article::read, |run, record| {
        match record {
            Ok(article) => {
                found.articles += 1;
                found.made_here += u64::from(article.made_here);
                found.undated += u64::from(article.time.is_none());
                found.short += u64::from(article.words < LEAST_WORDS);
                described.push(&rows::Line::of(run, &article))?;
                texts.push(&article)?;
            }
            Err(why) => {
                found.unreadable += 1;
                found.first_unreadable.get_or_insert(why.0);
            }
        }
        Ok(())
    })?;
    let stories = groups::of(texts)?;
    rows::write(&stories, described, &runs, table, options, &mut found)?;
    Ok(found)
}

/// As [`group`], of articles in memory: the story of each, by the row of its first article.
fn group_in_memory(articles: &[Read]) -> Result<Vec<u32>, ArchiveError> {
    let mut texts = links::Texts::new();
    articles.iter().try_for_each(|article| texts.push(article))?;
    let stories = groups::of(texts)?;
    Ok((0..articles.len()).map(|number| stories.first_of(number)).collect())
}
