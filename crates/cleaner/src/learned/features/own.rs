//! What a line is made of: its length, its case, its marks, its words.

use super::scales::{classes_of, code, kind_of, length, share, sort};
use super::{Ask, Features};
use crate::learned::classes;
use crate::learned::hash::pair;
use crate::learned::measure::Word;

/// Lines of so many words give all their words as features; of longer ones only those at the ends tell kinds apart.
const SHORT: usize = 12;
/// How many words at the start of a longer line are features, and at its end.
const FIRST_WORDS: usize = 3;
const LAST_WORDS: usize = 2;

/// A verb among so many first words is the sentence's own.
const EARLY_WORDS: usize = 6;
/// A line of so many words may be known as a whole.
const WHOLE: usize = 8;

impl Features<'_> {
    pub(super) fn own(&mut self) {
        self.size_and_case();
        self.offers_and_names();
        self.verbs();
        self.marks_and_classes();
        let rule = self.rules[self.at];
        self.add(Ask::Rules, code(rule.own));
        self.add(Ask::Rules, 16 + code(rule.settled));
        self.add(Ask::Rules, 32 + 2 * u32::from(rule.credited) + u32::from(rule.heads_list));
        self.add(Ask::Sort, sort(self.line().0, rule));
    }

    fn size_and_case(&mut self) {
        let (line, length) = self.line();
        self.add(Ask::Bias, 0);
        self.add(Ask::Length, length);
        self.add(Ask::Length, 32 + length * 2 + u32::from(line.ends));
        self.add(Ask::Case, 8 * share(line.capitals, line.len()) + share(line.shouted, line.len()));
        self.add(Ask::Case, 64 + 8 * share(line.function, line.len()) + length.min(7));
        self.add(Ask::Case, 128 + 8 * share(line.numbers, line.len()) + length.min(7));
        self.add(Ask::Case, 256 + 4 * line.past.min(3) as u32 + line.reader.min(3) as u32);
        self.add(Ask::Marks, line.first as u32);
        self.add(Ask::Marks, 32 + line.last as u32);
        self.add(Ask::Marks, 64 + 16 * line.first as u32 + line.last as u32);
    }

    fn offers_and_names(&mut self) {
        let (line, length) = self.line();
        let (promotion, names) = (share(line.promotion, line.len()), share(line.names, line.len()));
        self.add(Ask::Classes, 512 + 8 * promotion + line.promotion.min(7) as u32);
        self.add(Ask::Classes, 1024 + 64 * promotion + 16 * line.reader.min(3) as u32 + length);
        self.add(Ask::Classes, 2048 + 16 * names + length);
        self.add(Ask::Classes, pair(names, pair(share(line.capitals, line.len()), length)));
    }

    /// Captions tell what is seen, in the present and with a date; paragraphs tell what happened, and who said so.
    fn verbs(&mut self) {
        let (line, length) = self.line();
        let has = |classes| u32::from(line.classes & classes != 0);
        let verbs = 16 * line.past.min(3) as u32 + 4 * line.ing.min(3) as u32 + has(classes::GAZE);
        let dated = u32::from(line.year) | has(classes::MONTH | classes::WEEKDAY);
        let spoken = u32::from(line.quotes) | has(classes::SPEECH);
        let told = 8 * u32::from(line.ends) + 4 * dated + 2 * has(classes::PRONOUN) + spoken;
        self.add(Ask::Case, pair(512 + verbs, told));
        self.add(Ask::Case, pair(600 + length, told));
        self.add(Ask::Case, 512 + verbs);
        self.add(Ask::Case, pair(verbs, length));
    }

    fn marks_and_classes(&mut self) {
        let (line, length) = self.line();
        let flags = [line.quotes, line.bar, line.slash, line.handle, line.clock, line.year, line.glued];
        for (bit, _) in (0..).zip(flags).filter(|(_, flag)| *flag) {
            self.add(Ask::Marks, 512 + bit);
            self.add(Ask::Marks, 1024 + 8 * length + bit);
        }
        for class in classes_of(line) {
            self.add(Ask::Classes, class);
            self.add(Ask::Classes, 64 + 16 * length + class);
        }
    }

    pub(super) fn lexical(&mut self) {
        let page = self.page;
        let words = page.words_of(self.at);
        if words.len() <= SHORT {
            words.iter().for_each(|word| self.add(Ask::Words, word.hash));
            words.windows(2).for_each(|two| self.add(Ask::Words, pair(two[0].hash, two[1].hash)));
        } else {
            words
                .iter()
                .filter(|word| word.classes & !classes::FUNCTION != 0)
                .for_each(|word| self.add(Ask::Words, pair(7, word.hash)));
        }
        for (number, word) in (0..).zip(words.iter().take(FIRST_WORDS)) {
            self.add(Ask::FirstWord, pair(number, word.hash));
        }
        for (number, word) in (0..).zip(words.iter().rev().take(LAST_WORDS)) {
            self.add(Ask::LastWord, pair(number, word.hash));
        }
        self.opening(words);
        if let [.., second, last] = words {
            self.add(Ask::LastWord, pair(second.hash, last.hash));
        }
        if words.len() <= WHOLE {
            self.add(Ask::Whole, self.line().0.hash);
            self.add(Ask::Whole, words.iter().fold(1, |shape, word| pair(shape, kind_of(word))));
        }
    }

    /// The first words together.
    fn opening(&mut self, words: &[Word]) {
        if let [first, second, ..] = words {
            self.add(Ask::FirstWord, pair(first.hash, second.hash));
            self.add(Ask::FirstWord, pair(99, pair(kind_of(first), kind_of(second))));
        }
        if let [first, second, third, ..] = words {
            let kinds = [first, second, third].map(kind_of);
            self.add(Ask::FirstWord, pair(98, pair(kinds[0], pair(kinds[1], kinds[2]))));
            self.add(Ask::FirstWord, pair(97, pair(first.hash, pair(kinds[1], kinds[2]))));
            self.add(Ask::FirstWord, pair(96, pair(first.hash, length(words.len()))));
        }
        let early = words.iter().take(EARLY_WORDS).fold(0, |classes, word| classes | word.classes);
        let telling = classes::GAZE | classes::PAST | classes::PRESENT | classes::SPEECH | classes::PICTURE;
        self.add(Ask::FirstWord, pair(95, early & telling));
    }
}
