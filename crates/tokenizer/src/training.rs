//! `copydesk train tokenizer`: makes the model of sentence boundaries.

use std::collections::BTreeSet;
use std::error::Error;

use copydesk_core::tool::{Console, ToolArgs, ToolOption};
use copydesk_core::{Budget, register_tool};

use crate::features::{FEATURES, NEAR, Place};
use crate::gold::{self, GoldDocument};
use crate::lexicon::Lexicon;
use crate::logistic::{self, Example, Random, Settings};
use crate::paragraph::Document;
use crate::scorer::{Scorer, slot};
use crate::{Scratch, rewrap, rules, words};

const OPTIONS: &[ToolOption] = &[
    ToolOption::new("FILE", "FILE", "gold documents, one JSON object a line with text, tokens, sentences, genre")
        .required()
        .many()
        .positional(),
    ToolOption::new("out", "FILE", "where the model goes").required(),
    ToolOption::new("without", "GENRE", "a genre to leave out").many(),
    ToolOption::new("bits", "N", "the number of weights, as a power of two (default 18)"),
    ToolOption::new("rounds", "N", "how often each place is looked at (default 5)"),
    ToolOption::new("rate", "X", "the rate of learning (default 0.04)"),
    ToolOption::new("l1", "X", "how strongly small weights are drawn to nought (default 0.2)"),
    ToolOption::new("l2", "X", "how strongly all weights are (default 8)"),
    ToolOption::new("seed", "N", "the seed (default 1)"),
];

register_tool!(Train, "tokenizer", "learns where sentences end", OPTIONS, train);

/// A weight of one in the model's units.
const UNIT: f32 = 24.0;

fn train(args: &ToolArgs, console: &mut dyn Console) -> Result<(), Box<dyn Error>> {
    let bits: u8 = args.number("bits", 18)?;
    if !(8..=20).contains(&bits) {
        return Err("--bits: between 8 and 20".into());
    }
    let settings = Settings {
        rounds: args.number("rounds", 5)?,
        rate: args.number("rate", 0.04)?,
        l1: args.number("l1", 0.2)?,
        l2: args.number("l2", 8.0)?,
        seed: args.number("seed", 1)?,
    };
    let documents = read(args)?;
    let examples = examples(&documents, u32::from(bits), settings.seed)?;
    console.progress(&format!("{} documents, {} places", documents.len(), examples.len()));
    let weights: Vec<i8> = logistic::learn(&examples, 1 << bits, settings).into_iter().map(rounded).collect();
    let used = weights.iter().filter(|weight| **weight != 0).count();
    let out = args.get("out").ok_or("--out is needed")?;
    std::fs::write(out, Scorer::write(bits, doubt(&examples, &weights), &weights))
        .map_err(|e| format!("{out}: {e}"))?;
    console.line(&format!("{out}: {} weights, {used} of them not nought", weights.len()));
    Ok(())
}

fn read(args: &ToolArgs) -> Result<Vec<GoldDocument>, Box<dyn Error>> {
    let without: BTreeSet<&str> = args.all("without").iter().map(String::as_str).collect();
    let mut documents = Vec::new();
    for path in args.all("FILE") {
        documents.extend(gold::read(path)?.into_iter().filter(|document| !without.contains(document.genre.as_str())));
    }
    Ok(documents)
}

#[expect(clippy::cast_possible_truncation, reason = "clamped to the range of i8")]
fn rounded(weight: f32) -> i8 {
    (weight * UNIT).round().clamp(-127.0, 127.0) as i8
}

/// Between which sums of near features there is doubt, the lower one negated: one in a thousand of the sentence ends lies
/// below, one in a thousand of the other places above.
fn doubt(examples: &[Example], weights: &[i8]) -> [u16; 2] {
    let near = |example: &Example| -> i32 {
        example.slots[..NEAR].iter().map(|slot| i32::from(weights[*slot as usize])).sum()
    };
    [(true, -1), (false, 1)].map(|(ends, sign)| {
        let mut sums: Vec<i32> = examples.iter().filter(|e| e.ends == ends).map(|e| near(e) * sign).collect();
        sums.sort_unstable_by(|a, b| b.cmp(a));
        let border = sums.get(sums.len() / 1000).copied().unwrap_or(0);
        u16::try_from(border.max(0)).unwrap_or(u16::MAX)
    })
}

/// The places of all documents, each in several layouts.
fn examples(documents: &[GoldDocument], bits: u32, seed: u64) -> Result<Vec<Example>, Box<dyn Error>> {
    let mut random = Random(seed);
    let mut places = Places { bits, lexicon: Lexicon::new(), scratch: Scratch::default(), examples: Vec::new() };
    for document in documents {
        let ends = document.sentences.iter().map(|sentence| sentence.end).collect();
        for (text, weight) in layouts(document, &mut random) {
            places.collect(&text, 0, &ends, weight)?;
        }
        for excerpt in rewrap::excerpts(&document.sentences, &mut random) {
            places.collect(&document.text[excerpt.clone()], excerpt.start, &ends, 0.4)?;
        }
    }
    Ok(places.examples)
}

fn layouts(document: &GoldDocument, random: &mut Random) -> Vec<(String, f32)> {
    let text = &document.text;
    let mut layouts = vec![(text.clone(), 1.0)];
    layouts.push((rewrap::wrapped(text, 50 + random.below(40)), 0.3));
    layouts.push((rewrap::lined(text, &document.sentences, random.below(2) == 0, random), 0.3));
    match random.below(8) {
        0 => layouts.push((text.to_ascii_lowercase(), 0.3)),
        1 => layouts.push((text.to_ascii_uppercase(), 0.3)),
        _ => {}
    }
    layouts
}

/// Collects the places of texts as examples.
struct Places {
    bits: u32,
    lexicon: Lexicon,
    scratch: Scratch,
    examples: Vec<Example>,
}

impl Places {
    /// Collects those of a text, of which sentences end at `ends`, counted from `offset` before the text.
    fn collect(
        &mut self,
        text: &str,
        offset: usize,
        ends: &BTreeSet<usize>,
        weight: f32,
    ) -> Result<(), Box<dyn Error>> {
        let Self { bits, lexicon, scratch, examples } = self;
        let tokens = words(text, &[], lexicon, &Budget::unlimited(), scratch)?;
        let document = Document { text, lexicon, tokens: &tokens, breaks: &scratch.breaks, starts: &scratch.starts };
        for paragraph in document.paragraphs() {
            let mut first = paragraph.first;
            for here in paragraph.breaks {
                let Some(place) = paragraph.place(here, first) else { continue };
                let ends = ends.contains(&(offset + tokens[place.token].span.end() as usize));
                if rules::verdict(&place).is_none() {
                    examples.push(Example { slots: slots(&place, *bits), ends, weight });
                }
                if ends {
                    first = place.token + 1;
                }
            }
        }
        Ok(())
    }
}

fn slots(place: &Place<'_>, bits: u32) -> [u32; FEATURES] {
    place.features().map(|feature| u32::try_from(slot(feature, 64 - bits)).expect("a small table"))
}
