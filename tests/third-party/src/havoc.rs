use copydesk_core::{BuildContext, Doc, Layer, Span, Stage, StageError, register_stage};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A row over an article that did no harm.
#[derive(Debug, Serialize, Deserialize)]
pub struct Calm {
    /// The article.
    #[serde(flatten, with = "copydesk_core::span::fields")]
    pub span: Span,
}

impl Layer for Calm {
    const NAME: &'static str = "acme.calm";

    fn span(&self) -> Span {
        self.span
    }
}

/// The stage has no options.
#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {}

/// Takes the whole process down where the text asks for it, as no stage should.
pub struct Havoc;

impl Stage for Havoc {
    const NAME: &'static str = "acme.havoc";
    const ABOUT: &'static str = "takes the whole process down where the text asks for it";
    type Config = Config;
    type Reads = ();
    type Writes = (Calm,);
    type Scratch = ();

    fn build(_: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self)
    }

    fn run<'a>(&self, doc: Doc<'a>, (): (), (): &mut ()) -> Result<(Vec<Calm>,), StageError> {
        match doc.text.split_whitespace().next() {
            Some("OVERFLOW") => drop(std::hint::black_box(dig(u64::MAX))),
            Some("ABORT") => std::process::abort(),
            Some("HOG") => hog(),
            Some("ENDLESS") => spin(),
            Some("SLOW") => std::thread::sleep(std::time::Duration::from_millis(20)),
            _ => {}
        }
        Ok((vec![Calm { span: Span::from_range(0..doc.text.len()) }],))
    }
}

fn dig(depth: u64) -> u64 {
    if depth == 0 { 0 } else { std::hint::black_box(dig(depth - 1)) + 1 }
}

fn hog() {
    let mut held = Vec::new();
    loop {
        held.push(std::hint::black_box(vec![1_u8; 1 << 23]));
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

fn spin() {
    loop {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}

register_stage!(Havoc);
