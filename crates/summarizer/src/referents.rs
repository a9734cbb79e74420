//! Definite noun phrases that take up something said before: "The blaze took six hours to put out."
//!
//! Such a phrase is understood where the text has told of a fire. `data/referents.txt` lists the nouns that news takes things
//! up by: a line holds those that may call one thing, and behind a colon verbs that bring it up. Behind a noun, "of", "that" or "in" say what is
//! meant ("The fire in the harbour"), and the phrase stands by itself.

use std::collections::BTreeMap;

use crate::fold;
use crate::openers::{is_capitalised, is_word};
use crate::terms::Terms;

/// The nouns of `data/referents.txt`.
pub(crate) struct Referents {
    /// By key of the noun: the keys of the words that bring the thing up, the noun itself among them.
    nouns: BTreeMap<u64, Vec<u64>>,
}

/// What a sentence that opens with a definite noun phrase rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Referent {
    /// A candidate that brings the thing up.
    Told(u32),
    /// The thing is called by words that are not listed: the sentence before is the likeliest to tell of it.
    Untold,
}

/// The most words between "The" and its noun ("The two-day state visit").
const MOST_MODIFIERS: usize = 2;

impl Referents {
    pub(crate) fn load() -> Self {
        let mut nouns = BTreeMap::<u64, Vec<u64>>::new();
        for line in include_str!("../data/referents.txt").lines() {
            let (called, _) = line.split_once(" : ").unwrap_or((line, ""));
            let all = line.split(' ').filter(|word| is_word(word)).map(fold::key);
            called.split(' ').for_each(|noun| nouns.entry(fold::key(noun)).or_default().extend(all.clone()));
        }
        Self { nouns }
    }

    /// What candidate `n` rests on, if it opens with a phrase that takes something up.
    pub(crate) fn of<'a>(
        &self,
        n: usize,
        words: impl Iterator<Item = &'a str> + Clone,
        terms: &Terms,
    ) -> Option<Referent> {
        let bringing = self.taken_up(words)?;
        let numbers: Vec<u32> = bringing.iter().filter_map(|key| terms.find(*key)).collect();
        let tells = |m: &usize| numbers.iter().any(|term| terms.of(*m).binary_search(term).is_ok());
        let told = (0..n).find(tells).map(|m| u32::try_from(m).expect("an article has fewer sentences than bytes"));
        Some(told.map_or(Referent::Untold, Referent::Told))
    }

    /// The words that bring up what the opening takes up.
    fn taken_up<'a>(&self, words: impl Iterator<Item = &'a str>) -> Option<&[u64]> {
        let mut words = words.skip_while(|word| !is_word(word));
        if words.next()? != "The" {
            return None;
        }
        let mut found = None;
        for (place, word) in words.enumerate() {
            if is_capitalised(word) {
                return None;
            }
            match self.noun(word) {
                Some(noun) if place <= MOST_MODIFIERS => found = Some(noun),
                _ if found.is_some() => return found.filter(|_| !says_which(word)),
                _ if place >= MOST_MODIFIERS || !is_word(word) => return None,
                None | Some(_) => {}
            }
        }
        found
    }

    /// The words that bring up what a noun calls. "Ruled" is none, though it shares its key with one.
    fn noun(&self, word: &str) -> Option<&[u64]> {
        if word.ends_with("ed") {
            return None;
        }
        self.nouns.get(&fold::key(word)).map(Vec::as_slice)
    }
}

/// Whether a word behind a noun says which one is meant.
fn says_which(word: &str) -> bool {
    const WORDS: [&str; 22] = [
        "of", "that", "who", "which", "whose", "where", "when", "in", "at", "on", "by", "to", "from", "for", "with",
        "near", "over", "against", "between", "behind", "'s", "’s",
    ];
    WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_that_take_something_up() {
        let referents = Referents::load();
        let takes_up = |sentence: &str| referents.taken_up(sentence.split(' ')).is_some();
        for sentence in [
            "The blaze took six hours to put out .",
            "The 24-year-old woman was not hurt .",
            "The two-day state visit was her first .",
            "“ The ruling , ” she said , “ is a shame . ”",
        ] {
            assert!(takes_up(sentence), "{sentence}");
        }
        for sentence in [
            "The fire in the old harbour took six hours to put out .",
            "The woman who runs the ferry was not hurt .",
            "The Kelmouth fire took six hours to put out .",
            "The harbour is full of old ferries , and the fire took two .",
            "A fire broke out .",
        ] {
            assert!(!takes_up(sentence), "{sentence}");
        }
    }
}
