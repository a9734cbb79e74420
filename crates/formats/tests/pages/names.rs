//! Names of classes hide no part of the story.

use crate::page::*;

#[test]
fn a_class_on_many_or_long_paragraphs_is_no_mark() {
    let names = [
        "paywall",
        "text hidden",
        "popular",
        "published",
        "legal",
        "updated",
        "social",
        "related",
        "tags",
        "subscription",
        "standfirst",
        "dek",
        "comment",
        "privacy",
    ];
    for name in names {
        let most = told(
            |number, text| {
                if number > 1 { format!("<p class=\"{name}\">{text}</p>") } else { format!("<p>{text}</p>") }
            },
        );
        assert_story(name, &article(&most));
        let one = told(
            |number, text| {
                if number == 3 { format!("<p class=\"{name}\">{text}</p>") } else { format!("<p>{text}</p>") }
            },
        );
        assert_story(name, &article(&one));
    }
    let hidden = told(|number, text| format!("<p aria-hidden=\"{}\">{text}</p>", number > 2));
    assert_story("aria-hidden", &article(&hidden));
}

#[test]
fn a_short_marked_paragraph_is_what_it_is_marked() {
    for line in [
        "<p class=byline>By Mara Okafor</p>",
        "<p class=timestamp>4 March, 10.42am</p>",
        "<p class=\"newsletter\">Get our letters</p>",
    ] {
        assert_story(line, &article(&(line.to_owned() + &plain())));
    }
}

#[test]
fn a_name_on_a_box_hides_no_text_of_the_story() {
    for name in ["teaser-content", "promo-body", "sidebar_content", "popular-widget", "article-header__legal"] {
        let lead = told(|number, text| {
            if number == 0 { format!("<div class=\"{name}\"><p>{text}</p></div>") } else { format!("<p>{text}</p>") }
        });
        assert_story(name, &article(&lead));
    }
    // Two very long paragraphs beside a note of the house.
    for name in ["sidebar_content", "promoted", "hidden-content"] {
        let halves = [STORY[..3].join(" "), STORY[3..].join(" ")];
        let note = "<div class=house><p>Harbour Post is a paper of the estuary and its islands.</p><p>It has been read since the bridge was built by all who go by boat.</p></div>";
        let body = format!(
            "<h1>Ferry will sail on</h1><div class=\"{name}\"><p>{}</p><p>{}</p></div>{note}",
            halves[0], halves[1]
        );
        let text = text(&page(&body));
        assert!(halves.iter().all(|half| text.contains(half.as_str())), "{name}: {text}");
    }
}

#[test]
fn boxes_beside_the_story_go() {
    let link = "<a href=\"/two\">Ten ferries lost and never found again</a>";
    let boxes = [
        format!("<div class=\"teaser\"><h3>{link}</h3><p>A list of the boats that went down in the gales of the last century.</p></div>"),
        "<div class=\"newsletter-signup\"><p>Get the Harbour Post in your inbox every morning before the first boat leaves.</p></div>".to_owned(),
        format!("<aside><h2>More</h2><p>{link}</p></aside>"),
        "<div class=\"share-bar\"><a href=/s>Share</a> <a href=/t>Post</a></div>".to_owned(),
        format!("<div class=most-read><ol><li>{link}</li><li>{link}</li></ol></div>"),
        "<div class=visually-hidden>Article content</div>".repeat(3),
    ];
    for beside in boxes {
        let body = told(|number, text| format!("<p>{text}</p>{}", if number == 3 { beside.as_str() } else { "" }));
        assert_story(&beside, &article(&body));
    }
}
