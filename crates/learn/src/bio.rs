//! Labelled text: a token and its label a line, a blank line after a sentence, `-DOCSTART-` before a document.

use std::error::Error;

use crate::gold::text;

/// The tag of a token: 0 for no name, then two for each label, "begins" and "goes on" (BIO).
pub type Tag = u8;

/// Some tags, of those that a token may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tags(u64);

impl Tags {
    /// This tag alone.
    #[must_use]
    pub const fn one(tag: Tag) -> Self {
        Self(1 << tag)
    }

    /// These tags and one more.
    #[must_use]
    pub const fn with(self, tag: Tag) -> Self {
        Self(self.0 | 1 << tag)
    }

    /// The tag, if there is but one.
    #[must_use]
    pub const fn only(self) -> Option<Tag> {
        if self.0.is_power_of_two() { Some(self.0.trailing_zeros() as Tag) } else { None }
    }

    /// Whether a tag is among them.
    #[must_use]
    pub const fn holds(self, tag: Tag) -> bool {
        self.0 >> tag & 1 == 1
    }
}

/// The tag of a token outside all names.
pub const OUTSIDE: Tag = 0;

/// The most labels that tags can tell apart here.
pub const MOST: usize = 31;

/// The tag that begins a name of this label.
#[must_use]
pub const fn begin(label: usize) -> Tag {
    (1 + 2 * label) as Tag
}

/// Whether a tag begins a name.
#[must_use]
pub const fn begins(tag: Tag) -> bool {
    tag % 2 == 1
}

/// The label of a tag, if it is inside a name.
#[must_use]
pub const fn label_of(tag: Tag) -> Option<usize> {
    if tag == OUTSIDE { None } else { Some((tag as usize - 1) / 2) }
}

/// How many tags so many labels have.
#[must_use]
pub const fn tag_count(labels: usize) -> usize {
    1 + 2 * labels
}

/// Whether one tag may follow another; `None` stands for the sentence's start.
#[must_use]
pub fn may_follow(before: Option<Tag>, tag: Tag) -> bool {
    begins(tag) || tag == OUTSIDE || before.is_some_and(|before| label_of(before) == label_of(tag))
}

/// A labelled document.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The sentences.
    pub sentences: Vec<Sentence>,
}

/// A labelled sentence.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: Vec<String>,
    /// Their tags.
    pub tags: Vec<Tag>,
}

/// Reads a file, gzipped if it ends in `.gz`. Labels are IOB1, BIO or BIOES in the first cell after the token (the last cell
/// where blanks part the cells); names that `labels` lacks are added to it.
///
/// # Errors
/// If the file cannot be read, a line has no label, or there are too many labels; the message names the line.
pub fn read(path: &str, labels: &mut Vec<String>) -> Result<Vec<Document>, Box<dyn Error>> {
    let mut reader = Reader::default();
    for (number, line) in text(path)?.lines().enumerate() {
        reader.line(line, labels).map_err(|what| format!("{path}:{}: {what}", number + 1))?;
    }
    reader.end_sentence();
    Ok(reader.documents)
}

/// A tag as text.
#[must_use]
pub fn label(tag: Tag, labels: &[String]) -> String {
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

/// The number of a label, a new one if there is none yet.
///
/// # Errors
/// If there are too many.
pub fn number_of(name: &str, labels: &mut Vec<String>) -> Result<usize, String> {
    if let Some(number) = labels.iter().position(|label| label == name) {
        return Ok(number);
    }
    if labels.len() == MOST {
        return Err(format!("`{name}` is one label too many; a model has {MOST} at most"));
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
    fn a_name_cannot_go_on_without_beginning() {
        assert!(!may_follow(None, 2));
        assert!(!may_follow(Some(OUTSIDE), 2));
        assert!(!may_follow(Some(1), 4));
        assert!(may_follow(Some(1), 2) && may_follow(Some(2), 2) && may_follow(Some(2), 1));
    }

    #[test]
    fn every_scheme_reads_as_bio() {
        assert_eq!(tags("Mara B-PER\nOkafor I-PER\nin O\nOslo B-LOC"), [1, 2, 0, 3]);
        assert_eq!(tags("Mara B-PER\nOkafor E-PER\nOslo S-LOC\nOslo S-LOC"), [1, 2, 3, 3]);
        assert_eq!(tags("Mara I-PER\nOkafor I-PER\nOslo I-LOC\n\nOslo I-LOC"), [1, 2, 3, 3]);
    }
}
