//! The page: our shell, style and script with the data of a run in their midst.
//!
//! The browser runs and styles by nothing but what we wrote, whatever an article holds: the content policy names our style
//! and our script by their hashes and forbids all else, the network included. The data stand in a block that no browser
//! executes, without a `<` in it, and the script puts texts into the document as texts only.

use askama::Template;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

const STYLE: &str = concat!(
    include_str!("../page/paper.css"),
    include_str!("../page/marks.css"),
    include_str!("../page/overview.css"),
    include_str!("../page/media.css"),
);

/// One module, so the order of the files does not matter to the functions in them.
const SCRIPT: &str = concat!(
    include_str!("../page/dom.js"),
    include_str!("../page/words.js"),
    include_str!("../page/layers.js"),
    include_str!("../page/marks.js"),
    include_str!("../page/article.js"),
    include_str!("../page/panel.js"),
    include_str!("../page/timeline.js"),
    include_str!("../page/charts.js"),
    include_str!("../page/overview.js"),
    include_str!("../page/quotes.js"),
    include_str!("../page/desk.js"),
);

#[derive(Template)]
#[template(path = "desk.html")]
struct Shell<'a> {
    title: &'a str,
    style: &'static str,
    style_hash: String,
    script: &'static str,
    script_hash: String,
    data: &'a str,
}

/// The page of these data, which are JSON.
pub(crate) fn page(title: &str, data: &str) -> askama::Result<String> {
    let (style_hash, script_hash) = (hash(STYLE), hash(SCRIPT));
    let data = &without_markup(data);
    Shell { title, style: STYLE, style_hash, script: SCRIPT, script_hash, data }.render()
}

fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text)))
}

/// JSON in which nothing can end the block that it stands in. These characters occur in its strings alone.
fn without_markup(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 64);
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_data_or_the_title_is_markup() {
        let data = r#"{"text":"</script><script>alert(1)</script><!-- &amp; ]]>"}"#;
        let page = page("</title><script>alert(2)</script>", data).unwrap();
        assert_eq!(page.matches("<script").count(), 2, "the data and our script");
        assert_eq!(page.matches("</script").count(), 2);
        assert!(!page.contains("alert(1)</") && !page.contains("<script>alert"));
        let from = page.find("id=\"data\">").unwrap() + 10;
        let block = &page[from..from + page[from..].find('<').unwrap()];
        let read: serde_json::Value = serde_json::from_str(block).unwrap();
        assert_eq!(read, serde_json::from_str::<serde_json::Value>(data).unwrap());
    }

    #[test]
    fn style_and_script_are_those_that_the_policy_names() {
        let page = page("a", "{}").unwrap();
        let blocks = [("style-src", "<style>", "</style>"), ("script-src", "<script type=\"module\">", "</script>")];
        for (rule, open, close) in blocks {
            let from = page.find(open).unwrap() + open.len();
            let text = &page[from..from + page[from..].find(close).unwrap()];
            assert!(page.contains(&format!("{rule} '{}'", hash(text))), "{open}");
        }
        assert!(page.contains("default-src 'none'"));
    }
}
