//! The register of an archive: who and what is named, in which articles, as what, and with which words.
//!
//! | file of this module | what it does |
//! |---|---|
//! | `article` | reads of a record who appears in it, and beside whom |
//! | `names` | which names can be one person's |
//! | `same` | how sure it is that an appearance is of somebody known |
//! | `block` | the people of one surname and initial, in order of time |
//! | `rows` | writes the tables |
//!
//! An *appearance* is a person or body in one article, under the fullest name that the article has. Within an article the entity tagger
//! has decided who is who; here appearances are joined across articles. Those of one surname and first letter are looked at in order of time;
//! each is compared with the people so far by what is known of them: what they are called (roles), beside whom and what they are named, where,
//! when, in which outlet. Where these agree, or nothing speaks against it, it is the same person. Where they contradict each other it is another.
//! In between it has a row of its own that says whose namesake it may be (`maybe_same_as`). A body is one by its name.
//!
//! # Memory
//!
//! What is known of the people of one surname; 8 bytes an appearance. Everything else waits on disk.

mod article;
mod block;
mod measure;
mod names;
mod rows;
mod same;

use std::path::{Path, PathBuf};

use crate::ArchiveError;
use crate::runs::{self, Run};
use crate::sorted::Sorter;
use crate::spill::Spill;
use article::Appearance;
use block::Block;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Found {
    /// Articles that were read.
    pub articles: u64,
    /// People and bodies of the register.
    pub people: u64,
    /// Of these, such that may be another of the same name.
    pub maybe: u64,
    /// Quotes that are theirs.
    pub quotes: u64,
    /// Records that could not be read, and the first of them.
    pub unreadable: u64,
    /// The first of them.
    pub first_unreadable: Option<String>,
}

/// Bits of an appearance's number, and of its time, in what is sorted.
const NUMBER: u32 = 40;
const TIME: u32 = 40;

/// Writes `people`, `people_mentions` and `people_quotes` into a folder, as tables with this ending.
///
/// # Errors
/// [`ArchiveError::Refused`] if a folder holds no finished run with records or the tables cannot be written; else what reading or writing
/// reports.
pub fn register(folders: &[PathBuf], out: &Path, ending: &str, replace: bool) -> Result<Found, ArchiveError> {
    let runs = Run::find_all(folders)?;
    let mut tables = rows::Tables::create(out, ending, replace)?;
    let mut found = Found::default();
    let mut appearances = Spill::new()?;
    let mut order = Sorter::new();
    runs::each(&runs, article::read, |run, record| {
        match record {
            Ok(those) => {
                found.articles += 1;
                for appearance in those {
                    let place = place(&appearance);
                    let number = appearances.push(&Appearance { run, ..appearance })?;
                    order.push(place << NUMBER | u128::from(number))?;
                }
            }
            Err(why) => {
                found.unreadable += 1;
                found.first_unreadable.get_or_insert(why.0);
            }
        }
        Ok(())
    })?;
    let mut appearances = appearances.into_reader()?;
    let mut block = Block::default();
    let mut last = None;
    for place in order.sorted()? {
        let place = place?;
        let surname = place >> (NUMBER + TIME);
        if last.is_some_and(|last| last != surname) {
            tables.write(std::mem::take(&mut block), &runs, &mut found)?;
        }
        last = Some(surname);
        block.push(appearances.get((place & ((1 << NUMBER) - 1)) as u64)?);
    }
    tables.write(block, &runs, &mut found)?;
    tables.finish()?;
    Ok(found)
}

/// Where an appearance comes in the order of all: by the beginning of the surname, then by time.
fn place(appearance: &Appearance) -> u128 {
    let key = names::key(appearance.label, &appearance.name);
    let letters = key.bytes().chain(std::iter::repeat(0)).take(6).fold(0_u128, |all, byte| all << 8 | u128::from(byte));
    let last = (1_i64 << TIME) - 1;
    let time = appearance.time.map_or(last, |time| time.saturating_add(1 << (TIME - 1)).clamp(0, last - 1));
    letters << TIME | u128::from(time.unsigned_abs())
}
