//! The stage `fingerprint`: numbers by which copies of an article are found among millions, without looking at texts again.
//!
//! ```toml
//! [[stage]]
//! use = "cleaner"
//!
//! [[stage]]
//! use = "fingerprint"
//! ```
//!
//! It reads the body of the article (all of the text where no stage has labelled blocks) and writes one row of three things, each
//! for a question of its own:
//!
//! | field | how it is made | it answers |
//! |---|---|---|
//! | `hash` | XXH3, 64 bits, of the words in lower case | is it the same text, whatever its marks, quotes and line breaks? |
//! | `bands` | [MinHash](https://doi.org/10.1109/SEQUEN.1997.666900) of all shingles, 64 functions in 16 bands of 4 | do two whole texts share half of their shingles? Two that share a band are candidates |
//! | `sample` | [winnowing](https://doi.org/10.1145/872757.872770): one shingle of every window of four | how much of one text stands in the other? For copies that were cut or worked into a longer text |
//!
//! A *shingle* is three words in a row, function words left out, so that "said on Tuesday that the bridge" and "told reporters the
//! bridge" still share what they say. Numbers are below 2^48, which every reader of JSON and every column of doubles holds exactly.
//!
//! ```
//! use copydesk_core::{Layers, testing};
//! use copydesk_fingerprint::{Fingerprint, Fingerprints};
//!
//! let of = |text| testing::run::<Fingerprints>(text, Layers::default()).layers.get::<Fingerprint>().unwrap()[0].clone();
//! let (one, other) = (of("“The ferry sank off Kelmouth harbour.”"), of("\"The ferry sank,\noff Kelmouth harbour\""));
//! assert_eq!(one, other);
//! ```
//!
//! # What it does not do
//!
//! It does not group: `copydesk stories` does, or a query over the numbers. It knows nothing of meaning: two reporters who write of one
//! event in words of their own share no shingle. A text without words has no row.

mod minhash;
mod shingles;

use copydesk_core::{BuildContext, Doc, Layer, Maybe, Span, Stage, StageError, register_stage};
use copydesk_layers::{Block, BlockKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

pub use minhash::{BANDS, ROWS};
pub use shingles::{WINDOW, WORDS};

/// By what copies of an article are found. One row an article, at its beginning, over no words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Fingerprint {
    /// The beginning of the text; empty, for it is about all of it.
    #[serde(flatten, with = "copydesk_core::span::fields")]
    pub span: Span,
    /// The hash of the body's words in lower case, as 16 hexadecimal digits.
    pub hash: String,
    /// The words of the body: runs of letters and digits.
    pub words: u32,
    /// A number for each of [`BANDS`] bands of the MinHash signature; none where there is no shingle.
    pub bands: Vec<u64>,
    /// The shingles that winnowing keeps, each once, in the order of the text.
    pub sample: Vec<u64>,
}

impl Layer for Fingerprint {
    const NAME: &'static str = "fingerprint";

    fn span(&self) -> Span {
        self.span
    }
}

impl Fingerprint {
    /// The fingerprint of a body, given as its pieces in order; nothing where they hold no word.
    #[must_use]
    pub fn of<'t>(body: impl IntoIterator<Item = &'t str>) -> Option<Self> {
        Self::with(body, &mut Buffers::default(), || Ok::<_, StageError>(())).ok().flatten()
    }

    /// As [`of`](Self::of), with buffers to be used again and a question asked now and then whether to go on.
    fn with<'t, E>(
        body: impl IntoIterator<Item = &'t str>,
        buffers: &mut Buffers,
        go_on: impl Fn() -> Result<(), E>,
    ) -> Result<Option<Self>, E> {
        let mut exact = Xxh3::new();
        let mut words = 0_u32;
        buffers.content.clear();
        for piece in body {
            go_on()?;
            shingles::each_word(piece, |word| {
                words = words.saturating_add(1);
                let hash = copydesk_english::hash(word);
                exact.update(&hash.to_le_bytes());
                if shingles::is_content(word, hash) {
                    buffers.content.push(hash);
                }
            });
        }
        if words == 0 {
            return Ok(None);
        }
        shingles::of(&buffers.content, &mut buffers.shingles);
        go_on()?;
        Ok(Some(Self {
            span: Span::default(),
            hash: format!("{:016x}", exact.digest()),
            words,
            bands: minhash::bands(&buffers.shingles),
            sample: shingles::winnowed(&buffers.shingles, &mut buffers.seen),
        }))
    }
}

/// The pieces of a text that are the article itself: the body, or all of the text where no blocks were labelled.
pub fn body<'t>(text: &'t str, blocks: Option<&'t [Block]>) -> impl Iterator<Item = &'t str> {
    let whole = blocks.is_none().then_some(text);
    let bodies = blocks.into_iter().flatten().filter(|block| block.kind == BlockKind::Body);
    whole.into_iter().chain(bodies.filter_map(|block| block.span.get(text)))
}

/// What is used again from article to article.
#[derive(Default)]
pub struct Buffers {
    content: Vec<u64>,
    shingles: Vec<u64>,
    seen: std::collections::HashSet<u64>,
}

/// The stage's options: none. Fingerprints are compared across runs, so all are made in one way.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {}

/// Makes the fingerprint of an article.
pub struct Fingerprints;

impl Stage for Fingerprints {
    const NAME: &'static str = "fingerprint";
    const ABOUT: &'static str = "makes numbers by which copies and rewrites of an article are found";
    type Config = Config;
    type Reads = (Maybe<Block>,);
    type Writes = (Fingerprint,);
    type Scratch = Buffers;

    fn build(_: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self)
    }

    fn run<'a>(
        &self,
        doc: Doc<'a>,
        (blocks,): (Option<&'a [Block]>,),
        buffers: &mut Buffers,
    ) -> Result<(Vec<Fingerprint>,), StageError> {
        let row = Fingerprint::with(body(doc.text, blocks), buffers, || doc.budget.check())?;
        Ok((row.into_iter().collect(),))
    }
}

register_stage!(Fingerprints);

#[cfg(test)]
mod tests;
