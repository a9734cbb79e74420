//! Where the story stands in a page: in one element, in many, beside another.

use crate::page::*;

#[test]
fn a_story_cut_into_parts_is_whole() {
    let advert = "<div class=\"ad-slot\"><a href=/buy>Buy a boat</a></div>";
    let nested = told(|_, text| {
        format!("<div class=block><div><section><div><p>{text}</p></div></section></div></div>{advert}")
    });
    assert_story("nested blocks", &article(&nested));
    let halves = format!(
        "<div class=\"promoted part-a\">{}</div>{advert}<div class=part-b>{}</div>",
        STORY[..3].iter().map(|text| format!("<p>{text}</p>")).collect::<String>(),
        STORY[3..].iter().map(|text| format!("<p>{text}</p>")).collect::<String>()
    );
    assert_story("two halves", &article(&halves));
    let slides = told(|number, text| format!("<li class=slide><h3>Slide {number} of six</h3><p>{text}</p></li>"));
    let slides = text(&article(&format!("<ul class=slides>{slides}</ul>")));
    assert!(STORY.iter().all(|part| slides.contains(part)), "{slides}");
}

#[test]
fn a_list_of_products_is_the_story() {
    let body = told(|number, text| {
        format!(
            "<div class=product><h3><a href=\"https://shop.example/{number}\">Boat number {number} of the yard</a></h3><p>{text}</p></div>"
        )
    });
    let found = text(&article(&format!(
        "<p>We looked at six boats for the estuary and sailed in each of them for a week.</p>{body}"
    )));
    assert!(STORY.iter().all(|part| found.contains(part)), "{found}");
}

#[test]
fn a_paragraph_that_is_mostly_a_link_stays() {
    for open in ["<div><p>", "<div class=x><div><p class=y>"] {
        let body = told(|number, text| match number {
            2 => format!(
                "{open}<a href=/post>{}</a> office on the far side of the estuary.</p></div></div>",
                text.split(" office").next().unwrap_or(text)
            ),
            4 => format!("{open}<a href=/vote>{text}</a></p></div></div>"),
            _ => format!("{open}{text}</p></div></div>"),
        });
        assert_story(open, &article(&body));
    }
}

#[test]
fn of_two_stories_the_one_of_the_title_is_read() {
    let other =
        "<p>The mayor of Dunmore has resigned after a row over the lights on the pier, which are to be red.</p>"
            .repeat(4);
    let ours = format!("<article><h1>Ferry will sail on</h1>{}</article>", plain());
    let theirs = format!("<article><h2>Mayor of Dunmore goes</h2>{other}</article>");
    assert_story("ours first", &page(&format!("{ours}{theirs}")));
    assert_story("ours second", &page(&format!("{theirs}{ours}")));
    let more = format!("<div class=next><h1>Mayor of Dunmore goes</h1>{other}</div>");
    assert_story("another below, without an article element", &page(&format!("<div>{ours}{more}</div>")));
}

#[test]
fn excerpts_of_other_articles_below_the_story_go() {
    let card = |number: usize| {
        format!(
            "<div class=c1x><h3><a href=\"/story/{number}\">Story number {number} of the estuary</a></h3><p>A long excerpt of story {number}, which tells of boats and of men who sail in them.</p></div>"
        )
    };
    let cards: String = (0..5).map(card).collect();
    assert_story(
        "cards",
        &page(&format!(
            "<main><h1>Ferry will sail on</h1><div class=k2>{}</div><div class=k3>{cards}</div></main>",
            plain()
        )),
    );
}

#[test]
fn posts_of_a_running_story_keep_their_order_and_times() {
    let post = |number: usize, text: &str| {
        format!(
            "<div class=entry><div class=info><time>1{number}:42</time><mark>KEY EVENT</mark></div><p>{text}</p></div>"
        )
    };
    let live = text(&article(&told(post)));
    let expected: Vec<String> =
        STORY.iter().enumerate().map(|(number, text)| format!("1{number}:42\n\n{text}")).collect();
    assert_eq!(live, expected.join("\n\n"));
    let ld = "<script type='application/ld+json'>{\"@type\": \"LiveBlogPosting\", \"headline\": \"Ferry will sail on\"}</script>";
    let articles =
        told(|number, text| format!("<article class=post><time>1{number}.42am GMT</time><p>{text}</p></article>"));
    let live = text(&page(&format!("{ld}<main><h1>Ferry will sail on</h1>{articles}</main>")));
    assert!(live.starts_with(&format!("10.42am GMT\n\n{}\n\n11.42am GMT", STORY[0])), "{live}");
}
