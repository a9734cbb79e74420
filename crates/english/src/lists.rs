//! The word lists of `data/` as they stand there: one entry a line, in lower case, sorted.

pub use crate::words::hashes;

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident = $file:literal;)*) => {
        $($(#[$doc])* pub const $name: &str = include_str!(concat!("../data/", $file));)*

        /// Every list that is sorted, for the test of it.
        #[cfg(test)]
        const SORTED: &[(&str, &str)] = &[$(($file, $name)),*];
    };
}

lists! {
    /// Adverbs that stand beside verbs.
    ADVERBS = "adverbs.txt";
    /// Auxiliary and modal verbs, in all their forms.
    AUXILIARIES = "auxiliaries.txt";
    /// Common verbs that say nothing of speech or thought, in the form of [`SPEECH_VERBS`].
    COMMON_VERBS = "common-verbs.txt";
    /// Endings of the names of businesses ("ltd").
    COMPANY_ENDINGS = "company-endings.txt";
    /// Nouns for businesses ("carrier").
    COMPANY_NOUNS = "company-nouns.txt";
    /// Conjunctions.
    CONJUNCTIONS = "conjunctions.txt";
    /// Articles and other determiners.
    DETERMINERS = "determiners.txt";
    /// Given names that women bear, and hardly any men.
    GIVEN_FEMALE = "given-female.txt";
    /// Given names that more women than men bear in English-language news.
    GIVEN_LEANING_FEMALE = "given-leaning-female.txt";
    /// Given names that more men than women bear in English-language news.
    GIVEN_LEANING_MALE = "given-leaning-male.txt";
    /// Given names that men bear, and hardly any women.
    GIVEN_MALE = "given-male.txt";
    /// Nouns for bodies of people ("ministry").
    GROUP_NOUNS = "group-nouns.txt";
    /// Nouns for public institutions, of which there is one a subject ("ministry").
    INSTITUTIONS = "institutions.txt";
    /// Nouns for women and girls, which no title are ("widow").
    NOUNS_FEMALE = "nouns-female.txt";
    /// Nouns for men and boys, which no title are ("widower").
    NOUNS_MALE = "nouns-male.txt";
    /// Numbers in words.
    NUMBERS = "numbers.txt";
    /// Small words inside names ("van").
    PARTICLES = "particles.txt";
    /// Nouns for people by what they do or are ("spokesman").
    PERSON_NOUNS = "person-nouns.txt";
    /// Words that are no occupation and yet call a person whom a pronoun may stand for ("baby", "star").
    PERSON_WORDS = "person-words.txt";
    /// Prepositions.
    PREPOSITIONS = "prepositions.txt";
    /// Verbs of saying: the plain form, then an irregular past and participle; [`inflect`](crate::inflection::inflect) reads them.
    SPEECH_VERBS = "speech-verbs.txt";
    /// Words that carry no content by themselves: those of grammar, and the commonest of all texts.
    STOP_WORDS = "stop-words.txt";
    /// Verbs of thinking, feeling, wanting or judging, in the same form.
    THOUGHT_VERBS = "thought-verbs.txt";
    /// Titles before names ("senator", "sen").
    TITLES = "titles.txt";
    /// Titles of women ("mrs").
    TITLES_FEMALE = "titles-female.txt";
    /// Titles of men ("mr").
    TITLES_MALE = "titles-male.txt";
    /// Short titles of several people ("sens").
    TITLES_PLURAL = "titles-plural.txt";
}

/// The months, in their order.
pub const MONTHS: &str = include_str!("../data/months.txt");
/// The days of the week, in their order, Monday first.
pub const WEEKDAYS: &str = include_str!("../data/weekdays.txt");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_hold_no_entry_twice() {
        for (file, list) in SORTED {
            let lines: Vec<_> = list.lines().collect();
            for pair in lines.windows(2) {
                assert!(pair[0] < pair[1], "{file}: {} stands before {}", pair[0], pair[1]);
            }
        }
    }

    #[test]
    fn no_given_name_is_of_both_genders() {
        let mut names: Vec<_> = [GIVEN_FEMALE, GIVEN_MALE, GIVEN_LEANING_FEMALE, GIVEN_LEANING_MALE]
            .into_iter()
            .flat_map(str::lines)
            .collect();
        names.sort_unstable();
        let both: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(both.is_empty(), "{both:?}");
    }
}
