//! The cases of `cases.txt`: what a reader would call words and sentences.

use copydesk_core::{Budget, BuildContext, Doc, Layers, Meta, Span, Stage, testing};
use copydesk_layers::{Block, BlockKind, Sentence, Token, plain};
use copydesk_tokenizer::{Config, Scratch, Tokenizer};

fn stage() -> Tokenizer {
    let cx = BuildContext::new(".".as_ref());
    <Tokenizer as Stage>::build(Config::default(), &cx).expect("the default options build")
}

fn cut(text: &str, blocks: Option<&[Block]>) -> (Vec<Token>, Vec<Sentence>) {
    let (meta, budget) = (Meta::default(), Budget::unlimited());
    let doc = Doc::new(text, &meta, &budget);
    Stage::run(&stage(), doc, (blocks,), &mut Scratch::default()).expect("any text can be cut")
}

/// The text with the marks of `cases.txt`.
fn marked(text: &str) -> String {
    let (tokens, sentences) = cut(text, None);
    let mut out = String::new();
    let mut at = 0;
    for (number, token) in tokens.iter().enumerate() {
        out.push_str(&text[at..token.span.start() as usize]);
        out.push_str(token.span.of(text));
        at = token.span.end() as usize;
        let ends = sentences.iter().any(|sentence| sentence.span.end() == token.span.end());
        let glued = tokens.get(number + 1).is_some_and(|next| next.span.start() == token.span.end());
        out.push_str(if ends {
            "^"
        } else if glued {
            "|"
        } else {
            ""
        });
    }
    out + &text[at..]
}

#[test]
fn cases_are_cut_as_readers_would() {
    let mut wrong = Vec::new();
    for line in include_str!("cases.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let expected = line.replace("\\n", "\n");
        let text: String = expected.chars().filter(|c| !matches!(c, '|' | '^')).collect();
        // A bar before a space or an end of sentence says nothing; it makes cases easier to write.
        let expected = expected.replace("| ", " ").replace("|^", "^").replace("|\n", "\n");
        let found = marked(&text);
        if found != expected {
            wrong.push(format!("expected {expected}\nfound    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_contract_holds_with_blocks_and_without() {
    testing::contract::<Tokenizer>(plain::layers);
    testing::contract::<Tokenizer>(|_| Layers::default());
}

#[test]
fn tokens_hold_every_character_that_is_no_white_space_and_nothing_else() {
    for (what, text) in testing::texts() {
        let (tokens, sentences) = cut(&text, None);
        let mut at = 0;
        for Token { span, .. } in &tokens {
            assert!(text[at..span.start() as usize].trim().is_empty(), "{what}: a gap before {span:?}");
            assert!(!span.is_empty() && span.of(&text).trim() == span.of(&text), "{what}: {span:?}");
            at = span.end() as usize;
        }
        assert!(text[at..].trim().is_empty(), "{what}: text behind the last token");
        assert!(sentences.windows(2).all(|pair| !pair[0].span.overlaps(pair[1].span)), "{what}: sentences overlap");
        let inside = |token: &Token| sentences.iter().any(|sentence| sentence.span.contains(token.span));
        assert!(tokens.iter().take(500).all(inside), "{what}: a token outside all sentences");
    }
}

#[test]
fn a_block_border_ends_a_sentence() {
    let text = "KELMOUTH, Kenya - The pier closed\nand the port too";
    let block = |start, end, kind| Block::new(Span::new(start, end), kind);
    let blocks = [block(0, 17, BlockKind::Dateline), block(18, 33, BlockKind::Body), block(34, 50, BlockKind::Body)];
    let (_, sentences) = cut(text, Some(&blocks));
    let found: Vec<_> = sentences.iter().map(|sentence| sentence.span.of(text)).collect();
    assert_eq!(found, ["KELMOUTH, Kenya -", "The pier closed", "and the port too"]);
}

#[test]
fn a_field_without_a_space_takes_linear_work() {
    for piece in ["a.b", "a@", "x-", "(", "…", "9,", "'", "http:/", "é’", "...a", "A.", "_", "1/2", "*_", "*_<"] {
        let text = piece.repeat(400_000 / piece.len());
        let (tokens, _) = cut(&text, None);
        assert!(!tokens.is_empty(), "{piece}");
    }
    for mark in [".", "\"", ")", "”", "'"] {
        let spaced = format!("{mark} ").repeat(100_000);
        assert_eq!(cut(&spaced, None).0.len(), 100_000, "{mark}");
    }
}
