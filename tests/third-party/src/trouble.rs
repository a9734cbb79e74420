use copydesk_core::{BuildContext, Doc, Layer, Span, Stage, StageError, register_stage};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A row that says where its article's trouble is, if it has any.
#[derive(Debug, Serialize, Deserialize)]
pub struct Mark {
    /// Where.
    #[serde(flatten, with = "copydesk_core::span::fields")]
    pub span: Span,
    /// How many articles this thread's scratch had seen cleanly in a row; always 0, or scratch leaks into rows.
    pub seen: u32,
}

impl Layer for Mark {
    const NAME: &'static str = "acme.marks";

    fn span(&self) -> Span {
        self.span
    }
}

/// The stage has no options.
#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {}

/// What the thread remembers: whether an article was left half done.
#[derive(Default)]
pub struct Scratch {
    half_done: bool,
}

/// Panics, fails, dawdles or writes bad rows where the text asks for it.
pub struct Trouble;

impl Stage for Trouble {
    const NAME: &'static str = "acme.trouble";
    const ABOUT: &'static str = "misbehaves where the text asks for it";
    type Config = Config;
    type Reads = ();
    type Writes = (Mark,);
    type Scratch = Scratch;

    fn build(_: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self)
    }

    fn run<'a>(&self, doc: Doc<'a>, (): (), scratch: &mut Scratch) -> Result<(Vec<Mark>,), StageError> {
        let seen = u32::from(std::mem::replace(&mut scratch.half_done, true));
        let length = u32::try_from(doc.text.len()).expect("a short text");
        let mark = |start, end| Mark { span: Span::new(start, end), seen };
        let rows = match doc.text.split_whitespace().next() {
            Some("PANIC") => panic!("as the text asked"),
            Some("FAIL") => {
                scratch.half_done = false;
                return Err(StageError::new("failed as the text asked"));
            }
            Some("DAWDLE") => {
                scratch.half_done = false;
                loop {
                    doc.budget.check()?;
                }
            }
            Some("OUTSIDE") => vec![mark(0, length + 1)],
            Some("INSIDE-A-LETTER") => {
                let letter = doc.text.find('é').expect("a text with an é");
                let middle = u32::try_from(letter).expect("a short text") + 1;
                vec![mark(middle, middle)]
            }
            Some("UNSORTED") => vec![mark(3, 4), mark(0, 1)],
            _ => vec![mark(0, length)],
        };
        scratch.half_done = false;
        Ok((rows,))
    }
}

register_stage!(Trouble);
