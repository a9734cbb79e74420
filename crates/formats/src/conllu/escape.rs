//! Characters that a line of CoNLL-U cannot hold.

/// A word: line ends become a space, other control characters U+FFFD.
pub(super) fn form(word: &str) -> String {
    let held = |c: char| match c {
        _ if breaks(c) => ' ',
        _ if c.is_control() => '\u{fffd}',
        _ => c,
    };
    word.chars().map(held).collect()
}

/// What stands after a `=` in MISC; in `spaces` plain ones are shown too.
pub(super) fn value(text: &str, spaces: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' if spaces => out.push_str("\\s"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\n' => out.push_str("\\n"),
            '|' => out.push_str("\\p"),
            '\\' => out.push_str("\\\\"),
            _ if breaks(c) || c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out
}

/// An id as one word, from which it can be read back: by percent signs, as in a URL.
pub(super) fn name(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for c in id.chars() {
        if c == '%' || c.is_whitespace() || c.is_control() {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        } else {
            out.push(c);
        }
    }
    out
}

/// What some reader takes for the end of a line, or of a column.
fn breaks(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_a_line_and_ids_can_be_read_back() {
        assert_eq!(form("a\u{85}b\t\0"), "a b \u{fffd}");
        assert_eq!(value(" |\\\r\n\u{2028}", true), "\\s\\p\\\\\\r\\n\\u2028");
        assert_eq!(value("Mara Okafor", false), "Mara Okafor");
        assert_eq!(name("../a b\n50%\u{2028}"), "../a%20b%0A50%25%E2%80%A8");
    }
}
