//! `copydesk eval tokenizer`: precision, recall and F1 of words and sentences.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::ops::Range;
use std::path::PathBuf;

use copydesk_core::tool::{Console, ToolArgs, ToolOption};
use copydesk_core::{Budget, BuildContext, Doc, Meta, Span, Stage, register_tool};

use copydesk_learn::options;
use copydesk_learn::tally::Tally;

use crate::gold::{self, GoldDocument};
use crate::{Config, Scratch, Tokenizer};

const OPTIONS: &[ToolOption] = &[
    options::gold("gold documents, one JSON object a line with text, tokens, sentences, genre; .gz or not"),
    options::model(),
    ToolOption::new("by-genre", "", "print a line for each genre too"),
    ToolOption::new("errors", "N", "print the first N wrong sentence ends of each file").default("0"),
];

register_tool!(Eval, "tokenizer", "measures words and sentences against gold documents", OPTIONS, evaluate);

fn evaluate(args: &ToolArgs, console: &mut dyn Console) -> Result<(), Box<dyn Error>> {
    let config = Config { model: args.get("model").map(PathBuf::from) };
    let stage = <Tokenizer as Stage>::build(config, &BuildContext::new(".".as_ref()))?;
    for path in args.all("FILE") {
        let mut scores: BTreeMap<String, Scores> = BTreeMap::new();
        let mut errors: usize = args.value("errors")?;
        for document in gold::read(path)? {
            let (tokens, sentences) = predict(&stage, &document.text)?;
            let found = Scores::of(&document, &tokens, &sentences);
            scores.entry(String::new()).or_default().add(&found);
            if args.has("by-genre") {
                scores.entry(document.genre.clone()).or_default().add(&found);
            }
            errors -= print_errors(&document, &sentences, errors, console);
        }
        for (genre, found) in scores {
            console.line(&format!("{path}{}{genre}: {found}", if genre.is_empty() { "" } else { " " }));
        }
    }
    Ok(())
}

type Predicted = (Vec<Range<usize>>, Vec<Range<usize>>);

fn predict(stage: &Tokenizer, text: &str) -> Result<Predicted, Box<dyn Error>> {
    let (meta, budget) = (Meta::default(), Budget::unlimited());
    let doc = Doc::new(text, &meta, &budget);
    let (tokens, sentences) = Stage::run(stage, doc, (None,), &mut Scratch::default())?;
    let ranges = |spans: Vec<Span>| spans.into_iter().map(Span::range).collect();
    Ok((
        ranges(tokens.into_iter().map(|token| token.span).collect()),
        ranges(sentences.into_iter().map(|sentence| sentence.span).collect()),
    ))
}

/// Spans are compared without the white space at their ends, as the CoNLL 2018 shared task does.
fn tally(text: &str, gold: &[Range<usize>], found: &[Range<usize>]) -> Tally {
    let set = |spans: &[Range<usize>]| -> BTreeSet<(usize, usize)> {
        spans.iter().map(|span| trimmed(text, span)).filter(|(start, end)| start < end).collect()
    };
    let (gold, found) = (set(gold), set(found));
    Tally { right: gold.intersection(&found).count(), gold: gold.len(), found: found.len() }
}

fn trimmed(text: &str, span: &Range<usize>) -> (usize, usize) {
    let inside = &text[span.clone()];
    let start = span.start + inside.len() - inside.trim_start().len();
    (start, start + inside.trim().len())
}

/// The counts of some documents.
#[derive(Default)]
struct Scores {
    words: Tally,
    sentences: Tally,
    documents: usize,
    right: usize,
}

impl Scores {
    fn of(document: &GoldDocument, tokens: &[Range<usize>], sentences: &[Range<usize>]) -> Self {
        let words = tally(&document.text, &document.tokens, tokens);
        let sentences = tally(&document.text, &document.sentences, sentences);
        let exact = |tally: &Tally| tally.right == tally.gold && tally.right == tally.found;
        let right = usize::from(exact(&sentences) && (words.gold == 0 || exact(&words)));
        Self { words, sentences, documents: 1, right }
    }

    fn add(&mut self, other: &Self) {
        self.words.add(other.words);
        self.sentences.add(other.sentences);
        self.documents += other.documents;
        self.right += other.right;
    }
}

impl std::fmt::Display for Scores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { words, sentences, documents, right } = self;
        write!(f, "words {words}; sentences {sentences}; {right} of {documents} documents fully right")
    }
}

/// Prints wrong sentence ends, at most `most`, and returns how many.
fn print_errors(document: &GoldDocument, found: &[Range<usize>], most: usize, console: &mut dyn Console) -> usize {
    let ends = |spans: &[Range<usize>]| -> BTreeSet<usize> { spans.iter().map(|span| span.end).collect() };
    let (gold, found) = (ends(&document.sentences), ends(found));
    let mut printed = 0;
    for end in gold.symmetric_difference(&found).take(most) {
        let what = if gold.contains(end) { "missed" } else { "wrong" };
        let before: String =
            document.text[..*end].chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
        let after: String = document.text[*end..].chars().take(40).collect();
        console.line(&format!("{what} {before:?} | {after:?}"));
        printed += 1;
    }
    printed
}
