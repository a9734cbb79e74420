//! Other layouts of a gold text, for training: the same words and sentences, other lines and cases.
//!
//! Every change swaps white space for white space or a letter for its other case, so all offsets stay right.

use std::ops::Range;

use copydesk_learn::random::Random;

/// The text with lines of at most `width` bytes where words allow.
pub(crate) fn wrapped(text: &str, width: usize) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let (mut line, mut space) = (0, None);
    for at in 0..bytes.len() {
        match bytes[at] {
            b'\n' => (line, space) = (at + 1, None),
            b' ' => space = Some(at),
            _ => {}
        }
        if at.saturating_sub(line) >= width
            && let Some(cut) = space.take()
        {
            bytes[cut] = b'\n';
            line = cut + 1;
        }
    }
    String::from_utf8(bytes).expect("a space for a line feed leaves UTF-8 as it is")
}

/// The text with a line for each sentence and no blank lines, or with paragraphs that a single line end parts.
pub(crate) fn lined(text: &str, sentences: &[Range<usize>], each: bool, random: &mut Random) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for pair in sentences.windows(2) {
        let gap = pair[0].end..pair[1].start.max(pair[0].end);
        let blank = text[gap.clone()].contains('\n');
        if blank || (each && below(random, 4) > 0) {
            let last = gap.end;
            for (at, byte) in bytes[gap].iter_mut().enumerate() {
                *byte = if at == 0 { b'\n' } else { b' ' };
            }
            debug_assert!(last <= text.len(), "a gap lies in the text");
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Excerpts of a text, of one to four sentences each.
pub(crate) fn excerpts(sentences: &[Range<usize>], random: &mut Random) -> Vec<Range<usize>> {
    let mut excerpts = Vec::new();
    let mut at = 0;
    while at < sentences.len() {
        let last = (at + below(random, 4)).min(sentences.len() - 1);
        excerpts.push(sentences[at].start..sentences[last].end);
        at = last + 1;
    }
    excerpts
}

/// A number below a limit.
///
/// By the remainder, as the layouts of the shipped model were drawn.
pub(crate) fn below(random: &mut Random, limit: usize) -> usize {
    (random.bits() >> 33) as usize % limit
}
