//! What the words of a name, and the words right before it, tell of a person.

use crate::inflection::plural;
use crate::{Gender, WordList, hash, lists, word_list};

static GIVEN_FEMALE: WordList = word_list!(lists::GIVEN_FEMALE);
static GIVEN_MALE: WordList = word_list!(lists::GIVEN_MALE);
static LEANING_FEMALE: WordList = word_list!(lists::GIVEN_LEANING_FEMALE);
static LEANING_MALE: WordList = word_list!(lists::GIVEN_LEANING_MALE);
static TITLES: WordList = word_list!(lists::TITLES, lists::TITLES_FEMALE, lists::TITLES_MALE, lists::TITLES_PLURAL);
static CALLED_FEMALE: WordList = word_list!(lists::TITLES_FEMALE, lists::NOUNS_FEMALE);
static CALLED_MALE: WordList = word_list!(lists::TITLES_MALE, lists::NOUNS_MALE);
static PARTICLES: WordList = word_list!(lists::PARTICLES);
static PERSON_NOUNS: WordList = word_list!(lists::PERSON_NOUNS);
static PEOPLE_NOUNS: WordList = WordList::new(|| {
    let mut hashes: Vec<u64> = lists::PERSON_NOUNS.lines().map(|noun| hash(&plural(noun))).collect();
    hashes.sort_unstable();
    hashes
});

/// The gender of those who bear a given name, if nearly all are of one.
#[must_use]
pub fn gender_of_given(name: &str) -> Option<Gender> {
    one_of(GIVEN_FEMALE.contains(name), GIVEN_MALE.contains(name))
}

/// The gender of the greater part of those who bear a given name that women and men bear: a hint where nothing else is shown.
#[must_use]
pub fn leaning_of_given(name: &str) -> Option<Gender> {
    one_of(LEANING_FEMALE.contains(name), LEANING_MALE.contains(name))
}

/// Whether a word is a given name of the lists.
#[must_use]
pub fn is_given(name: &str) -> bool {
    gender_of_given(name).is_some() || leaning_of_given(name).is_some()
}

/// The gender that a title or a noun before a name shows: "Mrs", "widow".
#[must_use]
pub fn gender_of_title(word: &str) -> Option<Gender> {
    let word = bare(word);
    one_of(CALLED_FEMALE.contains(word), CALLED_MALE.contains(word))
}

/// Whether a word stands before names as a title ("Sen.", "Mrs").
#[must_use]
pub fn is_title(word: &str) -> bool {
    TITLES.contains(bare(word))
}

/// Whether a word is a noun for one person by what she or he does or is ("minister").
#[must_use]
pub fn is_person_noun(word: &str) -> bool {
    PERSON_NOUNS.contains(bare(word))
}

/// Whether a word is such a noun for several people ("ministers").
#[must_use]
pub fn is_people_noun(word: &str) -> bool {
    PEOPLE_NOUNS.contains(word)
}

/// Whether a word is a small one that stands inside names ("van").
#[must_use]
pub fn is_particle(word: &str) -> bool {
    PARTICLES.contains(word)
}

/// An abbreviation without its full stop.
fn bare(word: &str) -> &str {
    word.strip_suffix('.').unwrap_or(word)
}

const fn one_of(female: bool, male: bool) -> Option<Gender> {
    match (female, male) {
        (true, false) => Some(Gender::Female),
        (false, true) => Some(Gender::Male),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_nouns_and_given_names_show_a_gender() {
        let titles = ["Mrs.", "widow", "Sir", "husband", "Dr."].map(gender_of_title);
        let (female, male) = (Some(Gender::Female), Some(Gender::Male));
        assert_eq!(titles, [female, female, male, male, None]);
        assert_eq!(["Fatima", "Omar", "Kelmouth"].map(gender_of_given), [female, male, None]);
    }

    #[test]
    fn names_of_women_and_of_men_alike_show_none() {
        for name in ["Robin", "Andrea", "Jean", "Lindsey", "Kim", "Alex", "Sam", "Nicola", "Dana"] {
            assert_eq!(gender_of_given(name), None, "{name}");
        }
        assert_eq!(["Robin", "Andrea"].map(leaning_of_given), [Some(Gender::Male), Some(Gender::Female)]);
    }

    #[test]
    fn nouns_for_one_and_for_several_are_told_apart() {
        assert!(is_person_noun("spokesman") && !is_people_noun("spokesman"));
        assert!(is_people_noun("Spokesmen") && !is_person_noun("spokesmen"));
    }
}
