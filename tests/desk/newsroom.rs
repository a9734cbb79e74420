//! What newsrooms and archives have: feeds, agencies' XML, databases' exports, newsletters, documents, archives of them.

use serde_json::Value;

use crate::binary::Desk;

/// The articles that the quick pipeline makes of some files of a folder, by their sources.
fn articles(desk: &Desk, status: i32) -> Vec<Value> {
    let ran = desk.run(["run", "quick", "in", "-o", "out"]);
    assert_eq!(ran.status, Some(status), "{}", ran.stderr);
    desk.lines("out/articles.jsonl")
}

fn fields(article: &Value, paths: &[&str]) -> Vec<String> {
    let value = |path: &&str| article.pointer(path).unwrap_or(&Value::Null);
    paths.iter().map(|path| value(path).as_str().map_or_else(|| value(path).to_string(), str::to_owned)).collect()
}

const ABOUT: [&str; 6] = ["/id", "/source", "/meta/headline", "/meta/by", "/meta/anchor", "/meta/extra/outlet"];

#[test]
fn feeds_are_read_item_by_item_and_teasers_are_marked() {
    let desk = Desk::new();
    let rss = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<rss version=\"2.0\"><channel><title>Kelmouth Echo</title>\n\
        <item><title>Caf\u{e9} shut</title><guid>e1</guid><pubDate>Wed, 14 Feb 2024 09:30:00 GMT</pubDate><dc:creator>Mara Okafor</dc:creator>\n\
        <description>Short.</description><content:encoded><![CDATA[<p>The caf\u{e9} closed, said its owner.</p><p>It will open again in May.</p>]]></content:encoded></item>\n\
        <item><guid>e2</guid><description>Only a &lt;b&gt;teaser&lt;/b&gt; of it.</description></item>\n</channel></rss>\n";
    let latin: Vec<u8> = rss.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    desk.write("in/a.xml", latin);
    desk.write(
        "in/b.atom",
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Harbour Times</title><entry><id>h1</id><title>Boat</title><published>2024-02-13T08:00:00Z</published>\
         <author><name>Ana Orr</name></author><content type=\"xhtml\"><div><p>The boat left on Monday, and nobody was on it.</p></div></content></entry></feed>",
    );
    let articles = articles(&desk, 0);
    let expected = [
        ["e1", "in/a.xml:3", "Café shut", "Mara Okafor", "2024-02-14T09:30:00Z", "Kelmouth Echo"],
        ["e2", "in/a.xml:5", "null", "null", "null", "Kelmouth Echo"],
        ["h1", "in/b.atom:1", "Boat", "Ana Orr", "2024-02-13T08:00:00Z", "Harbour Times"],
    ];
    assert_eq!(articles.iter().map(|article| fields(article, &ABOUT)).collect::<Vec<_>>(), expected);
    assert_eq!(articles[0]["text"], "The café closed, said its owner.\n\nIt will open again in May.");
    assert_eq!(
        (&articles[1]["text"], &articles[1]["meta"]["extra"]["teaser"]),
        (&"Only a teaser of it.".into(), &true.into())
    );
}

#[test]
fn agencies_and_archives_are_read_with_what_they_say_of_an_article() {
    let desk = Desk::new();
    let item = |guid: &str, content: &str| {
        format!(
            "<newsItem guid=\"{guid}\" version=\"3\" xml:lang=\"en-GB\"><itemMeta><provider qcode=\"p:E\"><name>Echo Wire</name></provider>\
             <versionCreated>2024-02-14T09:30:00Z</versionCreated><pubStatus qcode=\"stat:usable\"/></itemMeta><contentMeta><located><name>Kelmouth</name></located>\
             <by>Mara Okafor</by><headline>Ferry vote</headline><subject qcode=\"medtop:11000000\"><name>politics</name></subject></contentMeta>\
             <contentSet>{content}</contentSet></newsItem>\n"
        )
    };
    let xhtml = "<inlineXML contenttype=\"application/xhtml+xml\"><html><body><p>The ferry won &amp; left.</p><p>It was late.</p></body></html></inlineXML>";
    let nitf = "<inlineXML contenttype=\"application/nitf+xml\"><nitf><body><body.content><p>The ferry won.</p></body.content></body></nitf></inlineXML>";
    let plain = "<inlineData contenttype=\"text/plain\">The ferry won.</inlineData>";
    let picture = "<remoteContent href=\"a.jpg\" contenttype=\"image/jpeg\"/>";
    let items = item("g:1", xhtml)
        + &item("g:2", nitf)
        + &item("g:3", plain)
        + &item("g:4", picture)
        + "<packageItem guid=\"g:5\"/>";
    desk.write(
        "in/1.xml",
        format!(
            "<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemSet>\n{items}</itemSet></newsMessage>\n"
        ),
    );
    desk.write(
        "in/2.xml",
        "<!DOCTYPE nitf SYSTEM \"http://x.example/nitf.dtd\" [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>\n<nitf><head><title>T</title><docdata><doc-id id-string=\"1815718\"/></docdata>\
         <pubdata date.publication=\"20070113T000000\" name=\"The Echo\"/></head><body><body.head><hedline><hl1>Ferry vote</hl1></hedline><byline>By MARA OKAFOR</byline></body.head>\
         <body.content><block class=\"lead_paragraph\"><p>LEAD &e; one.</p></block><block class=\"full_text\"><p>LEAD &e; one.</p><p>Two.</p></block></body.content></body></nitf>",
    );
    desk.write(
        "in/3.xml",
        "<newsitem itemid=\"2286\" date=\"1996-08-20\" xml:lang=\"en\"><title>KELMOUTH: Vote.</title><headline>Vote.</headline><byline>Ana Orr</byline>\
         <text><p>The ferry won.</p><p>It left.</p></text><metadata><codes><code code=\"C11\"/></codes><dc element=\"dc.publisher\" value=\"Echo plc\"/></metadata></newsitem>",
    );
    let articles = articles(&desk, 0);
    let wire = |id, line| ["g:", id, line, "Ferry vote", "Mara Okafor", "2024-02-14T09:30:00Z", "Echo Wire"];
    let joined = |[prefix, id, line, rest @ ..]: [&str; 7]| {
        let mut all = vec![format!("{prefix}{id}"), format!("in/1.xml:{line}")];
        all.extend(rest.map(str::to_owned));
        all
    };
    let mut expected = [wire("1", "2"), wire("2", "3"), wire("3", "4")].map(joined).to_vec();
    expected.push(
        ["1815718", "in/2.xml", "Ferry vote", "By MARA OKAFOR", "2007-01-13", "The Echo"].map(str::to_owned).to_vec(),
    );
    expected.push(["2286", "in/3.xml", "Vote.", "Ana Orr", "1996-08-20", "Echo plc"].map(str::to_owned).to_vec());
    assert_eq!(articles.iter().map(|article| fields(article, &ABOUT)).collect::<Vec<_>>(), expected);
    let texts: Vec<_> = articles.iter().map(|article| article["text"].as_str().unwrap()).collect();
    let expected = [
        "The ferry won & left.\n\nIt was late.",
        "The ferry won.",
        "The ferry won.",
        "LEAD &e; one.\n\nTwo.",
        "The ferry won.\n\nIt left.",
    ];
    assert_eq!(texts, expected, "no entity is resolved from outside");
    let account: Value = serde_json::from_str(&desk.read("out/run.json")).unwrap();
    assert_eq!(account["account"]["skipped"]["a news item without text of its own"]["count"], 1);
    assert_eq!(account["account"]["skipped"]["an item of NewsML-G2 that is no news item"]["first"], "in/1.xml:6");
}

const NEXIS: &str = "                               1 of 2 DOCUMENTS\n\n                          Kelmouth Echo\n\n                     February 14, 2024 Wednesday\n\n\
    Ferry vote splits council\n\nBYLINE: Mara Okafor\n\nSECTION: NEWS; Pg. 3\n\nLENGTH: 412 words\n\nThe council voted on Tuesday\nafter a long night.\n\n\
    LOAD-DATE: February 15, 2024\n\n               Copyright 2024 Kelmouth Echo Ltd\n                      All Rights Reserved\n\n\
    \x20                              2 of 2 DOCUMENTS\n\n                          Harbour Times\n\n                     February 13, 2024 Tuesday\n\nBoat leaves\n\n\
    LENGTH: 12 words\n\nNobody was on it.\n\nLOAD-DATE: February 14, 2024\n";

const FACTIVA: &str = "HD  Ferry vote splits council\nBY  Mara Okafor\nWC  412 words\nPD  14 February 2024\nSN  Kelmouth Echo\nLP  \nThe council voted.\nTD  \nIt was close.\n\
    Document KELECH0020240214ek2e0001x\n\nHD  Boat leaves\nPD  13 February 2024\nSN  Harbour Times\nLP  \nNobody was on it.\nDocument HARTIM0020240213ek2d0002y\n";

#[test]
fn exports_of_databases_are_cut_into_their_articles() {
    let desk = Desk::new();
    desk.write("in/1.txt", NEXIS);
    desk.write("in/2.txt", FACTIVA);
    let rtf: String = FACTIVA.lines().map(|line| format!("{line}\\par ")).collect();
    desk.write(
        "in/3.rtf",
        format!("{{\\rtf1\\ansi{{\\fonttbl{{\\f0 Arial;}}}}{}}}", rtf.replace("voted", "vo\\'74ed")),
    );
    let articles = articles(&desk, 0);
    let ferry = ["Ferry vote splits council", "Mara Okafor", "2024-02-14", "Kelmouth Echo"];
    let told = articles.iter().map(|article| fields(article, &ABOUT)[2..].to_vec()).collect::<Vec<_>>();
    let boat = |date| ["Boat leaves", "null", date, "Harbour Times"];
    assert_eq!(told, [ferry, boat("2024-02-13"), ferry, boat("2024-02-13"), ferry, boat("2024-02-13")]);
    assert_eq!(articles[0]["text"], "The council voted on Tuesday after a long night.");
    assert_eq!(
        (&articles[2]["text"], &articles[2]["id"]),
        (&"The council voted.\n\nIt was close.".into(), &"KELECH0020240214ek2e0001x".into())
    );
    assert_eq!(articles[4]["text"], articles[2]["text"], "RTF is read as the text in it");
    assert!(articles.iter().all(|article| !article["text"].as_str().unwrap().contains("BYLINE")));
    desk.write("many.txt", "One.\n-------\nTwo.\n-------\n");
    desk.write("p.toml", "[source]\nuse = \"text\"\nsplit = \"^-{5,}$\"\n[[stage]]\nuse = \"tokenizer\"\n");
    assert_eq!(desk.run(["run", "p.toml", "many.txt", "-o", "out2"]).status, Some(0));
    let texts: Vec<_> = desk.lines("out2/articles.jsonl").iter().map(|article| article["text"].clone()).collect();
    assert_eq!(texts, ["One.", "Two."]);
}

#[test]
fn newsletters_documents_and_archives_are_read() {
    let desk = Desk::new();
    let mail = "From: Mara Okafor <mara@echo.example>\nSubject: =?utf-8?q?Caf=C3=A9_letter?=\nDate: Wed, 14 Feb 2024 09:30:00 +0100\nMessage-ID: <m1@echo.example>\n\
        Content-Type: text/plain; charset=utf-8\n\nThe ferry won.\n";
    desk.write(
        "in/a.mbox",
        format!(
            "From mara@echo.example Wed Feb 14 09:30:00 2024\n{mail}\nFrom x Wed Feb 14\n{}",
            mail.replace("m1@", "m2@")
        ),
    );
    let corpus = crate::binary::top().join("tests/fuzz/corpus");
    desk.write("in/b.docx", std::fs::read(corpus.join("docx/word")).unwrap());
    desk.write("in/c.zip", std::fs::read(corpus.join("archive/zip")).unwrap());
    desk.write("in/d.tar", std::fs::read(corpus.join("archive/tar")).unwrap());
    let articles = articles(&desk, 0);
    let told: Vec<_> = articles.iter().map(|article| fields(article, &["/source", "/text"])).collect();
    let long = format!("in/d.tar/{}/b.csv:2", "x".repeat(150));
    let page = told[5].clone();
    assert_eq!(page[0], "in/c.zip/d.html");
    let expected = [
        ["in/a.mbox:2", "The ferry won."],
        ["in/a.mbox:11", "The ferry won."],
        ["in/b.docx", "The ferry won.\n\nIt \tleft & sank."],
        ["in/c.zip/a.txt", "The ferry won."],
        ["in/c.zip/b/two.csv:2", "Two"],
        ["in/c.zip/d.html", page[1].as_str()],
        ["in/d.tar/a.txt", "The ferry won."],
        [long.as_str(), "Two"],
    ];
    assert_eq!(told, expected);
    let about = ["<m1@echo.example>", "in/a.mbox:2", "Café letter", "Mara Okafor", "2024-02-14T09:30:00+01:00"];
    assert_eq!(fields(&articles[0], &ABOUT)[1..5], about[1..]);
    let account: Value = serde_json::from_str(&desk.read("out/run.json")).unwrap();
    assert_eq!(account["account"]["skipped"]["a member of an archive that no source reads"]["count"], 2);
}
