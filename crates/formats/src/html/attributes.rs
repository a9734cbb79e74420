//! A tag's attributes, as raw HTML has them.

/// The attributes that anything looks at.
const KEPT: [&str; 20] = [
    "class",
    "id",
    "itemprop",
    "rel",
    "role",
    "lang",
    "content",
    "name",
    "property",
    "datetime",
    "style",
    "hidden",
    "aria-hidden",
    "href",
    "itemtype",
    "http-equiv",
    "aria-modal",
    "data-testid",
    "data-component",
    "data-type",
];
/// The most attributes kept of one tag.
const MOST: usize = 16;
/// The longest value kept, in bytes; a longer one goes.
const LONGEST: usize = 4096;

/// The kept attributes of one tag.
pub(super) struct Attributes<'a> {
    kept: Vec<(&'static str, &'a str)>,
    /// The value of `type`, which scripts have.
    kind: Option<&'a str>,
    /// Where the tag ends.
    pub(super) end: usize,
}

impl<'a> Attributes<'a> {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        if name == "type" {
            return self.kind;
        }
        self.kept.iter().find(|(kept, _)| *kept == name).map(|(_, value)| *value)
    }

    /// Writes the tag.
    pub(super) fn write(&self, name: &str, out: &mut String) {
        out.push('<');
        out.push_str(name);
        for (name, value) in &self.kept {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            out.push_str(&value.replace('"', "&quot;"));
            out.push('"');
        }
        out.push('>');
    }

    fn keep(&mut self, name: &str, value: &'a str) {
        if name.eq_ignore_ascii_case("type") {
            self.kind = self.kind.or(Some(value));
        }
        // Microformats have a time for machines as the title of its element.
        let dated =
            |value: &str| value.as_bytes().first_chunk::<4>().is_some_and(|year| year.iter().all(u8::is_ascii_digit));
        let name = if name.eq_ignore_ascii_case("title") && dated(value) { "datetime" } else { name };
        let known = KEPT.iter().find(|kept| kept.eq_ignore_ascii_case(name));
        if let Some(known) = known
            && self.kept.len() < MOST
            && value.len() <= LONGEST
            && self.get(known).is_none()
        {
            self.kept.push((known, value));
        }
    }
}

/// Reads the attributes from behind a tag's name to its `>`; nothing if the page ends before.
pub(super) fn read(html: &str, from: usize) -> Option<Attributes<'_>> {
    let bytes = html.as_bytes();
    let mut found = Attributes { kept: Vec::new(), kind: None, end: from };
    let mut at = from;
    loop {
        at += run(bytes, at, |b| b.is_ascii_whitespace() || b == b'/');
        if *bytes.get(at)? == b'>' {
            found.end = at + 1;
            return Some(found);
        }
        let name_end = at + 1 + run(bytes, at + 1, |b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>' | b'='));
        let equals = name_end + run(bytes, name_end, |b| b.is_ascii_whitespace());
        let (value, next) = match bytes.get(equals) {
            Some(b'=') => value(html, equals + 1)?,
            _ => ("", name_end),
        };
        found.keep(html.get(at..name_end).unwrap_or(""), value);
        at = next;
    }
}

fn value(html: &str, from: usize) -> Option<(&str, usize)> {
    let bytes = html.as_bytes();
    let start = from + run(bytes, from, |b| b.is_ascii_whitespace());
    match bytes.get(start)? {
        mark @ (b'"' | b'\'') => {
            let len = memchr::memchr(*mark, &bytes[start + 1..])?;
            Some((&html[start + 1..start + 1 + len], start + len + 2))
        }
        _ => {
            let end = start + run(bytes, start, |b| !b.is_ascii_whitespace() && b != b'>');
            Some((&html[start..end], end))
        }
    }
}

/// How many bytes from `from` on are of a kind.
fn run(bytes: &[u8], from: usize, is: impl Fn(u8) -> bool) -> usize {
    bytes.get(from..).map_or(0, |rest| rest.iter().take_while(|b| is(**b)).count())
}
