//! Sink `timeml`: the dates of each article as a TimeML document, for the field's own tools.
//!
//! One file an article, `timeml/00000001.tml` and so on in the order of the input: an id may hold anything, so it stands in
//! the document's `DOCID` and names no file. The documents follow TimeML 1.2.1 (Saurí et al. 2006) as TempEval-3 used it:
//! `DOCID`, `DCT`, `TITLE`, and the text with a `TIMEX3` round every expression. Characters that XML cannot hold become U+FFFD.
//!
//! - `DCT` is always there, as `t0`: the article's own date as ISO 8601, or `XXXX-XX-XX` where it has none that can be read.
//! - A `TIMEX3` has a `tid`, `type` and `value`, and `mod`, `quant` and `freq` where they apply. One that was counted from another
//!   has `temporalFunction="true"` and names it in `anchorTimeID`; that other one is always in the document.
//! - `valueFromFunction` is never written: TimeML wants it instead of a `value`, and there always is a value.
//! - TimeML has no room for expressions within one another: of two that overlap, the first is written.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use copydesk_core::record::Shape;
use copydesk_core::sink::{Output, ReadBack, Resumed, Sink};
use copydesk_core::{Article, BuildContext, Id, Span, StageError, register_sink};
use copydesk_layers::Date;

use crate::NoOptions;
use crate::label::label;
use crate::numbered::{Format, Numbered};

const FORMAT: Format<1> = Format { name: "TimeML", folder: "timeml", extensions: ["tml"] };

/// Writes TimeML documents.
pub struct TimeMl;

impl Sink for TimeMl {
    const NAME: &'static str = "timeml";
    const ABOUT: &'static str = "the dates of each article as a TimeML document";
    type Config = NoOptions;
    type Encoded = [String; 1];
    type Writer = Numbered<1>;

    fn build(_: NoOptions, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self)
    }

    fn files(&self) -> Vec<String> {
        FORMAT.files()
    }

    fn encode(&self, article: &Article, _: &Shape) -> Result<[String; 1], StageError> {
        let dates = article.layers.get::<Date>();
        let dates =
            dates.ok_or_else(|| StageError::new("the article has no layer `dates`: add the date-normalizer"))?;
        Ok([document(article, dates)])
    }

    fn create(&self, out: Output) -> io::Result<Numbered<1>> {
        FORMAT.create(out)
    }

    fn resume(&self, from: Resumed) -> io::Result<Numbered<1>> {
        FORMAT.resume(&from)
    }

    fn read_back(&self, folder: &Path) -> io::Result<ReadBack<[String; 1]>> {
        Ok(FORMAT.read_back(folder))
    }
}

register_sink!(TimeMl);

fn document(article: &Article, dates: &[Date]) -> String {
    let mut out = String::with_capacity(article.text().len() * 2);
    out.push_str(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TimeML xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
        xsi:noNamespaceSchemaLocation=\"http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd\">\n",
    );
    element(&mut out, "DOCID", &article.id);
    creation_time(&mut out, article.meta.reference_date());
    if let Some(headline) = &article.meta.headline {
        element(&mut out, "TITLE", headline);
    }
    out.push_str("<TEXT>");
    text(&mut out, article.text(), dates);
    out.push_str("</TEXT>\n</TimeML>\n");
    out
}

/// The time of publication, which others may be counted from.
fn creation_time(out: &mut String, published: Option<&str>) {
    let (kind, value) = published.and_then(moment).unwrap_or(("DATE", "XXXX-XX-XX".to_owned()));
    let attributes = "temporalFunction=\"false\" functionInDocument=\"CREATION_TIME\"";
    let words = escaped(published.unwrap_or_default());
    let _ =
        writeln!(out, "<DCT><TIMEX3 tid=\"t0\" type=\"{kind}\" value=\"{value}\" {attributes}>{words}</TIMEX3></DCT>");
}

/// TIMEX3's type and value of a date of publication: a day, or a day with hour and minute. The zone stays with the words.
fn moment(published: &str) -> Option<(&'static str, String)> {
    let shaped = |text: &str, shape: &str| {
        let fits = |(c, like): (char, char)| if like == '0' { c.is_ascii_digit() } else { c == like };
        text.len() == shape.len() && text.chars().zip(shape.chars()).all(fits)
    };
    let published = published.trim();
    let day = published.get(..10).filter(|day| shaped(day, "0000-00-00"))?;
    let time =
        published.get(11..16).filter(|time| shaped(time, "00:00") && matches!(published.as_bytes()[10], b'T' | b' '));
    Some(match time {
        Some(time) => ("TIME", format!("{day}T{time}")),
        None => ("DATE", day.to_owned()),
    })
}

fn element(out: &mut String, name: &str, content: &str) {
    let _ = writeln!(out, "<{name}>{}</{name}>", escaped(content));
}

/// The text with its expressions marked.
fn text(out: &mut String, text: &str, dates: &[Date]) {
    let written = written(dates);
    let mut from = 0;
    for (n, date) in dates.iter().enumerate().filter(|(n, _)| written[*n]) {
        out.push_str(&escaped(Span::new(from, date.span.start()).of(text)));
        let anchor = date.anchor.map(Id::index).filter(|anchor| written.get(*anchor) == Some(&true));
        let attributes = attributes(date, anchor);
        let _ = write!(out, "<TIMEX3 tid=\"t{}\"{attributes}>{}</TIMEX3>", n + 1, escaped(date.span.of(text)));
        from = date.span.end();
    }
    out.push_str(&escaped(&text[from as usize..]));
}

/// Which expressions can be written: of two that overlap, the first; none without words.
fn written(dates: &[Date]) -> Vec<bool> {
    let mut from = 0;
    let mut fits = |date: &Date| {
        let fits = date.span.start() >= from && !date.span.is_empty();
        from = if fits { date.span.end() } else { from };
        fits
    };
    dates.iter().map(&mut fits).collect()
}

/// The attributes of an expression, which was counted from the one in row `anchor`.
fn attributes(date: &Date, anchor: Option<usize>) -> String {
    let kind = label(&date.kind);
    let optional = [
        ("mod", date.modifier.as_ref().map(label)),
        ("quant", date.quant.clone()),
        ("freq", date.freq.clone()),
        ("temporalFunction", anchor.map(|_| "true".to_owned())),
        ("anchorTimeID", anchor.map(|row| format!("t{}", row + 1))),
    ];
    let mut out = format!(" type=\"{kind}\" value=\"{}\"", escaped(&date.value));
    for (name, value) in optional {
        if let Some(value) = value {
            let _ = write!(out, " {name}=\"{}\"", escaped(&value));
        }
    }
    out
}

/// Text that XML 1.0 can hold.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\n' | '\t' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use copydesk_layers::{DateMod, DateType};

    use super::*;

    fn date(text: &str, words: &str, value: &str) -> Date {
        let start = text.find(words).unwrap();
        let span = Span::from_range(start..start + words.len());
        let value = value.to_owned();
        Date::new(span, DateType::Date, value)
    }

    const OPEN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TimeML \
        xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
        xsi:noNamespaceSchemaLocation=\"http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd\">\n";

    #[test]
    fn a_document_holds_the_text_and_its_expressions() {
        let text = "Rain & wind came early on Tuesday.\u{1} It left the following day, and comes twice a week.";
        let mut article = Article::new("a/<b>", text).unwrap();
        article.meta.content_created = Some("2024-05-15".to_owned());
        let mut early = date(text, "early on Tuesday", "2024-05-14");
        early.modifier = Some(DateMod::Start);
        let mut next = date(text, "the following day", "2024-05-15");
        next.anchor = Some(Id::new(0));
        let mut often = date(text, "twice a week", "P1W");
        (often.kind, often.freq) = (DateType::Set, Some("2X".to_owned()));
        let expected = "<DOCID>a/&lt;b&gt;</DOCID>\n\
            <DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"2024-05-15\" temporalFunction=\"false\" \
            functionInDocument=\"CREATION_TIME\">2024-05-15</TIMEX3></DCT>\n\
            <TEXT>Rain &amp; wind came <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2024-05-14\" mod=\"START\">early on Tuesday</TIMEX3>.\
            \u{fffd} It left <TIMEX3 tid=\"t2\" type=\"DATE\" value=\"2024-05-15\" temporalFunction=\"true\" \
            anchorTimeID=\"t1\">the following day</TIMEX3>, and comes \
            <TIMEX3 tid=\"t3\" type=\"SET\" value=\"P1W\" freq=\"2X\">twice a week</TIMEX3>.\
            </TEXT>\n</TimeML>\n";
        assert_eq!(document(&article, &[early, next, often]), format!("{OPEN}{expected}"));
    }

    #[test]
    fn an_anchor_is_in_the_document_or_not_named() {
        let text = "It rained on 3 May 2024 and the next day.";
        let whole = date(text, "3 May 2024", "2024-05-03");
        let inside = date(text, "May 2024", "2024-05");
        let mut next = date(text, "the next day", "2024-05-04");
        next.anchor = Some(Id::new(1));
        let document = document(&Article::new("a", text).unwrap(), &[whole, inside, next]);
        assert!(document.contains("<TIMEX3 tid=\"t3\" type=\"DATE\" value=\"2024-05-04\">the next day<"), "{document}");
        assert!(!document.contains("t2"), "{document}");
    }

    #[test]
    fn the_creation_time_is_always_there_and_in_iso_8601() {
        let shown = |published: Option<&str>| {
            let mut out = String::new();
            creation_time(&mut out, published);
            out.split('"').skip(3).step_by(2).take(2).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(shown(Some("2024-05-15T06:30:10+02:00")), "TIME 2024-05-15T06:30");
        assert_eq!(shown(Some("2024-05-15 06:30")), "TIME 2024-05-15T06:30");
        assert_eq!(shown(Some("2024-05-15")), "DATE 2024-05-15");
        assert_eq!(shown(Some("15 May 2024, noon")), "DATE XXXX-XX-XX");
        assert_eq!(shown(None), "DATE XXXX-XX-XX");
    }
}
