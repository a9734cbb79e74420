use copydesk_core::source::{HowToRead, Input, Place, RawRecords, ReadError, Source};
use copydesk_core::{Article, BuildContext, StageError, register_source};
use copydesk_formats::reading;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The source's options.
#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// What separates sentences; each is replaced by a full stop.
    pub stop: Option<String>,
}

/// A file of telegrams: every line is an article.
pub struct Telegrams {
    stop: String,
}

impl Source for Telegrams {
    const NAME: &'static str = "acme.telegrams";
    const ABOUT: &'static str = "telegrams, one a line";
    const EXTENSIONS: &'static [&'static str] = &["telegrams"];
    type Config = Config;
    type Record = Vec<u8>;

    fn build(config: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self { stop: config.stop.unwrap_or_else(|| " STOP".to_owned()) })
    }

    fn open(&self, input: Input) -> Result<RawRecords<Vec<u8>>, ReadError> {
        Ok(Box::new(reading::Lines::of(input)))
    }

    fn parse(&self, line: Vec<u8>, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
        let text = reading::text(line, place)?.replace(&self.stop, ".");
        reading::plain(text, place, how)
    }
}

register_source!(Telegrams);
