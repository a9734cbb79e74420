use std::fs::File;
use std::io::{self, BufWriter, Write};

use copydesk_core::offsets::Offsets;
use copydesk_core::record::Shape;
use copydesk_core::sink::{Output, Sink, Writer};
use copydesk_core::{Article, BuildContext, StageError, register_sink};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The sink's options.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// What separates the columns; spreadsheets of some countries want a semicolon.
    pub separator: char,
}

impl Default for Config {
    fn default() -> Self {
        Self { separator: ',' }
    }
}

/// Writes a line for every row of every layer: the article's id, the layer, the offsets, the words.
pub struct Csv {
    separator: char,
}

impl Sink for Csv {
    const NAME: &'static str = "acme.csv";
    const ABOUT: &'static str = "a line for every row of every layer, for spreadsheets";
    type Config = Config;
    type Encoded = String;
    type Writer = Lines;

    fn build(config: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
        if config.separator.is_alphanumeric() || config.separator == '"' {
            return Err(StageError::option("separator", "a separator is a mark, such as `,` or `;`"));
        }
        Ok(Self { separator: config.separator })
    }

    fn files(&self) -> Vec<String> {
        vec!["rows.csv".to_owned()]
    }

    fn encode(&self, article: &Article, shape: &Shape) -> Result<String, StageError> {
        let offsets = Offsets::new(article.shared_text(), shape.unit);
        let mut lines = String::new();
        for layer in shape.layers.iter().filter_map(|name| article.layers.named(name)) {
            for span in layer.spans() {
                let [start, end] = [span.start(), span.end()].map(|byte| offsets.from_byte(byte).to_string());
                let cells = [&article.id, layer.name(), &start, &end, span.of(article.text())].map(|cell| self.cell(cell));
                lines += &cells.join(&self.separator.to_string());
                lines += "\r\n";
            }
        }
        Ok(lines)
    }

    fn create(&self, out: Output) -> io::Result<Lines> {
        match out {
            Output::Folder(folder) => Ok(Lines(Box::new(BufWriter::new(File::create(folder.join("rows.csv"))?)))),
            Output::Stream(stream) => Ok(Lines(stream)),
        }
    }
}

impl Csv {
    /// A cell as RFC 4180 wants it: in quotation marks where it holds a separator, a quotation mark or a line end.
    fn cell(&self, text: &str) -> String {
        if text.contains([self.separator, '"', '\n', '\r']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        }
    }
}

/// Lines of text.
pub struct Lines(Box<dyn Write + Send>);

impl Writer<String> for Lines {
    fn write(&mut self, lines: String) -> io::Result<()> {
        self.0.write_all(lines.as_bytes())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

register_sink!(Csv);
