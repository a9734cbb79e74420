//! Sink `conllu`: words a line, in the format of Universal Dependencies.
//!
//! Into a folder it writes `articles.conllu`; to a stream it writes the same bytes. There are ten columns, of which `ID`, `FORM` and
//! `MISC` are filled; nothing here lemmatizes or parses, so the others hold `_`.
//!
//! | line | what it is |
//! |---|---|
//! | `# newdoc id = ID` | before an article's first sentence: its id, with white space, `%` and control characters as `%20` and so on |
//! | `# newpar`, `# block = KIND` | before the first sentence of a block |
//! | `# sent_id = ID-s3` | the article's id, with `/` written as `%2F` too, and the number of the sentence |
//! | `# text = ...` | the sentence: its forms, and a space where any white space stands between two of them |
//! | `# summary = yes` | a sentence that the summary takes |
//! | `# quote 3 = {...}` | before the sentence in which quote 3 begins: its row, as a record holds it |
//!
//! | in `MISC` | what it is |
//! |---|---|
//! | `SpaceAfter=No`, `SpacesAfter=\n` | what stands after the word, where that is not one space: nothing, or other white space |
//! | `SpacesBefore=\s` | what stands before the article's first word |
//! | `TokenRange=0:6` | the word's offsets in the article, in the unit of the run |
//! | `NER=B-PERSON`, `NER=I-PERSON` | a name, and its label |
//! | `Entity=6`, `EntityName=Mara Okafor` | on the first word of a name: the row of the entity's first mention, and its fullest name |
//! | `Quote=B-3`, `Cue=B-3`, `Source=B-3`, and `I-3` | a part of the quote in this row: what was said, what attributes it, and whom to. A quote of several parts has a `B` for each |
//! | `Timex=B-DATE`, `TimexValue=2024-05-14` | a date or time, and on its first word its value |
//!
//! Values are escaped: `\s` a space (in `SpacesAfter` alone), `\t \r \n` those, `\p` a `|`, `\\` a backslash, and `\u2028`
//! any other line end or control character. In forms these characters become a space or U+FFFD. With the forms and the spaces the
//! text can be put together again.
//!
//! A word that two names or two quotes share counts for the first. Layers that `[sink] layers` leaves out are left out here.
//! An article without words is no document, so it is not in the file.

mod escape;
mod marks;

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::ops::Range;
use std::path::Path;

use copydesk_core::offsets::Offsets;
use copydesk_core::record::Shape;
use copydesk_core::sink::{Extents, Output, ReadBack, Resumed, Sink, Writer};
use copydesk_core::{Article, BuildContext, StageError, register_sink};
use copydesk_layers::{Block, Sentence, Token};

use crate::NoOptions;
use crate::growing::Growing;
use crate::label::label;
use escape::{form, name, value};
use marks::Marks;

const FILE: &str = "articles.conllu";

/// Writes CoNLL-U.
pub struct Conllu;

impl Sink for Conllu {
    const NAME: &'static str = "conllu";
    const ABOUT: &'static str = "CoNLL-U, a word a line with names, quotes and dates in MISC: articles.conllu";
    type Config = NoOptions;
    type Encoded = Vec<u8>;
    type Writer = ConlluWriter;

    fn build(_: NoOptions, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self)
    }

    fn files(&self) -> Vec<String> {
        vec![FILE.to_owned()]
    }

    fn encode(&self, article: &Article, shape: &Shape) -> Result<Vec<u8>, StageError> {
        let words = article.layers.get::<Token>().zip(article.layers.get::<Sentence>());
        let (tokens, sentences) = words
            .ok_or_else(|| StageError::new("the article has no layers `tokens` and `sentences`: add the tokenizer"))?;
        Ok(Document::new(article, tokens, shape).written(sentences).into_bytes())
    }

    fn create(&self, out: Output) -> io::Result<ConlluWriter> {
        Growing::create(out, FILE).map(ConlluWriter)
    }

    fn resume(&self, from: Resumed) -> io::Result<ConlluWriter> {
        Growing::resume(&from, FILE).map(ConlluWriter)
    }

    fn read_back(&self, folder: &Path) -> io::Result<ReadBack<Vec<u8>>> {
        let mut lines = BufReader::new(File::open(folder.join(FILE))?);
        Ok(Box::new(std::iter::from_fn(move || sentence(&mut lines).transpose())))
    }
}

register_sink!(Conllu);

/// The next sentence, with the empty line after it; nothing at the end.
fn sentence(lines: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut sentence = Vec::new();
    loop {
        let read = lines.read_until(b'\n', &mut sentence)?;
        if read <= 1 {
            return Ok((!sentence.is_empty()).then_some(sentence));
        }
    }
}

/// Appends documents.
pub struct ConlluWriter(Growing);

impl Writer<Vec<u8>> for ConlluWriter {
    fn write(&mut self, document: Vec<u8>) -> io::Result<()> {
        self.0.append(&document)
    }

    fn checkpoint(&mut self) -> io::Result<Option<Extents>> {
        self.0.checkpoint()
    }

    fn extents(&self) -> Extents {
        self.0.extents()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.0.settle()
    }
}

/// An article on its way into the file.
struct Document<'a> {
    article: &'a Article,
    tokens: &'a [Token],
    blocks: &'a [Block],
    with_text: bool,
    offsets: Offsets,
    marks: Marks,
    out: String,
}

impl<'a> Document<'a> {
    fn new(article: &'a Article, tokens: &'a [Token], shape: &Shape) -> Self {
        let blocks = article.layers.get::<Block>().filter(|_| shape.layers.iter().any(|name| name == "blocks"));
        Self {
            article,
            tokens,
            blocks: blocks.unwrap_or_default(),
            with_text: shape.text,
            offsets: Offsets::new(article.shared_text(), shape.unit),
            marks: Marks::of(article, tokens, shape),
            out: String::with_capacity(article.text().len() * 8),
        }
    }

    fn written(mut self, sentences: &[Sentence]) -> String {
        let mut first = 0;
        let mut number = 0;
        for next in (1..=sentences.len().max(1)).map(|row| sentences.get(row)) {
            let end = next.map_or(self.tokens.len(), |next| {
                self.tokens.partition_point(|token| token.span.start() < next.span.start())
            });
            if first < end {
                number += 1;
                self.sentence(first..end, number);
            }
            first = end.max(first);
        }
        self.out
    }

    fn sentence(&mut self, words: Range<usize>, number: usize) {
        let id = name(&self.article.id);
        if number == 1 {
            let _ = writeln!(self.out, "# newdoc id = {id}");
        }
        self.paragraph(words.start);
        let _ = writeln!(self.out, "# sent_id = {}-s{number}", id.replace('/', "%2F"));
        if self.with_text {
            self.text(words.clone());
        }
        self.marks.comments(words.clone(), &mut self.out);
        for (n, word) in words.enumerate() {
            self.word(n + 1, word);
        }
        self.out.push('\n');
    }

    /// The comments before the first sentence of a block.
    fn paragraph(&mut self, word: usize) {
        let start = |word: &Token| word.span.start();
        let at = start(&self.tokens[word]);
        let before = word.checked_sub(1).map(|before| start(&self.tokens[before]));
        let block = self.blocks.iter().find(|block| block.span.contains_offset(at));
        if let Some(block) = block.filter(|block| before.is_none_or(|before| before < block.span.start())) {
            let _ = writeln!(self.out, "# newpar\n# block = {}", label(&block.kind));
        }
    }

    fn text(&mut self, words: Range<usize>) {
        self.out.push_str("# text = ");
        let last = words.end - 1;
        for word in words {
            self.out.push_str(&form(self.tokens[word].span.of(self.article.text())));
            if word < last && !self.after(word).is_empty() {
                self.out.push(' ');
            }
        }
        self.out.push('\n');
    }

    fn word(&mut self, id: usize, word: usize) {
        let span = self.tokens[word].span;
        let form = form(span.of(self.article.text()));
        let _ = write!(self.out, "{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t");
        if word == 0 && span.start() > 0 {
            let before = value(&self.article.text()[..span.start() as usize], true);
            let _ = write!(self.out, "SpacesBefore={before}|");
        }
        match self.after(word) {
            "" => self.out.push_str("SpaceAfter=No|"),
            " " => {}
            other => {
                let other = value(other, true);
                let _ = write!(self.out, "SpacesAfter={other}|");
            }
        }
        let (start, end) = (self.offsets.from_byte(span.start()), self.offsets.from_byte(span.end()));
        let _ = write!(self.out, "TokenRange={start}:{end}");
        self.out.push_str(self.marks.of_word(word));
        self.out.push('\n');
    }

    /// What stands between a word and the next, or the end of the text.
    fn after(&self, word: usize) -> &'a str {
        let from = self.tokens[word].span.end() as usize;
        let to = self.tokens.get(word + 1).map_or(self.article.text().len(), |next| next.span.start() as usize);
        self.article.text().get(from..to).unwrap_or_default()
    }
}
