//! An invented page, and what is read from it.

use copydesk_core::source::{HowToRead, ReadOptions};
use copydesk_core::{Article, ErrorKind};
use copydesk_formats::html::article_from_html;
use copydesk_layers::{BlockKind, Mark};

/// Paragraphs of an invented story.
pub(crate) const STORY: [&str; 6] = [
    "The last ferry of Kelmouth will sail on through the winter after a vote that few in the town had expected to be so clear.",
    "Residents voted by two to one on Tuesday to pay for the boat, the harbour board said when the count was over.",
    "“We would have been cut off,” said Dana Pruitt, who runs the post office on the far side of the estuary.",
    "The board will now look for a new engine and three more hands before the first storms come in from the west.",
    "A second vote on the fares is due in May, when the accounts are to be laid before the town in the old exchange.",
    "Until then the crossing will cost what it cost in the year in which the bridge was washed away by the spring flood.",
];

pub(crate) fn how() -> HowToRead {
    HowToRead::new(ReadOptions::default(), Vec::new(), None)
}

/// The story's paragraphs, each as this makes it.
pub(crate) fn told(paragraph: impl Fn(usize, &str) -> String) -> String {
    STORY.iter().enumerate().map(|(number, text)| paragraph(number, text)).collect()
}

/// The story's paragraphs, in `p` alone.
pub(crate) fn plain() -> String {
    told(|_, text| format!("<p>{text}</p>"))
}

/// A page round a body: a bar on top, a title, a list of other articles and a foot.
pub(crate) fn page(body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=en><head><title>Ferry will sail on | Harbour Post</title></head><body>\
         <nav><ul><li><a href=/>Home</a><li><a href=/sport>Sport</a></ul></nav>{body}\
         <div class=rail><a href=/one>Minister denies knowing of the leak in the dam</a></div>\
         <footer><p>All rights reserved by the house that prints the paper, which is older than the bridge.</p></footer></body></html>"
    )
}

/// A page with the title and this body in its `<article>`.
pub(crate) fn article(body: &str) -> String {
    page(&format!("<article><h1>Ferry will sail on</h1>{body}</article>"))
}

pub(crate) fn read(html: &str) -> Article {
    article_from_html("page", html, &how()).unwrap_or_else(|error| panic!("{error}: {html}"))
}

pub(crate) fn text(html: &str) -> String {
    read(html).text().to_owned()
}

/// The kind and the message with which a page fails.
pub(crate) fn failure(html: &str) -> (ErrorKind, String) {
    match article_from_html("page", html, &how()) {
        Ok(article) => panic!("an article: {}", article.text()),
        Err(error) => (error.kind(), error.to_string()),
    }
}

/// What the page marks, with its words.
pub(crate) fn marks(html: &str) -> Vec<(BlockKind, String)> {
    let article = read(html);
    let marks = article.layers.get::<Mark>().expect("pages bring the layer");
    marks.iter().map(|mark| (mark.kind, mark.span.of(article.text()).to_owned())).collect()
}

/// Asserts that the text is the story and nothing else.
pub(crate) fn assert_story(what: &str, html: &str) {
    assert_eq!(text(html), STORY.join("\n\n"), "{what}");
}
