//! Labelled raw text: a JSON object a line, `{"id", "text", "spans": [[start, end, label]]}`, offsets in code points.
//!
//! Words and sentences are those of the stage `tokenizer`, the same that the tagger meets in use. A name whose borders fall
//! inside words is widened to whole words.

use std::error::Error;
use std::ops::Range;
use std::path::Path;

use copydesk_core::{Article, Budget, BuildContext, DynStage, Registry};
use copydesk_layers::{Sentence as Bounds, Token};
use copydesk_learn::bio::{self, Document, Sentence};
use copydesk_learn::gold::{CodePoints, each_line};
use serde::Deserialize;

use crate::labels::{OUTSIDE, Tag, begin};

/// The stage whose words the tagger reads.
const TOKENIZER: &str = "tokenizer";

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: String,
    text: String,
    spans: Vec<(usize, usize, String)>,
}

/// Reads labelled text of either kind: spans where the file's name ends in `.jsonl` (perhaps with `.gz`), else words with their
/// labels. Names of labels that `labels` lacks are added to it.
///
/// # Errors
/// If the file cannot be read or is of another form, a span lies outside its text, or no tokenizer is linked.
pub(crate) fn read_any(path: &str, labels: &mut Vec<String>) -> Result<Vec<Document>, Box<dyn Error>> {
    if !path.trim_end_matches(".gz").ends_with(".jsonl") {
        return bio::read(path, labels);
    }
    let mut words = Words::new()?;
    each_line(path, |line| Ok(document(&serde_json::from_str(line)?, &mut words, labels)?))
}

/// The tokenizer, and its buffers.
struct Words {
    stage: Box<dyn DynStage>,
    scratch: Box<dyn std::any::Any + Send>,
}

impl Words {
    fn new() -> Result<Self, Box<dyn Error>> {
        let registry = Registry::linked()?;
        let entry = registry.stage(TOKENIZER).ok_or_else(|| {
            format!("spans need the stage `{TOKENIZER}`, which is not linked: {}", registry.how_to_link(TOKENIZER))
        })?;
        let stage = (entry.build)(serde_json::json!({}), &BuildContext::new(Path::new(".")))?;
        let scratch = stage.scratch();
        Ok(Self { stage, scratch })
    }

    /// The sentences of a text, as the byte ranges of their words.
    fn of(&mut self, line: &Line) -> Result<Vec<Vec<Range<usize>>>, String> {
        let mut article = Article::new(line.id.as_str(), line.text.as_str()).map_err(|e| e.to_string())?;
        let rows = self.stage.run(&article, &Budget::unlimited(), &mut *self.scratch).map_err(|e| e.to_string())?;
        rows.into_iter().for_each(|rows| article.layers.insert_rows(rows));
        let tokens = article.layers.get::<Token>().ok_or("the tokenizer wrote no words")?;
        let bounds = article.layers.get::<Bounds>().ok_or("the tokenizer wrote no sentences")?;
        let range = |token: &Token| token.span.start() as usize..token.span.end() as usize;
        let words = |bounds: &Bounds| copydesk_core::layer::rows_in(tokens, bounds.span).iter().map(range).collect();
        Ok(bounds.iter().map(words).collect())
    }
}

fn document(line: &Line, words: &mut Words, labels: &mut Vec<String>) -> Result<Document, String> {
    let names = names(line, labels)?;
    let mut document = Document::default();
    let mut next = names.iter().peekable();
    for words in words.of(line)? {
        let mut sentence = Sentence::default();
        for word in words {
            while next.next_if(|(name, _)| name.end <= word.start).is_some() {}
            let tag = match next.peek() {
                Some((name, tag)) if name.start < word.end => tag_in(&sentence, name, *tag, &word),
                _ => OUTSIDE,
            };
            sentence.tags.push(tag);
            sentence.tokens.push(line.text[word].to_owned());
        }
        document.sentences.push(sentence);
    }
    Ok(document)
}

/// The tag of a word in a name that begins with tag `first`.
fn tag_in(sentence: &Sentence, name: &Range<usize>, first: Tag, word: &Range<usize>) -> Tag {
    let begun = sentence.tags.last().is_some_and(|before| *before == first || *before == first + 1);
    if begun && name.start < word.start { first + 1 } else { first }
}

/// The names of a text, in text order, as bytes, with the tags that begin them.
fn names(line: &Line, labels: &mut Vec<String>) -> Result<Vec<(Range<usize>, Tag)>, String> {
    let points = CodePoints::of(&line.text);
    let mut names = Vec::new();
    for (start, end, label) in &line.spans {
        names.push((points.range((*start, *end))?, begin(bio::number_of(label, labels)?)));
    }
    names.sort_by_key(|(name, _)| (name.start, name.end));
    Ok(names)
}

#[cfg(test)]
mod tests {
    use copydesk_core::{Doc, Stage, StageError, register_stage};
    use copydesk_layers::plain;

    use super::*;

    /// Stands for the tokenizer, which another crate has: words are parted by blanks.
    struct Plain;

    impl Stage for Plain {
        const NAME: &'static str = TOKENIZER;
        const ABOUT: &'static str = "words parted by blanks";
        type Config = crate::Config;
        type Reads = ();
        type Writes = (Token, Bounds);
        type Scratch = ();

        fn build(_: crate::Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
            Ok(Self)
        }

        fn run<'a>(&self, doc: Doc<'a>, (): (), (): &mut ()) -> Result<(Vec<Token>, Vec<Bounds>), StageError> {
            let layers = plain::layers(doc.text);
            let rows = (layers.get::<Token>(), layers.get::<Bounds>());
            Ok((rows.0.unwrap_or_default().to_vec(), rows.1.unwrap_or_default().to_vec()))
        }
    }

    register_stage!(Plain);

    fn read(name: &str, line: &str) -> Result<Vec<String>, String> {
        let path = std::env::temp_dir().join(format!("copydesk-spans-{}-{name}.jsonl", std::process::id()));
        std::fs::write(&path, line).unwrap();
        let mut labels = Vec::new();
        let documents = read_any(path.to_str().unwrap(), &mut labels).map_err(|e| e.to_string());
        std::fs::remove_file(path).unwrap();
        let sentences = documents?.into_iter().flat_map(|document| document.sentences);
        let words = sentences.flat_map(|sentence| sentence.tokens.into_iter().zip(sentence.tags));
        Ok(words.map(|(word, tag)| format!("{word}/{}", bio::label(tag, &labels))).collect())
    }

    #[test]
    fn spans_become_labels_of_the_tokenizers_words() {
        let line = r#"{"id": "a", "text": "Zoë Orr met Ann Vale Ben Orr in Porto-Linde .", "spans": [[21, 28, "PER"], [0, 7, "PER"], [12, 20, "PER"], [32, 36, "LOC"]]}"#;
        let found = read("words", line).unwrap();
        let right =
            "Zoë/B-PER Orr/I-PER met/O Ann/B-PER Vale/I-PER Ben/B-PER Orr/I-PER in/O Porto/B-LOC -/O Linde/O ./O";
        assert_eq!(found.join(" "), right);
    }

    #[test]
    fn a_span_outside_of_its_text_is_named() {
        let line = r#"{"text": "Orr slept", "spans": [[4, 90, "PER"]]}"#;
        assert!(read("outside", line).unwrap_err().ends_with(":1: offset 90 is beyond the text"));
    }
}
