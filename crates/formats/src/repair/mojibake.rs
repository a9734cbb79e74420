//! Mojibake: UTF-8 that was read as Windows-1252, or as Latin-1.
//!
//! Each character is taken back to the byte it was read from; where the bytes make a character of UTF-8 that text holds, it
//! is that character. A capital with an accent before a closing quotation mark (“CAFÉ”) also makes one, of the kind that
//! English text does not hold: those pairs count only beside others that leave no doubt.

use std::sync::LazyLock;

use super::{Counts, add};

/// Undoes it, twice where it was done twice.
pub(super) fn undo(line: &str, counts: &mut Counts) -> Option<String> {
    let first = undo_once(line, counts)?;
    Some(undo_once(&first, counts).unwrap_or(first))
}

fn undo_once(line: &str, counts: &mut Counts) -> Option<String> {
    let mut found = 0;
    let sure = sequences(line, false).take(3).count();
    if sure == 0 {
        return None;
    }
    let mut out = String::with_capacity(line.len());
    let mut kept = 0;
    for (start, len, c) in sequences(line, true) {
        out.push_str(&line[kept..start]);
        out.push(c);
        kept = start + len;
        found += 1;
    }
    out.push_str(&line[kept..]);
    add(counts, "mojibake", found);
    Some(out)
}

/// The sequences that were one character: start, length in bytes, the character. Unsure ones only if wanted.
fn sequences(line: &str, unsure: bool) -> impl Iterator<Item = (usize, usize, char)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < line.len() {
            let c = line[at..].chars().next().expect("at lies on a boundary, before the end");
            let start = at;
            at += c.len_utf8();
            if c.is_ascii() {
                continue;
            }
            let found = sequence(&line[start..], c).or_else(|| stray(c));
            if let Some((len, made)) = found
                && (unsure || is_sure(c, made, &line[start..start + len]))
            {
                at = start + len;
                return Some((start, len, made));
            }
        }
        None
    })
}

fn sequence(text: &str, first: char) -> Option<(usize, char)> {
    let lead = byte_of(first)?;
    let more = match lead {
        0xc2..=0xdf => 1,
        0xe0..=0xef => 2,
        0xf0..=0xf4 => 3,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    let mut len = first.len_utf8();
    let mut rest = text[len..].chars();
    for (n, slot) in bytes[1..=more].iter_mut().enumerate() {
        match rest.next().and_then(|c| byte_of(c).map(|byte| (c, byte))) {
            Some((c, byte @ 0x80..=0xbf)) => {
                *slot = byte;
                len += c.len_utf8();
            }
            // 0x9D is no character of Windows-1252, and many a program drops it: "â€" is what is left of ”.
            _ if n == 1 && bytes[..2] == [0xe2, 0x80] => return Some((len, '”')),
            _ => return None,
        }
    }
    let made = std::str::from_utf8(&bytes[..=more]).ok()?.chars().next()?;
    (!made.is_control()).then_some((len, made))
}

/// A byte of Windows-1252 read as Latin-1: a control that text does not hold.
fn stray(c: char) -> Option<(usize, char)> {
    let code = u8::try_from(u32::from(c)).ok().filter(|code| (0x80..=0x9f).contains(code) && *code != 0x85)?;
    let made = of_windows_1252(code);
    (made != c).then_some((c.len_utf8(), made))
}

fn is_sure(first: char, made: char, sequence: &str) -> bool {
    let quoted = sequence.ends_with(['”', '“', '’', '‘', '…', '–', '—', '›', '‹', '„', '‚']);
    match first {
        'Â' => !quoted,
        'Ã' => !quoted || made.is_lowercase(),
        'â' => matches!(u32::from(made), 0x2010..=0x2fff),
        'ï' => matches!(u32::from(made), 0xfb00..=0xffff),
        'ð' => u32::from(made) >= 0x1f000,
        'Å' | 'Ä' => !quoted && made.is_lowercase(),
        '\u{80}'..='\u{9f}' => true,
        _ => false,
    }
}

/// The byte of Windows-1252, or of Latin-1 where that has a control, that was read as `c`.
fn byte_of(c: char) -> Option<u8> {
    match u32::from(c) {
        code @ 0x80..=0xff => u8::try_from(code).ok(),
        code if code > 0xff => {
            let at = WINDOWS_1252.iter().position(|known| *known == c)?;
            u8::try_from(0x80 + at).ok()
        }
        _ => None,
    }
}

/// The character that Windows-1252 has for a byte from 0x80 to 0x9F; the byte's own control where it has none.
pub(super) fn of_windows_1252(byte: u8) -> char {
    WINDOWS_1252.get(usize::from(byte.wrapping_sub(0x80))).copied().unwrap_or(char::from(byte))
}

/// What Windows-1252 has from 0x80 to 0x9F; where it has nothing, the control of that number.
static WINDOWS_1252: LazyLock<[char; 32]> = LazyLock::new(|| {
    let bytes: Vec<u8> = (0x80..=0x9f).collect();
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
    let mut chars = text.chars();
    std::array::from_fn(|_| chars.next().expect("the encoding has a character for every byte"))
});

#[cfg(test)]
mod tests {
    use super::*;

    fn undone(line: &str) -> String {
        undo(line, &mut Counts::new()).unwrap_or_else(|| line.to_owned())
    }

    #[test]
    fn what_was_read_as_windows_1252_is_read_again() {
        let cases = [
            ("The cafÃ© charged â‚¬8, â€œa lotâ€\u{9d} â€“ or notâ€¦", "The café charged €8, “a lot” – or not…"),
            ("â€œNo,â€ she said.", "“No,” she said."),
            ("It cost Â£5 at 20Â°C in BrnÃ³ and WÅ‚ocÅ‚awek", "It cost £5 at 20°C in Brnó and Włocławek"),
            ("The chainÃ¢â‚¬â„¢s boss ðŸ™‚", "The chain’s boss 🙂"),
            ("It\u{92}s \u{93}late\u{94}", "It’s “late”"),
        ];
        for (line, expected) in cases {
            assert_eq!(undone(line), expected);
        }
    }

    #[test]
    fn accents_that_were_meant_are_left() {
        for line in
            ["“CAFÉ” and “VOILÀ”…", "São Paulo, Zoë, naïve, Åse – “Å” – Ångström", "SÃO PAULO", "€5 – “no”", "Ã, Â, â"]
        {
            assert_eq!(undone(line), line);
        }
    }
}
