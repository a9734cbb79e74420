//! What a page says of its article.

use crate::page::*;

/// The story with this in its head, and this between title and text.
fn with(head: &str, near: &str) -> copydesk_core::Meta {
    let html = article(&(near.to_owned() + &plain())).replace("</head>", &format!("{head}</head>"));
    read(&html).meta
}

fn ld(fields: &str) -> String {
    format!("<script type=\"application/ld+json\">{{\"@type\": \"NewsArticle\", {fields}}}</script>")
}

#[test]
fn the_date_that_says_most_is_believed() {
    let meta = |name: &str, value: &str| format!("<meta property=\"{name}\" content=\"{value}\">");
    let published = "article:published_time";
    let cases = [
        (
            meta(published, "1772620920000") + &ld("\"datePublished\": \"2026-03-04T10:42:00Z\""),
            "",
            Some("2026-03-04T10:42:00Z"),
        ),
        (meta(published, "1772620920000"), "", Some("2026-03-04T10:42:00Z")),
        (
            meta(published, "1988"),
            "<time datetime=\"2026-03-04T10:42:00Z\">4 March</time>",
            Some("2026-03-04T10:42:00Z"),
        ),
        (meta(published, "1988"), "", None),
        (
            meta(published, "2026-03-04 10:42:00") + &ld("\"datePublished\": \"2026-03-04T10:42:00+01:00\""),
            "",
            Some("2026-03-04T10:42:00+01:00"),
        ),
        (
            "<meta name=\"cms:first-published-at\" content=\"2026-03-04T10:42:00Z\"><meta name=\"cms:updated-publication-date\" content=\"2026-03-05T10:42:00Z\">".to_owned(),
            "",
            Some("2026-03-04T10:42:00Z"),
        ),
        (
            String::new(),
            "<div><span property=\"dc:date dc:created\" content=\"2026-03-04T10:42:00+01:00\">Submitted by Ann Rask on Wed, 03/04/2026</span></div>",
            Some("2026-03-04T10:42:00+01:00"),
        ),
        (String::new(), "<p class=date>Published: 18 November 2017</p>", Some("2017-11-18")),
        (String::new(), "<div><time>18 November 2017</time></div>", Some("2017-11-18")),
        (
            String::new(),
            "<div class=meta>Updated Nov. 19, 2017</div><div>Published Nov. 18, 2017, 5:05 p.m. EST</div>",
            Some("2017-11-18T17:05:00-05:00"),
        ),
    ];
    for (head, near, expected) in cases {
        assert_eq!(with(&head, near).content_created.as_deref(), expected, "{head} {near}");
    }
}

#[test]
fn a_time_of_the_masthead_a_sidebar_or_a_comment_is_none_of_the_article() {
    let time = "<time datetime=\"2020-01-01T00:00:00Z\">1 January</time>";
    let around = [
        format!("<header class=masthead>{time}</header><main>MAIN</main>"),
        format!("<main>MAIN</main><aside>{time}</aside>"),
        format!("<aside>{time}</aside><main>MAIN</main>"),
        format!(
            "<main>MAIN</main><section class=comments><p>Well said, all of you, I will be on the boat.</p>{time}</section>"
        ),
    ];
    for around in around {
        let main = format!("<h1>Ferry will sail on</h1>{}", plain());
        assert_eq!(read(&page(&around.replace("MAIN", &main))).meta.content_created, None, "{around}");
        let dated = format!("<h1>Ferry will sail on</h1><time datetime=\"2026-03-04\">4 March</time>{}", plain());
        assert_eq!(
            read(&page(&around.replace("MAIN", &dated))).meta.content_created.as_deref(),
            Some("2026-03-04"),
            "{around}"
        );
    }
}

#[test]
fn authors_are_found_wherever_they_stand() {
    let graph = "<script type=\"application/ld+json\">{\"@graph\": [{\"@type\": \"NewsArticle\", \"author\": {\"@id\": \"#ann\"}}, {\"@type\": \"Person\", \"@id\": \"#ann\", \"name\": \"Ann Rask\"}]}</script>";
    let house = "<meta property=\"og:site_name\" content=\"KNN\">";
    let cases = [
        (graph.to_owned(), "", Some("Ann Rask")),
        (
            "<meta name=\"twitter:label1\" content=\"Written by\"><meta name=\"twitter:data1\" content=\"Ann Rask\">"
                .to_owned(),
            "",
            Some("Ann Rask"),
        ),
        (String::new(), "<p class=byline>By Ann Rask</p>", Some("Ann Rask")),
        (String::new(), "<div class=\"byline\"><span>By</span> <a href=/ann>Ann Rask</a></div>", Some("Ann Rask")),
        (String::new(), "<p><a rel=\"author\" href=/ann>View all posts by Ann Rask</a></p>", Some("Ann Rask")),
        ("<meta name=author content=\"No Author\">".to_owned(), "", None),
        (
            String::new(),
            "<div class=post-author><span>Ann Rask</span><span>Coast correspondent</span></div>",
            Some("Ann Rask"),
        ),
        (String::new(), "<div>Words by <a href=\"/authors/ann\">Ann Rask</a>, 4 March</div>", Some("Ann Rask")),
        (String::new(), "<div><a href=\"/isles\">Outer Isles</a></div>", None),
        (String::new(), "<p>Posted on 4 March 2026 by Ann Rask</p>", Some("Ann Rask")),
        (format!("{house}<meta name=author content=\"Nora Teale, KNN\">"), "", Some("Nora Teale")),
        (ld("\"author\": [{\"name\": \"Ann Rask\"}, {\"name\": \"Tom Pell\"}]"), "", Some("Ann Rask, Tom Pell")),
    ];
    for (head, near, expected) in cases {
        assert_eq!(with(&head, near).by.as_deref(), expected, "{head} {near}");
    }
}

#[test]
fn the_house_is_cut_from_the_title() {
    for title in [
        "Ferry will sail on | Harbour Post",
        "Ferry will sail on - Harbour Post - Harbour Post",
        "Ferry will sail on — News — Harbour Post",
    ] {
        let head = format!(
            "<meta property=\"og:title\" content=\"{title}\"><meta property=\"og:site_name\" content=\"Harbour Post\">"
        );
        assert_eq!(with(&head, "").headline.as_deref(), Some("Ferry will sail on"), "{title}");
    }
}

#[test]
fn what_else_the_page_says_is_kept() {
    let head = "<link rel=canonical href=\"https://harbour.example/ferry\"><meta property=\"og:site_name\" content=\"Harbour Post\">\
                <meta property=\"og:image\" content=\"https://harbour.example/ferry.jpg\">"
        .to_owned()
        + &ld("\"articleSection\": \"Estuary\", \"keywords\": [\"ferry\", \"vote\"], \"isAccessibleForFree\": \"False\", \"dateline\": \"KELMOUTH\", \"image\": {\"url\": \"x\", \"creditText\": \"Jo Bright\"}");
    let meta = with(&head, "");
    assert_eq!(meta.uri.as_deref(), Some("https://harbour.example/ferry"));
    assert_eq!(meta.located.as_deref(), Some("KELMOUTH"));
    let extra = serde_json::to_value(&meta.extra).expect("JSON");
    let expected = serde_json::json!({
        "outlet": "Harbour Post", "section": "Estuary", "keywords": ["ferry", "vote"], "isAccessibleForFree": false,
        "image": "https://harbour.example/ferry.jpg", "imageCredit": "Jo Bright"
    });
    assert_eq!(extra, expected);
    let told = with("", "").located;
    assert_eq!(told, None);
    let graph = "<script type=\"application/ld+json\">{\"@graph\": [{\"@type\": \"NewsArticle\", \"headline\": \"Ferry\"}, {\"@type\": \"Organization\", \"name\": \"Harbour Post\"}]}</script><meta property=\"article:content_tier\" content=\"locked\">";
    let meta = with(graph, "");
    assert_eq!(meta.extra["outlet"], "Harbour Post");
    assert_eq!(meta.extra["isAccessibleForFree"], false);
}

#[test]
fn the_title_that_the_window_ends_with_is_the_one_shown() {
    let told = |window: &str, shown: &str| {
        let html = page(&format!("<div><h3>{shown}</h3>{}</div>", plain()));
        read(&html.replace("Ferry will sail on | Harbour Post", window)).meta.headline
    };
    assert_eq!(told("Harbour diary: Ferry will sail on", "Ferry will sail on").as_deref(), Some("Ferry will sail on"));
    assert_eq!(told("Harbour diary: all of May", "Ferry will sail on").as_deref(), Some("Harbour diary: all of May"));
}

#[test]
fn the_place_is_taken_from_the_dateline() {
    let html = article(&plain().replacen("<p>The last", "<p>KELMOUTH, May 3 (Desk) - The last", 1));
    assert_eq!(read(&html).meta.located.as_deref(), Some("KELMOUTH"));
}
