//! Reading XML element by element, with limits, and with the line of each.
//!
//! Namespaces are passed over: an element is known by its name, with its prefix where two would be one (`content:encoded`). No
//! document type is read and no entity is resolved but the five of XML, those of HTML, and characters by number; any other stands
//! as it is written. Nothing outside the file is ever asked for.

mod element;

use std::io::{self, BufRead, Read};

use copydesk_core::source::{Input, Place, ReadError};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::transcode::Charset;

pub(crate) use element::{Element, Node};

/// So much of a file is looked at to find out its charset.
const HEAD: u64 = 1 << 16;

/// How deep elements may be nested, as in pages.
const DEPTH: usize = 512;

/// What stands next in a file.
pub(crate) enum Piece {
    /// An element begins; its inside is still to be read.
    Start(Element),
    /// The element that was begun last ends.
    End,
    /// Text.
    Text(String),
}

/// A file of XML.
pub(crate) struct Xml {
    reader: Reader<Counted>,
    buffer: Vec<u8>,
    limit: u64,
    depth: usize,
    /// The end of an element without inside, which stands in the file as one.
    empty: bool,
}

impl Xml {
    /// Opens a file, its charset by its mark, by what it says of itself, or as UTF-8.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(crate) fn open(input: Input) -> Result<(Self, Place), ReadError> {
        let place = Place::from_parts(input.name, input.stem, None);
        let mut bytes = input.bytes;
        let mut head = Vec::new();
        let read = bytes.by_ref().take(HEAD).read_to_end(&mut head);
        read.map_err(|e| ReadError::new(place.clone(), format!("cannot be read: {e}")))?;
        let charset = declared(&head).unwrap_or_default().or_marked(&head);
        let bytes = charset.decoded(io::Cursor::new(head).chain(bytes));
        let counted = Counted { bytes, line: 1, left: input.max_bytes, limit: input.max_bytes };
        let mut reader = Reader::from_reader(counted);
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        Ok((Self { reader, buffer: Vec::new(), limit: input.max_bytes, depth: 0, empty: false }, place))
    }

    /// The line that is being read, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.reader.get_ref().line
    }

    /// What stands next; nothing at the end of the file.
    ///
    /// # Errors
    /// If it is not XML, or more than one element may hold.
    pub(crate) fn next(&mut self) -> Result<Option<Piece>, String> {
        if std::mem::take(&mut self.empty) {
            return Ok(Some(Piece::End));
        }
        loop {
            let line = self.line();
            self.buffer.clear();
            let event = self.reader.read_event_into(&mut self.buffer).map_err(|e| e.to_string())?;
            return Ok(Some(match event {
                Event::Start(start) => Piece::Start(element(&start, line)),
                Event::Empty(start) => {
                    self.empty = true;
                    Piece::Start(element(&start, line))
                }
                Event::End(_) => Piece::End,
                Event::Text(text) => Piece::Text(text.into_inner().into_owned()),
                Event::CData(text) => Piece::Text(text.into_inner().into_owned()),
                Event::GeneralRef(reference) => Piece::Text(resolved(&reference)),
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            }));
        }
    }

    /// Reads the inside of an element that was begun.
    ///
    /// # Errors
    /// As [`next`](Self::next), or if the file ends before it.
    pub(crate) fn whole(&mut self, begun: Element) -> Result<Element, String> {
        let mut open = vec![begun];
        loop {
            match self.next()? {
                Some(Piece::Start(_)) if open.len() + self.depth >= DEPTH => {
                    return Err(format!("elements are nested more than {DEPTH} deep"));
                }
                Some(Piece::Start(element)) => open.push(element),
                Some(Piece::Text(text)) => {
                    let last = open.last_mut().expect("one element is open");
                    last.push_text(text);
                }
                Some(Piece::End) => {
                    let done = open.pop().expect("one element is open");
                    match open.last_mut() {
                        Some(around) => around.children.push(Node::Element(done)),
                        None => {
                            self.reader.get_mut().left = self.limit;
                            return Ok(done);
                        }
                    }
                }
                None => return Err(format!("the file ends inside of <{}>", open[0].name)),
            }
        }
    }
}

fn element(start: &BytesStart<'_>, line: u64) -> Element {
    let name = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false).flatten() {
        let value = html_escape::decode_html_entities(attribute.value.as_ref()).into_owned();
        attributes.push((name(attribute.key.as_ref().as_ref()), value));
    }
    Element { name: name(start.name().as_ref().as_ref()), attributes, children: Vec::new(), line }
}

/// The character that a reference stands for; one that is not known stands as it is written.
fn resolved(reference: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    let written = format!("&{};", &**reference);
    html_escape::decode_html_entities(&written).into_owned()
}

/// The charset that the file says it is in: `<?xml version="1.0" encoding="iso-8859-1"?>`.
fn declared(head: &[u8]) -> Option<Charset> {
    let end = memchr::memmem::find(&head[..head.len().min(256)], b"?>")?;
    let line = str::from_utf8(&head[..end]).ok()?;
    let rest = line.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Charset::named(rest[1..].split(quote).next()?).ok()
}

/// Bytes that count their lines, and end with an error where one element has more of them than an article may have.
struct Counted {
    bytes: Box<dyn BufRead + Send>,
    line: u64,
    left: u64,
    limit: u64,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = { self.fill_buf()?.read(into)? };
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Counted {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::other(crate::lines::too_long(self.limit)));
        }
        let bytes = crate::lines::fill(&mut self.bytes)?;
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(bytes.len());
        Ok(&bytes[..most])
    }

    fn consume(&mut self, amount: usize) {
        if let Ok(bytes) = self.bytes.fill_buf() {
            self.line += memchr::memchr_iter(b'\n', &bytes[..amount.min(bytes.len())]).count() as u64;
        }
        self.left = self.left.saturating_sub(amount as u64);
        self.bytes.consume(amount);
    }
}
