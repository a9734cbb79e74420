//! What is wrong with a pipeline file, shown as a compiler would show it.

use std::fmt;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// One thing that is wrong with a pipeline file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, as a lower-case sentence.
    pub message: String,
    /// The bytes of the file it is about; nothing where the file as a whole is.
    pub place: Option<Range<usize>>,
    /// A word under the caret.
    pub label: String,
    /// What would be right.
    pub help: Option<String>,
}

impl Problem {
    /// A problem at a place of the file.
    pub(crate) fn at(place: Range<usize>, message: impl Into<String>, label: impl Into<String>) -> Self {
        Self { message: message.into(), place: Some(place), label: label.into(), help: None }
    }

    /// A problem of the file as a whole.
    pub(crate) fn of_file(message: impl Into<String>) -> Self {
        Self { message: message.into(), place: None, label: String::new(), help: None }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn maybe_help(self, help: Option<String>) -> Self {
        match help {
            Some(help) => self.help(help),
            None => self,
        }
    }
}

/// Everything that is wrong with a pipeline file, in the order of the file.
#[derive(Clone, Debug)]
pub struct Problems {
    /// The file's path as given.
    pub file: String,
    /// The problems; at least one.
    pub list: Vec<Problem>,
    text: String,
}

/// No more than this many are shown; a file with more is not a pipeline file at all.
const MOST_SHOWN: usize = 20;
/// The most bytes of a line that are shown on either side of a place.
const LINE_CONTEXT: usize = 80;

impl Problems {
    pub(crate) fn new(file: &str, text: &str, mut list: Vec<Problem>) -> Self {
        list.sort_by_key(|problem| problem.place.as_ref().map_or(0, |place| place.start));
        Self { file: file.to_owned(), list, text: text.to_owned() }
    }

    /// Where a problem of this list begins: the line and the character in it, from 1; nothing where it is about the whole file.
    #[must_use]
    pub fn line_and_column(&self, problem: &Problem) -> Option<(usize, usize)> {
        let at = floor(&self.text, problem.place.as_ref()?.start.min(self.text.len()));
        let before = &self.text[..at];
        let line = before.rfind('\n').map_or(0, |feed| feed + 1);
        Some((before.matches('\n').count() + 1, before[line..].chars().count() + 1))
    }

    /// All problems with file, line, column and caret; with colours on request.
    #[must_use]
    pub fn render(&self, colours: bool) -> String {
        let renderer = if colours { Renderer::styled() } else { Renderer::plain() }.decor_style(DecorStyle::Ascii);
        let mut out = String::new();
        for problem in self.list.iter().take(MOST_SHOWN) {
            out.push_str(&self.render_one(problem, &renderer));
            out.push_str("\n\n");
        }
        if self.list.len() > MOST_SHOWN {
            out.push_str(&format!("and {} more\n\n", self.list.len() - MOST_SHOWN));
        }
        let count = self.list.len();
        let s = if count == 1 { "" } else { "s" };
        out.push_str(&format!("{}: {count} problem{s}; nothing was read or written\n", visible(&self.file)));
        out
    }

    fn render_one(&self, problem: &Problem, renderer: &Renderer) -> String {
        let title = Level::ERROR.primary_title(visible(&problem.message));
        let Some(place) = &problem.place else {
            let mut group = annotate_snippets::Group::with_title(title)
                .element(annotate_snippets::Origin::path(visible(&self.file)));
            if let Some(help) = &problem.help {
                group = group.element(Level::HELP.message(visible(help)));
            }
            return renderer.render(&[group]);
        };
        let line = Line::around(&self.text, place);
        let snippet = Snippet::source(line.text)
            .path(visible(&self.file))
            .line_start(line.number)
            .annotation(AnnotationKind::Primary.span(line.place).label(visible(&problem.label)));
        let mut group = title.element(snippet);
        if let Some(help) = &problem.help {
            group = group.element(Level::HELP.message(visible(help)));
        }
        renderer.render(&[group])
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Problems {}

/// The line of a place, shortened where it is very long, with controls made visible byte for byte.
struct Line {
    text: String,
    number: usize,
    place: Range<usize>,
}

impl Line {
    fn around(text: &str, place: &Range<usize>) -> Self {
        let at = floor(text, place.start.min(text.len()));
        let start = text[..at].rfind('\n').map_or(0, |feed| feed + 1);
        let end = text[at..].find('\n').map_or(text.len(), |feed| at + feed);
        let from = floor(text, start.max(at.saturating_sub(LINE_CONTEXT)));
        let to = floor(text, end.min(at + 2 * LINE_CONTEXT));
        let number = text[..start].matches('\n').count() + 1;
        let last = floor(text, place.end.clamp(at, to));
        Self { text: without_controls(&text[from..to]), number, place: at - from..last - from }
    }
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Each control character is replaced by marks of as many bytes, so that places stay right.
fn without_controls(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        if c.is_control() {
            out.extend(std::iter::repeat_n('?', c.len_utf8()));
        } else {
            out.push(c);
        }
    }
    out
}

/// Text for people: control characters escaped, and no more than an excerpt of what is very long.
pub(crate) fn visible(text: &str) -> String {
    /// Some lines of a terminal.
    const LONGEST: usize = 600;
    let mut out = String::new();
    for (n, c) in text.chars().enumerate() {
        if n == LONGEST {
            out.push('…');
            break;
        }
        if c.is_control() && c != '\n' {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}
