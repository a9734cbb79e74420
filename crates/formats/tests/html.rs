//! Pages as people save them, and pages that nobody should.

use copydesk_core::Article;
use copydesk_core::source::{HowToRead, ReadOptions};
use copydesk_formats::html::{article_from_bytes, article_from_html};

fn how() -> HowToRead {
    HowToRead::new(ReadOptions::default(), Vec::new(), None)
}

fn read(html: &str) -> Article {
    article_from_html("page", html, &how()).expect("a short page")
}

const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en-GB"><head><title>Ferry vote in Kelmouth | Harbour Post</title>
<meta property="og:title" content="Harbour town votes to keep its last ferry">
<meta property="article:published_time" content="2026-03-04T10:42:00Z">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite"},
 {"@type": "NewsArticle", "headline": "Ferry", "author": [{"name": "Mara Okafor"}, {"name": "Tom Pell"}],
  "dateModified": "2026-03-05"}]}</script>
<script>document.write("<p>Never shown</p>");</script></head>
<body><nav><ul><li><a href="/">Home</a><li><a href="/sport">Sport</a></ul></nav>
<article><h1>Harbour town votes to keep its last ferry</h1>
<p class="byline">By Mara Okafor and Tom Pell</p>
<figure><img src="x.jpg"><figcaption>The ferry at its pier. Photo: Jo Bright</figcaption></figure>
<p>Residents of Kelmouth voted by two to one on Tuesday to keep the ferry running through the winter, the council said.</p>
<p>&ldquo;We would have been cut off,&rdquo; said Dana Pruitt, who runs the post office on the far side of the estuary.</p>
<div class="newsletter-signup"><p>Get the Harbour Post in your inbox</p></div>
<p>The council will now look for &pound;240,000 a year, and <b>three</b> new hands, to run the boat until the spring.</p>
<p><a href="/lost">Ten ferries lost and never found again</a></p>
<p>A second vote on the fares is due in May, when the accounts of the harbour board are to be laid before the town.</p>
</article><aside><h2>Related</h2><p>Minister denies knowing of the leak in the other ferry</p></aside>
<footer>All rights reserved</footer></body></html>"#;

#[test]
fn a_page_gives_its_article_and_its_metadata() {
    let article = read(PAGE);
    assert_eq!(
        article.text(),
        "The ferry at its pier. Photo: Jo Bright\n\n\
         Residents of Kelmouth voted by two to one on Tuesday to keep the ferry running through the winter, the council said.\n\n\
         “We would have been cut off,” said Dana Pruitt, who runs the post office on the far side of the estuary.\n\n\
         The council will now look for £240,000 a year, and three new hands, to run the boat until the spring.\n\n\
         A second vote on the fares is due in May, when the accounts of the harbour board are to be laid before the town."
    );
    let meta = &article.meta;
    assert_eq!(meta.headline.as_deref(), Some("Harbour town votes to keep its last ferry"));
    assert_eq!(meta.by.as_deref(), Some("Mara Okafor, Tom Pell"));
    assert_eq!(meta.content_created.as_deref(), Some("2026-03-04T10:42:00Z"));
    assert_eq!(meta.version_created.as_deref(), Some("2026-03-05"));
    assert_eq!(meta.language.as_deref(), Some("en-GB"));
    assert!(article.repairs.is_empty());
}

#[test]
fn a_page_without_metadata_is_asked_for_its_heading_and_time() {
    let page = PAGE.replace("<meta", "<x-meta").replace("ld+json", "x");
    let page = page.replace("<article>", "<article><time datetime=\"2026-03-04\">4 March</time>");
    let meta = read(&page).meta;
    assert_eq!(meta.headline.as_deref(), Some("Harbour town votes to keep its last ferry"));
    assert_eq!(meta.content_created.as_deref(), Some("2026-03-04"));
    let meta =
        read("<title>Ferry vote in Kelmouth | Harbour Post</title><p>The ferry will sail on through the winter.").meta;
    assert_eq!(meta.headline.as_deref(), Some("Ferry vote in Kelmouth"));
}

#[test]
fn the_declared_charset_is_read() {
    let page = PAGE.replace("<head>", "<head><meta charset=windows-1252>").replace("“", "").replace("Dana", "Zo\u{eb}");
    let bytes: Vec<u8> = page.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    let article = article_from_bytes("page", &bytes, &how()).expect("a short page");
    assert!(article.text().contains("said Zoë Pruitt"));
}

/// The page with something put in before its last paragraph.
fn page_with(html: &str) -> String {
    PAGE.replace("<p>A second vote", &format!("{html}<p>A second vote"))
}

#[test]
fn what_is_no_article_among_the_paragraphs_goes() {
    let own = read(PAGE).text().to_owned();
    let note = "Kelmouth Rail is a house of ferries and trains on both sides of the estuary, with thirty boats.";
    let teaser = |heading: &str| format!("<article>{heading}<p>{note}</p></article>");
    let link = |number: usize| format!("<a rel=\"category tag\" href=\"/{number}\">ferries of the north {number}</a>");
    let beside = [
        ("small print", format!("<p style=\"color: grey; font-size: 11px\">{note}</p>")),
        ("a pop-up", format!("<div class=\"person-popover\"><p>{note}</p></div>")),
        ("a box with another case", format!("<div class=\"Person_Popover\"><p>{note}</p></div>")),
        ("a header", format!("<header><h3>{note}</h3></header>")),
        ("a list of topics", format!("<p>Topics: {}, {}</p>", link(1), link(2))),
        ("a row of topics", format!("<br>Topics: {}, {}, {}", link(1), link(2), link(3))),
        ("another article", teaser("<h2><a href=\"/rail\">Rail</a></h2>")),
        ("another by its permanent link", teaser("<a rel=\"bookmark\" href=\"/rail\">Rail</a>")),
    ];
    for (what, html) in beside {
        assert_eq!(read(&page_with(&html)).text(), own, "{what}");
    }
}

#[test]
fn what_only_looks_so_stays() {
    let note = "Kelmouth Rail is a house of ferries and trains on both sides of the estuary, with thirty boats.";
    let notes = format!("<p>{note}</p>").repeat(3);
    let post = format!("<div class=\"social-embed\"><blockquote><p>{note}</p></blockquote></div>");
    let topic = format!("<p>{note} That is all <a rel=\"tag\" href=\"/a\">of the ferries</a> that it has.</p>");
    let kept = [
        ("most of the text in small print", page_with(&notes).replace("<p>", "<p style=\"font-size: 11px\">") + &notes),
        ("an embedded post", page_with(&post)),
        ("a topic in a sentence", page_with(&topic)),
    ];
    for (what, html) in kept {
        let text = read(&html).text().to_owned();
        assert!(["cut off", "thirty boats", "second vote"].iter().all(|part| text.contains(part)), "{what}: {text}");
    }
}

/// A page may part its paragraphs by line breaks alone, in an element of an unlucky name.
#[test]
fn an_article_without_paragraphs_of_its_own_stays() {
    let lines =
        ["The first ferry left before dawn", "Nobody on the pier had heard of the vote", "The council met at noon"];
    let line = |line: &str| format!("{line}, as the master of Kelmouth harbour told all who would listen.<br><br>");
    let text: String = lines.into_iter().map(line).collect();
    let notes = "<p>Kelmouth Rail is a house of ferries and trains, which sail and run in any weather.</p>".repeat(4);
    let page = format!("<body><div class=\"popularNews\">{text}{text}</div><div>{notes}</div></body>");
    let text = read(&page).text().to_owned();
    assert!(lines.iter().all(|line| text.contains(line)), "{text}");
}

/// Shapes on which tree builders run out of stack or take quadratic time. Without the pass over the raw page, several of
/// these do not end within minutes.
#[test]
fn pages_made_to_break_readers_are_read() {
    let nested = |open: &str, close: &str| open.repeat(100_000) + "deep" + &close.repeat(100_000);
    let numbered = |tag: &str| (0..100_000).map(|n| format!("<{tag} id=x{n}>")).collect::<String>();
    let pages = [
        nested("<div>", "</div>"),
        nested("<table><tr><td>", "</td></tr></table>"),
        nested("<svg><g>", "</g></svg>"),
        nested("<ul><li>", ""),
        nested("<b><p>", "</b>"),
        nested("<a><div>", "</a>"),
        numbered("font"),
        format!("<div>{}</div>{}", numbered("b"), "<div>x</div>".repeat(50_000)),
        "<".repeat(300_000),
        "</x".repeat(100_000),
        "<svg>".repeat(100_000),
        "<!--".repeat(100_000),
        format!("<p {}>text</p>", (0..50_000).map(|n| format!("a{n}=b ")).collect::<String>()),
        format!("<p>one &#{};", "9".repeat(100_000)),
        "<p>one<script>never closed".to_owned(),
        "<p>one<a href=\"never closed".to_owned(),
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><p>&b;&b;".to_owned(),
        "<script type=\"application/ld+json\">".to_owned() + &"[".repeat(200_000) + "</script>",
        "<article><a rel=bookmark href=/x>x</a>".repeat(50_000),
        format!("<p>one {} two", "<a rel=tag>x</a>, ".repeat(100_000)),
        format!("<p>one {} two", "<a rel=tag>x</a> and ".repeat(100_000)),
        "<div class=social><blockquote>x ".repeat(50_000),
        "\0\u{feff}<\0p>".to_owned(),
        String::new(),
    ];
    for page in pages {
        let _ = article_from_html("page", &page, &how());
    }
}
