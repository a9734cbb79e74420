//! The cases of `tests/cases`: invented sentences, and what should be found in them.
//!
//! A case is a line `DATE > SENTENCE` (or `DATE narrative >`, or `- >` without a date), and under it, indented, a line
//! `TEXT | TYPE | VALUE [MOD] [QUANT] [FREQ]` for each expression. ` // ` in a text is the border of two sentences.

use std::path::Path;

use copydesk_core::{Article, Budget, BuildContext, Doc, Layers, Span, Stage};
use copydesk_layers::{Block, Date, Sentence, Token, plain};

use crate::datafile::lines;
use crate::grammar::{Grammar, STOCK};
use crate::{Config, DateNormalizer, Profile, Scratch};

struct Case {
    place: String,
    date: Option<String>,
    profile: Profile,
    parts: Vec<String>,
    expected: Vec<String>,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
        .iter()
        .flat_map(|file| cases_of(&file.display().to_string(), &std::fs::read_to_string(file).unwrap()))
        .collect()
}

fn cases_of(file: &str, text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        if let Some(expected) = line.strip_prefix("    ") {
            cases.last_mut().unwrap().expected.push(expected.to_owned());
            continue;
        }
        let (head, text) = line.split_once(" > ").unwrap_or_else(|| panic!("{file}:{}: no case", number + 1));
        let (date, profile) = match head.split_once(' ') {
            Some((date, "narrative")) => (date, Profile::Narrative),
            _ => (head, Profile::News),
        };
        let date = (date != "-").then(|| date.to_owned());
        let parts = text.split(" // ").map(str::to_owned).collect();
        cases.push(Case { place: format!("{file}:{}", number + 1), date, profile, parts, expected: Vec::new() });
    }
    cases
}

/// The layers of a case: one block, and its parts as sentences.
fn layers(parts: &[String]) -> (String, Layers) {
    let text = parts.join(" ");
    let mut at = 0;
    let sentences: Vec<_> = parts
        .iter()
        .map(|part| {
            let span = Span::from_range(at..at + part.len());
            at += part.len() + 1;
            Sentence::new(span)
        })
        .collect();
    let tokens = plain::layers(&text).get::<Token>().unwrap().to_vec();
    let mut layers = Layers::default();
    layers.insert(tokens);
    layers.insert(sentences);
    (text, layers)
}

fn found(case: &Case, stage: &DateNormalizer, scratch: &mut Scratch) -> Vec<String> {
    let (text, layers) = layers(&case.parts);
    let mut article = Article::new("case", text.as_str()).unwrap();
    article.meta.content_created.clone_from(&case.date);
    let budget = Budget::unlimited();
    let doc = Doc::new(&text, &article.meta, &budget);
    let rows = (layers.get::<Token>().unwrap(), layers.get::<Sentence>().unwrap(), None::<&[Block]>);
    let (dates,) = stage.run(doc, rows, scratch).unwrap();
    dates.iter().map(|date| shown(date, &text)).collect()
}

fn shown(date: &Date, text: &str) -> String {
    let name = |value: serde_json::Value| value.as_str().unwrap().to_owned();
    let kind = name(serde_json::to_value(date.kind).unwrap());
    let modifier = date.modifier.map(|modifier| format!(" {}", name(serde_json::to_value(modifier).unwrap())));
    let recurs = [&date.quant, &date.freq].into_iter().flatten().map(|word| format!(" {word}")).collect::<String>();
    format!("{} | {kind} | {}{}{recurs}", date.span.of(text), date.value, modifier.unwrap_or_default())
}

fn stage(profile: Profile) -> DateNormalizer {
    DateNormalizer::build(Config { profile, ..Config::default() }, &BuildContext::new(Path::new("."))).unwrap()
}

#[test]
fn every_case_is_found_as_written() {
    let (news, narrative) = (stage(Profile::News), stage(Profile::Narrative));
    let mut scratch = Scratch::default();
    let mut wrong = String::new();
    for case in cases() {
        let stage = if case.profile == Profile::News { &news } else { &narrative };
        let found = found(&case, stage, &mut scratch);
        if found != case.expected {
            let lines = |lines: &[String]| lines.iter().map(|line| format!("\n      {line}")).collect::<String>();
            let text = case.parts.join(" // ");
            wrong += &format!("\n{} {text}\n  expected{}\n  found{}", case.place, lines(&case.expected), lines(&found));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The rules, holidays behind them, that do something in a case.
fn fired(case: &Case, stages: &[DateNormalizer; 2], scratch: &mut Scratch) -> Vec<usize> {
    let rules = stages[0].grammar.rules.rules.len();
    let mut all = Vec::new();
    for part in &case.parts {
        let part = Case { place: String::new(), parts: vec![part.clone()], expected: Vec::new(), date: None, ..*case };
        found(&part, &stages[part.profile as usize], scratch);
        for frame in scratch.all_frames() {
            all.extend((0..rules).filter(|at| frame.rules[at >> 6] & (1 << (at & 63)) != 0));
        }
    }
    all
}

/// The stage with a line of the grammar or of the holidays left out.
fn stage_without(file: usize, left_out: &str) -> DateNormalizer {
    let mut files = STOCK;
    let mut found = false;
    let kept = files[file].lines().filter(|line| {
        found || {
            found = line.trim() == left_out;
            !found
        }
    });
    let text = kept.collect::<Vec<_>>().join("\n");
    files[file] = &text;
    DateNormalizer { config: Config::default(), grammar: Grammar::parse(files).unwrap(), reliability: None }
}

#[test]
fn every_rule_and_holiday_is_missed_by_a_case() {
    let stages = [stage(Profile::News), stage(Profile::Narrative)];
    let mut scratch = Scratch::default();
    let cases = cases();
    let mut of_rule = vec![Vec::new(); stages[0].grammar.rules.rules.len()];
    for case in &cases {
        fired(case, &stages, &mut scratch).into_iter().for_each(|rule| of_rule[rule].push(case));
    }
    let all = [1, 2].into_iter().flat_map(|file| lines(STOCK[file]).map(move |(_, line)| (file, line)));
    let mut idle = String::new();
    for ((file, line), cases) in all.zip(&of_rule) {
        let mut without = stage_without(file, line);
        let missed = |case: &&Case| {
            without.config.profile = case.profile;
            found(case, &without, &mut scratch) != case.expected
        };
        if !cases.iter().any(missed) {
            idle += &format!("\n  {line} ({} cases)", cases.len());
        }
    }
    assert!(idle.is_empty(), "no case fails without{idle}");
}
