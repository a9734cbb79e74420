//! Words inside sentences: none is lost, none is added, none run into one.

use copydesk_layers::BlockKind::Boilerplate;

use crate::page::*;

/// The story with another first paragraph.
fn with_first(first: &str) -> String {
    article(&told(|number, text| format!("<p>{}</p>", if number == 0 { first } else { text })))
}

#[test]
fn words_in_marked_inline_elements_stay() {
    for inline in [
        "a href=/ann class=author",
        "span class=credit",
        "span class=\"caption\"",
        "button",
        "span class=byline",
        "time",
    ] {
        let name = inline.split(' ').next().unwrap_or(inline);
        let html = with_first(&format!(
            "The novel by <{inline}>Ann Rask</{name}> sold well on both sides of the estuary, they say."
        ));
        assert!(text(&html).starts_with("The novel by Ann Rask sold well on both"), "{inline}: {}", text(&html));
    }
}

#[test]
fn words_that_only_tags_part_are_parted() {
    let cases = [
        (
            "<span class=\"strong\">The second survey</span>“We have seen the boats,” said the master.",
            "The second survey “We have",
        ),
        ("<b>The boats.</b>They were sold to the island of Orr in the autumn of that year.", "The boats. They were"),
        (
            "<span>The harbour</span><span>The boats were sold to the island of Orr in autumn.</span>",
            "The harbour The boats",
        ),
        ("<span class=dropcap>T</span>he boats were sold to the island of Orr in the autumn.", "The boats were"),
        (
            "Mc<b>Allister</b> of the U.<b>S.</b> sold the boats to the island of Orr in autumn.",
            "McAllister of the U.S. sold",
        ),
    ];
    for (first, expected) in cases {
        assert!(text(&with_first(first)).starts_with(expected), "{}", text(&with_first(first)));
    }
}

#[test]
fn words_for_screen_readers_go() {
    let hidden = [
        "<span style=\"clip:rect(0 0 0 0);position:absolute;width:1px\">, opens new tab</span>",
        "<span class=sr-only> (opens in a new window)</span>",
        "<span class=\"visuallyHidden\">external link</span>",
        "<span hidden>note</span>",
    ];
    for hidden in hidden {
        let html = with_first(&format!(
            "The boats were <a href=/sold>sold{hidden}</a> to the island of Orr in the autumn of that year."
        ));
        assert!(text(&html).starts_with("The boats were sold to the island"), "{hidden}: {}", text(&html));
    }
}

#[test]
fn a_box_that_opens_beside_a_word_is_none_of_it() {
    let popup = "<span class=\"rollover-block\"><span><a href=/1>Senators call for boats</a> <a href=/2>Town asks for more</a></span></span>";
    let html = with_first(&format!(
        "The boats of Ann Rask {popup} were sold to the island of Orr in the autumn of that year."
    ));
    assert!(text(&html).starts_with("The boats of Ann Rask were sold"), "{}", text(&html));
}

#[test]
fn a_dateline_in_an_element_of_its_own_stays() {
    for line in [
        "<span class=dateline>KELMOUTH, May 3 (Desk) - </span>",
        "<strong class=\"article-location\">KELMOUTH</strong> — ",
    ] {
        let html = with_first(&format!("{line}{}", STORY[0]));
        assert!(text(&html).starts_with("KELMOUTH"), "{}", text(&html));
    }
}

#[test]
fn pull_quotes_are_not_read_twice() {
    let quotes = [
        "<blockquote class=pullquote><p>We would have been cut off</p></blockquote>",
        "<div class=\"pull-quote\"><p>“We would have been cut off,” said Dana Pruitt</p></div>",
        "<aside><p>We would have been cut off</p></aside>",
    ];
    for quote in quotes {
        assert_story(
            quote,
            &article(&told(|number, text| format!("<p>{text}</p>{}", if number == 3 { quote } else { "" }))),
        );
    }
}

#[test]
fn embedded_posts_are_blocks_and_their_authors_boilerplate() {
    let quote = "<p>The boat is saved and we will all be on it tomorrow before the sun is up.</p>";
    for post in [
        format!(
            "<blockquote class=\"twitter-tweet\">{quote}&mdash; Ann Rask (@annrask) <a href=/s>May 4, 2024</a></blockquote>"
        ),
        format!("<div class=social-embed><blockquote>{quote}— Ann Rask (@annrask) May 4, 2024</blockquote></div>"),
    ] {
        let html =
            article(&told(|number, text| format!("<p>{text}</p>{}", if number == 3 { post.as_str() } else { "" })));
        assert!(
            text(&html).contains("\n\nThe boat is saved and we will all be on it tomorrow before the sun is up.\n\n"),
            "{}",
            text(&html)
        );
        assert_eq!(marks(&html), [(Boilerplate, "— Ann Rask (@annrask) May 4, 2024".to_owned())]);
    }
}
