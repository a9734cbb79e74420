//! Running text as numbered words.

use std::collections::HashMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};

/// Running text as numbered words, the most frequent first.
pub(super) struct Corpus {
    /// The words, most frequent first, ties in alphabetical order.
    pub words: Vec<String>,
    /// How often each occurs.
    pub counts: Vec<u64>,
    /// The paragraphs' words by number, without the rare ones; [`BREAK`] between paragraphs.
    pub text: Vec<u32>,
}

/// Parts two paragraphs.
pub(super) const BREAK: u32 = u32::MAX;

impl Corpus {
    /// Reads files: plain text, or JSON lines with a field `text`; `.gz` and `.zst` are unpacked.
    pub(super) fn read(paths: &[String], min_count: u64) -> Result<Self, Box<dyn Error>> {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let (mut counts, mut text) = (Vec::new(), Vec::new());
        for path in paths {
            each_document(path, |document| {
                for paragraph in document.lines() {
                    each_word(paragraph, |word| {
                        let number = number_of(&mut numbers, word, &mut counts);
                        counts[number as usize] += 1;
                        text.push(number);
                    });
                    text.push(BREAK);
                }
            })?;
        }
        Ok(Self::of_frequent(numbers, &counts, text, min_count))
    }

    fn of_frequent(numbers: HashMap<String, u32>, counts: &[u64], mut text: Vec<u32>, min_count: u64) -> Self {
        let mut kept: Vec<(String, u32)> =
            numbers.into_iter().filter(|(_, number)| counts[*number as usize] >= min_count).collect();
        kept.sort_by(|a, b| counts[b.1 as usize].cmp(&counts[a.1 as usize]).then_with(|| a.0.cmp(&b.0)));
        let mut renumbered = vec![None; counts.len()];
        for (new, (_, old)) in (0..).zip(&kept) {
            renumbered[*old as usize] = Some(new);
        }
        text.retain_mut(|number| *number == BREAK || renumbered[*number as usize].map(|new| *number = new).is_some());
        let counts = kept.iter().map(|(_, old)| counts[*old as usize]).collect();
        Self { words: kept.into_iter().map(|(word, _)| word).collect(), counts, text }
    }
}

fn number_of(numbers: &mut HashMap<String, u32>, word: &str, counts: &mut Vec<u64>) -> u32 {
    if let Some(number) = numbers.get(word) {
        return *number;
    }
    let number = u32::try_from(counts.len()).expect("fewer than 2^32 words");
    numbers.insert(word.to_owned(), number);
    counts.push(0);
    number
}

/// Reads a file's documents, each with its paragraphs on lines; of plain text every line is one.
pub(crate) fn each_document(path: &str, mut read: impl FnMut(&str)) -> Result<(), Box<dyn Error>> {
    for line in open(path)?.lines() {
        let line = line.map_err(|e| format!("{path}: {e}"))?;
        read(&paragraphs(path, &line)?);
    }
    Ok(())
}

pub(super) fn open(path: &str) -> Result<Box<dyn BufRead>, Box<dyn Error>> {
    let file = File::open(path).map_err(|e| format!("{path}: {e}"))?;
    let bytes: Box<dyn Read> = if path.ends_with(".zst") {
        Box::new(zstd::Decoder::new(file)?)
    } else if path.ends_with(".gz") {
        Box::new(flate2::read::MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    };
    Ok(Box::new(BufReader::with_capacity(1 << 20, bytes)))
}

fn paragraphs(path: &str, line: &str) -> Result<String, Box<dyn Error>> {
    if !path.contains(".jsonl") {
        return Ok(line.to_owned());
    }
    let record: serde_json::Value = serde_json::from_str(line).map_err(|e| format!("{path}: {e}"))?;
    Ok(record["text"].as_str().unwrap_or_default().to_owned())
}

/// The words and marks of a line. Digits become 0, so that numbers of one form are one word.
pub(crate) fn each_word(line: &str, mut emit: impl FnMut(&str)) {
    let mut buffer = String::new();
    let mut word = |word: &str| {
        buffer.clear();
        buffer.extend(word.chars().map(|c| if c.is_ascii_digit() { '0' } else { plain_mark(c) }));
        emit(&buffer);
    };
    for chunk in line.split_whitespace() {
        let inner = chunk.trim_matches(is_mark);
        let start = inner.as_ptr() as usize - chunk.as_ptr() as usize;
        let (before, after) = (&chunk[..start], &chunk[start + inner.len()..]);
        marks(before).for_each(&mut word);
        for (i, part) in inner.split('-').enumerate() {
            if i > 0 {
                word("-");
            }
            match part.strip_suffix("'s").or_else(|| part.strip_suffix("’s")) {
                Some(owner) => [owner, "'s"].into_iter().for_each(&mut word),
                None if part.is_empty() => {}
                None => word(part),
            }
        }
        marks(after).for_each(&mut word);
    }
}

fn marks(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().map(|(at, c)| &text[at..at + c.len_utf8()])
}

fn is_mark(c: char) -> bool {
    !c.is_alphanumeric() && c != '%'
}

/// Typographic quotation marks and dashes as their typewriter forms.
pub(crate) const fn plain_mark(c: char) -> char {
    match c {
        '’' | '‘' | '`' => '\'',
        '“' | '”' => '"',
        '–' | '—' => '-',
        _ => c,
    }
}
