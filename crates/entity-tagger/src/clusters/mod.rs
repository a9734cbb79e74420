//! `copydesk train clusters`: words that occur in like contexts, from running text.
//!
//! A tagger that has seen ten thousand names in training meets a hundred thousand others. Their clusters tell what they are
//! like: skip-gram vectors, sorted by k-means at several granularities.

mod corpus;
mod given;
mod kmeans;
mod vectors;

use std::error::Error;
use std::fmt::Write as _;

use copydesk_core::tool::{Console, ToolArgs, ToolOption};
use copydesk_learn::options;

use corpus::Corpus;
pub(crate) use corpus::{each_document, each_word, plain_mark};
use vectors::SkipGram;

const OPTIONS: &[ToolOption] = &[
    ToolOption::new(
        "train",
        "FILE",
        "running text: plain, or JSON lines with a field `text`; .gz and .zst are unpacked",
    )
    .many(),
    ToolOption::new("vectors", "FILE", "in place of text: word vectors as text (GloVe), the most frequent word first"),
    ToolOption::new("words", "N", "with --vectors: so many of them").default("230000"),
    options::out("where the clusters go: a line for each word, most frequent first"),
    ToolOption::new("k", "N", "clusters to make, once for each granularity").many().default("256 1024"),
    ToolOption::new("min-count", "N", "words seen less often are left out").default("4"),
    ToolOption::new("window", "N", "words of context on each side").default("4"),
    ToolOption::new("epochs", "N", "passes over the text").default("5"),
    options::seed(),
];

/// Rounds of k-means: later ones move hardly a word.
const ROUNDS: usize = 15;
/// Rounds for given vectors, of which there are more: as the shipped wide clusters were made.
const GIVEN_ROUNDS: usize = 10;

copydesk_core::register_tool!(Train, "clusters", "sorts the words of running text by their contexts", OPTIONS, run);

fn run(args: &ToolArgs, console: &mut dyn Console) -> Result<(), Box<dyn Error>> {
    if let Some(path) = args.get("vectors") {
        let (words, vectors) = given::read(path, args.value("words")?)?;
        console.progress(&format!("{} words", words.len()));
        let columns = given::nested(&vectors, &granularities(args)?, GIVEN_ROUNDS, args.value("seed")?);
        return Ok(options::write_out(args, table(&words, &columns))?);
    }
    let corpus = Corpus::read(args.all("train"), args.value("min-count")?)?;
    console.progress(&format!("{} words, {} different", corpus.text.len(), corpus.words.len()));
    if corpus.words.is_empty() {
        return Err("the text has no word frequent enough for a cluster".into());
    }
    let seed = args.value("seed")?;
    let way = SkipGram {
        window: args.value::<usize>("window")?.max(1),
        epochs: args.value("epochs")?,
        ..SkipGram::default()
    };
    let vectors = way.train(&corpus, seed, |epoch| console.progress(&format!("pass {epoch}")));
    let vectors: Vec<_> = vectors.iter().map(kmeans::unit).collect();
    let mut columns = Vec::new();
    for k in granularities(args)? {
        columns.push(kmeans::clusters(&vectors, k.min(vectors.len()), ROUNDS, seed));
        console.progress(&format!("{k} clusters"));
    }
    Ok(options::write_out(args, table(&corpus.words, &columns))?)
}

fn granularities(args: &ToolArgs) -> Result<Vec<usize>, Box<dyn Error>> {
    let number = |k: &String| k.parse().map_err(|_| format!("--k: `{k}` is not a number").into());
    args.all("k").iter().map(number).collect()
}

fn table(words: &[String], columns: &[Vec<u16>]) -> String {
    let mut out = String::new();
    for (row, word) in words.iter().enumerate() {
        out.push_str(word);
        for column in columns {
            write!(out, "\t{}", column[row]).expect("a string takes any text");
        }
        out.push('\n');
    }
    out
}
