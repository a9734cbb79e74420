//! URLs, e-mail addresses, host and file names: one word each, whatever marks they hold.

use crate::class::{ALNUM, LOWER, class, is};
use crate::lexicon::{Lexicon, SUFFIX};

/// How far an address is looked for: none is longer before its `@` or its scheme's `://`.
const REACH: usize = 256;

/// Where the address that starts at `at` ends, if one does; `end` is the end of the field.
pub(crate) fn end(bytes: &[u8], at: usize, end: usize) -> Option<usize> {
    let head = head(bytes, at, end);
    let rest = &bytes[head..end];
    if rest.starts_with(b"://") || (rest.starts_with(b":") && bytes[at..head].eq_ignore_ascii_case(b"mailto")) {
        return Some(trim(bytes, at, end));
    }
    if bytes[at..end].len() > 4 && bytes[at..at + 4].eq_ignore_ascii_case(b"www.") {
        return Some(trim(bytes, at, end));
    }
    if rest.len() > 1 && rest[0] == b'@' && is(rest[1], ALNUM) {
        return Some(trim_host(bytes, head + 1, run(bytes, head + 1, end)));
    }
    None
}

fn head(bytes: &[u8], at: usize, end: usize) -> usize {
    let reach = end.min(at + REACH);
    (at..reach).find(|i| !in_name(bytes[*i])).unwrap_or(reach)
}

fn in_name(byte: u8) -> bool {
    is(byte, ALNUM) || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-')
}

fn run(bytes: &[u8], at: usize, end: usize) -> usize {
    (at..end).find(|i| !is(bytes[*i], ALNUM) && !matches!(bytes[*i], b'.' | b'_' | b'-')).unwrap_or(end)
}

fn trim_host(bytes: &[u8], from: usize, mut end: usize) -> usize {
    while end > from && !is(bytes[end - 1], ALNUM) {
        end -= 1;
    }
    end
}

/// A URL's end: marks that belong to the sentence are left to it, a closing bracket unless the URL opened one.
fn trim(bytes: &[u8], at: usize, mut end: usize) -> usize {
    let opened = bytes[at..end].contains(&b'(');
    while end > at + 1 {
        let last = bytes[end - 1];
        let closes = last == b')' && !opened;
        if !closes && !matches!(last, b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'"' | b'>' | b']') {
            break;
        }
        end -= 1;
    }
    while end > at + 3 && matches!(&bytes[end - 3..end], [0xE2, 0x80, 0x98..=0x9F]) {
        end -= 3;
    }
    end
}

/// Where a host or file name ends whose first part ends with the period at `dot`, if it is one ("example.org/a", "plan.pdf").
pub(crate) fn host(bytes: &[u8], at: usize, dot: usize, end: usize, lexicon: &Lexicon) -> Option<usize> {
    let stop = trim_host(bytes, dot, run(bytes, dot, end.min(dot + REACH)));
    let name = &bytes[at..stop];
    let last = name.rsplit(|b| *b == b'.').next().unwrap_or_default();
    if lexicon.kinds(last) & SUFFIX == 0 && !is_news_group(name) {
        return None;
    }
    if bytes.get(stop) == Some(&b'/') && stop < end { Some(trim(bytes, at, end)) } else { Some(stop) }
}

/// Three lower-case parts or more, none of them short ("comp.sources.unix").
fn is_news_group(name: &[u8]) -> bool {
    let mut parts = 0;
    let sound = name.split(|b| *b == b'.').all(|part| {
        parts += 1;
        part.len() > 2 && part.iter().all(|b| class(*b) == LOWER || *b == b'-')
    });
    sound && parts > 2
}
