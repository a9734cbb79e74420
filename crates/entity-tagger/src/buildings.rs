//! Buildings and roads whose name says so: airports and stations that are called by their place ("Kelmouth airport", "Linde railway
//! station"), place and noun together, and what ends in a building's noun ("Emerald Lounge", "Mill Street").

use std::ops::Range;
use std::sync::LazyLock;

use copydesk_layers::EntityLabel;

use crate::hash;
use crate::labels::{Chunk, Tag, begin, chunks, entity_label};
use crate::text::{Case, Page, Words, hashes};

/// The nouns, as the hashes of their words.
static NOUNS: LazyLock<Vec<Vec<u64>>> = LazyLock::new(|| {
    let words = |noun: &str| noun.split(' ').map(|word| hash::bytes(word.as_bytes())).collect();
    include_str!("../data/place-buildings.txt").lines().map(words).collect()
});

/// The last words of buildings' and roads' names.
static LAST: Words = Words::new(|| hashes(include_str!("../data/building-nouns.txt")));

/// Before these a place tells only where one of many is: "a London airport".
static ANY: [&str; 6] = ["a", "an", "another", "any", "every", "one"];

/// Joins a place and the noun behind it to the name of a building, and makes one of what is taken for a place or a thing and ends in such
/// a noun. Bodies stay what they are: "Wall Street".
pub(crate) fn complete(page: &Page, tags: &mut [Tag], labels: &[String]) {
    let of = |wanted| labels.iter().position(|label| entity_label(label) == wanted);
    let (Some(place), Some(building)) = (of(EntityLabel::Location), of(EntityLabel::Facility)) else { return };
    let thing = of(EntityLabel::Misc);
    for sentence in page.sentences() {
        let here = &mut tags[sentence.clone()];
        let says = |name: &Chunk| {
            let last = page.word(sentence.start + name.end - 1);
            let other = name.label == place || Some(name.label) == thing;
            other && name.end - name.start > 1 && last.case == Case::Title && LAST.contains(last.lower)
        };
        let named: Vec<Chunk> = chunks(here).filter(says).collect();
        for name in named {
            here[name.start..name.end].fill(begin(building) + 1);
            here[name.start] = begin(building);
        }
        let names: Vec<Chunk> = chunks(here).filter(|name| name.label == place || name.label == building).collect();
        for name in names {
            let range = sentence.start + name.start..sentence.start + name.end;
            let more = noun_behind(page, sentence, &range);
            if more > 0 {
                here[name.start..name.end + more].fill(begin(building) + 1);
                here[name.start] = begin(building);
            }
        }
    }
}

/// How many words of such a noun stand behind a place's name. Names in capitals are countries': "US airport".
fn noun_behind(page: &Page, sentence: &Range<usize>, name: &Range<usize>) -> usize {
    let before = name.start.checked_sub(1).filter(|at| sentence.contains(at)).map(|at| page.word(at).lower);
    let one_of_many = before.is_some_and(|word| ANY.iter().any(|any| word == hash::bytes(any.as_bytes())));
    if one_of_many || page.word(name.start).case == Case::Upper {
        return 0;
    }
    let behind = |at: usize| (name.end + at < sentence.end).then(|| page.word(name.end + at));
    let stands = |noun: &&Vec<u64>| {
        noun.iter()
            .enumerate()
            .all(|(at, word)| behind(at).is_some_and(|other| other.lower == *word && other.case == Case::Lower))
    };
    NOUNS.iter().find(stands).map_or(0, Vec::len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::retagged;

    fn joined(text: &str, tags: &[Tag]) -> Vec<Tag> {
        retagged(text, tags, &["Location", "Facility"], |page, tags, labels| complete(page, tags, labels))
    }

    #[test]
    fn airports_and_stations_have_their_place_in_their_name() {
        assert_eq!(joined("at Kelmouth airport , closed", &[0, 1, 0, 0, 0]), [0, 3, 4, 0, 0]);
        assert_eq!(joined("at Port Linde railway station", &[0, 1, 2, 0, 0]), [0, 3, 4, 4, 4]);
    }

    #[test]
    fn what_ends_in_a_noun_of_buildings_is_one() {
        assert_eq!(joined("at Emerald Lounge , closed", &[0, 1, 2, 0, 0]), [0, 3, 4, 0, 0]);
        assert_eq!(joined("in Mill street", &[0, 1, 2]), [0, 1, 2]);
        assert_eq!(joined("in Street", &[0, 1]), [0, 1]);
    }

    #[test]
    fn one_of_many_and_what_belongs_to_a_country_is_no_name() {
        for (text, tags) in [
            ("at a Kelmouth airport", [0, 0, 1, 0]),
            ("at the US airport", [0, 0, 1, 0]),
            ("in Kelmouth Airport closed", [0, 1, 0, 0]),
            ("in Kelmouth airports slept", [0, 1, 0, 0]),
        ] {
            assert_eq!(joined(text, &tags), tags, "{text}");
        }
    }
}
