//! Answers of news services: one object that holds its articles in a list.

use std::collections::VecDeque;

use copydesk_core::source::{Raw, ReadError};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::fields::usual;

/// Takes the articles out of objects that hold them in a list; every other value passes as it is.
pub(crate) struct Enveloped<I> {
    values: I,
    held: VecDeque<Raw<Vec<u8>>>,
    /// How many articles were taken out: what stands for a line.
    number: u64,
}

impl<I> Enveloped<I> {
    pub(crate) fn new(values: I) -> Self {
        Self { values, held: VecDeque::new(), number: 0 }
    }
}

/// The lists that articles usually stand in.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow, default)]
    items: Option<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    articles: Option<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    stories: Option<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    results: Option<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    docs: Option<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    response: Option<&'a RawValue>,
}

impl<'a> Envelope<'a> {
    /// The articles in an object, if it is such an answer: it has no text of its own, and the members of the list are objects.
    fn articles(json: &'a [u8]) -> Option<Vec<&'a RawValue>> {
        let text = str::from_utf8(json).ok()?;
        let may_be = ["items", "articles", "stories", "results", "docs"].iter().any(|name| text.contains(name));
        if !may_be || has_text(text) {
            return None;
        }
        Self::in_object(text).or_else(|| {
            let response = serde_json::from_str::<Self>(text).ok()?.response?;
            Self::in_object(response.get())
        })
    }

    fn in_object(text: &'a str) -> Option<Vec<&'a RawValue>> {
        let Self { items, articles, stories, results, docs, .. } = serde_json::from_str(text).ok()?;
        let lists = [articles, items, stories, results, docs].into_iter().flatten();
        lists.into_iter().find(|list| !list.is_empty() && list.iter().all(|value| value.get().starts_with('{')))
    }
}

/// Whether an object has a text of its own.
fn has_text(json: &str) -> bool {
    let fields: Result<std::collections::BTreeMap<std::borrow::Cow<'_, str>, &RawValue>, _> =
        serde_json::from_str(json);
    let words = || usual("text").iter().chain(usual("html"));
    fields.is_ok_and(|fields| {
        fields.iter().any(|(name, value)| {
            value.get().starts_with('"') && words().any(|word| *word == crate::fields::plain(name))
        })
    })
}

impl<I: Iterator<Item = Result<Raw<Vec<u8>>, ReadError>>> Iterator for Enveloped<I> {
    type Item = Result<Raw<Vec<u8>>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(article) = self.held.pop_front() {
            return Some(Ok(article));
        }
        let raw = match self.values.next()? {
            Ok(raw) => raw,
            Err(error) => return Some(Err(error)),
        };
        let Some(articles) = Envelope::articles(&raw.record) else { return Some(Ok(raw)) };
        for article in articles {
            self.number += 1;
            let (record, line) = (article.get().as_bytes().to_vec(), self.number);
            let (bytes, place) = (record.len(), raw.place.clone().at_line(line));
            self.held.push_back(Raw::new(record, place, bytes));
        }
        self.next()
    }
}
