//! Captions and credits.

use copydesk_core::source::HowToRead;
use copydesk_formats::html::article_from_html;
use copydesk_layers::BlockKind::{Caption, Credit};

use crate::page::*;

#[test]
fn captions_and_credits_are_marked() {
    let caption = "The ferry at its pier in the gale of last week.";
    let pictures = [
        format!("<figure><img src=x><figcaption>{caption} <span class=credit>Jo Bright</span></figcaption></figure>"),
        format!(
            "<figure><img src=x><figcaption>{caption}</figcaption><div class=\"photo-credit\">Jo Bright</div></figure>"
        ),
        format!(
            "<div class=wp-caption><img src=x><p class=wp-caption-text>{caption}</p><p class=imageCredit>Jo Bright</p></div>"
        ),
        format!(
            "<div class=\"image-block\"><img src=x><div class=\"image-block__caption\">{caption}</div><small data-testid=\"credit\"><span class=credit>Jo Bright</span></small></div>"
        ),
    ];
    for picture in pictures {
        let html =
            article(&told(|number, text| format!("<p>{text}</p>{}", if number == 2 { picture.as_str() } else { "" })));
        assert_eq!(marks(&html), [(Caption, caption.to_owned()), (Credit, "Jo Bright".to_owned())], "{picture}");
        let mut how: HowToRead = how();
        how.options.captions = false;
        let without = article_from_html("page", &html, &how).expect("an article");
        assert_eq!(without.text(), STORY.join("\n\n"));
    }
}

#[test]
fn the_picture_above_the_story_has_its_caption() {
    let picture =
        "<figure><img src=x><figcaption>The ferry at its pier in the gale of last week.</figcaption></figure>";
    let html = page(&format!(
        "<main><div class=head><h1>Ferry will sail on</h1>{picture}</div><div class=body>{}</div></main>",
        plain()
    ));
    assert_eq!(marks(&html), [(Caption, "The ferry at its pier in the gale of last week.".to_owned())]);
}
