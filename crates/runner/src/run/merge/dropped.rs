//! Records that are left out where an article is in several runs.

use std::collections::{BTreeMap, HashMap, HashSet};

use copydesk_core::{Article, Registry};
use xxhash_rust::xxh3::xxh3_64;

use super::{OnDuplicate, Part};
use crate::run::records::each_article;
use crate::run::report::account::{Account, Skipped};

/// Of a record whose article another record holds.
const DUPLICATE: &str = "a record of an article that another run holds too";

/// The records that are left out, by the number of the run and their own in it, and what they counted.
#[derive(Default)]
pub(super) struct Dropped {
    records: HashSet<(usize, u32)>,
    text_bytes: u64,
    rows: BTreeMap<String, u64>,
    first: Option<String>,
}

impl Dropped {
    pub(super) fn holds(&self, part: usize, record: u32) -> bool {
        self.records.contains(&(part, record))
    }

    /// Takes what they counted out of the sum of the accounts.
    pub(super) fn take_from(&self, account: &mut Account) {
        let Some(first) = &self.first else { return };
        account.articles -= self.records.len() as u64;
        account.text_bytes = account.text_bytes.saturating_sub(self.text_bytes);
        for (layer, dropped) in &self.rows {
            account.rows.entry(layer.clone()).and_modify(|rows| *rows = rows.saturating_sub(*dropped));
        }
        let skipped = Skipped { count: self.records.len() as u64, first: first.clone() };
        account.skip(BTreeMap::from([(DUPLICATE.to_owned(), skipped)]));
    }
}

/// Which records are to be left out.
///
/// # Errors
/// If there are any and they may not be, or ids cannot be read: a sentence.
pub(super) fn dropped(registry: &Registry, parts: &[Part], on_duplicate: OnDuplicate) -> Result<Dropped, String> {
    let mut kept: HashMap<u64, (usize, u32)> = HashMap::new();
    let mut dropped = Dropped::default();
    for (of, part) in parts.iter().enumerate() {
        visit(registry, part, &[], &mut |record, article| {
            let hash = xxh3_64(article.id.as_bytes());
            let Some(earlier) = kept.insert(hash, (of, record)) else { return Ok(()) };
            match on_duplicate {
                OnDuplicate::Last => dropped.records.insert(earlier),
                OnDuplicate::First => {
                    kept.insert(hash, earlier);
                    dropped.records.insert((of, record))
                }
                OnDuplicate::Fail => {
                    let (one, other) = (parts[earlier.0].folder.display(), part.folder.display());
                    return Err(format!(
                        "the article `{}` is in `{one}` and in `{other}`: say by --on-duplicate which is to stay, first or last",
                        article.id
                    ));
                }
            };
            Ok(())
        })?;
    }
    let found = dropped.records.clone();
    for (of, part) in parts.iter().enumerate().filter(|(of, _)| found.iter().any(|(part, _)| part == of)) {
        visit(registry, part, &part.head.layers, &mut |record, article| {
            if found.contains(&(of, record)) {
                dropped.count(article);
            }
            Ok(())
        })?;
    }
    Ok(dropped)
}

impl Dropped {
    fn count(&mut self, article: &Article) {
        self.text_bytes += article.text().len() as u64;
        for layer in article.layers.iter() {
            *self.rows.entry(layer.name().to_owned()).or_default() += layer.count() as u64;
        }
        self.first.get_or_insert_with(|| article.id.clone());
    }
}

fn visit(
    registry: &Registry,
    part: &Part,
    layers: &[String],
    each: &mut dyn FnMut(u32, &Article) -> Result<(), String>,
) -> Result<(), String> {
    let head = &part.head;
    each_article(registry, &part.folder, (&head.sink, &head.ended.files), (&head.pipeline, head.offsets), layers, each)
}
