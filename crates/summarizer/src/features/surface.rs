//! What a sentence looks like, word by word.

use super::{Described, Feature, Table};
use crate::openers::{is_capitalised, is_word};
use crate::terms::is_calendar;
use crate::vocabulary::WordClass;

#[derive(Default)]
struct Tally {
    words: u32,
    letters: usize,
    numbers: u32,
    capitals: u32,
    shouted: u32,
    past: u32,
    marks: u32,
    commas: u32,
    breaks: u32,
    brackets: u32,
    calendar: u32,
    classes: [u32; 4],
}

/// Fills the columns of the surface for one row.
pub(super) fn describe(article: &Described<'_>, n: usize, table: &mut Table) {
    let mut tally = Tally::default();
    for token in article.given.words(&article.candidates[n]) {
        if is_word(token) {
            tally.word(token, article);
        } else {
            tally.mark(token);
        }
    }
    tally.fill(n, table);
    let sentence = article.candidates[n].span.of(article.given.doc.text);
    table.set(Feature::Terms, n, article.terms.of(n).len() as f32);
    let end = sentence.trim_end_matches(['"', '”', '’', '\'', ')', ']']);
    table.set(Feature::Stopped, n, f32::from(u8::from(end.ends_with('.'))));
    table.set(Feature::Asks, n, f32::from(u8::from(end.ends_with('?'))));
    table.set(Feature::Opening, n, opening(article, n));
}

impl Tally {
    fn word(&mut self, word: &str, article: &Described<'_>) {
        let bytes = word.as_bytes();
        let capital = is_capitalised(word);
        self.capitals += u32::from(capital && self.words > 0);
        self.shouted += u32::from(bytes.len() > 1 && bytes.iter().all(u8::is_ascii_uppercase));
        self.numbers += u32::from(bytes.iter().any(u8::is_ascii_digit));
        self.past += u32::from(word.ends_with("ed"));
        self.calendar += u32::from(capital && is_calendar(word));
        self.letters += bytes.len();
        self.words += 1;
        if let Some(class) = article.vocabulary.class(word) {
            self.classes[class as usize] += 1;
        }
    }

    fn mark(&mut self, mark: &str) {
        match mark {
            "\"" | "“" | "”" | "``" | "''" => self.marks += 1,
            "," => self.commas += 1,
            ":" | ";" | "-" | "–" | "—" | "--" => self.breaks += 1,
            "(" | ")" | "[" | "]" => self.brackets += 1,
            _ => {}
        }
    }

    fn fill(&self, n: usize, table: &mut Table) {
        let words = self.words.max(1) as f32;
        table.set(Feature::Words, n, self.words as f32);
        table.set(Feature::LettersPerWord, n, self.letters as f32 / words);
        table.set(Feature::CapitalShare, n, self.capitals as f32 / words);
        let class = |class: WordClass| self.classes[class as usize];
        let counts = [
            (Feature::Numbers, self.numbers),
            (Feature::Capitals, self.capitals),
            (Feature::Shouted, self.shouted),
            (Feature::QuoteMarks, self.marks),
            (Feature::Commas, self.commas),
            (Feature::Breaks, self.breaks),
            (Feature::Brackets, self.brackets),
            (Feature::Past, self.past),
            (Feature::FirstPerson, class(WordClass::FirstPerson)),
            (Feature::SecondPerson, class(WordClass::SecondPerson)),
            (Feature::Said, class(WordClass::Saying)),
            (Feature::Calendar, self.calendar + class(WordClass::Day)),
        ];
        for (feature, count) in counts {
            table.set(feature, n, count as f32);
        }
    }
}

fn opening(article: &Described<'_>, n: usize) -> f32 {
    let mut words = article.given.words(&article.candidates[n]);
    match (words.next().unwrap_or_default(), words.next().unwrap_or_default()) {
        ("The", _) => 1.0,
        ("A" | "An", _) => 2.0,
        (first, _) if first.starts_with(|c: char| c.is_ascii_digit()) => 4.0,
        (first, _) if first.starts_with(['"', '“', '\'', '‘', '`']) => 5.0,
        (_, second) if is_capitalised(second) => 3.0,
        _ => 0.0,
    }
}
