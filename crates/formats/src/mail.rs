//! Source `mail`: newsletters, as messages (`.eml`) and mailboxes (`.mbox`).
//!
//! A message is an article: its plain text if it has a part of it, else its HTML, read as a page is. The subject is the headline,
//! the sender the author, `Date` the date of publication, `Message-ID` the id; the sender's address is `meta.extra.from`.
//! Attachments are left out. A mailbox is cut at its `From ` lines on the reader thread, message by message.

use std::io::{self, BufRead};

use copydesk_core::source::{HowToRead, Input, Place, Raw, RawRecords, ReadError, Source};
use copydesk_core::{Article, BuildContext, StageError, register_source};
use mail_parser::{Message, MessageParser, PartType};
use serde_json::{Map, Value};

use crate::NoOptions;
use crate::fields::FieldMap;
use crate::lines::too_long;
use crate::published::DateOrder;
use crate::said::or_said;

/// The source of mail.
pub struct Mail;

impl Source for Mail {
    const NAME: &'static str = "mail";
    const ABOUT: &'static str = "newsletters: messages (.eml) and mailboxes (.mbox), a message an article";
    const EXTENSIONS: &'static [&'static str] = &["eml", "mbox"];
    type Config = NoOptions;
    type Record = Vec<u8>;

    fn build(_: NoOptions, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self)
    }

    fn open(&self, input: Input) -> Result<RawRecords<Vec<u8>>, ReadError> {
        let place = Place::from_parts(input.name, input.stem, None);
        let mut bytes = input.bytes;
        let head = bytes.fill_buf().map_err(|e| ReadError::new(place.clone(), format!("cannot be read: {e}")))?;
        let is_mailbox = head.starts_with(BORDER);
        let (limit, skips) = (input.max_bytes, input.skips);
        let messages = Messages { bytes, place, is_mailbox, limit, line: 0, next: None, ended: false };
        Ok(or_said(Box::new(messages), skips, "a mailbox without messages"))
    }

    fn parse(&self, message: Vec<u8>, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
        let failed = |why: &str| ReadError::new(place.clone(), why);
        let message = MessageParser::default().parse(&message).ok_or_else(|| failed("not a message of mail"))?;
        if message.headers().is_empty() {
            return Err(failed("not a message of mail: it has no headers"));
        }
        let json = json(&message).ok_or_else(|| failed("a message without text"))?;
        FieldMap::default().article(&Value::Object(json).to_string(), DateOrder::Auto, place, how)
    }
}

/// What a message in a mailbox begins with.
const BORDER: &[u8] = b"From ";

/// The messages of a file.
struct Messages {
    bytes: Box<dyn BufRead + Send>,
    place: Place,
    is_mailbox: bool,
    limit: u64,
    line: u64,
    /// The line on which the next message begins, once its border was read.
    next: Option<u64>,
    ended: bool,
}

impl Messages {
    /// The next message, and the line on which it begins; within, nothing if it is too long to be kept.
    fn cut(&mut self) -> io::Result<Option<(u64, Option<Vec<u8>>)>> {
        let mut begin = self.next.take().unwrap_or(self.line + 1);
        let mut message = Vec::new();
        let (mut length, mut blank, mut line) = (0, true, Vec::new());
        loop {
            line.clear();
            // A line longer than any article is cut: what it belongs to is too long by then.
            let most = self.limit.saturating_add(1);
            let read = io::Read::take(&mut self.bytes, most).read_until(b'\n', &mut line)?;
            if read == 0 {
                self.ended = true;
                break;
            }
            self.line += u64::from(line.ends_with(b"\n"));
            if self.is_mailbox && blank && line.starts_with(BORDER) {
                if length > 0 {
                    self.next = Some(self.line + 1);
                    break;
                }
                begin = self.line + 1;
                continue;
            }
            blank = line.trim_ascii().is_empty();
            length += line.len() as u64;
            if length <= self.limit {
                // A line that looked like a border was quoted when the mailbox was written.
                let quoted = self.is_mailbox && line.starts_with(b">From ");
                message.extend_from_slice(&line[usize::from(quoted)..]);
            } else {
                message = Vec::new();
            }
        }
        let kept = (length <= self.limit).then_some(message);
        Ok((length > 0).then_some((begin, kept)))
    }
}

impl Iterator for Messages {
    type Item = Result<Raw<Vec<u8>>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let cut = self.cut();
        let at = |line: u64| {
            Place::from_parts(self.place.file.clone(), self.place.stem.clone(), self.is_mailbox.then_some(line))
        };
        match cut {
            Ok(None) => None,
            Ok(Some((line, Some(message)))) => {
                let bytes = message.len();
                Some(Ok(Raw::new(message, at(line), bytes)))
            }
            Ok(Some((line, None))) => Some(Err(ReadError::new(at(line), too_long(self.limit)))),
            Err(e) => {
                self.ended = true;
                Some(Err(ReadError::new(at(self.line), format!("cannot be read any further: {e}"))))
            }
        }
    }
}

/// A message as JSON; nothing if there is no text in it.
fn json(message: &Message<'_>) -> Option<Map<String, Value>> {
    let mut json = Map::new();
    let plain = message.text_bodies().find_map(|part| match &part.body {
        PartType::Text(text) if !text.trim().is_empty() => Some(("text", text.to_string())),
        _ => None,
    });
    let html = message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(html) if !html.trim().is_empty() => Some(("body_html", html.to_string())),
        _ => None,
    });
    let (name, body) = plain.or(html)?;
    json.insert(name.to_owned(), body.replace("\r\n", "\n").trim_end().into());
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            json.insert(name.to_owned(), value.into());
        }
    };
    let sender = message.from().and_then(|from| from.first());
    put("id", message.message_id().map(str::to_owned));
    put("headline", message.subject().map(str::to_owned));
    put("by", sender.and_then(|sender| sender.name()).map(str::to_owned));
    put("from", sender.and_then(|sender| sender.address()).map(str::to_owned));
    put("contentCreated", message.date().filter(|date| date.is_valid()).map(mail_parser::DateTime::to_rfc3339));
    Some(json)
}

register_source!(Mail);
