//! The text of an article with marks in it.

use copydesk_core::layer::rows_in;
use copydesk_core::{Article, Layer, Span};
use copydesk_layers::{Block, BlockKind, Date, Entity, Quote, SummarySentence};

/// A mark set into the text at a byte offset. Of several at one place, those that close come first.
struct Mark {
    at: u32,
    closes: bool,
    mark: &'static str,
}

/// The article block by block, each after the name of its kind and what decided, unless it is body.
pub(crate) fn text(article: &Article) -> String {
    let marks = marks(article);
    let whole = [Block::new(Span::from_range(0..article.text().len()), BlockKind::Body)];
    let mut out = heading(article);
    for block in article.layers.get::<Block>().unwrap_or(&whole) {
        if block.kind != BlockKind::Body {
            let why = block.why.map_or_else(String::new, |why| format!(": {}", String::from(why)));
            out.push_str(&format!("({:?}{why}) ", block.kind).to_lowercase());
        }
        set(article.text(), block.span, &marks, &mut out);
        out.push_str("\n\n");
    }
    out
}

fn heading(article: &Article) -> String {
    let date = article.meta.reference_date().unwrap_or("no date of publication");
    format!("{} ({date})\n\n", article.source)
}

fn set(text: &str, block: Span, marks: &[Mark], out: &mut String) {
    let mut from = block.start();
    let inside = |mark: &&Mark| block.start() <= mark.at && mark.at <= block.end();
    for mark in marks.iter().filter(inside) {
        out.push_str(Span::new(from, mark.at).of(text));
        out.push_str(mark.mark);
        from = mark.at;
    }
    out.push_str(Span::new(from, block.end()).of(text));
}

fn marks(article: &Article) -> Vec<Mark> {
    let mut marks = Vec::new();
    for sentence in rows::<SummarySentence>(article) {
        marks.push(Mark { at: sentence.span.start(), closes: false, mark: "*" });
    }
    for quote in rows::<Quote>(article) {
        quote.content.iter().for_each(|span| around(*span, "{", "}", &mut marks));
    }
    rows::<Entity>(article).iter().for_each(|row| around(row.span, "[", "]", &mut marks));
    rows::<Date>(article).iter().for_each(|row| around(row.span, "<", ">", &mut marks));
    marks.sort_by_key(|mark| (mark.at, !mark.closes));
    marks
}

fn around(span: Span, open: &'static str, close: &'static str, marks: &mut Vec<Mark>) {
    marks.push(Mark { at: span.start(), closes: false, mark: open });
    marks.push(Mark { at: span.end(), closes: true, mark: close });
}

fn rows<L: Layer>(article: &Article) -> &[L] {
    let whole = Span::from_range(0..article.text().len());
    article.layers.get::<L>().map_or(&[], |rows| rows_in(rows, whole))
}
