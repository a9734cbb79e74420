//! Abbreviations that the article explains: "the Kelmouth Harbour Trust (KHT)", and later "the KHT said".
//!
//! Those that news uses without a word ("NATO") are listed in `data/known-abbreviations.txt`, and need no explanation.

use std::collections::BTreeMap;

use crate::fold;
use crate::tally::Tally;

/// The abbreviations explained so far, in brackets behind their long form, and where.
#[derive(Default)]
pub(crate) struct Abbreviations {
    explained: BTreeMap<u64, u32>,
}

/// The longest abbreviation, in letters.
const LONGEST: usize = 6;

impl Abbreviations {
    /// Reads candidate `n`; the candidate that explains the first of its abbreviations, if an earlier one does.
    pub(crate) fn read<'a>(&mut self, words: impl Iterator<Item = &'a str>, tally: &Tally, n: usize) -> Option<u32> {
        if tally.shouted == 0 {
            return None;
        }
        let place = u32::try_from(n).expect("an article has fewer sentences than bytes");
        let (mut needed, mut before) = (None, ["", ""]);
        for word in words {
            if before[0] == "(" && word == ")" && is_abbreviation(before[1]) && !is_known(before[1]) {
                self.explained.entry(fold::whole(before[1])).or_insert(place);
            }
            before = [before[1], word];
            if needed.is_none() && !self.explained.is_empty() && is_abbreviation(word) {
                needed = self.explained.get(&fold::whole(word)).copied().filter(|explained| *explained < place);
            }
        }
        needed
    }
}

fn is_known(word: &str) -> bool {
    include_str!("../data/known-abbreviations.txt").lines().any(|known| known == word)
}

fn is_abbreviation(word: &str) -> bool {
    (2..=LONGEST).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_abbreviation_is_explained_once() {
        let mut abbreviations = Abbreviations::default();
        let sentences = [
            "The KHT will close .",
            "The Kelmouth Harbour Trust ( KHT ) owns the bridge .",
            "The bridge is old .",
            "Nobody told the KHT in the UK .",
            "The European Union ( EU ) did not .",
            "The EU is in Brussels .",
        ];
        let tally = Tally { shouted: 1, ..Tally::default() };
        let needed = sentences.iter().enumerate().map(|(n, text)| abbreviations.read(text.split(' '), &tally, n));
        assert_eq!(needed.collect::<Vec<_>>(), [None, None, None, Some(1), None, None]);
    }
}
