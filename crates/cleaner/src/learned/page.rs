//! What a line is by the rest of its page: where the paragraphs stand, and what they are about.

use super::classes;
use super::measure::{Mark, Measures, Word, measure};
use super::table::Table;

/// A paragraph has so many words and ends as a sentence does, or has many more.
const PARAGRAPH_WORDS: usize = 14;
const LONG_WORDS: usize = 28;
/// The most content words of a line that are compared with those of its neighbours.
const COMPARED: usize = 24;

/// A short line that stands on a page so often is none of the article's.
const OFTEN: usize = 3;
const OFTEN_WORDS: usize = 10;
/// No paragraph of so many words stands there twice in a row.
const DOUBLED: usize = 5;
/// A short line is a separator if it stands on a page so often, and makes up so great a part of it (one in so many).
const SEPARATORS: usize = 5;
const SEPARATED: usize = 16;
/// A heading within an article has so many words at most, the longest of some six hundred labelled ones aside.
const HEADING_WORDS: usize = 20;

/// The lines of a page with their measures, in buffers that are used again.
#[derive(Default)]
pub(crate) struct Page {
    pub(crate) words: Vec<Word>,
    pub(crate) lines: Vec<Measures>,
    pub(crate) places: Vec<Place>,
    /// The number of each line among all lines of the page, separators included.
    pub(crate) numbers: Vec<usize>,
    /// How many lines are paragraphs.
    pub(crate) paragraphs: usize,
    /// How many are furniture, how many captions and credits by the rules, and how many stand alone between two paragraphs.
    pub(crate) furnished: usize,
    pub(crate) pictures: usize,
    pub(crate) between: usize,
    /// Words of the title that came with the article.
    title: Vec<u32>,
    known: Table,
    repeats: Table,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Place {
    pub(crate) paragraph: bool,
    /// Paragraphs before and after it.
    pub(crate) before: usize,
    pub(crate) after: usize,
    /// Lines since the last paragraph and to the next, counted up to the ends of the page.
    pub(crate) since: usize,
    pub(crate) until: usize,
    /// The same line stands before, after.
    pub(crate) repeated: bool,
    pub(crate) repeats: bool,
    /// How often the line stands on the page, and how many lines look like it.
    pub(crate) count: usize,
    pub(crate) alike: usize,
    /// It is furniture for sure, or as good as: a short line that stands there again and again.
    pub(crate) furniture: bool,
    /// The lines before and after it that are no furniture.
    pub(crate) last: Option<usize>,
    pub(crate) next: Option<usize>,
    /// It begins with all words of the last line, or the next line with all of its own.
    pub(crate) goes_on_last: bool,
    pub(crate) next_goes_on: bool,
    /// The share of its content words that paragraphs hold, in quarters; none if it has no such words.
    pub(crate) known: Option<u8>,
    /// The share of its words in capitals, the first aside, that paragraphs hold.
    pub(crate) names_known: Option<u8>,
    /// The same shares, of what paragraphs before it hold.
    pub(crate) known_before: Option<u8>,
    pub(crate) names_before: Option<u8>,
    /// The share of its content words that the line before holds, and the next.
    pub(crate) like_last: Option<u8>,
    pub(crate) like_next: Option<u8>,
    /// The share of its content words that the known title holds.
    pub(crate) like_title: Option<u8>,
}

impl Place {
    /// Whether it stands alone between two paragraphs.
    pub(crate) const fn is_between(&self) -> bool {
        let furniture = self.paragraph || self.furniture;
        !furniture && self.since == 0 && self.until == 0 && self.before > 0 && self.after > 0
    }
}

impl Page {
    /// Reads the lines of another page.
    pub(crate) fn read<'a>(
        &mut self,
        lines: impl Iterator<Item = &'a str>,
        title: Option<&str>,
        furniture: impl Fn(usize) -> bool,
        separator: impl Fn(usize) -> bool,
    ) {
        self.words.clear();
        self.lines.clear();
        self.title.clear();
        let classes = classes::table();
        let title = title.unwrap_or_default();
        measure(title, classes, &mut self.words);
        self.title.extend(self.words.drain(..).filter(|word| word.content).map(|word| word.hash));
        for line in lines {
            let measures = measure(line, classes, &mut self.words);
            self.lines.push(measures);
        }
        self.places.clear();
        self.places.resize(self.lines.len(), Place::default());
        self.count_repeats();
        for at in 0..self.lines.len() {
            let often = self.places[at].count >= OFTEN && self.lines[at].len() <= OFTEN_WORDS;
            self.places[at].furniture = often || furniture(at);
        }
        self.skip_separators(&separator);
        self.place();
        self.link();
        self.know_words();
        self.compare();
    }

    /// The words of a line.
    pub(crate) fn words_of(&self, line: usize) -> &[Word] {
        &self.words[self.lines[line].words.clone()]
    }

    /// Whether a line stands there twice over, as alt text and caption do, or is gone over again with a credit.
    pub(crate) fn is_doubled(&self, at: usize) -> bool {
        let place = self.places[at];
        let len = self.lines[at].len();
        // Words in quotation marks that go on after a pull quote of them are the paragraph that it was taken from.
        let again = place.goes_on_last
            && self.lines[at].first != Mark::Quote
            && place.last.is_some_and(|last| 2 * self.lines[last].len() >= len);
        len >= DOUBLED && (place.next_goes_on || again)
    }

    /// Whether a line of several words stands elsewhere on the page, word for word.
    pub(crate) fn is_repeated(&self, at: usize) -> bool {
        self.lines[at].len() > DOUBLED && self.places[at].count > 1
    }

    /// Whether a line that does not end, and opens as words of their own do, stands alone between two paragraphs.
    pub(crate) fn is_open_between(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let hangs = self.words_of(at).last().is_none_or(|word| !word.capital && word.classes & classes::LINKING != 0);
        let whole = !hangs && !matches!(line.last, Mark::Comma | Mark::Colon | Mark::Dash | Mark::Digit);
        let quoted = line.first == Mark::Quote && line.last == Mark::Quote;
        let opens = quoted || matches!(line.first, Mark::Upper | Mark::Digit);
        !line.ends && whole && opens && (2..=HEADING_WORDS).contains(&line.len()) && self.places[at].is_between()
    }

    /// Whether a line after the first paragraph ends in a colon, as words do that lead to others.
    pub(crate) fn introduces(&self, at: usize) -> bool {
        self.lines[at].last == Mark::Colon && self.places[at].before > 0
    }

    /// Whether a number that is no time opens the line.
    pub(crate) fn is_numbered(&self, at: usize) -> bool {
        self.lines[at].first == Mark::Digit && !self.lines[at].clock
    }

    fn place(&mut self) {
        let (mut before, mut since) = (0, 0);
        for (line, place) in self.lines.iter().zip(&mut self.places) {
            let long = (line.ends && line.len() >= PARAGRAPH_WORDS) || line.len() >= LONG_WORDS;
            place.paragraph = long && !place.furniture;
            (place.before, place.since) = (before, since);
            before += usize::from(place.paragraph);
            since = if place.paragraph { 0 } else { since + usize::from(!place.furniture) };
        }
        self.paragraphs = before;
        self.furnished = self.places.iter().filter(|place| place.furniture).count();
        let (mut after, mut until) = (0, 0);
        for place in self.places.iter_mut().rev() {
            (place.after, place.until) = (after, until);
            after += usize::from(place.paragraph);
            until = if place.paragraph { 0 } else { until + usize::from(!place.furniture) };
        }
        self.between = self.places.iter().filter(|place| place.is_between()).count();
    }

    /// Takes out the lines that only part others: residue of markup, and a short line that stands between all the rest. What
    /// stands around them is then seen as if they were not there.
    fn skip_separators(&mut self, separator: &impl Fn(usize) -> bool) {
        self.numbers.clear();
        for at in 0..self.lines.len() {
            let (line, count) = (&self.lines[at], self.places[at].count);
            let often = count >= SEPARATORS && count * SEPARATED >= self.lines.len();
            let parts = often && line.len() <= OFTEN_WORDS && !line.ends && line.last != Mark::Colon;
            if !(parts || separator(at)) {
                self.numbers.push(at);
            }
        }
        for (to, from) in self.numbers.iter().enumerate() {
            self.lines.swap(to, *from);
            self.places.swap(to, *from);
        }
        self.lines.truncate(self.numbers.len());
        self.places.truncate(self.numbers.len());
    }

    /// Finds each line's neighbours that are no furniture.
    fn link(&mut self) {
        let mut last = None;
        for (at, place) in self.places.iter_mut().enumerate() {
            place.last = last;
            last = if place.furniture { last } else { Some(at) };
        }
        let mut next = None;
        for (at, place) in self.places.iter_mut().enumerate().rev() {
            place.next = next;
            next = if place.furniture { next } else { Some(at) };
        }
        for at in 0..self.lines.len() {
            let place = self.places[at];
            self.places[at].goes_on_last = place.last.is_some_and(|last| self.goes_on(last, at));
            self.places[at].next_goes_on = place.next.is_some_and(|next| self.goes_on(at, next));
        }
    }

    /// Whether the second line begins with all words of the first.
    fn goes_on(&self, first: usize, second: usize) -> bool {
        let (first, second) = (self.words_of(first), self.words_of(second));
        first.len() >= 3 && first.len() <= second.len() && first.iter().zip(second).all(|(a, b)| a.hash == b.hash)
    }

    fn count_repeats(&mut self) {
        self.repeats.clear(2 * self.lines.len());
        for (line, place) in self.lines.iter().zip(&mut self.places) {
            let count = self.repeats.entry(line.hash);
            place.repeated = *count > 0;
            *count += 1;
            *self.repeats.entry(line.look()) += 1;
        }
        for (line, place) in self.lines.iter().zip(&mut self.places) {
            place.count = self.repeats.get(line.hash) as usize;
            place.alike = self.repeats.get(line.look()) as usize;
        }
        self.repeats.clear(self.lines.len());
        for (line, place) in self.lines.iter().zip(&mut self.places).rev() {
            let count = self.repeats.entry(line.hash);
            place.repeats = *count > 0;
            *count += 1;
        }
    }

    /// Notes the content words of paragraphs, each with the numbers of the first paragraph that holds it and of the last.
    fn know_words(&mut self) {
        self.known.clear(self.words.len());
        for (number, (line, place)) in (1..).zip(self.lines.iter().zip(&self.places)) {
            let number = LAST.min(number);
            if place.paragraph {
                for word in self.words[line.words.clone()].iter().filter(|word| word.content || word.capital) {
                    let holders = self.known.entry(word.hash);
                    *holders = if *holders == 0 { number << 16 | number } else { *holders & !LAST | number };
                }
            }
        }
    }

    fn compare(&mut self) {
        for at in 0..self.lines.len() {
            let number = LAST.min(at as u32 + 1);
            let words = self.words_of(at);
            let known = |word: &&Word| {
                let holders = self.known.get(word.hash);
                holders != 0 && holders != number << 16 | number
            };
            let told = |word: &&Word| (1..number).contains(&(self.known.get(word.hash) >> 16));
            let of_known = share(words.iter().filter(|word| word.content), known);
            let of_names = share(words.iter().skip(1).filter(|word| word.capital), known);
            let known_before = share(words.iter().filter(|word| word.content), told);
            let names_before = share(words.iter().skip(1).filter(|word| word.capital), told);
            let titled = |word: &&Word| self.title.contains(&word.hash);
            let of_title = if self.title.is_empty() || words.len() > 3 * COMPARED {
                None
            } else {
                share(words.iter().filter(|word| word.content), titled)
            };
            let last = self.places[at].last.and_then(|last| self.alike(at, last));
            let next = self.places[at].next.and_then(|next| self.alike(at, next));
            let place = &mut self.places[at];
            (place.known, place.names_known, place.like_title) = (of_known, of_names, of_title);
            (place.known_before, place.names_before) = (known_before, names_before);
            (place.like_last, place.like_next) = (last, next);
        }
    }

    /// The share of a line's content words that another holds.
    fn alike(&self, line: usize, other: usize) -> Option<u8> {
        let (words, others) = (self.words_of(line), self.words_of(other));
        if words.len() > 2 * COMPARED && others.len() > 2 * COMPARED {
            return None;
        }
        let others = &others[..others.len().min(2 * COMPARED)];
        let held = |word: &&Word| others.iter().any(|other| other.hash == word.hash);
        share(words.iter().filter(|word| word.content).take(COMPARED), held)
    }
}

/// The half of a word's holders that is the number of the last one; pages have fewer lines.
const LAST: u32 = 0xffff;

/// How many quarters of the words are such, rounded down; none if there are no words.
fn share<'a>(words: impl Iterator<Item = &'a Word>, such: impl Fn(&&'a Word) -> bool) -> Option<u8> {
    let (mut all, mut found) = (0, 0);
    for word in words {
        all += 1;
        found += usize::from(such(&word));
    }
    (all > 0).then(|| (4 * found / all) as u8)
}
