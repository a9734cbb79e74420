//! Source `docx`: documents of Word and LibreOffice.
//!
//! A document is an article: the text of its paragraphs, an empty line between each. One that Nexis handed out, with many articles in it, is
//! cut into them as its [text](crate::bulk) would be. What is deleted, footnotes, headers and pictures are left out; no date is taken from
//! the file, for that is the day on which it was saved.

use std::io::{self, Read};

use copydesk_core::source::{HowToRead, Input, Place, Raw, RawRecords, ReadError, Source};
use copydesk_core::{Article, BuildContext, StageError, register_source};

use crate::NoOptions;
use crate::bulk::{Piece, Pieces, Split};
use crate::lines::too_long;
use crate::reading;
use crate::said::or_said;
use crate::xml::{Piece as XmlPiece, Xml};

/// The source of documents.
pub struct Docx;

/// Where the text of a document stands in its archive.
const DOCUMENT: &str = "word/document.xml";

/// A document, or an article of one.
pub enum Text {
    /// All of it.
    Whole(String),
    /// An article of a bulk export.
    Piece(Piece),
}

impl Source for Docx {
    const NAME: &'static str = "docx";
    const ABOUT: &'static str = "documents of Word and LibreOffice, each an article; also exports of Nexis";
    const EXTENSIONS: &'static [&'static str] = &["docx"];
    type Config = NoOptions;
    type Record = Text;

    fn build(_: NoOptions, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self)
    }

    fn open(&self, input: Input) -> Result<RawRecords<Text>, ReadError> {
        let place = Place::from_parts(input.name, input.stem, None);
        let failed = |why: String| ReadError::new(place.clone(), why);
        let limit = input.max_bytes;
        let text = text(input.bytes, limit, &place).map_err(failed)?;
        if let Some(split) = Split::found(text.as_bytes()) {
            let pieces = Pieces::new(io::Cursor::new(text.into_bytes()), split, place, limit);
            let of_piece = |Raw { record, place, bytes, .. }: Raw<Piece>| Raw::new(Text::Piece(record), place, bytes);
            let pieces = pieces.map(move |piece| piece.map(of_piece));
            return Ok(or_said(Box::new(pieces), input.skips, "a document of many articles without any"));
        }
        let bytes = text.len();
        Ok(Box::new(std::iter::once(Ok(Raw::new(Text::Whole(text), place, bytes)))))
    }

    fn parse(&self, text: Text, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
        let text = match text {
            Text::Whole(text) => text,
            Text::Piece(piece) => return crate::text::of_piece(piece, place, how),
        };
        reading::plain(text, place, how)
    }
}

/// The text of a document.
fn text(bytes: impl Read, limit: u64, place: &Place) -> Result<String, String> {
    let mut packed = Vec::new();
    bytes.take(limit.saturating_add(1)).read_to_end(&mut packed).map_err(|e| format!("cannot be read: {e}"))?;
    if packed.len() as u64 > limit {
        return Err(too_long(limit));
    }
    let damaged = |e: &dyn std::fmt::Display| format!("not a document that can be read: {e}");
    let mut archive = zip::ZipArchive::new(io::Cursor::new(&packed)).map_err(|e| damaged(&e))?;
    let (start, length, method) = {
        let member = archive.by_name_raw(DOCUMENT.as_bytes()).map_err(|e| damaged(&e))?;
        let start = member.data_start().ok_or_else(|| damaged(&"its text is nowhere"))?;
        (start, member.compressed_size(), member.compression())
    };
    let start = usize::try_from(start).unwrap_or(usize::MAX).min(packed.len());
    let end = start.saturating_add(usize::try_from(length).unwrap_or(usize::MAX)).min(packed.len());
    let member = io::Cursor::new(packed[start..end].to_vec());
    let bytes: Box<dyn io::BufRead + Send> = match method {
        zip::CompressionMethod::Stored => Box::new(member),
        _ => Box::new(io::BufReader::new(flate2::read::DeflateDecoder::new(member))),
    };
    let mut input = Input::new(place.file.clone(), bytes);
    (input.stem, input.max_bytes) = (place.stem.clone(), limit);
    let (mut xml, _) = Xml::open(input).map_err(|e| e.to_string())?;
    paragraphs(&mut xml)
}

/// Elements whose text is none of the document's.
const ASIDE: [&str; 3] = ["del", "instrText", "delText"];

fn paragraphs(xml: &mut Xml) -> Result<String, String> {
    let mut out = String::new();
    let mut open: Vec<String> = Vec::new();
    let mut aside = 0;
    while let Some(piece) = xml.next()? {
        match piece {
            XmlPiece::Start(element) => {
                let name = element.local().to_owned();
                aside += usize::from(ASIDE.contains(&name.as_str()));
                match name.as_str() {
                    "tab" => out.push('\t'),
                    "br" | "cr" => out.push('\n'),
                    _ => {}
                }
                open.push(name);
            }
            XmlPiece::Text(text) if aside == 0 && open.last().is_some_and(|name| name == "t") => out.push_str(&text),
            XmlPiece::Text(_) => {}
            XmlPiece::End => {
                let name = open.pop().unwrap_or_default();
                aside -= usize::from(ASIDE.contains(&name.as_str()) && aside > 0);
                if name == "p" && !out.ends_with("\n\n") && !out.is_empty() {
                    out.push_str("\n\n");
                }
            }
        }
    }
    Ok(out.trim_end().to_owned())
}

register_source!(Docx);
