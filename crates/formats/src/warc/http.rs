//! The HTTP answer inside a response record.

use std::io::Read;

use flate2::read::{MultiGzDecoder, ZlibDecoder};

use crate::lines::too_long;

/// The most header fields of an answer.
const FIELDS: usize = 256;

/// The head of an answer, and what stands behind it.
struct Answer<'a> {
    status: u16,
    fields: Vec<(String, String)>,
    body: &'a [u8],
}

impl<'a> Answer<'a> {
    /// Reads the head, as forgivingly as browsers do.
    ///
    /// # Errors
    /// If this is no head of an answer.
    fn read(answer: &'a [u8]) -> Result<Self, String> {
        let mut fields = vec![httparse::EMPTY_HEADER; FIELDS];
        let mut head = httparse::Response::new(&mut fields);
        let mut config = httparse::ParserConfig::default();
        config
            .allow_spaces_after_header_name_in_responses(true)
            .allow_obsolete_multiline_headers_in_responses(true)
            .allow_multiple_spaces_in_response_status_delimiters(true)
            .ignore_invalid_headers_in_responses(true);
        match config.parse_response(&mut head, answer) {
            Ok(httparse::Status::Complete(end)) => Ok(Self {
                status: head.code.unwrap_or_default(),
                fields: head.headers.iter().map(field).collect(),
                body: &answer[end..],
            }),
            Ok(httparse::Status::Partial) => Err("the head of the answer is cut short".to_owned()),
            Err(e) => Err(format!("the head of the answer cannot be read: {e}")),
        }
    }

    /// The value of a field, lower case.
    fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

fn field(field: &httparse::Header<'_>) -> (String, String) {
    (field.name.to_ascii_lowercase(), String::from_utf8_lossy(field.value).trim().to_ascii_lowercase())
}

/// Whether an answer brings a page: its status is 2xx and its type, if it names one, is HTML. An answer whose head cannot be read
/// may bring one, and fails when it is read.
pub(super) fn is_page(answer: &[u8]) -> bool {
    let Ok(answer) = Answer::read(answer) else { return answer.starts_with(b"HTTP/") };
    let kind = answer.get("content-type").unwrap_or("text/html");
    (200..300).contains(&answer.status) && (kind.starts_with("text/html") || kind.starts_with("application/xhtml"))
}

/// The page of an answer, its transfer and content codings undone.
///
/// Crawlers store answers either as they came or with the codings undone and the header left as it was, so a coding is
/// undone only where the bytes show it.
///
/// # Errors
/// If the bytes are coded in a way that is not read, are damaged, unpack to more than `limit` bytes, or are no page.
pub(super) fn page(answer: &[u8], limit: u64) -> Result<Vec<u8>, String> {
    let answer = Answer::read(answer)?;
    let is = |name: &str, coding: &str| answer.get(name).is_some_and(|found| found.contains(coding));
    let joined = if is("transfer-encoding", "chunked") { unchunked(answer.body) } else { None };
    let body = joined.as_deref().unwrap_or(answer.body);
    let page = if body.starts_with(&GZIP) {
        unpacked(MultiGzDecoder::new(body), limit)?
    } else if is("content-encoding", "deflate") && body.first() == Some(&0x78) {
        unpacked(ZlibDecoder::new(body), limit)?
    } else if is("content-encoding", "br") && !body.trim_ascii_start().starts_with(b"<") {
        return Err("the page is packed with brotli, which is not read".to_owned());
    } else {
        body.to_vec()
    };
    match other_kind(&page) {
        Some(kind) => Err(format!("the answer says that it is a page, and holds {kind}")),
        None => Ok(page),
    }
}

const GZIP: [u8; 2] = [0x1F, 0x8B];

/// What bytes are that are no page, by how they begin.
fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 9] = [
        (b"%PDF-", "a PDF"),
        (b"\xFF\xD8\xFF", "a JPEG picture"),
        (b"\x89PNG", "a PNG picture"),
        (b"GIF8", "a GIF picture"),
        (b"RIFF", "a WebP picture or a sound"),
        (b"PK\x03\x04", "a zip archive"),
        (b"\x1F\x8B", "what is packed with gzip twice"),
        (b"wOF", "a font"),
        (b"\0\0\0", "a film or another binary"),
    ];
    KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind)
}

fn unpacked(coded: impl Read, limit: u64) -> Result<Vec<u8>, String> {
    let mut page = Vec::new();
    let read = coded.take(limit.saturating_add(1)).read_to_end(&mut page);
    read.map_err(|e| format!("the packed page is damaged: {e}"))?;
    if page.len() as u64 > limit { Err(too_long(limit)) } else { Ok(page) }
}

/// The chunks put together, or nothing if these are no chunks.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let Ok(httparse::Status::Complete((start, size))) = httparse::parse_chunk_size(body) else { return None };
        if size == 0 {
            return Some(whole);
        }
        let end = start.checked_add(usize::try_from(size).ok()?)?;
        whole.extend_from_slice(body.get(start..end)?);
        let rest = &body[end..];
        body = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(answer: &[u8]) -> String {
        match page(answer, 100) {
            Ok(page) => String::from_utf8_lossy(&page).into_owned(),
            Err(why) => format!("!{why}"),
        }
    }

    #[test]
    fn answers_as_crawlers_store_them() {
        let table: &[(&[u8], bool, &str)] = &[
            (b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n<p>a", true, "<p>a"),
            (b"HTTP/1.1 200\nX: 1\n\n<p>a", true, "<p>a"),
            (b"HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n", false, ""),
            (
                b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG",
                false,
                "!the answer says that it is a page, and holds a PNG picture",
            ),
            (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n<p\r\n2;x\r\n>a\r\n0\r\n\r\n", true, "<p>a"),
            (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n<p>a", true, "<p>a"),
            (
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
                true,
                "ffffffffffffffff\r\n",
            ),
            (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n<p>a", true, "<p>a"),
            (
                b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\x0b\x02",
                true,
                "!the page is packed with brotli, which is not read",
            ),
            (b"", false, "!the head of the answer is cut short"),
            (
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n%PDF-1.7",
                true,
                "!the answer says that it is a page, and holds a PDF",
            ),
            (
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n\xFF\xD8\xFF\xE0",
                true,
                "!the answer says that it is a page, and holds a JPEG picture",
            ),
        ];
        for (answer, is, expected) in table {
            assert_eq!(
                (is_page(answer), told(answer).as_str()),
                (*is, *expected),
                "{}",
                String::from_utf8_lossy(answer)
            );
        }
    }

    #[test]
    fn a_packed_page_that_bursts_is_refused() {
        let packed = |size: usize| {
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            std::io::Write::write_all(&mut packed, &vec![b'a'; size]).unwrap();
            [b"HTTP/1.1 200 OK\r\n\r\n", packed.finish().unwrap().as_slice()].concat()
        };
        assert!(told(&packed(100)).starts_with("aaaa"));
        assert!(told(&packed(101)).starts_with("!longer than 100 bytes"));
        let whole = packed(100);
        assert!(told(&whole[..whole.len() - 3]).starts_with("!the packed page is damaged"));
    }
}
