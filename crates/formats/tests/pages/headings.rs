//! What the page marks as a heading is one.

use copydesk_layers::BlockKind::Headline;

use crate::page::*;

#[test]
fn headings_of_any_wording_are_marked() {
    let headings = [
        ("h2", "What did the harbour board say?"),
        ("h2", "“We would have been cut off”"),
        ("h3", "1. The engine that has to be found before the storms come in"),
        ("h2", "Why the people of the islands voted for the boat and not for the bridge"),
    ];
    for (tag, heading) in headings {
        let body = told(|number, text| {
            format!("{}<p>{text}</p>", if number == 2 { format!("<{tag}>{heading}</{tag}>") } else { String::new() })
        });
        assert_eq!(marks(&article(&body)), [(Headline, heading.to_owned())]);
    }
}

#[test]
fn the_name_of_a_heading_says_nothing() {
    for name in ["id=\"the-comment-period\"", "id=related-questions", "class=\"subscription-heading\""] {
        let body = told(|number, text| {
            format!(
                "{}<p>{text}</p>",
                if number == 2 { format!("<h2 {name}>The comment period</h2>") } else { String::new() }
            )
        });
        assert_eq!(marks(&article(&body)), [(Headline, "The comment period".to_owned())], "{name}");
    }
}

#[test]
fn a_heading_of_nothing_goes() {
    let list = "<h2>More from the estuary</h2><ul><li><a href=/one>Minister denies knowing of the leak</a></li></ul>";
    let body = told(|number, text| format!("<p>{text}</p>{}", if number == 2 { list } else { "" }));
    assert_story("a list of links", &article(&body));
    assert_story("at the end", &article(&(plain() + "<h2>You may also like</h2>")));
}
