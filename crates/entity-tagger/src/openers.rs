//! Words that stand before a person's name and are no part of it: greetings ("Hello Karthik"), short titles ("Adv Mokiti").

use std::ops::Range;

use copydesk_layers::EntityLabel;

use crate::hash;
use crate::labels::{Chunk, OUTSIDE, Tag, begin, chunks, entity_label};
use crate::text::{Case, Page, Words, hashes};

/// What no person's name begins with. "Dear Evan Hansen" and "Hello Kitty" are names of other kinds, and stay.
static OPENERS: Words = Words::new(|| hashes(include_str!("../data/openers.txt")));

/// What wishes begin with, before a word in small letters: "Happy birthday Karthik".
static WISHES: Words = Words::new(|| hashes(include_str!("../data/wishes.txt")));

/// Before these no name stands that opens a sentence: "May they rest".
static PRONOUNS: [&str; 7] = ["he", "i", "it", "she", "they", "we", "you"];

/// What stands behind somebody who is spoken to.
static BEHIND: [&str; 3] = [",", "!", "?"];

/// Leaves such words out of the names of people; what was nothing else is no name. What was taken for a name of another kind is
/// a person's where it stands like somebody spoken to: at the start of what is said, before a comma.
pub(crate) fn leave_out(page: &Page, tags: &mut [Tag], labels: &[String]) {
    let Some(person) = labels.iter().position(|label| entity_label(label) == EntityLabel::Person) else { return };
    for sentence in page.sentences() {
        let here = &mut tags[sentence.clone()];
        if here.first() == Some(&begin(person)) && is_one_of(page, sentence, sentence.start + 1, &PRONOUNS) {
            here[0] = OUTSIDE;
        }
        let names: Vec<Chunk> = chunks(here).filter(|name| opens(page, sentence.start + name.start)).collect();
        for name in names {
            let range = sentence.start + name.start..sentence.start + name.end;
            let left = opening(page, range.clone());
            if name.label == person || (left < range.len() && is_spoken_to(page, sentence, &range)) {
                here[name.start..name.end].fill(begin(person) + 1);
                here[name.start..name.start + left].fill(OUTSIDE);
                here[name.start + left..name.end].first_mut().into_iter().for_each(|tag| *tag = begin(person));
            }
        }
    }
}

/// Whether a name that begins here begins with such a word.
fn opens(page: &Page, at: usize) -> bool {
    let word = page.word(at).lower;
    OPENERS.contains(word) || WISHES.contains(word)
}

/// Whether a name stands like that of somebody spoken to.
fn is_spoken_to(page: &Page, sentence: &Range<usize>, name: &Range<usize>) -> bool {
    let starts = name.start == sentence.start || page.word(name.start - 1).case == Case::None;
    starts && is_one_of(page, sentence, name.end, &BEHIND)
}

/// Whether a token is in the sentence and one of these words.
fn is_one_of(page: &Page, sentence: &Range<usize>, at: usize, words: &[&str]) -> bool {
    sentence.contains(&at) && words.iter().any(|word| page.word(at).lower == hash::bytes(word.as_bytes()))
}

/// How many words of a name only open it: those in the list, and what follows them in small letters.
fn opening(page: &Page, name: Range<usize>) -> usize {
    let is_small = |at: usize| page.word(at).case == Case::Lower;
    let wish = WISHES.contains(page.word(name.start).lower) && name.len() > 1 && is_small(name.start + 1);
    let listed = if wish { 1 } else { name.clone().take_while(|at| OPENERS.contains(page.word(*at).lower)).count() };
    listed + name.skip(listed).take_while(|at| listed > 0 && is_small(*at)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::retagged;

    fn cut(text: &str, tags: &[Tag]) -> Vec<Tag> {
        retagged(text, tags, &["Person", "Misc"], |page, tags, labels| leave_out(page, tags, labels))
    }

    #[test]
    fn greetings_and_short_titles_are_not_in_names_of_people() {
        assert_eq!(cut("Hello Karthik slept", &[1, 2, 0]), [0, 1, 0]);
        assert_eq!(cut("Oh dear Karthik Rao", &[1, 2, 2, 2]), [0, 0, 1, 2]);
        assert_eq!(cut("Thanks , Karthik", &[1, 0, 1]), [0, 0, 1]);
        assert_eq!(cut("Hello Kitty slept", &[3, 4, 0]), [3, 4, 0]);
        assert_eq!(cut("\" Hey Karthik , come", &[0, 3, 4, 0, 0]), [0, 0, 1, 0, 0]);
        assert_eq!(cut("Happy birthday Karthik Rao", &[1, 2, 2, 2]), [0, 0, 1, 2]);
        assert_eq!(cut("May they rest", &[1, 0, 0]), [0, 0, 0]);
        assert_eq!(cut("Happy Orr slept", &[1, 2, 0]), [1, 2, 0]);
        assert_eq!(cut("Mara Dear slept", &[1, 2, 0]), [1, 2, 0]);
    }
}
