//! `copydesk train tokenizer`: makes the model of sentence boundaries.

use std::collections::BTreeSet;
use std::error::Error;

use copydesk_core::tool::{Console, ToolArgs, ToolOption};
use copydesk_core::{Budget, register_tool};
use copydesk_learn::logistic::{self, Settings};
use copydesk_learn::random::Random;
use copydesk_learn::{options, quantise};

use crate::features::{FEATURES, NEAR, Place};
use crate::gold::{self, GoldDocument};
use crate::lexicon::Lexicon;
use crate::paragraph::Document;
use crate::scorer::{Scorer, slot};
use crate::word_classes::{WordClasses, WordCounts};
use crate::{Scratch, rewrap, rules, words};

const OPTIONS: &[ToolOption] = &[
    options::train("gold documents, one JSON object a line with text, tokens, sentences, genre; .gz or not"),
    options::out("where the model goes"),
    ToolOption::new("text", "FILE", "running text to count words in, one JSON object a line with text; .gz or not")
        .many(),
    ToolOption::new("without", "GENRE", "a genre to leave out").many(),
    ToolOption::new("bits", "N", "the number of weights, as a power of two").default("18"),
    ToolOption::new("rounds", "N", "how often each place is looked at").default("5"),
    ToolOption::new("rate", "X", "the rate of learning").default("0.04"),
    ToolOption::new("l1", "X", "how strongly small weights are drawn to nought").default("0.2"),
    ToolOption::new("l2", "X", "how strongly all weights are").default("4"),
    ToolOption::new("draws", "N", "over how many draws of the texts' layouts the weights are averaged").default("6"),
    ToolOption::new("lean", "N", "what is added to a doubtful place, in units of a weight").default("3"),
    options::seed(),
];

register_tool!(Train, "tokenizer", "learns where sentences end", OPTIONS, train);

/// A weight of one in the model's units.
const UNIT: f32 = 24.0;

fn train(args: &ToolArgs, console: &mut dyn Console) -> Result<(), Box<dyn Error>> {
    let bits: u8 = args.value("bits")?;
    if !(8..=20).contains(&bits) {
        return Err("--bits: between 8 and 20".into());
    }
    let settings = Settings {
        rounds: args.value("rounds")?,
        rate: args.value("rate")?,
        l1: args.value("l1")?,
        l2: args.value("l2")?,
        seed: args.value("seed")?,
    };
    let documents = read(args)?;
    let words = count(args.all("text"))?;
    let lexicon = Lexicon::new(WordClasses::read(&words));
    let draws: u16 = args.value("draws")?;
    let (mut mean, mut last) = (vec![0.0; 1 << bits], Vec::new());
    for draw in 0..draws.max(1) {
        let settings = Settings { seed: settings.seed + u64::from(draw), ..settings };
        last = examples(&documents, &lexicon, u32::from(bits), settings.seed)?;
        console.progress(&format!("draw {}: {} documents, {} places", draw + 1, documents.len(), last.len()));
        for (sum, weight) in mean.iter_mut().zip(logistic::learn(&last, 1 << bits, settings)) {
            *sum += weight / f32::from(draws.max(1));
        }
    }
    let weights: Vec<i8> = mean.into_iter().map(|weight| quantise::to_byte(weight, UNIT)).collect();
    let used = weights.iter().filter(|weight| **weight != 0).count();
    let model = Scorer::write(bits, args.value("lean")?, doubt(&last, &weights), &weights, &words);
    options::write_out(args, model)?;
    console.line(&format!("{} weights, {used} of them not nought", weights.len()));
    Ok(())
}

fn read(args: &ToolArgs) -> Result<Vec<GoldDocument>, Box<dyn Error>> {
    let without: BTreeSet<&str> = args.all("without").iter().map(String::as_str).collect();
    let mut documents = Vec::new();
    for path in args.all("train") {
        documents.extend(gold::read(path)?.into_iter().filter(|document| !without.contains(document.genre.as_str())));
    }
    Ok(documents)
}

/// The words of running text, as the model carries them. A paragraph is a line of the text.
fn count(paths: &[String]) -> Result<Vec<u8>, Box<dyn Error>> {
    let (lexicon, mut scratch, mut counts) =
        (Lexicon::new(WordClasses::default()), Scratch::default(), WordCounts::default());
    for path in paths {
        for text in copydesk_learn::gold::texts(path)? {
            for paragraph in text.lines() {
                let tokens = words(paragraph, &[], &lexicon, &Budget::unlimited(), &mut scratch)?;
                counts.add(&tokens.iter().map(|token| token.span.of(paragraph).as_bytes()).collect::<Vec<_>>());
            }
        }
    }
    Ok(counts.write())
}

/// A place where a sentence may end, as the learner sees it.
type Example = logistic::Example<FEATURES>;

/// Between which sums of near features there is doubt, the lower one negated: one in a thousand of the sentence ends lies
/// below, one in a thousand of the other places above.
fn doubt(examples: &[Example], weights: &[i8]) -> [u16; 2] {
    let near = |example: &Example| -> i32 {
        example.slots[..NEAR].iter().map(|slot| i32::from(weights[*slot as usize])).sum()
    };
    [(true, -1), (false, 1)].map(|(ends, sign)| {
        let mut sums: Vec<i32> = examples.iter().filter(|e| e.yes == ends).map(|e| near(e) * sign).collect();
        sums.sort_unstable_by(|a, b| b.cmp(a));
        let border = sums.get(sums.len() / 1000).copied().unwrap_or(0);
        u16::try_from(border.max(0)).unwrap_or(u16::MAX)
    })
}

/// The places of all documents, each in several layouts.
fn examples(
    documents: &[GoldDocument],
    lexicon: &Lexicon,
    bits: u32,
    seed: u64,
) -> Result<Vec<Example>, Box<dyn Error>> {
    let mut random = Random::from_state(seed);
    let mut places = Places { bits, lexicon, scratch: Scratch::default(), examples: Vec::new() };
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
    layouts.push((rewrap::wrapped(text, 50 + rewrap::below(random, 40)), 0.3));
    layouts.push((rewrap::lined(text, &document.sentences, rewrap::below(random, 2) == 0, random), 0.3));
    match rewrap::below(random, 8) {
        0 => layouts.push((text.to_ascii_lowercase(), 0.3)),
        1 => layouts.push((text.to_ascii_uppercase(), 0.3)),
        _ => {}
    }
    layouts
}

/// Collects the places of texts as examples.
struct Places<'a> {
    bits: u32,
    lexicon: &'a Lexicon,
    scratch: Scratch,
    examples: Vec<Example>,
}

impl Places<'_> {
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
                    examples.push(Example { slots: slots(&place, *bits), yes: ends, weight });
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
