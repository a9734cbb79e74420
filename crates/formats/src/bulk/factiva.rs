//! An article of Factiva: fields with codes of two or three letters at the beginning of their lines.

use serde_json::{Map, Value};

use super::{Border, put};

/// The codes of Factiva's fields, and what each is; an empty word is kept under the code in small letters.
const CODES: &[(&str, &str)] = &[
    ("HD", "headline"),
    ("BY", "by"),
    ("PD", "date"),
    ("SN", "outlet"),
    ("LA", "language"),
    ("AN", "id"),
    ("LP", ""),
    ("TD", ""),
    ("SE", "section"),
    ("WC", "length"),
    ("CY", "copyright"),
    ("CR", "credit"),
    ("ET", ""),
    ("SC", ""),
    ("ED", "edition"),
    ("PG", "page"),
    ("VOL", ""),
    ("CT", ""),
    ("RF", ""),
    ("CO", ""),
    ("IN", ""),
    ("NS", ""),
    ("RE", ""),
    ("IPD", ""),
    ("IPC", ""),
    ("PUB", "publisher_name"),
    ("CLM", "column"),
    ("ART", ""),
];

/// The last line of an article: `Document KELECH0020240214ek2e0001x`.
pub(super) fn border(line: &str) -> Border {
    let id = line.trim_end().strip_prefix("Document ").filter(|id| id.len() >= 20);
    let is_id = id.is_some_and(|id| {
        id.bytes().all(|byte| byte.is_ascii_alphanumeric()) && id.bytes().any(|byte| byte.is_ascii_digit())
    });
    if is_id { Border::After } else { Border::None }
}

pub(super) fn is_field(line: &str) -> bool {
    code(line).is_some()
}

/// A line that begins a field: its code, and the rest.
fn code(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim_end();
    let end = line.find(char::is_whitespace).unwrap_or(line.len());
    let (code, _) = CODES.iter().find(|(code, _)| *code == &line[..end])?;
    let rest = &line[end..];
    // `IN the harbour` is no field: between a code and its text there are two spaces, a tab, or nothing.
    (rest.is_empty() || rest.starts_with("  ") || rest.starts_with('\t')).then_some((*code, rest.trim_start()))
}

/// An article as JSON; nothing if there is no text in it.
pub(super) fn read(text: &str) -> Option<Map<String, Value>> {
    let mut fields: Vec<(&'static str, String)> = Vec::new();
    let mut document = None;
    for line in text.lines() {
        if border(line) == Border::After {
            document = line.trim().strip_prefix("Document ");
        } else if let Some((code, rest)) = code(line) {
            fields.push((code, format!("{rest}\n")));
        } else if let Some((_, value)) = fields.last_mut() {
            value.push_str(line.trim());
            value.push('\n');
        }
    }
    // The lead comes before the rest, as Factiva writes them.
    let body = fields.iter().filter(|(code, _)| matches!(*code, "LP" | "TD")).map(|(_, text)| text.trim().to_owned());
    let body: Vec<_> = body.filter(|text| !text.is_empty()).collect();
    if body.is_empty() {
        return None;
    }
    let mut json = Map::from_iter([("text".to_owned(), Value::from(body.join("\n\n")))]);
    for (code, value) in fields.iter().filter(|(code, _)| !matches!(*code, "LP" | "TD")) {
        let word = CODES.iter().find(|(found, _)| found == code).map_or("", |(_, word)| word);
        let value = if *code == "AN" { value.trim().trim_start_matches("Document ") } else { value };
        put(&mut json, if word.is_empty() { code } else { word }, value);
    }
    put(&mut json, "id", document.unwrap_or_default());
    Some(json)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_of_an_article() {
        let text = "HD  Ferry vote splits\ncouncil\nBY  By Mara Okafor\nWC  412 words\nPD  14 February 2024\nSN  Kelmouth Echo\n\
            LA  English\nLP  \nThe council voted.\n\nIN the harbour nobody slept.\nTD  \nIt was close.\nCO  kelf : Kelmouth Ferries\n\
            Document KELECH0020240214ek2e0001x\n";
        let json = read(text).unwrap();
        assert_eq!(json["text"], "The council voted.\n\nIN the harbour nobody slept.\n\nIt was close.");
        assert_eq!(json["headline"], "Ferry vote splits council");
        assert_eq!((&json["date"], &json["outlet"]), (&"14 February 2024".into(), &"Kelmouth Echo".into()));
        assert_eq!((&json["id"], &json["length"]), (&"KELECH0020240214ek2e0001x".into(), &"412 words".into()));
        assert_eq!(read("HD  Only a headline\n"), None);
    }
}
