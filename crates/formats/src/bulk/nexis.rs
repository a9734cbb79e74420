//! An article of Nexis: lines of outlet, date and headline, fields with a name and a colon, and the text between them.

use serde_json::{Map, Value};

use super::{Border, put};
use crate::published::{DateOrder, read as read_date};

/// Fields that stand before the text, and what each is.
const BEFORE: &[(&str, &str)] = &[
    ("BYLINE", "by"),
    ("SECTION", "section"),
    ("LENGTH", "length"),
    ("DATELINE", "dateline"),
    ("HEADLINE", "headline"),
    ("HIGHLIGHT", "highlight"),
    ("SERIES", "series"),
    ("CORRECTION-DATE", "correction_date"),
];

/// Fields that stand behind the text.
const BEHIND: &[(&str, &str)] = &[
    ("LOAD-DATE", "load_date"),
    ("LANGUAGE", "language"),
    ("PUBLICATION-TYPE", "publication_type"),
    ("DOCUMENT-TYPE", "document_type"),
    ("TYPE", "type"),
    ("JOURNAL-CODE", "journal_code"),
    ("GRAPHIC", "graphic"),
    ("SUBJECT", "subject"),
    ("NOTES", "notes"),
    ("ACC-NO", "acc_no"),
    ("DISTRIBUTION", "distribution"),
    ("ORGANIZATION", "organization"),
    ("PERSON", "person"),
    ("COUNTRY", "country"),
    ("CITY", "city"),
    ("STATE", "state"),
    ("COMPANY", "company"),
    ("INDUSTRY", "industry"),
    ("GEOGRAPHIC", "geographic"),
];

/// `3 of 41 DOCUMENTS` and `Document 3 of 41` stand before an article, `End of Document` behind it.
pub(super) fn border(line: &str) -> Border {
    let line = line.trim();
    if line == "End of Document" {
        return Border::After;
    }
    let words: Vec<_> = line.split_whitespace().collect();
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    match words.as_slice() {
        [first, "of", last, "DOCUMENTS" | "DOCUMENT"] if is_number(first) && is_number(last) => Border::Before,
        ["Document", first, "of", last] if is_number(first) && is_number(last) => Border::Before,
        _ => Border::None,
    }
}

pub(super) fn is_field(line: &str) -> bool {
    field(line, BEFORE).or_else(|| field(line, BEHIND)).is_some()
}

/// A line that begins one of these fields: what it is, and the rest.
fn field<'l>(line: &'l str, fields: &[(&str, &'static str)]) -> Option<(&'static str, &'l str)> {
    let (name, rest) = line.trim().split_once(':')?;
    let upper = name.to_ascii_uppercase();
    // A name in capitals, or in capitals at its beginnings, as the two generations of Nexis write them.
    let written = name == upper || name.starts_with(|c: char| c.is_ascii_uppercase());
    fields.iter().find(|(found, _)| written && *found == upper).map(|(_, word)| (*word, rest))
}

/// Lines together, parted by blank ones; a line end within is kept.
fn paragraphs(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            all.push(&text[start..at]);
            start = at + line.len();
        }
        at += line.len();
    }
    all.push(&text[start..]);
    all.retain(|paragraph| !paragraph.trim().is_empty());
    all
}

/// What is read of the lines before the text.
#[derive(Default)]
struct Head<'t> {
    lines: Vec<&'t str>,
    date: Option<(usize, String)>,
}

/// An article as JSON; nothing if there is no text in it.
pub(super) fn read(text: &str) -> Option<Map<String, Value>> {
    let lines: Vec<_> = text.lines().collect();
    let classic = lines.iter().any(|line| border(line) == Border::Before);
    let text = text.lines().filter(|line| border(line) == Border::None).collect::<Vec<_>>().join("\n");
    let paragraphs = paragraphs(&text);
    let mut json = Map::new();
    let last_field = paragraphs.iter().position(|paragraph| is_copyright(paragraph) && !classic);
    let first_field = paragraphs.iter().position(|paragraph| begins_field(paragraph, BEFORE)).or(last_field)?;
    let mut head = Head::default();
    for paragraph in &paragraphs[..first_field] {
        head.add(paragraph, &mut json);
    }
    let mut at = first_field;
    while let Some(paragraph) =
        paragraphs.get(at).filter(|paragraph| begins_field(paragraph, BEFORE) || is_copyright(paragraph))
    {
        fields(paragraph, BEFORE, &mut json);
        at += 1;
    }
    at += usize::from(paragraphs.get(at).is_some_and(|paragraph| paragraph.trim() == "Body"));
    let behind = |paragraph: &&str| {
        begins_field(paragraph, BEHIND) || (is_copyright(paragraph) && paragraph.lines().count() < 4)
    };
    let end = paragraphs[at..].iter().position(behind).map_or(paragraphs.len(), |end| at + end);
    for paragraph in &paragraphs[end..] {
        fields(paragraph, BEHIND, &mut json);
    }
    let body: Vec<_> = paragraphs[at..end].iter().map(|paragraph| unwrapped(paragraph)).collect();
    if body.is_empty() {
        return None;
    }
    json.insert("text".to_owned(), body.join("\n\n").into());
    head.put(classic, &mut json);
    Some(json)
}

fn begins_field(paragraph: &str, names: &[(&str, &'static str)]) -> bool {
    paragraph.lines().next().is_some_and(|line| field(line, names).is_some())
}

fn is_copyright(paragraph: &str) -> bool {
    let start = paragraph.trim_start();
    start.starts_with("Copyright ") || start.starts_with("(c) ") || start.starts_with('\u{a9}')
}

/// Puts the fields of a paragraph into an article; a line without a name goes on the field before it.
fn fields(paragraph: &str, names: &[(&str, &'static str)], json: &mut Map<String, Value>) {
    let mut found: Vec<(&'static str, String)> = Vec::new();
    for line in paragraph.lines() {
        match (field(line, names), found.last_mut()) {
            (Some((word, rest)), _) => found.push((word, rest.to_owned())),
            (None, Some((_, value))) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (None, None) => {}
        }
    }
    for (word, value) in found {
        put(json, word, &value);
    }
    if is_copyright(paragraph) {
        put(json, "copyright", paragraph);
    }
}

/// Text that was broken into lines of a fixed width, in one line.
fn unwrapped(paragraph: &str) -> String {
    paragraph.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl<'t> Head<'t> {
    fn add(&mut self, paragraph: &'t str, json: &mut Map<String, Value>) {
        if is_copyright(paragraph) {
            return put(json, "copyright", paragraph);
        }
        for line in paragraph.lines().filter(|line| !line.trim().is_empty()) {
            let date = read_date(without_edition(line.trim()), DateOrder::Auto);
            if let Some(date) = date.filter(|_| self.date.is_none()) {
                self.date = Some((self.lines.len(), date));
            }
            self.lines.push(line);
        }
    }

    /// Classic: outlet, date, edition, and the headline from the margin on. Now: headline, outlet, date.
    fn put(&self, classic: bool, json: &mut Map<String, Value>) {
        let Some((at, date)) = &self.date else {
            if let Some(first) = self.lines.first() {
                put(json, "headline", first);
            }
            return;
        };
        put(json, "contentCreated", date);
        let (before, after) = (&self.lines[..*at], &self.lines[at + 1..]);
        if classic {
            put(json, "outlet", before.first().copied().unwrap_or_default());
            let from_margin: Vec<_> = after.iter().filter(|line| !line.starts_with("    ")).copied().collect();
            put(json, "headline", &from_margin.join(" "));
        } else if let [headline @ .., outlet] = before {
            put(json, "outlet", outlet);
            put(json, "headline", &headline.join(" "));
        }
    }
}

/// `February 14, 2024 Wednesday 10:15 PM GMT` has an edition behind it now and then: "Final Edition".
fn without_edition(line: &str) -> &str {
    line.strip_suffix("Edition").map_or(line, |rest| rest.trim_end_matches(|c: char| !c.is_ascii_digit()).trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLASSIC: &str = "                               3 of 41 DOCUMENTS\n\n\n                          Kelmouth Echo\n\n\
        \x20                    February 14, 2024 Wednesday\n                           First Edition\n\nFerry vote splits council\n\n\
        BYLINE: Mara Okafor\n\nSECTION: NEWS; Pg. 3\n\nLENGTH: 412 words\n\nDATELINE: KELMOUTH\n\n The council voted on Tuesday\nafter a long night.\n\n\
        \"We won,\" the mayor said.\n\nLOAD-DATE: February 15, 2024\n\nLANGUAGE: ENGLISH\n\nPUBLICATION-TYPE: Newspaper\n\n\n\
        \x20              Copyright 2024 Kelmouth Echo Ltd\n                      All Rights Reserved\n";

    const NOW: &str = "Ferry vote splits council\n\nKelmouth Echo\n\nFebruary 14, 2024 Wednesday\n\nCopyright 2024 Kelmouth Echo All Rights Reserved\n\n\
        Section: NEWS; Pg. 3\nLength: 412 words\nByline: Mara Okafor\n\nBody\n\nThe council voted on Tuesday after a long night.\n\n\
        \"We won,\" the mayor said.\n\nLoad-Date: February 15, 2024\n\nEnd of Document\n";

    #[test]
    fn both_generations_give_the_same_article() {
        for text in [CLASSIC, NOW] {
            let json = read(text).unwrap();
            let expected = "The council voted on Tuesday after a long night.\n\n\"We won,\" the mayor said.";
            assert_eq!(json["text"], expected, "{text}");
            for (name, value) in [
                ("headline", "Ferry vote splits council"),
                ("outlet", "Kelmouth Echo"),
                ("contentCreated", "2024-02-14"),
                ("by", "Mara Okafor"),
                ("section", "NEWS; Pg. 3"),
                ("length", "412 words"),
                ("load_date", "February 15, 2024"),
            ] {
                assert_eq!(json[name], value, "{name} of {text}");
            }
            assert!(json["copyright"].as_str().unwrap().starts_with("Copyright 2024 Kelmouth Echo"));
        }
    }

    #[test]
    fn borders_are_lines_of_their_own() {
        for (line, expected) in [
            ("      3 of 41 DOCUMENTS", Border::Before),
            ("Document 3 of 41", Border::Before),
            ("End of Document", Border::After),
            ("He lost 3 of 41 DOCUMENTS", Border::None),
            ("Document three of 41", Border::None),
        ] {
            assert_eq!(border(line), expected, "{line}");
        }
    }
}
