//! Abbreviations of common words: "robotic process automation (RPA)". Written in capitals they look like an organisation's name, and are
//! none, unless their words end in a kind of body ("special investigation team (SIT)").

use std::ops::Range;

use copydesk_english::lists;
use copydesk_layers::EntityLabel;

use crate::hash;
use crate::labels::{OUTSIDE, Tag, begin, chunks, entity_label};
use crate::text::{Case, Page, Words, hashes, letters};

/// Kinds of bodies.
static BODIES: Words = Words::new(|| {
    let lists = [lists::GROUP_NOUNS, lists::COMPANY_NOUNS, include_str!("../data/other-bodies.txt")];
    let mut all: Vec<u64> = lists.iter().flat_map(|list| hashes(list)).collect();
    all.sort_unstable();
    all
});

/// How many words before the bracket are looked at: abbreviations of more letters were not met.
const LONGEST: usize = 6;

/// Takes the names of organisations from abbreviations that the article explains by common words.
pub(crate) fn leave_out(page: &Page, tags: &mut [Tag], labels: &[String]) {
    let Some(body) = labels.iter().position(|label| entity_label(label) == EntityLabel::Organization) else { return };
    let [open, close] = ["(", ")"].map(|mark| hash::bytes(mark.as_bytes()));
    let mut explained = Vec::new();
    for sentence in page.sentences() {
        let closed = |at: usize| at + 2 < sentence.end && page.word(at + 2).lower == close;
        for at in sentence.clone().filter(|at| page.word(*at).lower == open && closed(*at)) {
            if is_explained(page, sentence.start..at, at + 1) {
                explained.push(page.word(at + 1).group);
            }
        }
    }
    if explained.is_empty() {
        return;
    }
    for sentence in page.sentences() {
        let here = &mut tags[sentence.clone()];
        let alone = |at: usize| explained.contains(&page.word(sentence.start + at).group);
        let names: Vec<usize> = chunks(here)
            .filter(|name| name.label == body && name.end - name.start == 1 && alone(name.start))
            .map(|name| name.start)
            .collect();
        for at in names.into_iter().filter(|at| page.word(sentence.start + at).case == Case::Upper) {
            debug_assert_eq!(here[at], begin(body));
            here[at] = OUTSIDE;
        }
    }
}

/// Whether the words in small letters, the sentence's first aside, before a bracket have the letters of the abbreviation in it, and name no body.
fn is_explained(page: &Page, before: Range<usize>, short: usize) -> bool {
    let word = page.word(short);
    let last = page.word(before.end.saturating_sub(1).max(before.start));
    if word.case != Case::Upper || before.is_empty() || BODIES.contains(last.lower) {
        return false;
    }
    let start = before.end.saturating_sub(LONGEST).max(before.start);
    let opening = before.start;
    let is_small = |at: &usize| {
        let case = page.word(*at).case;
        case == Case::Lower || (*at == opening && case == Case::Title)
    };
    (start..before.end - 1).any(|from| {
        let small = (from..before.end).all(|at| is_small(&at));
        let spell = |skip: bool| {
            let words =
                (from..before.end).map(|at| page.word(at)).filter(|word| !(skip && (word.function || word.link)));
            words.fold(0, |all, word| letters(all, word.first))
        };
        small && (spell(false) == word.acronym || spell(true) == word.acronym)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::retagged;

    fn left(text: &str, tags: &[Tag]) -> Vec<Tag> {
        retagged(text, tags, &["Organization"], |page, tags, labels| leave_out(page, tags, labels))
    }

    #[test]
    fn abbreviations_of_common_words_are_no_organisations() {
        assert_eq!(left("tidal gate control ( TGC ) helps and TGC pays", &[0, 0, 0, 0, 1, 0, 0, 0, 1, 0]), [0; 10]);
        assert_eq!(left("Tidal gate control ( TGC ) helps", &[0, 0, 0, 0, 1, 0, 0]), [0; 7]);
        assert_eq!(left("a point of tide ( PT ) and PT", &[0, 0, 0, 0, 0, 1, 0, 0, 1]), [0; 9]);
    }

    #[test]
    fn abbreviations_of_bodies_and_of_names_stay() {
        let tags = [0, 0, 0, 0, 1, 0, 0];
        assert_eq!(left("special harbour team ( SHT ) came", &tags), tags);
        assert_eq!(left("Tidal Gate Control ( TGC ) came", &tags), tags);
        assert_eq!(left("tidal gate control ( TGX ) came", &tags), tags);
    }
}
