//! Leaves out of training what is close to articles that the model will be measured on.

use std::collections::HashSet;
use std::error::Error;

use crate::fold;
use crate::measure::gold::Example;

/// Words in a row that two articles share by copying only.
const RUN: usize = 8;
/// The share of an article's runs that makes it close to another.
const CLOSE: f64 = 0.1;

/// Drops the examples that share a tenth of their runs of eight words with the texts of `held_out` files.
pub(crate) fn leave_out(examples: &mut Vec<Example>, held_out: &[String]) -> Result<(), Box<dyn Error>> {
    let mut known = HashSet::new();
    for path in held_out {
        for text in copydesk_learn::gold::texts(path)? {
            known.extend(runs(&text));
        }
    }
    examples.retain(|example| {
        let own: Vec<_> = runs(example.article.text()).collect();
        let shared = own.iter().filter(|run| known.contains(run)).count();
        (shared as f64) < CLOSE * own.len().max(1) as f64
    });
    Ok(())
}

fn runs(text: &str) -> impl Iterator<Item = u64> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let keys: Vec<u64> = words.map(fold::whole).collect();
    (RUN..=keys.len()).map(move |end| keys[end - RUN..end].iter().fold(0, |run, key| fold::phrase(run, *key)))
}
