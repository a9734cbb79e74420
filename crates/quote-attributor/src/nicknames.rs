//! Nicknames: in Reynaldo "Boyet" Capistrano the marks open no quotation, and the name goes on behind them.

use crate::flags::Flags;
use crate::words::Word;

/// The most words of a nickname.
const MOST_WORDS: usize = 2;

/// Whether the words from `first` to before `last`, marks among them, are a nickname: capitalised, between two parts of a name.
pub(crate) fn is_one(words: &[Word], first: usize, last: usize) -> bool {
    let Some((before, after)) = first.checked_sub(1).and_then(|at| words.get(at)).zip(words.get(last)) else {
        return false;
    };
    let Some(inner) = words.get(first + 1..last.saturating_sub(1)) else { return false };
    let marks = [&words[first], &words[last - 1]].iter().all(|mark| mark.is(Flags::MARK));
    let named = |word: &Word| word.is(Flags::CAP) && !word.is(Flags::NO_NAME | Flags::PUNCT);
    let near = before.sentence == after.sentence && before.area == after.area;
    let whole = (1..=MOST_WORDS).contains(&inner.len()) && inner.iter().all(named);
    marks && near && whole && named(before) && named(after) && !after.is(Flags::VERB_FORM | Flags::CUE_VERB)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::{areas, words};

    #[test]
    fn nicknames_and_what_only_looks_like_them() {
        let lexicon = Lexicon::new();
        let found = |text: &str| {
            let layers = copydesk_layers::plain::layers(text);
            let (mut found, mut areas) = (Vec::new(), Vec::new());
            areas::of(text, None, &mut areas);
            let (tokens, sentences) = (layers.get().expect("tokens"), layers.get().expect("sentences"));
            words::read(text, &lexicon, (tokens, sentences, &areas), &mut found);
            let marks = || found.iter().enumerate().filter(|(_, word)| word.is(Flags::MARK)).map(|(at, _)| at);
            is_one(&found, marks().next().expect("a mark"), marks().next_back().expect("a mark") + 1)
        };
        for text in ["Danilo “Bong” Salcedo slept.", "Then Gloria \"Baby Girl\" Reyes slept."] {
            assert!(found(text), "{text}");
        }
        for text in [
            "Okafor told Kelmouth “we are” Brack Island heard.",
            "Mayor Orr “Sorry” Says Okafor",
            "In “Macbeth” Hall sang.",
            "They met “Bong” Salcedo.",
            "Danilo “Bong” slept.",
            "Danilo “Bong Kid Man” Salcedo slept.",
            "They saw Danilo. “Bong” Salcedo slept.",
            "“Bong” Salcedo slept.",
            "The Danilo “Bong”",
        ] {
            assert!(!found(text), "{text}");
        }
    }
}
