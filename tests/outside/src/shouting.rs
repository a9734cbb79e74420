use copydesk_core::{BuildContext, Doc, Layer, Span, Stage, StageError, register_stage};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A word in capitals.
#[derive(Serialize, Deserialize)]
pub struct Shout {
    /// Where.
    #[serde(flatten, with = "copydesk_core::span::with_text")]
    pub span: Span,
}

impl Layer for Shout {
    const NAME: &'static str = "acme.shouting";

    fn span(&self) -> Span {
        self.span
    }
}

/// The stage's options.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The fewest letters of a word that is marked.
    pub min_letters: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self { min_letters: 4 }
    }
}

/// Marks words in capitals.
pub struct Shouting {
    min_letters: usize,
}

impl Stage for Shouting {
    const NAME: &'static str = "acme.shouting";
    const ABOUT: &'static str = "marks words in capitals";
    type Config = Config;
    type Reads = ();
    type Writes = (Shout,);
    type Scratch = ();

    fn build(config: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self { min_letters: config.min_letters })
    }

    fn run<'a>(&self, doc: Doc<'a>, (): (), (): &mut ()) -> Result<(Vec<Shout>,), StageError> {
        let mut shouts = Vec::new();
        let mut at = 0;
        for piece in doc.text.split_inclusive(|c: char| !c.is_alphabetic()) {
            doc.budget.check()?;
            let word = piece.trim_end_matches(|c: char| !c.is_alphabetic());
            if word.chars().count() >= self.min_letters && word.chars().all(char::is_uppercase) {
                shouts.push(Shout { span: Span::from_range(at..at + word.len()) });
            }
            at += piece.len();
        }
        Ok((shouts,))
    }
}

register_stage!(Shouting);

#[test]
fn keeps_the_contract() {
    copydesk_core::testing::contract::<Shouting>(|_| copydesk_core::Layers::default());
}
