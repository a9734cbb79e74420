//! Structured inputs made of a fuzzer's bytes: articles, records, pages and pipeline files that are nearly right.
//!
//! Bytes at random hardly ever get past a parser's first lines. Here each byte is a choice among things that stand in such files, so
//! that a fuzzer's changes are changes of meaning.

use std::fmt::Write as _;

/// A fuzzer's bytes as choices; when they are used up, the first of each is taken.
pub struct Choices<'b> {
    bytes: std::slice::Iter<'b, u8>,
}

impl<'b> Choices<'b> {
    /// The choices that these bytes make.
    #[must_use]
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes: bytes.iter() }
    }

    /// A number below a limit, which is at most 256.
    pub fn below(&mut self, limit: usize) -> usize {
        self.bytes.next().map_or(0, |byte| usize::from(*byte) % limit)
    }

    fn of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }

    /// Whether there is more to be chosen.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        self.bytes.len() > 0
    }
}

const PIECES: &[&str] = &[
    " ",
    "\n",
    "\n\n",
    ". ",
    ", ",
    "“",
    "”",
    "\"",
    "'",
    "‘",
    "’s",
    "(",
    ")",
    "—",
    " - ",
    ":",
    ";",
    "?",
    "…",
    "said",
    "says",
    "told",
    "he",
    "she",
    "they",
    "who",
    "according to",
    "asked whether",
    "denied",
    "the minister",
    "a spokesman for",
    "Mara Okafor",
    "Okafor",
    "Dr. J. R. Orr",
    "Kelmouth",
    "the Kelmouth Council",
    "KBN",
    "Ines",
    "MARA",
    "O'Neill",
    "on Tuesday",
    "May 3",
    "2024",
    "last week",
    "two years ago",
    "5 p.m.",
    "every Monday",
    "$5.5bn",
    "1,200",
    "By",
    "Photo:",
    "Read more",
    "KELMOUTH (KBN)",
    "•",
    "rain fell",
    "and",
    "of",
    "é",
    "e\u{301}",
    "👩‍👧",
    "\u{202e}",
    "\u{200b}",
    "\0",
    "\u{85}",
    "\r\n",
    "&amp;",
    "<b>",
    "</b>",
    "cafÃ©",
    "\u{feff}",
    "ﬁ",
    "İ",
];

/// A text made of what stages look at.
pub fn text(choices: &mut Choices<'_>, pieces: usize) -> String {
    let mut text = String::new();
    for _ in 0..pieces {
        if !choices.goes_on() {
            break;
        }
        text.push_str(choices.of(PIECES));
        if choices.below(3) > 0 {
            text.push(' ');
        }
    }
    text
}

const FIELDS: &[&str] = &[
    "text",
    "body",
    "body_text",
    "body_html",
    "html",
    "bodies",
    "id",
    "uri",
    "title",
    "headline",
    "headlines",
    "by",
    "author",
    "date",
    "pubDate",
    "contentCreated",
    "language",
    "meta",
    "extra",
    "type",
    "source",
    "tokens",
    "sentences",
    "entities",
    "acme.rows",
    "text",
];

/// A record, or what looks like one.
pub fn record(choices: &mut Choices<'_>) -> String {
    let fields: Vec<_> = (0..=choices.below(8))
        .map(|_| {
            let name = choices.of(FIELDS);
            format!("{}:{}", serde_json::json!(name), value(choices, 3))
        })
        .collect();
    format!("{{{}}}", fields.join(","))
}

fn value(choices: &mut Choices<'_>, deeper: usize) -> String {
    match choices.below(if deeper > 0 { 14 } else { 11 }) {
        0..=5 => serde_json::json!(text(choices, 24)).to_string(),
        6 => choices.of(&["0", "-1", "7", "1e400", "18446744073709551616", "0.1", "00"]).to_owned(),
        7 => {
            choices.of(&["null", "true", "tru", "", "{", "\"\\ud800\"", "\"\\u0000\"", "\"\\ud83d\\ude42\""]).to_owned()
        }
        8 => format!("[[{},{}]]", choices.below(9), choices.below(9)),
        9 => format!("[{{\"start\":{},\"end\":{},\"kind\":\"body\"}}]", choices.below(9), choices.below(9)),
        10 => serde_json::json!("2024-05-14T10:00:00Z").to_string(),
        11 => format!("[{},{}]", value(choices, deeper - 1), value(choices, deeper - 1)),
        12 => format!("{{\"value\":{},\"contentType\":\"text/plain\"}}", value(choices, deeper - 1)),
        _ => format!("{{{}:{}}}", serde_json::json!(choices.of(FIELDS)), value(choices, deeper - 1)),
    }
}

const TAGS: &[&str] = &[
    "p",
    "div",
    "span",
    "article",
    "main",
    "h1",
    "h2",
    "figure",
    "figcaption",
    "ul",
    "li",
    "table",
    "tr",
    "td",
    "a",
    "b",
    "i",
    "br",
    "script",
    "style",
    "template",
    "svg",
    "math",
    "form",
    "blockquote",
    "aside",
    "nav",
    "header",
    "footer",
    "pre",
    "textarea",
    "noscript",
    "time",
];

const ATTRIBUTES: &[&str] = &[
    "",
    " class=\"story-body\"",
    " class=byline",
    " id=comments",
    " hidden",
    " style=\"display:none\"",
    " itemprop=articleBody",
    " role=article",
    " datetime=2024-05-14",
    " href=\"/a?b&amp;c\"",
    " class='",
    " =\"",
    " lang=en",
    " data-a={\"b\":1}",
];

/// A page whose elements may end, or not.
pub fn page(choices: &mut Choices<'_>) -> String {
    let mut page = String::new();
    let mut open = Vec::new();
    if choices.below(2) == 1 {
        let _ = write!(page, "<!doctype html><head><title>{}</title>", text(choices, 4));
        let _ = write!(page, "<meta property=og:title content=\"{}\">", text(choices, 4).replace('"', "'"));
        let _ = write!(page, "<script type=\"application/ld+json\">{}</script></head><body>", record(choices));
    }
    while choices.goes_on() && page.len() < 1 << 14 {
        match choices.below(8) {
            0..=2 => {
                let tag = choices.of(TAGS);
                let _ = write!(page, "<{tag}{}>", choices.of(ATTRIBUTES));
                open.push(tag);
            }
            3 => page.extend(open.pop().map(|tag| format!("</{tag}>"))),
            4 => page.push_str(choices.of(&[
                "</p>",
                "</div>",
                "<!--",
                "-->",
                "<![CDATA[",
                "</",
                "<",
                "&#x110000;",
                "&lt;p&gt;",
                "]]>",
            ])),
            _ => page.push_str(&text(choices, 16)),
        }
    }
    page
}

const STAGES: &[&str] = &[
    "cleaner",
    "tokenizer",
    "entity-tagger",
    "quote-attributor",
    "date-normalizer",
    "summarizer",
    "gazetteer",
    "exec",
    "tokeniser",
    "",
];

const SETTINGS: &[&str] = &[
    "why = true",
    "model = \"no.bin\"",
    "model = 1",
    "budget = 0",
    "budget = 3",
    "unit = \"words\"",
    "key-points = true",
    "profile = \"timex3\"",
    "money-and-dates = \"yes\"",
    "command = [\"true\"]",
    "command = []",
    "reads = [\"tokens\"]",
    "writes = [\"acme.a\"]",
    "lists = {}",
    "boilerplate = [\"* a *\"]",
    "a.b.c = 1",
    "x = [",
    "why = true",
    "layers = [\"blocks\", \"tokens\"]",
    "compress = \"zstd\"",
    "text = false",
    "max-bytes = -1",
    "json-depth = 200",
    "repair = false",
];

/// A pipeline file that is nearly right.
pub fn pipeline(choices: &mut Choices<'_>) -> String {
    let mut file = String::new();
    while choices.goes_on() && file.len() < 1 << 13 {
        let _ = match choices.below(8) {
            0..=3 => write!(file, "[[stage]]\nuse = \"{}\"\n", choices.of(STAGES)),
            4 => write!(
                file,
                "[sink]\nuse = \"{}\"\n",
                choices.of(&["jsonl", "timeml", "parquet", "conllu", "brat", "x"])
            ),
            5 => write!(file, "[source]\nuse = \"{}\"\n", choices.of(&["jsonl", "text", "html", "warc", "ninjs", "x"])),
            6 => writeln!(
                file,
                "{}",
                choices.of(&[
                    "name = \"a\"",
                    "[stage]",
                    "[[sink]]",
                    "[x]",
                    "# é",
                    "\u{1b}[31m",
                    "[[stage]",
                    "\"",
                    "\r"
                ])
            ),
            _ => writeln!(file, "{}", choices.of(SETTINGS)),
        };
    }
    file
}
