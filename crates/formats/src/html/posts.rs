//! Running stories: posts in order, each under its time.

use super::container::Container;
use super::reading::Reading;
use super::zones::Zones;

/// A running story has at least so many posts.
const POSTS: usize = 3;
/// A line with the time of a post has fewer bytes than this.
pub(super) const LONGEST_STAMP: usize = 80;

/// Whether a story is told in posts, each under its time.
pub(super) fn is_running(reading: &Reading<'_>, zones: &Zones, container: &Container) -> bool {
    let lines = reading.lines_in(container.inner);
    let stamps = lines.filter(|line| {
        let text = reading.text(*line);
        let told = reading.prose[line + 1..].iter().take(3).any(|prose| *prose > 0);
        is_timed(reading, *line)
            && text.len() < LONGEST_STAMP
            && stamp_len(text) > 0
            && told
            && !zones.is_out(reading, *line)
    });
    stamps.take(POSTS).count() == POSTS
}

/// Whether the page marks a time in a line, or the line is nothing else.
pub(super) fn is_timed(reading: &Reading<'_>, line: usize) -> bool {
    let text = reading.text(line);
    reading.blocks.list[line].timed || stamp_len(text) == text.len()
}

/// How long the clock time is that a line begins with: "10:42", "10.42am BST".
pub(super) fn stamp_len(text: &str) -> usize {
    let digits = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let hour = digits(0);
    let marked = text[hour..].starts_with([':', '.']);
    if !(1..=2).contains(&hour) || !marked || digits(hour + 1) != 2 {
        return 0;
    }
    let mut end = hour + 3;
    for word in text[end..].split_inclusive(' ').take(3) {
        let bare = word.trim();
        let half = matches!(bare.to_ascii_lowercase().as_str(), "am" | "pm" | "a.m." | "p.m." | "");
        let zone =
            (2..=4).contains(&bare.len()) && bare.ends_with('T') && bare.bytes().all(|byte| byte.is_ascii_uppercase());
        if !half && !zone {
            break;
        }
        end += word.len();
    }
    text[..end].trim_end().len()
}
