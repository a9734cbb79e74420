//! Pages as the widely used content systems build them, all invented: `cms/NAME.html`, and in `cms/NAME.txt` what is to be read.
//!
//! A `#` stands before a heading, a `[kind]` before what the page marks otherwise.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use copydesk_formats::html::article_from_html;
use copydesk_layers::{BlockKind, Mark};

use crate::page::how;

fn told(html: &str) -> String {
    let article = match article_from_html("page", html, &how()) {
        Ok(article) => article,
        Err(error) => return format!("failed: {}\n", error.kind().name()),
    };
    let mut out = String::new();
    let meta = &article.meta;
    for (name, value) in [("title", &meta.headline), ("by", &meta.by), ("date", &meta.content_created)] {
        let _ = writeln!(out, "{name}: {}", value.as_deref().unwrap_or("-"));
    }
    let (text, mut at) = (article.text(), 0);
    let marks = article.layers.get::<Mark>().expect("pages bring the layer");
    for mark in marks {
        out.push_str(&text[at..mark.span.start() as usize]);
        let kind = match mark.kind {
            BlockKind::Headline => "# ".to_owned(),
            kind => format!("[{}] ", format!("{kind:?}").to_lowercase()),
        };
        out.push_str(&kind);
        out.push_str(mark.span.of(text));
        at = mark.span.end() as usize;
    }
    out + &text[at..] + "\n"
}

#[test]
fn pages_of_content_systems_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/cms");
    let files = fs::read_dir(&folder).expect("the folder");
    let mut pages: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    pages.retain(|page| page.extension().is_some_and(|extension| extension == "html"));
    pages.sort();
    assert!(pages.len() > 50, "{} pages", pages.len());
    let mut wrong = String::new();
    for page in pages {
        let read = |extension: &str| fs::read_to_string(page.with_extension(extension)).expect("the file");
        let (found, expected) = (told(&read("html")), read("txt"));
        for pair in found.lines().zip(expected.lines()).filter(|(found, expected)| found != expected).take(1) {
            let _ = writeln!(wrong, "{}\n  found    {}\n  expected {}", page.display(), pair.0, pair.1);
        }
        if found != expected && found.lines().zip(expected.lines()).all(|(found, expected)| found == expected) {
            let _ = writeln!(
                wrong,
                "{}\n  {} lines, expected {}",
                page.display(),
                found.lines().count(),
                expected.lines().count()
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
