//! HTML's character references in plain text.

use super::{Counts, add};

/// The longest name of a reference ("CounterClockwiseContourIntegral"), with its marks.
const LONGEST: usize = 34;
/// How often a reference may be escaped over.
const DEEPEST: usize = 4;

/// Decodes references that end in a semicolon, again and again where they were escaped more than once.
pub(super) fn decode(line: &str, counts: &mut Counts) -> Option<String> {
    let mut out: Option<String> = None;
    let mut kept = 0;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'&', &line.as_bytes()[at..]) {
        let start = at + found;
        at = start + 1;
        if let Some((text, len)) = reference(&line[start..]) {
            let out = out.get_or_insert_with(|| String::with_capacity(line.len()));
            out.push_str(&line[kept..start]);
            out.push_str(&text);
            at = start + len;
            kept = at;
            add(counts, "entities", 1);
        }
    }
    let mut out = out?;
    out.push_str(&line[kept..]);
    Some(out)
}

/// What a reference stands for, and its length. `&amp;` takes what follows it along as long as that is one again.
fn reference(text: &str) -> Option<(String, usize)> {
    let (mut decoded, mut len) = once(text)?;
    for _ in 0..DEEPEST {
        if decoded != "&" {
            break;
        }
        let tail = window(&text[len..]);
        let Some((inner, taken)) = once(&format!("&{tail}")) else { break };
        decoded = inner;
        len += taken - 1;
    }
    Some((decoded, len))
}

fn window(text: &str) -> &str {
    let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= LONGEST).last().unwrap_or(0);
    if text.len() <= LONGEST { text } else { &text[..end] }
}

fn once(text: &str) -> Option<(String, usize)> {
    let text = window(text);
    let end = memchr::memchr(b';', text.as_bytes())?;
    let inside = &text[1..end];
    let decoded = match inside.strip_prefix('#') {
        Some(number) => numeric(number)?.to_string(),
        None => named(&text[..=end], inside)?,
    };
    Some((decoded, end + 1))
}

fn named(reference: &str, name: &str) -> Option<String> {
    let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric());
    let decoded = plain.then(|| html_escape::decode_html_entities(reference))?;
    (decoded != reference).then(|| decoded.into_owned())
}

fn numeric(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    match code {
        0 => None,
        0x80..=0x9f => Some(super::mojibake::of_windows_1252(u8::try_from(code).ok()?)),
        _ => char::from_u32(code).filter(|c| !c.is_control() || matches!(c, '\t' | '\n')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(line: &str) -> String {
        decode(line, &mut Counts::new()).unwrap_or_else(|| line.to_owned())
    }

    #[test]
    fn references_are_decoded_however_often_they_were_escaped() {
        let cases = [
            ("Orr &amp; Pell", "Orr & Pell"),
            ("A &amp;amp; B, &amp;amp;pound;2", "A & B, £2"),
            ("&#8220;No&#x201D;&hellip; &#150; &#39;", "“No”… – '"),
            ("AT&T, R&D; Q&A; &nosuch; &; &#; &#0; &#xFFFFFFFF;", "AT&T, R&D; Q&A; &nosuch; &; &#; &#0; &#xFFFFFFFF;"),
            ("&é; &amp", "&é; &amp"),
        ];
        for (line, expected) in cases {
            assert_eq!(decoded(line), expected);
        }
    }
}
