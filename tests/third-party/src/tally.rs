use std::fs::File;
use std::io::{self, Write};

use copydesk_core::record::Shape;
use copydesk_core::sink::{Output, Sink, Writer};
use copydesk_core::{Article, BuildContext, StageError, register_sink};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The sink has no options.
#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {}

/// Writes how many rows each layer has, a line an article.
pub struct Tally;

impl Sink for Tally {
    const NAME: &'static str = "acme.tally";
    const ABOUT: &'static str = "the number of rows of each layer, a line an article";
    type Config = Config;
    type Encoded = String;
    type Writer = Lines;

    fn build(_: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self)
    }

    fn files(&self) -> Vec<String> {
        vec!["tally.tsv".to_owned()]
    }

    fn encode(&self, article: &Article, shape: &Shape) -> Result<String, StageError> {
        let count = |name: &String| {
            format!("\t{name}={}", article.layers.named(name).map_or(0, copydesk_core::layer::Rows::count))
        };
        Ok(format!("{}{}\n", article.id, shape.layers.iter().map(count).collect::<String>()))
    }

    fn create(&self, out: Output) -> io::Result<Lines> {
        match out {
            Output::Folder(folder) => Ok(Lines(Box::new(File::create(folder.join("tally.tsv"))?))),
            Output::Stream(stream) => Ok(Lines(stream)),
        }
    }
}

/// Lines of text.
pub struct Lines(Box<dyn Write + Send>);

impl Writer<String> for Lines {
    fn write(&mut self, line: String) -> io::Result<()> {
        self.0.write_all(line.as_bytes())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

register_sink!(Tally);
