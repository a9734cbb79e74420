use copydesk_core::{BuildContext, Doc, Layer, Span, Stage, StageError, register_stage};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A question in the article.
#[derive(Debug, Serialize, Deserialize)]
pub struct Question {
    /// Its line.
    #[serde(flatten, with = "copydesk_core::span::with_text")]
    pub span: Span,
}

impl Layer for Question {
    const NAME: &'static str = "acme.questions";

    fn span(&self) -> Span {
        self.span
    }
}

/// The stage's options.
#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The shortest question to mark, in bytes.
    pub min_length: u32,
}

/// Marks lines that end in a question mark.
pub struct Questions {
    min_length: u32,
}

impl Stage for Questions {
    const NAME: &'static str = "acme.questions";
    const ABOUT: &'static str = "marks lines that end in a question mark";
    type Config = Config;
    type Reads = ();
    type Writes = (Question,);
    type Scratch = ();

    fn build(config: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
        if config.min_length > 10_000 {
            return Err(StageError::option("min-length", "no question is longer than 10000 bytes"));
        }
        Ok(Self { min_length: config.min_length })
    }

    fn run<'a>(&self, doc: Doc<'a>, (): (), (): &mut ()) -> Result<(Vec<Question>,), StageError> {
        let mut questions = Vec::new();
        let mut start = 0;
        for line in doc.text.split_inclusive('\n') {
            doc.budget.check()?;
            let span = Span::from_range(start..start + line.trim_end().len());
            if line.trim_end().ends_with('?') && span.len() >= self.min_length {
                questions.push(Question { span });
            }
            start += line.len();
        }
        Ok((questions,))
    }
}

register_stage!(Questions);

#[cfg(test)]
mod tests {
    #[test]
    fn keeps_the_contract() {
        copydesk_core::testing::contract::<super::Questions>(|_| copydesk_core::Layers::default());
    }
}
