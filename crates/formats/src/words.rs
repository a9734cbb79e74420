//! The words by which articles bring their metadata.
//!
//! The IPTC's ninjs words are read as they are. The words below stand for them in the data of other programs; a ninjs word
//! beside them wins. Only text counts: anything else under such a name is kept in `extra`, unchanged.

use copydesk_core::Meta;
use serde_json::Value;

/// Other words for a ninjs word, the first found winning.
const ALIASES: &[(&str, &[&str])] = &[
    ("headline", &["title"]),
    ("by", &["byline", "author"]),
    ("language", &["lang"]),
    (
        "contentCreated",
        &[
            "contentcreated",
            "published",
            "date",
            "datePublished",
            "date_published",
            "published_at",
            "publish_date",
            "publication_date",
            "date_publish",
            "pubDate",
            "pub_date",
        ],
    ),
    ("firstCreated", &["firstcreated"]),
    ("versionCreated", &["versioncreated"]),
];

/// Puts what came with an article in its places.
///
/// Null stands for nothing; a name given twice counts as last given.
pub(crate) fn set(meta: &mut Meta, name: &str, value: Value) {
    match value {
        Value::Null if meta.field_mut(name).is_some() => {}
        Value::String(text) if is_ninjs(name) => {
            *meta.field_mut(name).expect("a ninjs word names a field") = Some(text);
        }
        value => {
            meta.extra.insert(name.to_owned(), value);
        }
    }
}

/// Moves what stands under other words to the ninjs words that are still free.
pub(crate) fn settle(meta: &mut Meta) {
    for (word, aliases) in ALIASES {
        let field = meta.field_mut(word).expect("a ninjs word names a field");
        if field.is_some() {
            continue;
        }
        let found = aliases.iter().find(|alias| meta.extra.get(**alias).is_some_and(Value::is_string));
        if let Some(Value::String(text)) = found.and_then(|alias| meta.extra.shift_remove(*alias)) {
            *meta.field_mut(word).expect("a ninjs word names a field") = Some(text);
        }
    }
}

/// What is said beside a page, and of everything else what the page says of itself.
pub(crate) fn over(mut beside: Meta, page: Meta) -> Meta {
    let Meta { uri, headline, by, located, language, first_created, content_created, version_created, .. } = page;
    beside.uri = beside.uri.or(uri);
    beside.headline = beside.headline.or(headline);
    beside.by = beside.by.or(by);
    beside.located = beside.located.or(located);
    beside.language = beside.language.or(language);
    beside.first_created = beside.first_created.or(first_created);
    beside.content_created = beside.content_created.or(content_created);
    beside.version_created = beside.version_created.or(version_created);
    for (name, value) in page.extra {
        beside.extra.entry(name).or_insert(value);
    }
    beside
}

fn is_ninjs(name: &str) -> bool {
    let aliased = ALIASES.iter().any(|(_, aliases)| aliases.contains(&name));
    !aliased && Meta::default().field_mut(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(json: &str) -> String {
        let mut meta = Meta::default();
        let values: serde_json::Map<String, Value> = serde_json::from_str(json).unwrap();
        for (name, value) in values {
            set(&mut meta, &name, value);
        }
        settle(&mut meta);
        serde_json::to_string(&meta).unwrap()
    }

    #[test]
    fn other_words_stand_for_ninjs_words() {
        let table = [
            (r#"{"headline":"Vote","by":null,"located":"Kelmouth"}"#, r#"{"headline":"Vote","located":"Kelmouth"}"#),
            (r#"{"title":"Vote","author":"M. Orr"}"#, r#"{"headline":"Vote","by":"M. Orr"}"#),
            (r#"{"title":"b","headline":"a"}"#, r#"{"headline":"a","extra":{"title":"b"}}"#),
            (
                r#"{"date":"2024-05-14","published":"2024-05-15"}"#,
                r#"{"contentCreated":"2024-05-15","extra":{"date":"2024-05-14"}}"#,
            ),
            (r#"{"date":20240514}"#, r#"{"extra":{"date":20240514}}"#),
            (r#"{"headline":["a"],"desk":{"id":7}}"#, r#"{"extra":{"headline":["a"],"desk":{"id":7}}}"#),
        ];
        for (json, expected) in table {
            assert_eq!(settled(json), expected);
        }
    }
}
