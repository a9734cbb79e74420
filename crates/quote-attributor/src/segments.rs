//! Pairing of quotation marks into marked segments.
//!
//! The pairing never fails and never runs away: a segment ends with its paragraph at the latest, and one that nothing closes
//! ends with its sentence unless it began the paragraph. A mark that can belong to no pair is passed over.

use copydesk_core::Span;
use copydesk_layers::Sentence;

use crate::areas::Area;
use crate::marks::{self, Mark, Shape, Side};

/// The words between two quotation marks, not inside other marks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Segment {
    /// The segment with its marks.
    pub(crate) span: Span,
    /// Without them.
    pub(crate) inner: Span,
    /// The area that holds it.
    pub(crate) area: u32,
    /// Whether the marks are single.
    pub(crate) single: bool,
    /// Whether it is open at the paragraph's end and the next paragraph opens with a mark.
    pub(crate) continues: bool,
    /// Whether nothing closes it.
    pub(crate) unclosed: bool,
}

/// Fills `segments` with the marked segments of all areas, in text order.
pub(crate) fn pair(
    text: &str,
    (areas, sentences): (&[Area], &[Sentence]),
    marks: &mut Vec<Mark>,
    segments: &mut Vec<Segment>,
) {
    segments.clear();
    let mut open_before = false;
    for (number, area) in areas.iter().enumerate() {
        marks.clear();
        marks::find(text, area.span, marks);
        let opens = marks.first().is_some_and(|mark| mark.span.start() == area.span.start() && !mark.shape.is_single());
        if open_before && opens && !area.apart {
            let last = segments.last_mut().expect("the open segment is the last one");
            last.continues = true;
        } else if open_before {
            cut_unclosed(text, sentences, areas, segments);
        }
        let first = segments.len();
        pair_area(text, (number as u32, area.span), marks, segments);
        open_before = segments[first..].last().is_some_and(|segment| segment.unclosed);
    }
    if open_before {
        cut_unclosed(text, sentences, areas, segments);
    }
}

/// Ends an unclosed segment with its sentence, unless it began its paragraph.
fn cut_unclosed(text: &str, sentences: &[Sentence], areas: &[Area], segments: &mut [Segment]) {
    let Some(last) = segments.last_mut() else { return };
    if areas[last.area as usize].span.start() == last.span.start() {
        return;
    }
    let at = sentences.partition_point(|sentence| sentence.span.end() <= last.inner.start());
    let end = sentences.get(at).map_or(last.span.end(), |sentence| sentence.span.end().min(last.span.end()));
    if end > last.inner.start() {
        *last = segment(text, last.span.start(), last.inner.start()..end, end, last.area);
        last.unclosed = true;
    }
}

fn pair_area(text: &str, (number, area): (u32, Span), marks: &[Mark], segments: &mut Vec<Segment>) {
    let mut open: Option<(Mark, u32)> = None;
    let mut at = 0;
    while at < marks.len() {
        let mark = marks[at];
        at += 1;
        match open {
            Some((opener, _)) if closes(&opener, &mark) => {
                push(segments, text, &opener, mark.span, number);
                open = None;
            }
            Some((opener, _)) if restarts(&opener, &mark) => {
                let gap = Span::new(mark.span.start(), mark.span.start());
                push(segments, text, &opener, gap, number);
                open = Some((mark, number));
            }
            Some(_) => {}
            None if mark.shape.is_single() => {
                if let Some(close) = closing_single(&mark, &marks[at..]) {
                    push(segments, text, &mark, marks[at + close].span, number);
                    segments.last_mut().expect("just pushed").single = true;
                    at += close + 1;
                }
            }
            None if opens(&mark) => open = Some((mark, number)),
            None => {}
        }
    }
    if let Some((opener, _)) = open {
        push(segments, text, &opener, Span::new(area.end(), area.end()), number);
        if let Some(last) = segments.last_mut() {
            last.unclosed = true;
        }
    }
}

fn opens(mark: &Mark) -> bool {
    match mark.shape {
        Shape::Opening => mark.after != Side::Space || mark.before == Side::Space,
        Shape::Straight => mark.can_open() || (mark.before == Side::Space && mark.after == Side::Space),
        _ => mark.must_open(),
    }
}

fn closes(opener: &Mark, mark: &Mark) -> bool {
    match mark.shape {
        Shape::Straight => opener.shape == Shape::Straight && !(mark.must_open() && opener.after != Side::Space),
        Shape::Closing => true,
        Shape::Opening => opener.shape != Shape::Straight && !mark.can_open(),
        _ => false,
    }
}

/// Whether a mark that can only open shows that the open one was never closed.
fn restarts(opener: &Mark, mark: &Mark) -> bool {
    match mark.shape {
        Shape::Straight => opener.shape == Shape::Straight && mark.must_open(),
        Shape::Opening => opener.shape == Shape::Opening && mark.before == Side::Space && mark.after == Side::Word,
        _ => false,
    }
}

/// The mark of `rest` that closes a single opening mark: the first that can, passing over possessives while another follows.
fn closing_single(opener: &Mark, rest: &[Mark]) -> Option<usize> {
    if !opener.can_open() || opener.elides || opener.after != Side::Word {
        return None;
    }
    let (mut inside_double, mut fallback) = (false, None);
    for (at, mark) in rest.iter().enumerate() {
        if !mark.shape.is_single() {
            inside_double = !inside_double;
        } else if inside_double {
            continue;
        } else if mark.must_open() && !mark.elides {
            return fallback;
        } else if mark.shape == Shape::Apostrophe && mark.can_close() && !mark.must_open() {
            let possessive = mark.after_s && mark.after == Side::Space;
            if !possessive {
                return Some(at);
            }
            fallback = fallback.or(Some(at));
        }
    }
    fallback
}

fn push(segments: &mut Vec<Segment>, text: &str, opener: &Mark, close: Span, area: u32) {
    let inner = opener.span.end()..close.start().max(opener.span.end());
    let found = segment(text, opener.span.start(), inner, close.end(), area);
    if found.inner.of(text).chars().any(char::is_alphanumeric) {
        segments.push(found);
    }
}

fn segment(text: &str, start: u32, inner: std::ops::Range<u32>, end: u32, area: u32) -> Segment {
    let words = &text[inner.start as usize..inner.end as usize];
    let kept = words.trim();
    let from = inner.start + (words.len() - words.trim_start().len()) as u32;
    let inner =
        if kept.is_empty() { Span::new(inner.start, inner.start) } else { Span::new(from, from + kept.len() as u32) };
    let closing = text[inner.end() as usize..end as usize].trim_end().len() as u32;
    let span = Span::new(start, inner.end() + closing);
    Segment { span, inner, area, single: false, continues: false, unclosed: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paired(text: &str) -> String {
        let mut areas = Vec::new();
        crate::areas::of(text, None, &mut areas);
        let layers = copydesk_layers::plain::layers(text);
        let (mut marks, mut found) = (Vec::new(), Vec::new());
        pair(text, (&areas, layers.get().expect("plain sentences")), &mut marks, &mut found);
        let shown = found.iter().map(|segment| segment.inner.of(text));
        shown.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn marks_of_every_style_are_paired() {
        for (text, expected) in [
            ("“One,” she said. “Two.”", "One, | Two."),
            ("\"One,\" she said. \"Two.\"", "One, | Two."),
            ("''One,'' she said.", "One,"),
            ("«Un», she said. »Zwei«, he said.", "Un | Zwei"),
            ("„Eins“, she said.", "Eins"),
            ("‘It’s the boys’ bus,’ he said.", "It’s the boys’ bus,"),
            ("'It isn't,' he said.", "It isn't,"),
            ("“He said ‘no’ twice,” she said.", "He said ‘no’ twice,"),
            ("‘She said “no” twice,’ he said.", "She said “no” twice,"),
            ("The ’90s and rock ’n’ roll.", ""),
            ("A 6\" pipe and a 10\" pipe.", ""),
            ("Sam’s dogs’ bowls", ""),
        ] {
            assert_eq!(paired(text), expected, "{text}");
        }
    }

    #[test]
    fn nothing_runs_away() {
        for (text, expected) in [
            ("He called it a “win. Rain fell. Nobody spoke.", "win."),
            ("“One.\n\n“Two.” Three.", "One. | Two."),
            ("“One.\n\nTwo ”three.", "One. | three."),
            ("\"One. \"Two,\" he said.", "One. | Two,"),
            ("””” ‘ ' “ \"", ""),
            ("<a title=“x y”>One</a> “two”", "two"),
        ] {
            assert_eq!(paired(text), expected, "{text}");
        }
    }
}
