use std::io::BufRead;

use copydesk_core::source::{HowToRead, Input, Place, Raw, RawRecords, ReadError, Source};
use copydesk_core::{Article, BuildContext, StageError, register_source};
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
    type Record = String;

    fn build(config: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self { stop: config.stop.unwrap_or_else(|| " STOP".to_owned()) })
    }

    fn open(&self, input: Input) -> Result<RawRecords<String>, ReadError> {
        let Input { name: file, stem, bytes, .. } = input;
        Ok(Box::new((1..).zip(bytes.lines()).map(move |(line, text)| {
            let place = Place { file: file.clone(), stem: stem.clone(), line: Some(line) };
            let record = text.map_err(|e| ReadError::new(place.clone(), e.to_string()))?;
            Ok(Raw { bytes: record.len(), place, record })
        })))
    }

    fn parse(&self, record: String, place: &Place, _: &HowToRead) -> Result<Article, ReadError> {
        let text = record.replace(&self.stop, ".");
        let mut article = Article::new(place.id(), text).map_err(|e| ReadError::new(place.clone(), e.to_string()))?;
        article.source = place.source();
        Ok(article)
    }
}

register_source!(Telegrams);
