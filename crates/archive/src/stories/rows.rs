//! The table of stories.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, BufWriter, Seek as _, SeekFrom, Write as _};

use copydesk_formats::tables::Cell;
use serde::{Deserialize, Serialize};

use crate::ArchiveError;
use crate::runs::Run;
use crate::stories::article::Read;
use crate::stories::groups::{Kind, Stories};
use crate::stories::{Found, Options};
use crate::table::Kind::{Float, Number, Text};
use crate::table::{Columns, Table};

/// The columns of the table: a row an article.
pub(crate) const COLUMNS: Columns = &[
    ("story", Number),
    ("articles", Number),
    ("copy", Number),
    ("run", Text),
    ("article", Text),
    ("outlet", Text),
    ("headline", Text),
    ("published", Text),
    ("kind", Text),
    ("compared_with", Text),
    ("shared", Float),
    ("adds_words", Number),
    ("confidence", Float),
];

/// What the table says of articles beside their place in a story, put aside on disk.
pub(crate) struct Described {
    file: BufWriter<File>,
    at: u64,
    starts: Vec<u64>,
}

#[derive(Serialize, Deserialize)]
struct Line {
    run: usize,
    id: String,
    outlet: Option<String>,
    headline: Option<String>,
    published: Option<String>,
}

impl Described {
    pub(crate) fn new() -> Result<Self, ArchiveError> {
        Ok(Self { file: BufWriter::new(tempfile::tempfile()?), at: 0, starts: Vec::new() })
    }

    /// Puts the next article aside.
    pub(crate) fn push(&mut self, run: usize, article: &Read) -> Result<(), ArchiveError> {
        let Read { id, outlet, headline, published, .. } = article.clone();
        let mut line = serde_json::to_vec(&Line { run, id, outlet, headline, published }).map_err(io::Error::other)?;
        line.push(b'\n');
        self.file.write_all(&line)?;
        self.starts.push(self.at);
        self.at += line.len() as u64;
        Ok(())
    }

    fn into_reader(self) -> io::Result<Reader> {
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(Reader { file: BufReader::new(file), starts: self.starts })
    }
}

struct Reader {
    file: BufReader<File>,
    starts: Vec<u64>,
}

impl Reader {
    fn line(&mut self, number: u32) -> io::Result<Line> {
        self.file.seek(SeekFrom::Start(self.starts[number as usize]))?;
        let mut line = Vec::new();
        self.file.read_until(b'\n', &mut line)?;
        Ok(serde_json::from_slice(&line)?)
    }
}

/// Writes the rows of all stories, in order of their first articles.
pub(crate) fn write(
    stories: &Stories,
    described: Described,
    runs: &[Run],
    mut table: Table,
    options: Options,
    found: &mut Found,
) -> Result<(), ArchiveError> {
    let mut described = described.into_reader()?;
    let mut story = 0;
    for members in stories.in_order() {
        if members.len() > 1 {
            found.stories += 1;
            found.in_stories += members.len() as u64;
        } else if !options.singles {
            continue;
        }
        story += 1;
        for (copy, member) in members.iter().enumerate() {
            let Line { run, id, outlet, headline, published } = described.line(*member)?;
            let compared = stories.compared(*member, &members);
            let with = compared.with.map(|with| described.line(with)).transpose()?.map(|with| with.id);
            let text = |text: Option<String>| text.map_or(Cell::Null, Cell::Text);
            let number = |number: usize| i32::try_from(number).map_or(Cell::Null, Cell::Number);
            let three = |float: f32| Cell::Float((f64::from(float) * 1000.0).round() / 1000.0);
            let is_copy = compared.with.is_some();
            table.push(vec![
                number(story),
                number(members.len()),
                number(copy),
                Cell::Text(runs[run].name.clone()),
                Cell::Text(id),
                text(outlet),
                text(headline),
                text(published),
                Cell::Text(compared.kind.name().to_owned()),
                text(with),
                if is_copy { three(compared.shared) } else { Cell::Null },
                if is_copy { number(compared.adds as usize) } else { Cell::Null },
                compared.confidence.map_or(Cell::Null, three),
            ])?;
        }
    }
    Ok(table.finish()?)
}

impl Kind {
    /// The word in the table.
    const fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::SameText => "same text",
            Self::NewHeadline => "new headline",
            Self::Cut => "cut",
            Self::Extended => "extended",
            Self::Rewritten => "rewritten",
        }
    }
}
