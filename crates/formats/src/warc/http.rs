//! The HTTP answer inside a response record.

use std::io::Read;

use flate2::read::{MultiGzDecoder, ZlibDecoder};

use super::header::Header;
use crate::lines::too_long;

/// Whether an answer brings a page: its status is 2xx and its type, if it names one, is HTML.
pub(super) fn is_page(answer: &[u8]) -> bool {
    let (head, _) = split(answer);
    let status = head.split(|&byte| byte == b' ').nth(1).and_then(|status| status.first());
    let header = Header::parse(head);
    let kind = header.get("Content-Type").unwrap_or("text/html").to_ascii_lowercase();
    status == Some(&b'2') && (kind.starts_with("text/html") || kind.starts_with("application/xhtml"))
}

/// The page of an answer, its transfer and content codings undone.
///
/// Crawlers store answers either as they came or with the codings undone and the header left as it was, so a coding is
/// undone only where the bytes show it.
///
/// # Errors
/// If the bytes are coded in a way that is not read, are damaged, or unpack to more than `limit` bytes.
pub(super) fn page(answer: &[u8], limit: u64) -> Result<Vec<u8>, String> {
    let (head, body) = split(answer);
    let header = Header::parse(head);
    let is =
        |name: &str, coding: &str| header.get(name).is_some_and(|found| found.to_ascii_lowercase().contains(coding));
    let joined = if is("Transfer-Encoding", "chunked") { unchunked(body) } else { None };
    let body = joined.as_deref().unwrap_or(body);
    if body.starts_with(&[0x1F, 0x8B]) {
        unpacked(MultiGzDecoder::new(body), limit)
    } else if is("Content-Encoding", "deflate") && body.first() == Some(&0x78) {
        unpacked(ZlibDecoder::new(body), limit)
    } else if is("Content-Encoding", "br") && !body.trim_ascii_start().starts_with(b"<") {
        Err("the page is packed with brotli, which is not read".to_owned())
    } else {
        Ok(body.to_vec())
    }
}

fn split(answer: &[u8]) -> (&[u8], &[u8]) {
    let crlf = memchr::memmem::find(answer, b"\r\n\r\n").map(|at| (at, at + 4));
    let (end, start) =
        crlf.or_else(|| memchr::memmem::find(answer, b"\n\n").map(|at| (at, at + 2))).unwrap_or_default();
    (&answer[..end], &answer[start..])
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
        let line_end = memchr::memchr(b'\n', body.get(..body.len().min(64))?)?;
        let size = str::from_utf8(&body[..line_end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(whole);
        }
        let chunk = body[line_end + 1..].get(..size)?;
        whole.extend_from_slice(chunk);
        let rest = &body[line_end + 1 + size..];
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
            (b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG", false, "\u{fffd}PNG"),
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
            (b"", false, ""),
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
