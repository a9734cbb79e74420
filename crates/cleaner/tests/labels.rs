//! Whole lines of invented pages and the labels a reader expects, one text a file in `tests/pages`.
//!
//! Each line of a file is a label, a bar and the line of the page; `label+dateline` where an inline dateline is parted off.

use copydesk_cleaner::{Cleaner, Config};
use copydesk_core::{Budget, BuildContext, Doc, Meta, Stage};
use copydesk_layers::{Block, BlockKind};

fn blocks(text: &str, meta: &Meta, config: Config) -> Vec<Block> {
    let cleaner = Cleaner::build(config, &BuildContext::new(".".as_ref())).expect("options that are right");
    let budget = Budget::unlimited();
    let doc = Doc::new(text, meta, &budget);
    Stage::run(&cleaner, doc, (None,), &mut copydesk_cleaner::Scratch::default()).expect("no limit").0
}

fn kind(block: &Block) -> String {
    format!("{:?}", block.kind).to_lowercase()
}

/// The page with a label before each line.
fn labelled(text: &str) -> String {
    let blocks = blocks(text, &Meta::default(), Config::default());
    let mut at = 0;
    let mut out = String::new();
    for line in text.lines() {
        let end = at + line.len();
        let inside = blocks.iter().filter(|block| (at..=end).contains(&(block.span.start() as usize)));
        let kinds: Vec<_> = inside.map(kind).collect();
        out += &format!("{} | {line}\n", kinds.join("+"));
        at = end + 1;
    }
    out
}

fn check(page: &str) {
    let text: String =
        page.lines().map(|line| line.split_once(" | ").expect("a label and a bar").1.to_owned() + "\n").collect();
    assert_eq!(labelled(&text), page);
}

#[test]
fn a_wire_story() {
    check(include_str!("pages/wire.txt"));
}

#[test]
fn a_web_page_with_its_furniture() {
    check(include_str!("pages/furniture.txt"));
}

#[test]
fn residue_of_markup() {
    check(include_str!("pages/residue.txt"));
}

#[test]
fn body_that_looks_like_something_else() {
    check(include_str!("pages/body.txt"));
}

#[test]
fn a_known_title_is_a_headline_wherever_it_stands() {
    let mut meta = Meta::default();
    meta.headline = Some("Ferry vote: what next?".to_owned());
    let found = blocks("The council met on Tuesday.\nFERRY VOTE — What Next?", &meta, Config::default());
    assert_eq!(found[1].kind, BlockKind::Headline);
}

#[test]
fn where_the_title_is_known_another_first_line_is_no_headline() {
    let text = "Five days from Kelmouth by sea\nThe council of Kelmouth met on Tuesday.";
    let meta = |headline: &str| {
        let mut meta = Meta::default();
        meta.headline = Some(headline.to_owned());
        meta
    };
    let kinds = |meta: &Meta| blocks(text, meta, Config::default()).iter().map(kind).collect::<Vec<_>>();
    assert_eq!(kinds(&Meta::default()), ["headline", "body"]);
    assert_eq!(kinds(&meta("Ferry vote: what next?")), ["body", "body"]);
    assert_eq!(kinds(&meta("Kelmouth in five days, by sea and rail")), ["headline", "body"]);
}

#[test]
fn an_address_belongs_to_the_paragraph_that_it_goes_on() {
    let kinds = |text: &str| blocks(text, &Meta::default(), Config::default()).iter().map(kind).collect::<Vec<_>>();
    let paragraph = "The council of Kelmouth has put the plan for its harbour up for all to read.";
    let next = "Nobody in the village has read it yet, said the woman who keeps the post office.";
    let text = format!("{paragraph}\n\nThe plan for the pier\nhttps://example.org/pier\n\n{next}");
    assert_eq!(kinds(&text), ["body"; 4]);
    let text = format!("{paragraph}\n\nhttps://example.org/pier\n\n{next}");
    assert_eq!(kinds(&text), ["body", "boilerplate", "body"]);
}

#[test]
fn a_list_of_other_articles_may_hold_questions() {
    let text = "The council met on Tuesday.\n\nRelated stories\n\nTen ferries lost\nWho pays for the pier?\nA pier in \
                numbers\n\nWho pays for the boat now?\n";
    let kinds: Vec<_> = blocks(text, &Meta::default(), Config::default()).iter().map(kind).collect();
    assert_eq!(kinds, ["body", "boilerplate", "boilerplate", "boilerplate", "boilerplate", "body"]);
}

#[test]
fn results_and_sources_between_paragraphs_are_no_headings() {
    let paragraph = "The harbour sides met for the third time this year in front of a full house.";
    for (line, expected) in [("At the harbour", "headline"), ("Kelmouth d. Dover 53-9", "body"), ("[Desk]", "body")] {
        let text = format!(
            "{paragraph}\n{line}\nThe sides will meet again in the spring, the league said on Tuesday evening."
        );
        assert_eq!(kind(&blocks(&text, &Meta::default(), Config::default())[1]), expected, "{line}");
    }
}

#[test]
fn a_house_may_name_its_own_furniture() {
    let config = Config { boilerplate: vec!["hear * on harbour radio *".to_owned()], ..Config::default() };
    let found = blocks("The council met.\nHear Mara Okafor on Harbour Radio at #6.", &Meta::default(), config);
    assert_eq!(found[1].kind, BlockKind::Boilerplate);
    let config = Config { boilerplate: vec!["* everything".to_owned()], ..Config::default() };
    assert!(Cleaner::build(config, &BuildContext::new(".".as_ref())).is_err());
}

#[test]
fn text_wrapped_at_a_margin_is_read_by_paragraphs() {
    let text = "Ferry vote\n\nResidents of Kelmouth voted by two to one on Tuesday to keep the\nferry running through the \
                winter, although the fares, which Dana\nPruitt called too high on Monday, will rise again in May, the\n\
                council said.\n\nThe council will now look for money, and for three new hands to\nrun the boat until the \
                spring.\n";
    let found = blocks(text, &Meta::default(), Config::default());
    let starts: Vec<_> = found.iter().map(|block| (kind(block), &block.span.of(text)[..5])).collect();
    assert_eq!(starts, [("headline".into(), "Ferry"), ("body".into(), "Resid"), ("body".into(), "The c")]);
}

/// Lines of labelled pages, how many of them are right, and how many of the body are lost.
fn counted(pages: &str) -> (usize, usize, usize) {
    #[derive(serde::Deserialize)]
    struct Page {
        raw: Vec<String>,
        labels: Vec<BlockKind>,
    }
    let (mut lines, mut right, mut lost) = (0, 0, 0);
    for page in pages.lines() {
        let page: Page = serde_json::from_str(page).expect("a page");
        let text = page.raw.join("\n\n");
        let found = blocks(&text, &Meta::default(), Config::default());
        let mut at = 0;
        for (line, label) in page.raw.iter().zip(&page.labels) {
            let inside = found.iter().filter(|block| (at..at + line.len()).contains(&(block.span.start() as usize)));
            let kinds: Vec<_> = inside.map(|block| block.kind).collect();
            lines += 1;
            right += usize::from(kinds.contains(label));
            lost += usize::from(*label == BlockKind::Body && !kinds.contains(label));
            at += line.len() + 2;
        }
    }
    (lines, right, lost)
}

/// Forty invented pages in the manner of as many kinds of houses, labelled before the stage first read them.
#[test]
fn most_lines_of_saved_pages_are_what_they_are() {
    let (lines, right, lost) = counted(include_str!("saved.jsonl"));
    assert!(right * 100 >= lines * 93, "{right} of {lines} lines are right");
    assert!(lost <= 2, "{lost} lines of the body are lost");
}

/// Twenty invented pages whose paragraphs are a short sentence each, labelled before the stage first read them.
#[test]
fn most_lines_of_pages_of_short_sentences_are_what_they_are() {
    let (lines, right, lost) = counted(include_str!("short-lines.jsonl"));
    assert!(right * 100 >= lines * 88, "{right} of {lines} lines are right");
    assert!(lost <= 8, "{lost} lines of the body are lost");
}

#[test]
fn text_broken_at_every_link_and_name_is_read_by_paragraphs() {
    let text = "Governor\nIda Moen\nsaid: “Our ships are old, but\nthey\nall sail.”\n\nThe council of\nKelmouth\nmet on \
                Tuesday to talk about the ferry, which\nDana Pruitt\ncalled too dear.";
    let found = blocks(text, &Meta::default(), Config::default());
    let texts: Vec<_> = found.iter().map(|block| block.span.of(text)).collect();
    assert_eq!(texts, text.split("\n\n").collect::<Vec<_>>());
}

#[test]
fn narrow_columns_are_read_by_paragraphs() {
    let text = "The council of Kelmouth met on\nTuesday to talk about the ferry\nand its future in the winter.\n\n“We would \
                have been cut off,”\nsaid Dana Pruitt, who runs the\npost office of the village.";
    let found = blocks(text, &Meta::default(), Config::default());
    assert_eq!(
        found.iter().map(|block| block.span.of(text)).collect::<Vec<_>>(),
        text.split("\n\n").collect::<Vec<_>>()
    );
}

#[test]
fn a_credit_behind_a_caption_or_byline_is_a_block_of_its_own() {
    let paragraph = "The council of Kelmouth met on Tuesday to talk about the ferry and its future in the winter.";
    for (line, credit) in [
        (
            "Ines Corrado opens the pier on Friday © Tomas Reed/Pool/AFP/Getty Images",
            "© Tomas Reed/Pool/AFP/Getty Images",
        ),
        ("Mara Okafor at the harbour on Monday. Photograph: Jo Bright/Reuters", "Photograph: Jo Bright/Reuters"),
        ("Story: Ana Lund. Photos: Bo Berg", "Photos: Bo Berg"),
    ] {
        let text = format!("{paragraph}\n\n{line}\n\n{paragraph}");
        let found = blocks(&text, &Meta::default(), Config::default());
        assert_eq!(found[2].span.of(&text), credit);
        assert_eq!(found[2].kind, BlockKind::Credit);
    }
}

#[test]
fn words_behind_a_half_open_tag_are_kept() {
    let line = "Pilots wanted <a class=“link” href=“/x/pay” rel=“nofollowbetter pay by June.";
    let found = blocks(line, &Meta::default(), Config::default());
    assert!(
        found.iter().any(|block| block.kind == BlockKind::Body && block.span.of(line).ends_with("better pay by June."))
    );
}

#[test]
fn the_time_and_the_name_above_an_entry_of_a_live_page_are_two_blocks() {
    let text = live_page(["21:00Mara Okafor", "20:42 Tom Pell", "20:15Ines Solberg"]);
    let found = blocks(&text, &Meta::default(), Config::default());
    let told: Vec<_> = found.iter().map(|block| (kind(block), block.span.of(&text))).collect();
    for (time, name) in [("21:00", "Mara Okafor"), ("20:42", "Tom Pell"), ("20:15", "Ines Solberg")] {
        assert!(told.contains(&("boilerplate".to_owned(), time)), "{told:?}");
        assert!(told.contains(&("byline".to_owned(), name)), "{told:?}");
    }
}

#[test]
fn what_stands_under_a_time_on_a_live_page_heads_the_entry() {
    let text = live_page(["21:00", "8.42pm", "20:15 KEY EVENT"]);
    let found = blocks(&text, &Meta::default(), Config::default());
    let headings: Vec<_> = found.iter().filter(|block| block.kind == BlockKind::Headline).collect();
    let headings: Vec<_> = headings.iter().map(|block| block.span.of(&text)).collect();
    assert_eq!(headings, ENTRIES.map(|(heading, _)| heading));
}

const ENTRIES: [(&str, &str); 3] = [
    ("Ferries stay in port as wind picks up", "No ferry will leave Kelmouth before noon, the harbour board has said."),
    ("Who will pay for the new pier?", "The council and the harbour board have each sent the bill to the other."),
    ("Pier to be closed until the spring", "Divers found that three of the piles of the old pier were rotten."),
];

fn live_page(times: [&str; 3]) -> String {
    let entries = times.iter().zip(ENTRIES).map(|(time, (heading, told))| {
        format!("{time}\n\n{heading}\n\n{told}\n\nIt was said to be the worst winter on the coast for forty years, and more is to come.\n\n")
    });
    "The council of Kelmouth met on Tuesday to talk about the ferry and its future in the winter.\n\n".to_owned()
        + &entries.collect::<String>()
}

#[test]
fn questions_between_paragraphs_are_headings_where_there_are_several() {
    let paragraph = "The council of Kelmouth met on Tuesday to talk about the ferry and its future in the winter.";
    let questions = ["Why is the ferry late?", "Who will pay for the new boat?"];
    let kinds = |lines: &[&str]| {
        let text = lines.join("\n\n");
        let found = blocks(&text, &Meta::default(), Config::default());
        lines
            .iter()
            .zip(&found)
            .filter(|(line, _)| line.ends_with('?'))
            .map(|(_, block)| kind(block))
            .collect::<Vec<_>>()
    };
    let page = [
        paragraph,
        questions[0],
        "Nobody knows when the next boat of the company will be ready, said Dana Pruitt.",
        questions[1],
        "The money was to come from the harbour board, which has sent the bill back unread.",
    ];
    assert_eq!(kinds(&page), ["headline"; 2]);
    let asked = page.map(|line| if line.ends_with('?') { "Okafor: Is it the wind, or is it the board?" } else { line });
    assert_eq!(kinds(&asked), ["body"; 2]);
}

#[test]
fn a_block_says_what_decided_where_that_is_asked_for() {
    use copydesk_layers::BlockReason::{Markup, Page, Place, Title, Words};
    let mut meta = Meta::default();
    meta.headline = Some("Ferry vote delayed again".to_owned());
    let config = || Config { why: true, ..Config::default() };
    let short = "Ferry vote delayed again\n\nMara Okafor\n\nThe council of Kelmouth met on Tuesday.\n\nPhotograph: Jo \
                 Bright/Reuters\n\n</section></div>";
    let found = blocks(short, &meta, config());
    let told: Vec<_> = found.iter().map(|block| block.why).collect();
    assert_eq!((told[0], told[1], told[3], told[4]), (Some(Title), Some(Place), Some(Words), Some(Markup)));
    let long =
        "The council of Kelmouth met on Tuesday to talk about the ferry and its future in the winter. ".repeat(2);
    let text = ["At first", "And then", "In the end"].map(|open| format!("{open} {long}")).join("\n\n");
    let found = blocks(&text, &meta, config());
    assert!(found.iter().all(|block| matches!(block.why, Some(Page(50..)))), "{found:?}");
    assert!(blocks(&text, &meta, Config::default()).iter().all(|block| block.why.is_none()));
}

#[test]
fn a_pull_quote_above_its_paragraph_leaves_the_paragraph_in_the_body() {
    let told = "“We sell what we do not have any more of,” said Dana Pruitt of the harbour board.";
    let text = format!(
        "The council of Kelmouth met on Tuesday to talk about the ferry and its future.\n\n“We sell what we do not have any \
         more of”\n\n{told}\n\nThe boat was to come in the spring, and the winter has been long in all of the \
         villages.\n\nThe old boat sails on, and will do so until somebody pays for another, the council has said."
    );
    let found = blocks(&text, &Meta::default(), Config::default());
    let of = |words: &str| found.iter().find(|block| block.span.of(&text) == words).map(kind);
    assert_eq!(of(told).as_deref(), Some("body"));
    assert_ne!(of("“We sell what we do not have any more of”").as_deref(), Some("body"));
}

#[test]
fn the_number_of_an_item_is_no_time() {
    let text = "The council of Kelmouth met on Tuesday to name those who will look after the ferry in the winter.\n\n1. Mara \
                Okafor\n\n2. Tom Pell\n\n3. Ines Solberg\n\nAll of them have worked on the boat before, said Dana Pruitt of the \
                harbour board.";
    let found = blocks(text, &Meta::default(), Config::default());
    assert_eq!(
        found.iter().map(|block| block.span.of(text)).collect::<Vec<_>>(),
        text.split("\n\n").collect::<Vec<_>>()
    );
}
