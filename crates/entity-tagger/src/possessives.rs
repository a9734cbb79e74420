//! Companies whose names are possessives: "Moody's", "Macy's". Their 's is part of the name.

use copydesk_layers::EntityLabel;

use crate::hash;
use crate::labels::{OUTSIDE, Tag, begin, chunks, entity_label};
use crate::text::{Page, Words, hashes};

/// The words before the 's, of companies that are known everywhere.
static COMPANIES: Words = Words::new(|| hashes(include_str!("../data/possessive-companies.txt")));

/// Gives such companies their 's and their label. A person's name stands without the 's too, or in a longer name: "Wendy's brother"
/// of one Wendy, "Moody's lawyer" of Ann Moody.
pub(crate) fn complete(page: &Page, tags: &mut [Tag], labels: &[String]) {
    let of = |wanted| labels.iter().position(|label| entity_label(label) == wanted);
    let (Some(body), Some(person)) = (of(EntityLabel::Organization), of(EntityLabel::Person)) else { return };
    let ending = hash::bytes(b"'s");
    let is_one = |at: usize| COMPANIES.contains(page.word(at).lower) && page.word(at).case.is_capital();
    let found: Vec<usize> = page
        .sentences()
        .iter()
        .flat_map(|sentence| sentence.start..sentence.end.saturating_sub(1))
        .filter(|at| page.word(at + 1).lower == ending && is_one(*at) && stands_alone(tags, *at))
        .collect();
    if found.is_empty() {
        return;
    }
    let people = people(page, tags, person);
    let group = |at: usize| page.word(at).group as usize;
    let mut times = vec![0; page.group_count()];
    found.iter().for_each(|at| times[group(*at)] += 1);
    let written = |at: usize| page.group(page.word(at)).inside + page.group(page.word(at)).opening;
    for at in found.iter().copied().filter(|at| !people[group(*at)] && times[group(*at)] == written(*at)) {
        tags[at] = begin(body);
        tags[at + 1] = begin(body) + 1;
    }
}

/// Whether a token is no name, or one by itself.
fn stands_alone(tags: &[Tag], at: usize) -> bool {
    let goes_on = |tag: Option<&Tag>| tag.is_some_and(|tag| *tag != OUTSIDE && tag % 2 == 0);
    !goes_on(tags.get(at)) && (tags[at + 1] == OUTSIDE || !goes_on(tags.get(at + 2)))
}

/// For each word group whether it stands in a longer name of a person.
fn people(page: &Page, tags: &[Tag], person: usize) -> Vec<bool> {
    let mut people = vec![false; page.group_count()];
    for sentence in page.sentences() {
        for name in chunks(&tags[sentence.clone()]).filter(|name| name.label == person && name.end - name.start > 1) {
            (name.start..name.end).for_each(|at| people[page.word(sentence.start + at).group as usize] = true);
        }
    }
    people
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::retagged;

    fn completed(text: &str, tags: &[Tag]) -> Vec<Tag> {
        retagged(text, tags, &["Person", "Organization"], |page, tags, labels| complete(page, tags, labels))
    }

    #[test]
    fn a_company_keeps_its_possessive() {
        assert_eq!(completed("Moody 's cut it", &[1, 0, 0, 0]), [3, 4, 0, 0]);
        assert_eq!(completed("at Macy ’s .", &[0, 0, 0, 0]), [0, 3, 4, 0]);
        assert_eq!(completed("Orr 's cut", &[1, 0, 0]), [1, 0, 0]);
        assert_eq!(completed("Ann Moody spoke . Moody 's cut", &[1, 2, 0, 0, 1, 0, 0]), [1, 2, 0, 0, 1, 0, 0]);
        assert_eq!(completed("Wendy slept . Wendy 's cat", &[1, 0, 0, 1, 0, 0]), [1, 0, 0, 1, 0, 0]);
        assert_eq!(completed("Ann Moody 's cut", &[1, 2, 0, 0]), [1, 2, 0, 0]);
    }
}
