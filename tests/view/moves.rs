//! What a reader does with the page.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;

use crate::binary::Desk;
use crate::browser::Browser;
use crate::records::{page, three};

/// The piece of text that is just these words.
fn piece(words: &str) -> String {
    let own = "[...p.querySelectorAll('.aside')].reduce((t, a) => t.replace(a.textContent, ''), p.textContent)";
    format!("[...document.querySelectorAll('#text .piece')].find((p) => {own}.trim() === {})", json!(words))
}

/// The words that are lit, each with its tag.
const LIT: &str = "[...document.querySelectorAll('.piece.lit')].map((p) => {
    const words = [...p.querySelectorAll('.aside')].reduce((t, a) => t.replace(a.textContent, ''), p.textContent);
    return (p.dataset.tag ?? '') + ':' + words.trim(); }).join('|')";

fn opened(fragment: &str) -> Option<(Browser, Desk)> {
    let mut browser = Browser::start()?;
    let desk = Desk::new();
    let page = page(&desk, &three());
    browser.prefer("light");
    browser.open(&page, fragment);
    Some((browser, desk))
}

fn quiet(browser: &mut Browser) {
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn a_click_lights_what_belongs_together() {
    let Some((mut browser, _desk)) = opened("#harbour.txt") else { return };
    browser.click(&piece("“It will open in"));
    let lit = browser.text(LIT);
    for part in [
        ":“It will open in",
        "source:she",
        "cue:told",
        "speaker:Mara Okafor",
        ":June",
        "speaker:Okafor",
        ":keeps",
        ":her promises",
    ] {
        assert!(lit.split('|').any(|found| found == part), "{part} is not in {lit}");
    }
    let known = browser.text("document.getElementById('details').innerText");
    assert!(
        ["Mara Okafor", "she", "told", "a name beside the cue", "0.91"].iter().all(|fact| known.contains(fact)),
        "{known}"
    );

    browser.click(&piece("Mara Okafor"));
    assert_eq!(browser.text(LIT), ":Mara Okafor|:Okafor|:keeps", "every mention of the name, and nothing else");

    browser.click(&piece("her promises"));
    let known = browser.text("document.getElementById('details').innerText");
    assert!(known.contains("acme.mood") && known.contains("hopeful") && known.contains("0.75"), "{known}");

    browser.click("document.querySelector('.brief li button')");
    assert!(browser.text(LIT).contains("reporters."), "the place of a summary sentence");
    quiet(&mut browser);
}

#[test]
fn marks_that_overlap_are_all_visible_and_can_be_hidden() {
    let Some((mut browser, _desk)) = opened("#harbour.txt") else { return };
    let looks = format!(
        "[...{}.querySelectorAll('span:not(.aside)')].map((s) => s.className.split(' ')[0]).sort().join(' ')",
        piece("keeps")
    );
    assert_eq!(browser.text(&looks), "foreign name quote");
    assert_eq!(browser.value("document.querySelectorAll('#text .name').length > 0"), true);
    browser.click("document.querySelector('[data-switch=\"entities PERSON\"]')");
    assert_eq!(browser.value("document.querySelectorAll('#text .name.person').length"), 0);
    assert_eq!(browser.value("document.querySelectorAll('#text .name.organization').length > 0"), true);
    browser.key("1");
    assert_eq!(
        browser.value("document.querySelectorAll('#text .quote').length"),
        0,
        "the first switch is that of quotes"
    );
    browser.key("1");
    assert_eq!(browser.value("document.querySelectorAll('#text .quote').length > 0"), true);
    let kinds = browser.text("[...document.querySelectorAll('#text .kind')].map((k) => k.textContent).join(' ')");
    assert_eq!(kinds, "byline caption credit boilerplate");
    let whole = browser.text(
        "[...document.querySelectorAll('#text .block')].map((b) => { const c = b.cloneNode(true);
         c.querySelectorAll('.aside, .kind').forEach((a) => a.remove()); return c.textContent; }).join('|')",
    );
    assert!(whole.contains("KELMOUTH, May 14 – The council of Kelmouth voted on Tuesday"), "{whole}");
    quiet(&mut browser);
}

#[test]
fn keys_links_search_and_filters_lead_where_they_say() {
    let Some((mut browser, _desk)) = opened("") else { return };
    assert!(
        browser
            .text("document.querySelector('.lede').innerText")
            .starts_with("3 articles from 3 May 2024 to 15 May 2024")
    );

    browser.click("[...document.querySelectorAll('.speakers button')].find((b) => b.textContent === 'Mara Okafor')");
    let speakers =
        "[...new Set([...document.querySelectorAll('#quote-list .who strong')].map((s) => s.textContent))].join('|')";
    assert_eq!(browser.text(speakers), "Mara Okafor");
    assert_eq!(browser.value("document.querySelectorAll('#quote-list li').length"), 2);
    browser.click("[...document.querySelectorAll('#quote-list button')].find((b) => b.textContent === 'Anyone')");
    browser.click("document.getElementById('words')");
    browser.write("tide");
    assert_eq!(browser.text(speakers), "Karl Vane");
    browser.click("document.querySelector('#quote-list a')");
    browser.until("location.hash === '#plain%2F3.txt' && document.querySelector('.piece.lit') !== null");
    assert!(browser.text("document.getElementById('details').innerText").starts_with("Karl Vane"), "the quote is lit");

    browser.key("j");
    browser.until("document.querySelector('h1').textContent === 'A note on tides, part 9'");
    browser.key("k");
    browser.until("document.querySelector('h1').textContent === 'A note on tides, part 3'");
    browser.key("/");
    browser.write("moon");
    browser.until("document.querySelector('h1').textContent === 'A note on tides, part 9'");
    assert_eq!(browser.text("[...document.querySelectorAll('.hit')].map((h) => h.textContent).join('|')"), "moon");
    assert_eq!(browser.value("document.querySelectorAll('.list a').length"), 1);
    browser.key("Escape");
    browser.key("o");
    browser.until("document.querySelector('.overview') !== null");
    browser.value("location.hash = '#harbour.txt'");
    browser.until("document.querySelector('h1')?.textContent === 'Kelmouth votes to mend its bridge'");
    browser.value("location.hash = '#no-such-article'");
    browser.until("document.querySelector('.overview') !== null");
    browser.value("location.hash = '#%E0%A4%A'");
    quiet(&mut browser);
}

#[test]
fn marks_can_be_walked_by_keys_alone() {
    let Some((mut browser, _desk)) = opened("#harbour.txt") else { return };
    browser.key("n");
    browser.key("n");
    let first = browser.text("document.activeElement.title");
    assert!(!first.is_empty() && browser.value("document.activeElement.matches('#text [role=button]')") == true);
    browser.key("Enter");
    assert_eq!(browser.value("document.activeElement.getAttribute('aria-pressed')"), "true");
    browser.key("Escape");
    assert_eq!(browser.value("document.querySelectorAll('.piece.lit').length"), 0);
    browser.key("?");
    assert_eq!(browser.value("document.getElementById('keys').open"), true);
    quiet(&mut browser);
}

#[test]
fn everything_that_can_be_pressed_or_seen_has_a_name() {
    let Some((mut browser, _desk)) = opened("") else { return };
    for fragment in ["#", "#harbour.txt"] {
        browser.value(&format!("location.hash = '{fragment}'"));
        browser.until(if fragment == "#" {
            "!!document.querySelector('.overview')"
        } else {
            "!!document.querySelector('.sheet')"
        });
        let tree = browser.call("Accessibility.getFullAXTree", json!({}));
        let named =
            ["button", "link", "textbox", "searchbox", "combobox", "image", "navigation", "dialog", "complementary"];
        for node in tree["nodes"].as_array().unwrap() {
            let role = node["role"]["value"].as_str().unwrap_or_default();
            if node["ignored"] != true && named.contains(&role) {
                assert!(
                    node["name"]["value"].as_str().is_some_and(|name| !name.trim().is_empty()),
                    "a {role} without a name"
                );
            }
        }
    }
    quiet(&mut browser);
}

#[test]
fn dark_is_a_key_away_and_paper_takes_both_views() {
    let Some((mut browser, _desk)) = opened("#harbour.txt") else { return };
    let ground = "getComputedStyle(document.body).backgroundColor";
    let light = browser.text(ground);
    browser.click("document.getElementById('theme')");
    let dark = browser.text(ground);
    assert_ne!(light, dark);
    browser.key("t");
    assert_eq!(browser.text(ground), light);
    browser.prefer("dark");
    browser.value("delete document.documentElement.dataset.theme");
    assert_eq!(browser.text(ground), dark, "what the system prefers, where nothing else was said");
    for fragment in ["#harbour.txt", "#"] {
        browser.value(&format!("location.hash = '{fragment}'"));
        let printed = browser.call("Page.printToPDF", json!({"printBackground": true}));
        let pdf = BASE64_STANDARD.decode(printed["data"].as_str().unwrap()).unwrap();
        assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 10_000, "{} bytes", pdf.len());
    }
    quiet(&mut browser);
}

#[test]
fn a_narrow_screen_needs_no_scrolling_sideways() {
    let Some((mut browser, _desk)) = opened("#harbour.txt") else { return };
    browser.size(390, 800);
    for fragment in ["#harbour.txt", "#"] {
        browser.value(&format!("location.hash = '{fragment}'"));
        browser.until("true");
        let width = browser.value("document.documentElement.scrollWidth");
        assert!(width.as_u64().unwrap() <= 390, "{fragment}: {width}");
    }
    quiet(&mut browser);
}
