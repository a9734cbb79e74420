//! The table of stories.

use copydesk_formats::tables::Cell;
use serde::{Deserialize, Serialize};

use crate::ArchiveError;
use crate::runs::Run;
use crate::spill::Spill;
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

/// What the table says of articles beside their place in a story.
#[derive(Serialize, Deserialize)]
pub(crate) struct Line {
    run: usize,
    id: String,
    outlet: Option<String>,
    headline: Option<String>,
    published: Option<String>,
}

impl Line {
    /// What is told of the next article.
    pub(crate) fn of(run: usize, article: &Read) -> Self {
        let Read { id, outlet, headline, published, .. } = article.clone();
        Self { run, id, outlet, headline, published }
    }
}

/// Writes the rows of all stories, in order of their first articles.
pub(crate) fn write(
    stories: &Stories,
    described: Spill<Line>,
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
            let Line { run, id, outlet, headline, published } = described.get(u64::from(*member))?;
            let compared = stories.compared(*member, &members);
            let with = compared.with.map(|with| described.get(u64::from(with))).transpose()?.map(|with| with.id);
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
