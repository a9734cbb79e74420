//! Labelled text: a token and its label a line, a blank line after a sentence, `-DOCSTART-` before a document.

use std::error::Error;
use std::io::Read;

use crate::labels::{OUTSIDE, Tag, begin, begins, label_of};

/// A labelled document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Document {
    /// The sentences.
    pub sentences: Vec<Sentence>,
}

/// A labelled sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sentence {
    /// Its tokens.
    pub tokens: Vec<String>,
    /// Their tags.
    pub tags: Vec<Tag>,
}

/// Reads a file, gzipped if it ends in `.gz`. Labels are IOB1, BIO or BIOES in the first cell after the token (the last cell
/// where blanks part the cells); names that `labels` lacks are added to it.
pub(crate) fn read(path: &str, labels: &mut Vec<String>) -> Result<Vec<Document>, Box<dyn Error>> {
    let mut reader = Reader::default();
    for (number, line) in text(path)?.lines().enumerate() {
        reader.line(line, labels).map_err(|what| format!("{path}:{}: {what}", number + 1))?;
    }
    reader.end_sentence();
    Ok(reader.documents)
}

/// The text of a file, unpacked if it ends in `.gz`.
pub(crate) fn text(path: &str) -> Result<String, Box<dyn Error>> {
    let bytes = std::fs::read(path).map_err(|e| format!("{path}: {e}"))?;
    let mut text = String::new();
    let done = if path.ends_with(".gz") {
        flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text)
    } else {
        bytes.as_slice().read_to_string(&mut text)
    };
    done.map_err(|e| format!("{path}: {e}"))?;
    Ok(text)
}

/// A tag as text.
pub(crate) fn label(tag: Tag, labels: &[String]) -> String {
    match label_of(tag) {
        Some(label) => format!("{}-{}", if begins(tag) { 'B' } else { 'I' }, labels[label]),
        None => "O".to_owned(),
    }
}

#[derive(Default)]
struct Reader {
    documents: Vec<Document>,
    sentence: Sentence,
    before: Option<(char, usize)>,
}

impl Reader {
    fn line(&mut self, line: &str, labels: &mut Vec<String>) -> Result<(), String> {
        if line.starts_with("-DOCSTART-") {
            self.end_sentence();
            self.documents.push(Document::default());
        } else if line.trim().is_empty() {
            self.end_sentence();
        } else {
            let (token, label) = cells(line).ok_or_else(|| format!("`{line}` has no label"))?;
            let tag = self.tag(label, labels)?;
            self.sentence.tokens.push(token.to_owned());
            self.sentence.tags.push(tag);
        }
        Ok(())
    }

    fn end_sentence(&mut self) {
        self.before = None;
        if self.sentence.tokens.is_empty() {
            return;
        }
        if self.documents.is_empty() {
            self.documents.push(Document::default());
        }
        let document = self.documents.last_mut().expect("one was pushed");
        document.sentences.push(std::mem::take(&mut self.sentence));
    }

    /// The BIO tag of a label in any of the schemes: a name begins where the text says so or cannot mean anything else.
    fn tag(&mut self, label: &str, labels: &mut Vec<String>) -> Result<Tag, String> {
        if label == "O" {
            self.before = None;
            return Ok(OUTSIDE);
        }
        let (place, name) = label.split_once('-').ok_or_else(|| format!("`{label}` is not a BIO label"))?;
        let number = number_of(name, labels)?;
        let place = place.chars().next().unwrap_or('B');
        let goes_on = matches!(place, 'I' | 'E' | 'L')
            && self.before.is_some_and(|(before, same)| same == number && !matches!(before, 'E' | 'L' | 'S' | 'U'));
        self.before = Some((place, number));
        Ok(begin(number) + Tag::from(goes_on))
    }
}

fn cells(line: &str) -> Option<(&str, &str)> {
    if line.contains('\t') {
        let mut cells = line.split('\t');
        return Some((cells.next()?, cells.next()?));
    }
    let mut cells = line.split_whitespace();
    Some((cells.next()?, cells.next_back()?))
}

fn number_of(name: &str, labels: &mut Vec<String>) -> Result<usize, String> {
    if let Some(number) = labels.iter().position(|label| label == name) {
        return Ok(number);
    }
    if labels.len() == crate::labels::MOST {
        return Err(format!("`{name}` is one label too many; a model has {} at most", crate::labels::MOST));
    }
    labels.push(name.to_owned());
    Ok(labels.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(lines: &str) -> Vec<Tag> {
        let (mut reader, mut labels) = (Reader::default(), vec!["PER".to_owned(), "LOC".to_owned()]);
        lines.lines().for_each(|line| reader.line(line, &mut labels).unwrap());
        reader.end_sentence();
        reader.documents.iter().flat_map(|d| &d.sentences).flat_map(|s| s.tags.clone()).collect()
    }

    #[test]
    fn every_scheme_reads_as_bio() {
        assert_eq!(tags("Mara B-PER\nOkafor I-PER\nin O\nOslo B-LOC"), [1, 2, 0, 3]);
        assert_eq!(tags("Mara B-PER\nOkafor E-PER\nOslo S-LOC\nOslo S-LOC"), [1, 2, 3, 3]);
        assert_eq!(tags("Mara I-PER\nOkafor I-PER\nOslo I-LOC\n\nOslo I-LOC"), [1, 2, 3, 3]);
    }
}
