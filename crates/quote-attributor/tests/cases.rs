//! Invented hard cases, as text: a headed paragraph or more, then one `@` line for each name in it (entity, label, gender and
//! number; the mention; where they are known, the fullest name, the roles beside it and the kind of body), then one `>` line for
//! each quote that a careful editor marks, with kind, speaker (or `-` and a word of an unnamed source) and fragments.
//!
//! `cases/known-errors.txt` names the cases that are not read as an editor would. A case that goes wrong without standing
//! there fails the test, and so does one that stands there and goes right: the list is kept true.
//! `cases/held.txt` and `cases/held-*.txt` were kept aside while the stage was tuned.

use std::collections::BTreeSet;
use std::path::Path;

use copydesk_core::{Article, Budget, BuildContext, DynStage, Id, Span, Stage};
use copydesk_layers::{Entity, Quote, QuoteKind};
use copydesk_quote_attributor::QuoteAttributor;

struct Case {
    name: String,
    text: String,
    names: Vec<Entity>,
    expected: Vec<String>,
}

const FILES: [&str; 14] = [
    "british",
    "courts",
    "dialogue",
    "further",
    "held",
    "held-pages",
    "held-readers",
    "held-sources",
    "pages",
    "people",
    "readers",
    "sources",
    "sport",
    "wire",
];

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn cases(file: &str) -> Vec<Case> {
    let all = format!("\n{}", read(&format!("{file}.txt")));
    let parts = all.split("\n# ").filter(|part| !part.trim().is_empty());
    parts
        .map(|part| {
            let (name, rest) = part.split_once('\n').expect("a case has a name and a text");
            let expected = rest.lines().filter_map(|line| line.strip_prefix("> ")).map(normal).collect();
            let text: Vec<_> = rest.lines().filter(|line| !line.starts_with(['>', '@'])).collect();
            let text = text.join("\n").trim().to_owned();
            let names = names(&text, rest.lines().filter_map(|line| line.strip_prefix("@ ")));
            Case { name: name.to_owned(), text, names, expected }
        })
        .collect()
}

/// The entities that lines tell of, each where its mention stands next.
fn names<'a>(text: &str, lines: impl Iterator<Item = &'a str>) -> Vec<Entity> {
    let mut from = 0;
    let mut entity = |line: &str| {
        let mut columns = line.split(" | ");
        let (about, mention) = (columns.next().expect("what it is"), columns.next().expect("a mention"));
        let start = from + text[from..].find(mention).unwrap_or_else(|| panic!("{mention} does not stand there"));
        from = start + mention.len();
        let mut about = about.split(' ');
        let id = Id::new(about.next().and_then(|id| id.parse().ok()).expect("an id"));
        let label = about.next().map(|label| serde_json::from_value(label.into()).expect("a label"));
        let name = columns.next().unwrap_or(mention).to_owned();
        let mut entity = Entity::new(Span::from_range(start..from), label.expect("a label"), id, name);
        for word in about {
            entity.gender = entity.gender.or_else(|| serde_json::from_value(word.into()).ok());
            entity.number = entity.number.or_else(|| serde_json::from_value(word.into()).ok());
        }
        let roles = columns.next().unwrap_or_default().split("; ").filter(|role| !role.is_empty());
        entity.roles = roles.map(str::to_owned).collect();
        entity.body = columns.next().map(str::to_owned);
        entity
    };
    lines.map(&mut entity).collect()
}

/// An expectation with its fragments reduced to words.
fn normal(line: &str) -> String {
    let mut columns = line.splitn(3, " | ");
    let mut next = || columns.next().unwrap_or_else(|| panic!("three columns in `{line}`")).to_owned();
    let (kind, speaker, content) = (next(), next(), next());
    format!("{kind} | {speaker} | {}", words(&content.replace(" ## ", " ")))
}

fn words(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn quotes(case: &Case) -> Vec<Quote> {
    let mut article = Article::new("case", case.text.as_str()).expect("a short text");
    article.layers = copydesk_layers::plain::layers(&case.text);
    article.layers.insert(case.names.clone());
    let cx = BuildContext::new(Path::new("."));
    let stage = QuoteAttributor::build(Default::default(), &cx).expect("the defaults are right");
    let rows =
        DynStage::run(&stage, &article, &Budget::unlimited(), stage.scratch().as_mut()).expect("any text is read");
    rows[0].as_any().downcast_ref::<Vec<Quote>>().expect("the stage writes quotes").clone()
}

/// A quote as an expectation is written; an unnamed source as `-` and its words.
fn shown(text: &str, quote: &Quote) -> String {
    let kind = match quote.kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Mixed => "mixed",
        QuoteKind::Indirect => "indirect",
    };
    let source = quote.source.first().map_or("", |span| span.of(text));
    let speaker = quote.speaker.clone().unwrap_or_else(|| format!("-{source}"));
    let content: Vec<_> = quote.content.iter().map(|span| span.of(text)).collect();
    format!("{kind} | {speaker} | {}", words(&content.join(" ")))
}

/// Whether what was found is what was expected: an unnamed source need only hold the word given, and "that" may lead.
fn agrees(expected: &str, found: &str) -> bool {
    let split = |line: &str| -> Vec<String> { line.splitn(3, " | ").map(str::to_owned).collect() };
    let (expected, found) = (split(expected), split(found));
    let speaker = match expected[1].strip_prefix('-') {
        Some(word) => found[1].starts_with('-') && found[1].contains(word),
        None => expected[1] == found[1],
    };
    let content = found[2].strip_prefix("that ").unwrap_or(&found[2]);
    expected[0] == found[0] && speaker && (expected[2] == content || expected[2] == found[2])
}

#[test]
fn hard_cases_are_read_as_an_editor_would() {
    let known = read("known-errors.txt");
    let known: BTreeSet<&str> = known.lines().collect();
    let mut report = String::new();
    for file in FILES {
        for case in cases(file) {
            let found: Vec<_> = quotes(&case).iter().map(|quote| shown(&case.text, quote)).collect();
            let right = found.len() == case.expected.len()
                && case.expected.iter().zip(&found).all(|(expected, found)| agrees(expected, found));
            if right == known.contains(case.name.as_str()) {
                report += &format!("{file}/{}: {}\n", case.name, if right { "is right now" } else { "is wrong" });
                report += &format!("  expected {:#?}\n  found {found:#?}\n", case.expected);
            }
        }
    }
    assert!(report.is_empty(), "{report}");
}
