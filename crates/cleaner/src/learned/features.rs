//! The features of a line, as hashes: what it is made of, what stands around it, where it stands.

use copydesk_layers::BlockKind;

use super::classes;
use super::hash::pair;
use super::measure::{Measures, Word};
use super::page::{Page, Place};

/// Lines of so many words give all their words as features; of longer ones only those at the ends tell kinds apart.
const SHORT: usize = 12;
/// How many words at the start of a longer line are features, and at its end.
const FIRST_WORDS: usize = 3;
const LAST_WORDS: usize = 2;

/// A verb among so many first words is the sentence's own.
const EARLY_WORDS: usize = 6;
/// A line of so many words may be known as a whole.
const WHOLE: usize = 8;
/// How many lines on each side count as near.
const NEARBY: usize = 3;

/// What the rules make of a line.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ruled {
    /// Its kind by its own words.
    pub(crate) own: Option<BlockKind>,
    /// Its kind after the rules looked at its place too.
    pub(crate) settled: Option<BlockKind>,
    /// It holds a credit at its end.
    pub(crate) credited: bool,
    /// It heads a list of other articles.
    pub(crate) heads_list: bool,
}

/// What kind of question a feature answers; the order is part of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Ask {
    Bias,
    Length,
    Case,
    Marks,
    Classes,
    Words,
    FirstWord,
    LastWord,
    Whole,
    Rules,
    Known,
    Repeats,
    Alike,
    Title,
    Paragraphs,
    Ends,
    Before,
    After,
    Around,
    Sort,
    Pairs,
    Nearby,
}

/// The features of one line.
pub(crate) struct Features<'a> {
    page: &'a Page,
    rules: &'a [Ruled],
    at: usize,
    out: &'a mut Vec<u32>,
}

/// Adds the features of a line to `out`.
pub(crate) fn features(page: &Page, rules: &[Ruled], at: usize, out: &mut Vec<u32>) {
    let mut features = Features { page, rules, at, out };
    features.own();
    features.lexical();
    features.placed();
    features.nearby();
    features.around();
}

impl<'a> Features<'a> {
    fn add(&mut self, ask: Ask, value: u32) {
        self.out.push(pair(ask as u32 + 1, value));
    }

    /// The line's measures, and the step of its length.
    fn line(&self) -> (&'a Measures, u32) {
        let line = &self.page.lines[self.at];
        (line, length(line.len()))
    }

    fn own(&mut self) {
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

    fn lexical(&mut self) {
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

    fn placed(&mut self) {
        let place = self.page.places[self.at];
        let (line, length) = self.line();
        let sort = sort(line, self.rules[self.at]);
        self.knowledge(place, sort, length);
        self.repetition(place, sort, length);
        self.likeness(place, sort, length);
        self.position(place, sort, length);
    }

    fn knowledge(&mut self, place: Place, sort: u32, length: u32) {
        self.add(Ask::Known, code_of(place.known));
        self.add(Ask::Known, 8 + 8 * code_of(place.names_known) + code_of(place.known));
        self.add(Ask::Known, pair(sort, code_of(place.names_known)));
        self.add(Ask::Known, pair(100 + length, code_of(place.known)));
    }

    fn repetition(&mut self, place: Place, sort: u32, length: u32) {
        let repeats = 2 * u32::from(place.repeated) + u32::from(place.repeats);
        self.add(Ask::Repeats, repeats);
        self.add(Ask::Repeats, pair(length, repeats));
        self.add(Ask::Repeats, 64 + steps(place.count));
        self.add(Ask::Repeats, pair(90, pair(length, steps(place.count))));
        self.add(Ask::Repeats, 128 + steps(place.alike));
        self.add(Ask::Repeats, pair(91, pair(sort, steps(place.alike))));
    }

    fn likeness(&mut self, place: Place, sort: u32, length: u32) {
        let same = 2 * u32::from(place.goes_on_last) + u32::from(place.next_goes_on);
        let like = 8 * code_of(place.like_last) + code_of(place.like_next);
        self.add(Ask::Alike, 256 + same);
        self.add(Ask::Alike, pair(257 + length, same));
        self.add(Ask::Alike, code_of(place.like_last));
        self.add(Ask::Alike, 8 + code_of(place.like_next));
        self.add(Ask::Alike, 16 + like);
        self.add(Ask::Alike, pair(sort, like));
        self.add(Ask::Title, code_of(place.like_title));
        self.add(Ask::Title, pair(length, code_of(place.like_title)));
    }

    fn position(&mut self, place: Place, sort: u32, length: u32) {
        let page = self.page;
        let region = region(place);
        let gap = 4 * place.since.min(3) as u32 + place.until.min(3) as u32;
        self.add(Ask::Paragraphs, region);
        self.add(Ask::Paragraphs, 16 + gap);
        self.add(Ask::Paragraphs, 32 + 16 * region + gap);
        self.add(Ask::Paragraphs, pair(1, pair(sort, region)));
        self.add(Ask::Paragraphs, pair(2, pair(sort, gap)));
        self.add(Ask::Paragraphs, pair(3, 8 * steps(place.since) + steps(place.until)));
        self.add(Ask::Paragraphs, pair(4, pair(steps(place.before), length)));
        self.add(Ask::Paragraphs, pair(5, pair(steps(place.after), length)));
        let paragraphs = share(page.paragraphs, page.lines.len());
        self.add(Ask::Paragraphs, pair(6, pair(paragraphs, sort)));
        let (top, bottom) = (steps(self.at), steps(page.lines.len() - 1 - self.at));
        self.add(Ask::Ends, top);
        self.add(Ask::Ends, 16 + bottom);
        self.add(Ask::Ends, pair(top, length));
        self.add(Ask::Ends, pair(bottom + 16, length));
    }

    /// What the lines around say together: a box of offers is told by all of its lines.
    fn nearby(&mut self) {
        let page = self.page;
        let from = self.at.saturating_sub(NEARBY);
        let to = (self.at + NEARBY + 1).min(page.lines.len());
        let lines = || page.lines[from..to].iter().zip(&page.places[from..to]);
        let words: usize = lines().map(|(line, _)| line.len()).sum();
        let promotion: usize = lines().map(|(line, _)| line.promotion).sum();
        let reader: usize = lines().map(|(line, _)| line.reader).sum();
        let strange = lines().filter(|(_, place)| place.known.is_some_and(|known| known == 0)).count();
        let furniture = lines().filter(|(_, place)| place.furniture).count();
        let paragraphs = lines().filter(|(_, place)| place.paragraph).count();
        let length = length(page.lines[self.at].len());
        let tenths = |part: usize| (20 * part / words.max(1)).min(7) as u32;
        self.add(Ask::Nearby, tenths(promotion));
        self.add(Ask::Nearby, 8 + tenths(reader));
        self.add(Ask::Nearby, pair(1, pair(tenths(promotion), pair(tenths(reader), length))));
        self.add(Ask::Nearby, pair(2, pair(strange as u32, length)));
        self.add(Ask::Nearby, pair(3, pair(furniture as u32, length)));
        self.add(Ask::Nearby, pair(4, pair(paragraphs as u32, length)));
        let knowing = |known: fn(&Place) -> Option<u8>| {
            let known = || lines().filter_map(move |(_, place)| known(place));
            2 * known().map(u32::from).sum::<u32>() / (known().count() as u32).max(1)
        };
        let region = region(page.places[self.at]);
        self.add(Ask::Nearby, pair(5, pair(knowing(|place| place.known), pair(region, length))));
        self.add(Ask::Nearby, pair(6, pair(knowing(|place| place.names_known), pair(region, length))));
        self.add(Ask::Nearby, pair(7, pair(knowing(|place| place.known), knowing(|place| place.names_known))));
    }

    fn around(&mut self) {
        let sort_at = |at: Option<usize>| {
            at.and_then(|at| Some(sort(self.page.lines.get(at)?, self.rules[at]))).unwrap_or(u32::MAX)
        };
        let own = sort_at(Some(self.at));
        let places = &self.page.places;
        let place = places[self.at];
        let (last, next) = (place.last, place.next);
        let sorts = [
            sort_at(last.and_then(|last| places[last].last)),
            sort_at(last),
            own,
            sort_at(next),
            sort_at(next.and_then(|next| places[next].next)),
        ];
        for (offset, around) in (0..).zip(sorts).filter(|(offset, _)| *offset != 2) {
            self.add(Ask::Around, pair(offset, around));
            self.add(Ask::Pairs, pair(own, pair(offset, around)));
        }
        let nearest = [sort_at(self.at.checked_sub(1)), sort_at(Some(self.at + 1))];
        for (offset, around) in (10..).zip(nearest) {
            self.add(Ask::Around, pair(offset, around));
            self.add(Ask::Pairs, pair(own, pair(offset, around)));
        }
        self.add(Ask::Pairs, pair(own, pair(sorts[1], sorts[3])));
        self.add(Ask::Pairs, pair(own, pair(pair(9, sorts[0]), sorts[1])));
        self.add(Ask::Pairs, pair(own, pair(pair(8, sorts[3]), sorts[4])));
        for (ask, offset) in [(Ask::Before, -1), (Ask::Before, -2), (Ask::After, 1), (Ask::After, 2)] {
            self.neighbour(ask, offset);
        }
    }

    fn neighbour(&mut self, ask: Ask, offset: isize) {
        let page = self.page;
        let number = offset.unsigned_abs() as u32;
        let Some(line) = self.at.checked_add_signed(offset).filter(|at| *at < page.lines.len()) else {
            return self.add(ask, number);
        };
        let words = page.words_of(line);
        let measures = &page.lines[line];
        let length = length(page.lines[self.at].len());
        self.add(ask, pair(number, 8 + code(self.rules[line].own)));
        self.add(ask, pair(number, 32 + measures.last as u32));
        if words.len() <= 4 {
            self.add(ask, pair(number, measures.hash));
            if number == 1 {
                self.add(ask, pair(length + 200, measures.hash));
            }
        }
        if let (Some(first), 1) = (words.first(), number) {
            self.add(ask, pair(300, first.hash));
        }
        if number == 1 && measures.len() <= SHORT {
            classes_of(measures).for_each(|class| self.add(ask, pair(400, class)));
        }
    }
}

/// The classes that a line's words are in, by number.
fn classes_of(line: &Measures) -> impl Iterator<Item = u32> + use<> {
    let classes = line.classes;
    (0..classes::COUNT as u32).filter(move |class| classes >> class & 1 == 1)
}

/// A step on a scale of lengths in words.
fn length(words: usize) -> u32 {
    const STEPS: [usize; 10] = [1, 2, 3, 5, 8, 12, 17, 24, 35, 60];
    STEPS.partition_point(|step| *step < words) as u32
}

/// A step on a scale of small numbers.
fn steps(number: usize) -> u32 {
    const STEPS: [usize; 8] = [0, 1, 2, 3, 5, 8, 15, 40];
    STEPS.partition_point(|step| *step < number) as u32
}

/// A share in six steps: none, up to a quarter, a half, three quarters, less than all, all.
fn share(part: usize, whole: usize) -> u32 {
    match (part, whole) {
        (0, _) => 0,
        (part, whole) if part >= whole => 5,
        (part, whole) => 1 + (4 * part / whole) as u32,
    }
}

fn code(kind: Option<BlockKind>) -> u32 {
    kind.map_or(0, |kind| 1 + kind as u32)
}

fn code_of(quarters: Option<u8>) -> u32 {
    quarters.map_or(7, u32::from)
}

/// Where a line stands among the paragraphs.
fn region(place: Place) -> u32 {
    match (place.before, place.after) {
        (0, 0) => 0,
        (0, _) => 1,
        (_, 0) => 2,
        (1, _) => 3,
        (_, 1) => 4,
        _ => 5,
    }
}

/// The sort of a line: a length, whether it ends, how it is written, and what the rules make of it.
fn sort(line: &Measures, rule: Ruled) -> u32 {
    const STEPS: [usize; 5] = [2, 6, 12, 20, 40];
    let length = STEPS.partition_point(|step| *step < line.len()) as u32;
    let case = match (2 * line.capitals >= line.len(), 2 * line.shouted >= line.len().max(1)) {
        (_, true) => 2,
        (true, _) => 1,
        _ => 0,
    };
    let question = u32::from(line.last == super::measure::Mark::Question);
    ((length * 2 + u32::from(line.ends)) * 3 + case) * 20 + question * 10 + code(rule.own)
}

/// The kind of a word: its classes, its case.
fn kind_of(word: &Word) -> u32 {
    let classes = word.classes
        & (classes::FUNCTION
            | classes::MONTH
            | classes::WEEKDAY
            | classes::PICTURE
            | classes::GAZE
            | classes::STAMP
            | classes::SPEECH
            | classes::PRESENT);
    2 * classes + u32::from(word.capital)
}
