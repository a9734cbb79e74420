//! Speaker labels of interviews and transcripts: "Q:", "OKAFOR:", or a name that opens paragraph after paragraph.

use std::collections::HashMap;

use crate::flags::Flags;
use crate::words::Word;

/// The longest label, in words.
const LONGEST: usize = 5;

/// A speaker's label.
#[derive(Clone, Copy, Debug)]
struct Label {
    /// The area that it opens.
    area: u32,
    /// The word that is its colon.
    colon: usize,
    /// The hash of its last word.
    name: u32,
}

/// Finds the paragraphs that open with a speaker's label.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    found: Vec<Label>,
    counts: HashMap<u32, u32>,
}

impl Labels {
    /// Reads the labels off the words.
    pub(crate) fn read(&mut self, words: &[Word]) {
        self.found.clear();
        self.counts.clear();
        for at in 0..words.len() {
            let opens = at == 0 || words[at - 1].area != words[at].area;
            if let Some(colon) = colon(words, at).filter(|_| opens) {
                let name = words[colon - 1].hash;
                *self.counts.entry(name).or_default() += 1;
                self.found.push(Label { area: words[at].area, colon, name });
            }
        }
        let counts = &self.counts;
        self.found.retain(|Label { colon, name, .. }| {
            let word = &words[colon - 1];
            let letter = word.span.len() == 1;
            counts[name] > 1 && (word.is(Flags::CAPITALS) || letter || counts.len() > 1)
        });
    }

    /// The place of the colon behind the label that opens an area, if one does.
    pub(crate) fn colon_of(&self, area: u32) -> Option<usize> {
        let at = self.found.binary_search_by_key(&area, |label| label.area).ok()?;
        Some(self.found[at].colon)
    }
}

/// The colon behind a label that begins at `at`: capitalised words, perhaps behind a quotation mark.
fn colon(words: &[Word], at: usize) -> Option<usize> {
    let first = at + usize::from(words[at].is(Flags::MARK));
    let name = words.get(first..words.len().min(first + LONGEST))?;
    let count = name.iter().take_while(|word| word.is(Flags::CAP) && word.area == words[at].area).count();
    let colon = first + count;
    (count > 0 && words.get(colon).is_some_and(|word| word.is(Flags::COLON) && word.area == words[at].area))
        .then_some(colon)
}
