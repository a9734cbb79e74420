//! Surnames that are common words too, at the start of a sentence: "May said nothing", where the article has a Theresa May.
//!
//! There the capital tells nothing, and the word's other uses outweigh the article's own evidence.

use copydesk_layers::EntityLabel;

use crate::labels::{OUTSIDE, Tag, begin, chunks, entity_label};
use crate::text::{Page, Words, words};

/// What stands after the subject of a sentence, and hardly ever after "May" or "Go" as other words.
static AFTER: Words = words!("after-subjects.txt");

/// Tags the untagged first words of sentences that are the first or last word of a longer name of a person, and that the
/// sentence goes on to say something of. `found` is filled with them.
pub(crate) fn find(page: &Page, tags: &mut [Tag], labels: &[String], found: &mut Vec<usize>) {
    found.clear();
    let Some(person) = labels.iter().position(|label| entity_label(label) == EntityLabel::Person) else { return };
    let openings: Vec<usize> =
        page.sentences().iter().filter(|range| may_open(page, range, tags)).map(|r| r.start).collect();
    if openings.is_empty() {
        return;
    }
    let mut borne = vec![false; page.group_count()];
    for sentence in page.sentences() {
        for name in chunks(&tags[sentence.clone()]).filter(|name| name.label == person && name.end - name.start > 1) {
            borne[page.word(sentence.start + name.start).group as usize] = true;
            borne[page.word(sentence.start + name.end - 1).group as usize] = true;
        }
    }
    found.extend(openings.into_iter().filter(|at| borne[page.word(*at).group as usize]));
    found.iter().for_each(|at| tags[*at] = begin(person));
}

fn may_open(page: &Page, sentence: &std::ops::Range<usize>, tags: &[Tag]) -> bool {
    let at = sentence.start;
    sentence.len() > 2
        && tags[at] == OUTSIDE
        && page.word(at).case.is_capital()
        && AFTER.contains(page.word(at + 1).lower)
}
