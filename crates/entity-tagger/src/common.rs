//! Common words that look like names of bodies: "the City", when one city has been named, and letters that everybody knows ("RPA", "MRI").

use copydesk_layers::EntityLabel;

use crate::hash;
use crate::labels::{OUTSIDE, Tag, chunks, entity_label};
use crate::text::{Case, Page, Words, hashes};

/// What a body or a land is by kind. With "the" before it and nothing behind it is no name: of 120 such places in the training texts three
/// were marked. Words that stand for one body everywhere ("the Senate", "the Army") are not among them.
static BODIES: Words = Words::new(|| hashes(include_str!("../data/bare-bodies.txt")));
/// Letters that stand for common words, in lower case. Those that are a body's name too ("ATM") are not among them.
static LETTERS: Words = Words::new(|| hashes(include_str!("../data/common-letters.txt")));

/// Takes the names of bodies and places from such words.
pub(crate) fn leave_out(page: &Page, tags: &mut [Tag], labels: &[String]) {
    let kind = |label: usize| entity_label(&labels[label]);
    let the = hash::bytes(b"the");
    for sentence in page.sentences() {
        let here = &mut tags[sentence.clone()];
        let is_common = |at: usize, label: usize| {
            let word = page.word(at);
            let bare = || at > sentence.start && page.word(at - 1).lower == the && BODIES.contains(word.lower);
            let letters = || {
                let named =
                    matches!(kind(label), EntityLabel::Organization | EntityLabel::Location | EntityLabel::Facility);
                named
                    && matches!(word.case, Case::Upper | Case::Mixed)
                    && LETTERS.contains(word.lower)
                    && page.spelled_out(word.acronym).is_none()
            };
            kind(label) != EntityLabel::Person && (bare() || letters())
        };
        let alone = chunks(here).filter(|name| name.end - name.start == 1);
        let common: Vec<usize> =
            alone.filter(|name| is_common(sentence.start + name.start, name.label)).map(|name| name.start).collect();
        common.into_iter().for_each(|at| here[at] = OUTSIDE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::retagged;

    fn left(text: &str, tags: &[Tag]) -> Vec<Tag> {
        retagged(text, tags, &["Organization", "Person"], |page, tags, labels| leave_out(page, tags, labels))
    }

    #[test]
    fn a_kind_of_body_behind_the_is_no_name() {
        assert_eq!(left("Then the City acted", &[0, 0, 1, 0]), [0; 4]);
        assert_eq!(left("The Council met", &[0, 1, 0]), [0; 3]);
        for (text, tags) in [
            ("Then City won", [0, 1, 0]),
            ("the Senate met", [0, 1, 0]),
            ("the City Council", [0, 1, 2]),
            ("the Bank left", [0, 3, 0]),
        ] {
            assert_eq!(left(text, &tags), tags, "{text}");
        }
    }

    #[test]
    fn letters_of_common_words_are_no_names_unless_the_article_spells_out_a_name() {
        assert_eq!(left("It uses RPA and APIs too", &[0, 0, 1, 0, 1, 0]), [0; 6]);
        let tags = [1, 2, 2, 0, 0, 1, 0];
        assert_eq!(left("Regional Ports Authority , then RPA said", &tags), tags);
        assert_eq!(left("It joined NATO", &[0, 0, 1]), [0, 0, 1]);
    }
}
