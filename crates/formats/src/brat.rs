//! Sink `brat`: names, quotes, dates and the summary as standoff, for the annotation tool brat and whatever reads its files.
//!
//! Two files an article, `brat/00000001.txt` and `brat/00000001.ann` and so on in the order of the input, and the types of all
//! marks in `brat/annotation.conf`, so that the folder can be opened as it is. An id may hold anything, so it names no file: it
//! stands in the first note of the `.ann`, after `#0`. The `.txt` holds the article's text, character for character; controls
//! other than line ends are spaces, there as in the `.ann`. Offsets count its characters (code points), whatever the unit of the
//! run is, for brat counts nothing else.
//!
//! | layer | in the `.ann` |
//! |---|---|
//! | `entities` | `T` with the label as type (`PERSON`); a note (`AnnotatorNotes`) with the fullest name; attributes `Gender` and `Number`; `*` `Equiv` over all mentions of one entity |
//! | `quotes` | `T` `Quote` over all parts of what was said, as one discontinuous span; attributes `Kind`, `Act` and `Polarity`; a note with the speaker, if there is one. `T` `Cue` and `T` `Source`, and relations `CuedBy`, `SaidBy` to them, and `Speaker` to the entity's first mention |
//! | `dates` | `T` `Timex`; attribute `Type`; a note with the value; relation `CountedFrom` to its anchor |
//! | `summary` | `T` `Summary` |
//!
//! A span over several lines is written as one fragment a line, as brat wants it. Layers that `[sink] layers` leaves out, and
//! those not in this table, are left out.

mod annotations;
mod conf;

use std::fs;
use std::io;
use std::path::Path;

use copydesk_core::record::Shape;
use copydesk_core::sink::{Output, ReadBack, Resumed, Sink};
use copydesk_core::{Article, BuildContext, StageError, register_sink};

use crate::NoOptions;
use crate::numbered::{Format, Numbered};
use annotations::{annotations, text};

const FORMAT: Format<2> = Format { name: "brat", folder: "brat", extensions: ["txt", "ann"] };

/// The types of the marks, for brat.
const CONF: &str = "annotation.conf";

/// Writes brat standoff.
pub struct Brat;

impl Sink for Brat {
    const NAME: &'static str = "brat";
    const ABOUT: &'static str = "brat standoff: the text of each article, and its names, quotes and dates beside it";
    type Config = NoOptions;
    type Encoded = [String; 2];
    type Writer = Numbered<2>;

    fn build(_: NoOptions, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self)
    }

    fn files(&self) -> Vec<String> {
        FORMAT.files().into_iter().chain([format!("{}/{CONF}", FORMAT.folder)]).collect()
    }

    fn encode(&self, article: &Article, shape: &Shape) -> Result<[String; 2], StageError> {
        Ok([text(article), annotations(article, shape)])
    }

    fn create(&self, out: Output) -> io::Result<Numbered<2>> {
        FORMAT.create(out).and_then(with_conf)
    }

    fn resume(&self, from: Resumed) -> io::Result<Numbered<2>> {
        FORMAT.resume(&from).and_then(with_conf)
    }

    fn read_back(&self, folder: &Path) -> io::Result<ReadBack<[String; 2]>> {
        Ok(FORMAT.read_back(folder))
    }
}

register_sink!(Brat);

/// The files, with the types of their marks beside them.
fn with_conf(files: Numbered<2>) -> io::Result<Numbered<2>> {
    fs::write(files.folder().join(CONF), conf::CONF)?;
    Ok(files)
}
