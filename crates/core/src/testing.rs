//! What every stage must keep, as a test that its author calls.

use std::path::Path;

use serde_json::Value;

use crate::article::{Article, Layers};
use crate::budget::Budget;
use crate::offsets::{Offsets, Unit};
use crate::stage::{BuildContext, DynStage, Stage};

/// Runs a stage, under default options, over texts that break careless ones, and checks what it returns.
///
/// `layers` makes the layers that the stage reads, for a text; `copydesk_layers::plain::layers` does for the shared ones.
/// The texts: empty, blank, one character, emoji, combining marks, CRLF, controls, unbalanced marks, right-to-left script, capitals, a
/// line of a megabyte, many short lines. For each the rows must be inside the text, on character boundaries and sorted, be
/// the same a second time (with used scratch, and after a copy of the article), and survive a record in every unit.
///
/// ```no_run
/// # use copydesk_core::{testing, Stage};
/// # fn of<S: Stage>(layers: fn(&str) -> copydesk_core::Layers) {
/// testing::contract::<S>(layers);
/// # }
/// ```
///
/// # Panics
/// If the stage breaks the contract; the message says with which text.
pub fn contract<S: Stage>(layers: impl Fn(&str) -> Layers) {
    contract_with::<S>(S::Config::default(), Path::new("."), layers);
}

/// As [`contract`], under these options; relative paths in them count from `folder`.
///
/// # Panics
/// As [`contract`].
pub fn contract_with<S: Stage>(config: S::Config, folder: &Path, layers: impl Fn(&str) -> Layers) {
    options_round_trip::<S>();
    let stage = S::build(config, &BuildContext { folder })
        .unwrap_or_else(|e| panic!("{} cannot be built under these options: {e}", S::NAME));
    let mut used = stage.scratch();
    for (what, text) in texts() {
        let first = rows(&stage, &article(&text, &layers), stage.scratch().as_mut(), what);
        let again = rows(&stage, &article(&text, &layers), used.as_mut(), what);
        assert_eq!(first, again, "{}: other rows the second time for {what}", S::NAME);
    }
}

/// Runs a stage, under default options, over a text with the layers that it reads, and returns the article with those that it
/// wrote laid over it.
///
/// ```no_run
/// # use copydesk_core::{testing, Layer, Layers, Stage};
/// # fn of<S: Stage, L: Layer>() {
/// let article = testing::run::<S>("Who pays? Nobody.", Layers::default());
/// assert_eq!(article.layers.get::<L>().map(<[_]>::len), Some(1));
/// # }
/// ```
///
/// # Panics
/// If the stage cannot be built or fails; the message says how.
pub fn run<S: Stage>(text: &str, layers: Layers) -> Article {
    let mut article = Article::new("a test", text).expect("a text of a test is short");
    article.layers = layers;
    run_with::<S>(S::Config::default(), Path::new("."), article)
}

/// As [`run`], under these options, relative paths in them counted from `folder`, over an article with all that came with it.
///
/// # Panics
/// As [`run`].
pub fn run_with<S: Stage>(config: S::Config, folder: &Path, mut article: Article) -> Article {
    let stage = S::build(config, &BuildContext::new(folder))
        .unwrap_or_else(|e| panic!("{} cannot be built under these options: {e}", S::NAME));
    let rows = DynStage::run(&stage, &article, &Budget::unlimited(), stage.scratch().as_mut())
        .unwrap_or_else(|e| panic!("{} fails: {e}", S::NAME));
    for layer in rows {
        article.layers.insert_rows(layer);
    }
    article
}

fn options_round_trip<S: Stage>() {
    let written = serde_json::to_value(S::Config::default()).expect("the default options serialize");
    let read: S::Config = serde_json::from_value(written.clone()).expect("the default options are read back");
    let again = serde_json::to_value(read).expect("the default options serialize");
    assert_eq!(written, again, "{}: the default options change on the way through a file", S::NAME);
    let empty: S::Config = serde_json::from_value(Value::Object(serde_json::Map::new()))
        .unwrap_or_else(|e| panic!("{}: every option needs a default (#[serde(default)]): {e}", S::NAME));
    assert_eq!(
        serde_json::to_value(empty).expect("options serialize"),
        written,
        "{}: an empty table is not the default",
        S::NAME
    );
    let unknown = serde_json::from_value::<S::Config>(serde_json::json!({ "no-such-option": 1 }));
    assert!(unknown.is_err(), "{}: unknown options must be refused (#[serde(deny_unknown_fields)])", S::NAME);
}

fn article(text: &str, layers: impl Fn(&str) -> Layers) -> Article {
    let mut article = Article::new("contract", text).expect("a short text");
    article.layers = layers(text);
    article
}

/// The rows as JSON in bytes, after reading them back from every unit.
fn rows<S: Stage>(stage: &S, article: &Article, scratch: &mut dyn std::any::Any, what: &str) -> Vec<Vec<u8>> {
    let done = DynStage::run(stage, article, &Budget::unlimited(), scratch)
        .unwrap_or_else(|e| panic!("{} fails for {what}: {e}", S::NAME));
    for (layer, info) in done.iter().zip(stage.writes()) {
        for unit in [Unit::Codepoint, Unit::Byte, Unit::Utf16] {
            let offsets = Offsets::new(article.shared_text(), unit);
            let written = offsets.clone().scope(|| json(layer.as_ref()));
            let read = offsets.clone().scope(|| {
                let value = serde_json::from_slice(&written).expect("rows are JSON");
                info.read(value, article.text()).unwrap_or_else(|e| panic!("{}: {e} for {what}", S::NAME))
            });
            let again = offsets.scope(|| json(read.as_ref()));
            assert_eq!(written, again, "{}: a row changes on the way through a record for {what}", S::NAME);
        }
    }
    done.iter().map(|layer| json(layer.as_ref())).collect()
}

fn json(rows: &dyn crate::layer::Rows) -> Vec<u8> {
    let mut out = Vec::new();
    rows.write_json(&mut out).expect("rows serialize");
    out
}

/// Texts that break careless stages, each with a name for it.
#[must_use]
pub fn texts() -> Vec<(&'static str, String)> {
    let mut texts: Vec<_> = SHORT.iter().map(|(what, text)| (*what, (*text).to_owned())).collect();
    texts.push((
        "a line of a megabyte",
        "The council of Kelmouth met “late” on Tuesday, Ms. Orr said. ".repeat(1 << 14),
    ));
    texts.push(("a word of 64 kB", "a".repeat(1 << 16)));
    texts.push(("quotation marks alone", "“\"‘'”’".repeat(2000)));
    texts.push(("many short lines", "By A. B.\n\n1\r\n\r\n\"\n".repeat(2000)));
    texts
}

const SHORT: &[(&str, &str)] = &[
    ("an empty text", ""),
    ("blanks", " \n\t\u{a0}\u{2003}\n\n"),
    ("one letter", "a"),
    ("one mark", "“"),
    ("emoji", "👩‍👩‍👧 Zoë 🇳🇬🇳🇬 said: “No 👍🏽!” 🙂"),
    ("combining marks", "Ame\u{301}lie Noe\u{308}l said\u{338} so\u{20d0}\u{20d1}. \u{301}"),
    ("CRLF and other line ends", "One said.\r\nTwo said.\rThree\u{b}four\u{c}five\u{85}six\u{2028}seven\u{2029}eight."),
    ("controls", "A\0B\u{1b}[31m C\u{7f} D\u{feff} E\u{200b}F\u{202e}G\u{fffd}H\u{10ffff}."),
    ("unbalanced marks", "“He said. \"She said. ‘They said. «Nobody said. ''It said. 'Twas"),
    ("right-to-left script", "قال محمد: «لا» on Tuesday. אמר דוד “no” at 5 p.m."),
    ("no space at all", "Shesaid,“No.”Hesaid:yes...U.S.A.vs.E.U.2024-05-14T10:00Z$5.5bn"),
    ("capitals", "PRESIDENT MARA OKAFOR SAID ON MONDAY, MAY 5: \"NO.\""),
    ("capitals up to the end", "“Wait,” said MARA OKAFOR"),
    (
        "an article",
        "Harbour vote\n\nBy Mara Okafor\n\nKELMOUTH, May 3 (Desk) - The council voted on Tuesday, Dana Pruitt said.\n\n“We won,” she added.",
    ),
];
