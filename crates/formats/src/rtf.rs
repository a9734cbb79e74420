//! RTF as plain text: what databases of newspapers put into it, and no more of the format.
//!
//! Paragraphs, line breaks, tabs, characters by their code in Windows-1252 or in Unicode, and the usual quotes and dashes are read; fonts,
//! pictures, fields and whatever else a group says of itself are left out.

use encoding_rs::WINDOWS_1252;

/// Groups whose text is none of the document's.
const ASIDE: [&str; 14] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "header",
    "footer",
    "headerl",
    "headerr",
    "footerl",
    "footerr",
    "fldinst",
    "listtable",
    "generator",
];

/// Words that stand for text.
const TEXT: [(&str, &str); 14] = [
    ("par", "\n\n"),
    ("line", "\n"),
    ("sect", "\n\n"),
    ("page", "\n\n"),
    ("tab", "\t"),
    ("cell", "\t"),
    ("row", "\n"),
    ("emdash", "\u{2014}"),
    ("endash", "\u{2013}"),
    ("lquote", "\u{2018}"),
    ("rquote", "\u{2019}"),
    ("ldblquote", "\u{201c}"),
    ("rdblquote", "\u{201d}"),
    ("bullet", "\u{2022}"),
];

/// What holds in a group, and after it again what held before.
#[derive(Clone, Copy)]
struct Group {
    aside: bool,
    /// How many characters stand behind a `\u` for those who do not know it.
    spare: usize,
}

/// Groups that are kept track of: deeper ones are read as the last of these.
const DEEPEST: usize = 10_000;

/// Whether bytes are RTF.
pub(crate) fn is_rtf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"{\\rtf")
}

/// The text of a document.
pub(crate) fn text(rtf: &[u8]) -> String {
    let mut out = String::with_capacity(rtf.len() / 2);
    let mut groups = vec![Group { aside: false, spare: 1 }];
    let mut skip = 0;
    let mut surrogate = None;
    let mut at = 0;
    while let Some(&byte) = rtf.get(at) {
        at += 1;
        let group = *groups.last().unwrap_or(&Group { aside: false, spare: 1 });
        match byte {
            b'{' if groups.len() < DEEPEST => groups.push(group),
            b'}' if groups.len() > 1 => drop(groups.pop()),
            b'{' | b'}' | b'\r' | b'\n' => {}
            b'\\' => {
                let (word, next) = word(&rtf[at..]);
                at += next;
                let group = groups.last_mut().expect("there is a group always");
                match word {
                    Word::Aside => group.aside = true,
                    Word::Byte(_) if skip > 0 => skip -= 1,
                    Word::Byte(byte) => put(&mut out, *group, &WINDOWS_1252.decode_without_bom_handling(&[byte]).0),
                    Word::Symbol(symbol) => put(&mut out, *group, symbol),
                    Word::Named("uc", Some(number)) => group.spare = usize::try_from(number).unwrap_or(1),
                    Word::Named("u", Some(number)) => {
                        if let Some(c) = unit(number, &mut surrogate) {
                            put(&mut out, *group, c.encode_utf8(&mut [0; 4]));
                        }
                        skip = group.spare;
                    }
                    Word::Named("bin", Some(number)) => at = at.saturating_add(usize::try_from(number).unwrap_or(0)),
                    Word::Named(name, _) if ASIDE.contains(&name) => group.aside = true,
                    Word::Named(name, _) => {
                        let text = TEXT.iter().find(|(word, _)| *word == name).map_or("", |(_, text)| text);
                        put(&mut out, *group, text);
                    }
                }
            }
            _ if skip > 0 => skip -= 1,
            byte => put(&mut out, group, &WINDOWS_1252.decode_without_bom_handling(&[byte]).0),
        }
    }
    out
}

fn put(out: &mut String, group: Group, text: &str) {
    if !group.aside {
        out.push_str(text);
    }
}

/// A unit of UTF-16, which RTF writes as a signed number; the first half of a pair waits for the second.
fn unit(number: i32, first: &mut Option<u16>) -> Option<char> {
    let unit = u16::try_from(if number < 0 { number + 0x1_0000 } else { number }).ok()?;
    let units: Vec<u16> = first.take().into_iter().chain([unit]).collect();
    if (0xD800..0xDC00).contains(&unit) {
        *first = Some(unit);
        return None;
    }
    char::decode_utf16(units).next()?.ok()
}

/// What stands behind a backslash.
enum Word<'a> {
    /// The group is of a kind that old readers pass over.
    Aside,
    Byte(u8),
    Symbol(&'a str),
    Named(&'a str, Option<i32>),
}

/// What stands behind a backslash, and how many bytes it takes.
fn word(rest: &[u8]) -> (Word<'_>, usize) {
    let letters = rest.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
    if letters == 0 {
        return match rest {
            [b'*', ..] => (Word::Aside, 1),
            [b'\'', hex @ ..] => {
                let byte = hex.get(..2).and_then(|hex| u8::from_str_radix(str::from_utf8(hex).ok()?, 16).ok());
                byte.map_or((Word::Symbol(""), 1), |byte| (Word::Byte(byte), 3))
            }
            [b'~', ..] => (Word::Symbol("\u{a0}"), 1),
            [b'_', ..] => (Word::Symbol("-"), 1),
            [b'\n' | b'\r', ..] => (Word::Symbol("\n\n"), 1),
            [b'\\', ..] => (Word::Symbol("\\"), 1),
            [b'{', ..] => (Word::Symbol("{"), 1),
            [b'}', ..] => (Word::Symbol("}"), 1),
            _ => (Word::Symbol(""), usize::from(!rest.is_empty())),
        };
    }
    let name = str::from_utf8(&rest[..letters]).unwrap_or_default();
    let minus = usize::from(rest.get(letters) == Some(&b'-'));
    let digits = rest[letters + minus..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let end = if digits > 0 { letters + minus + digits } else { letters };
    let number = str::from_utf8(&rest[letters..end]).ok().and_then(|number| number.parse().ok());
    // One space behind a word belongs to it.
    (Word::Named(name, number), end + usize::from(rest.get(end) == Some(&b' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_read_as_text() {
        let table: &[(&str, &str)] = &[
            (r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0\fs20 Caf\'e9 \b vote\b0\par Next}", "Café vote\n\nNext"),
            (r"{\rtf1 \ldblquote No,\rdblquote  said \u268?\uc2\u8217\'92\'92s \{x\}\\}", "“No,” said Č’s {x}\\"),
            (r"{\rtf1{\*\generator Word;}{\info{\title T}}A\tab B\line C}", "A\tB\nC"),
            (r"{\rtf1 \u-10179?\u-8638?}", "🙂"),
            (r"{\rtf1 }}}} \'z \", "z"),
        ];
        for (rtf, expected) in table {
            assert_eq!(text(rtf.as_bytes()).trim(), expected.trim(), "{rtf}");
        }
        let _ = text("{".repeat(1_000_000).as_bytes());
    }
}
