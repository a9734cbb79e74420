//! The pictures of the README.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;

use crate::binary::{Desk, pipeline, top};
use crate::browser::Browser;
use crate::town;

/// The article that is shown, and words of a quote in it.
const ARTICLE: &str = "wire-dam-breach.txt";
const QUOTE: &str = "The ambulances";

fn page(desk: &Desk, input: std::path::PathBuf, name: &str) -> std::path::PathBuf {
    let ran = desk.run(["run".into(), pipeline("news"), input, "-o".into(), desk.path(name)]);
    assert!(matches!(ran.status, Some(0 | 3)), "{}", ran.stderr);
    let file = desk.path(name).with_extension("html");
    let ran = desk.run(["view".into(), desk.path(name), "-o".into(), file.clone()]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    file
}

fn take(browser: &mut Browser, name: &str) {
    std::thread::sleep(std::time::Duration::from_millis(500)); // colours change slowly
    let taken = browser.call("Page.captureScreenshot", json!({"format": "png", "optimizeForSpeed": false}));
    let png = BASE64_STANDARD.decode(taken["data"].as_str().unwrap()).unwrap();
    std::fs::write(top().join("crates/view/docs").join(name).with_extension("png"), png).unwrap();
}

#[test]
#[ignore = "writes the pictures in crates/view/docs"]
fn take_the_screenshots() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Desk::new();
    let articles = page(&desk, top().join("tests/articles"), "articles");
    desk.write("town/town.jsonl", town::articles());
    desk.write("town/torn.txt", b"Kelm\xffouth");
    let batch = desk.path("town");
    let batch = page(&desk, batch, "batch");
    for scheme in ["light", "dark"] {
        browser.prefer(scheme);
        browser.size_at(1280, 900, 0.8);
        browser.open(&articles, &format!("#{ARTICLE}"));
        browser.click(&format!(
            "[...document.querySelectorAll('#text .quote')].find((q) => q.textContent.includes('{QUOTE}'))"
        ));
        browser.value("window.scrollTo(0, document.querySelector('.timeline').offsetTop - 90)");
        take(&mut browser, &format!("article-{scheme}"));
        browser.size(1120, 1240);
        browser.open(&batch, "");
        take(&mut browser, &format!("batch-{scheme}"));
    }
}
