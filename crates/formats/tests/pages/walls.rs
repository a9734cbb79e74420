//! Pages of which something else than the story is the loudest, and pages without one.

use copydesk_core::ErrorKind;

use crate::page::*;

/// The words of a consent dialog, longer than the story.
fn consent() -> String {
    "<p>We and our partners use cookies and process personal data to measure the audience and to develop our products and services.</p>".repeat(12)
}

#[test]
fn a_dialog_longer_than_the_story_is_not_read() {
    let dialogs = [
        format!("<div role=\"alertdialog\" class=x>{}</div>", consent()),
        format!("<div id=\"onetrust-consent-sdk\">{}</div>", consent()),
        format!("<section class=q7><h2>We value your privacy</h2>{}</section>", consent()),
        format!("<div role=dialog aria-modal=true><h2>Join us</h2>{}</div>", "<p>Read all that we write for a pound a week, with no end and no beginning, and stop whenever you like.</p>".repeat(9)),
    ];
    for dialog in dialogs {
        assert_story("before", &page(&format!("{dialog}<main><h1>Ferry will sail on</h1>{}</main>", plain())));
        assert_story("behind", &page(&format!("<main><h1>Ferry will sail on</h1>{}</main>{dialog}", plain())));
    }
}

#[test]
fn what_is_no_article_fails_as_such() {
    let teaser = |number: usize| {
        format!(
            "<div class=card><h3><a href=\"/{number}\">Story number {number} of the estuary today</a></h3><p>An excerpt of story {number}, which tells of boats and of men who sail in them.</p></div>"
        )
    };
    let front: String = (0..12).map(teaser).collect();
    let pages = [
        ("a front", page(&format!("<main>{front}</main>"))),
        (
            "a front of links",
            page(&"<div><a href=/x>Minister denies knowing of the leak in the dam</a></div>".repeat(30)),
        ),
        ("consent alone", page(&format!("<div class=q7>{}</div>", consent()))),
        (
            "an error",
            page("<main><h1>404</h1><p>Sorry, the page you are looking for could not be found on our site.</p></main>"),
        ),
        ("scripts", page("<div id=root></div><p>You need to enable JavaScript to run this app in your browser.</p>")),
        (
            "robots",
            page("<h1>One more step</h1><p>Please verify you are a human before you go on to the Harbour Post.</p>"),
        ),
        ("nothing", String::new()),
        ("no text", "<html><body><div><img src=x></div></body></html>".to_owned()),
    ];
    for (what, html) in pages {
        let (kind, message) = failure(&html);
        assert_eq!(kind, ErrorKind::NoArticle, "{what}");
        assert!(message.starts_with("no article: "), "{what}: {message}");
    }
}

#[test]
fn a_short_article_is_one() {
    let brief = "The ferry of Kelmouth will not sail on Monday, the harbour board said.";
    assert_eq!(text(&article(&format!("<p>{brief}</p>"))), brief);
}

#[test]
fn readers_who_answer_one_another_are_no_story() {
    let comment = |number: usize| {
        format!(
            "<div><b>user{number}</b><div>{}</div><a href=/r>Reply</a> <a href=/f>Report</a></div>",
            STORY[number % 6].replace("the", "our")
        )
    };
    let thread: String = (0..14).map(comment).collect();
    assert_story(
        "a thread",
        &page(&format!("<div><h1>Ferry will sail on</h1>{}</div><div class=x1>{thread}</div>", plain())),
    );
}

/// A count of words alone tells that a part was lost.
#[test]
fn a_count_of_words_is_held_against_the_text() {
    let words: usize = STORY.iter().map(|text| text.split_whitespace().count()).sum();
    let ld =
        format!("<script type=\"application/ld+json\">{{\"@type\": \"NewsArticle\", \"wordCount\": {words}}}</script>");
    let hidden = told(|number, text| if number < 3 { format!("<p>{text}</p>") } else { String::new() });
    let rest = told(|number, text| if number > 2 { format!("<p>{text}</p>") } else { String::new() });
    let html = page(&format!(
        "{ld}<main><h1>Ferry will sail on</h1><div>{hidden}</div><div class=sponsored>{rest}</div></main>"
    ));
    assert_story("the count", &html);
}

/// The page holds its text for machines alone; readers see a gate.
#[test]
fn an_article_that_only_machines_are_shown_is_read() {
    let body = STORY.join("\\n\\n").replace('"', "");
    let ld = format!(
        "<script type=\"application/ld+json\">{{\"@type\": \"NewsArticle\", \"headline\": \"Ferry will sail on\", \"articleBody\": \"{body}\"}}</script>"
    );
    let html = page(&format!(
        "{ld}<main><h1>Ferry will sail on</h1><p>Subscribe to continue reading this article.</p></main>"
    ));
    let article = read(&html);
    assert_eq!(article.text(), STORY.join("\n\n"));
    assert_eq!(article.extraction.map(|found| found.method), Some("stated"));
}

/// The names of the page hide the article; what it says for machines tells that.
#[test]
fn another_way_is_tried_where_the_page_disagrees() {
    let hidden = format!("<div class=\"related-content\">{}</div>", plain());
    let note = "<p>Harbour Post has been read since the bridge was built by all who go by boat, and it is printed on an island.</p>".repeat(3);
    let ld = format!(
        "<script type=\"application/ld+json\">{{\"@type\": \"NewsArticle\", \"articleBody\": \"{}\"}}</script>",
        STORY.join(" ")
    );
    let article = read(&page(&format!("{ld}<div><h1>Ferry will sail on</h1></div>{hidden}<div class=n>{note}</div>")));
    assert!(STORY.iter().all(|text| article.text().contains(text)), "{}", article.text());
    let extraction = article.extraction.expect("a page");
    assert!(extraction.coverage.is_some_and(|share| share > 0.9), "{extraction:?}");
}
