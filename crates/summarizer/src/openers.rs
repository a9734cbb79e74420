//! What leans on the sentence before: openings ("But", "She", "As a result") and connectives inside (", however,").

use copydesk_english::calendar::is_calendar_name;

use crate::fold;
use crate::tally::Tally;

/// The words and phrases that lean back when a sentence opens with them.
pub(crate) struct Openers {
    leaning: Vec<u64>,
    framing: Vec<u64>,
    pronouns: Vec<u64>,
}

/// The longest opener, in words.
const LONGEST: usize = 4;
/// How far into a sentence a pronoun still stands for its subject, in words.
const REACH: usize = 8;

impl Openers {
    pub(crate) fn load() -> Self {
        Self {
            leaning: phrases(include_str!("../data/openers.txt")),
            framing: phrases(include_str!("../data/framing.txt")),
            pronouns: ["he", "she", "they"].map(fold::whole).to_vec().sorted(),
        }
    }

    /// Whether a sentence of these tokens, so tallied, leans on the one before it.
    pub(crate) fn leans<'a>(&self, words: impl Iterator<Item = &'a str> + Clone, tally: &Tally) -> bool {
        let plain = words.clone().filter(|word| is_word(word));
        self.opens(plain.clone())
            || self.frames_a_pronoun(plain.clone())
            || counts_from_before(plain)
            || tally.commas > 0 && (points_at_a_place(words.clone()) || takes_up_inside(words))
    }

    /// Whether a sentence of these tokens opens with a frame ("On Tuesday", "In his speech").
    pub(crate) fn is_framed<'a>(&self, words: impl Iterator<Item = &'a str>) -> bool {
        let first = words.filter(|word| is_word(word)).map(fold::whole).next();
        first.is_some_and(|first| self.framing.binary_search(&fold::phrase(0, first)).is_ok())
    }

    fn opens<'a>(&self, words: impl Iterator<Item = &'a str>) -> bool {
        let mut key = 0;
        words.take(LONGEST).any(|word| {
            key = fold::phrase(key, fold::whole(word));
            self.leaning.binary_search(&key).is_ok()
        })
    }

    /// "On Tuesday he said", "When she arrived": a frame, then a pronoun before any name. A name behind it may be whom the
    /// pronoun means ("Before he retired, Mr. Orr ...").
    fn frames_a_pronoun<'a>(&self, mut words: impl Iterator<Item = &'a str>) -> bool {
        if !self.is_framed(words.by_ref().take(1)) {
            return false;
        }
        let mut found = false;
        for (place, word) in words.enumerate() {
            if is_capitalised(word) && !is_calendar_name(word) {
                return false;
            }
            found |= place < REACH && self.pronouns.binary_search(&fold::whole(word)).is_ok();
            if !found && place >= REACH {
                return false;
            }
        }
        found
    }
}

/// "Two years later the bridge closed": later than what the sentence before tells.
fn counts_from_before<'a>(words: impl Iterator<Item = &'a str>) -> bool {
    words.take(LONGEST).skip(1).any(|word| matches!(word, "later" | "afterwards"))
}

/// "Inside, the candles were lit.": a place that the sentence before tells.
fn points_at_a_place<'a>(mut words: impl Iterator<Item = &'a str>) -> bool {
    const PLACES: [&str; 10] =
        ["Above", "Below", "Downstairs", "Elsewhere", "Here", "Inside", "Nearby", "Outside", "There", "Upstairs"];
    words.next().is_some_and(|word| PLACES.contains(&word)) && words.next() == Some(",")
}

/// "The council, however, said ...": a connective between commas.
fn takes_up_inside<'a>(words: impl Iterator<Item = &'a str>) -> bool {
    const CONNECTIVES: [&str; 8] =
        ["however", "meanwhile", "therefore", "though", "instead", "nevertheless", "too", "moreover"];
    let mut before = ["", ""];
    for word in words {
        if before[0] == "," && matches!(word, "," | ".") && CONNECTIVES.contains(&before[1]) {
            return true;
        }
        before = [before[1], word];
    }
    false
}

/// Whether a token is a word, and not a mark or the rest of a contraction.
pub(crate) fn is_word(token: &str) -> bool {
    token.starts_with(char::is_alphanumeric)
}

pub(crate) fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// A word without what follows an apostrophe: tokenizers make "we're" one token or two.
pub(crate) fn until_apostrophe(word: &str) -> &str {
    word.split(['\'', '’']).next().unwrap_or(word)
}

/// The keys of a list's phrases, word for word [`until_apostrophe`].
pub(crate) fn phrases(list: &str) -> Vec<u64> {
    let key = |line: &str| line.split(' ').fold(0, |key, word| fold::phrase(key, fold::whole(until_apostrophe(word))));
    list.lines().map(key).collect::<Vec<_>>().sorted()
}

trait Sorted {
    fn sorted(self) -> Self;
}

impl Sorted for Vec<u64> {
    fn sorted(mut self) -> Self {
        self.sort_unstable();
        self
    }
}
