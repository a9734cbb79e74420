//! Lines among an article's own that are part of the page and not of the story: counters of pictures, paths of sections, rows of
//! buttons to share, sentences that only point to other articles.

use super::page::Tag;
use super::reading::{Reading, ends_sentence};

/// A line with so many hundredths of links leads elsewhere.
const LINKS: usize = 30;
/// A list of links is link to so many hundredths.
const MOSTLY_LINKS: usize = 60;
/// It has more lines than this.
const LISTED: usize = 2;
/// A counter has no more bytes than this: "Slide 12 of 128".
const LONGEST_COUNTER: usize = 24;
/// A row of networks has no more bytes than this.
const LONGEST_ROW: usize = 160;
/// What points to another article says so in so many words.
const POINTERS: usize = 4;

/// Whether a line of the article's element is the page's.
pub(super) fn is_furniture(reading: &Reading<'_>, line: usize) -> bool {
    let text = reading.text(line);
    let listed = matches!(reading.tag(line), Tag::Row | Tag::Item | Tag::Heading(_));
    let linked = reading.blocks.list[line].linked * 100 >= text.len() * LINKS;
    let links = reading.blocks.list[line].linked * 100 >= text.len() * MOSTLY_LINKS;
    (!listed && is_counter(text))
        || (linked && (is_path(text) || is_pointer(text)))
        || (links && is_list(text))
        || is_sharing(text)
        || is_shortcode(text)
}

/// "3 of 12", "Slide 3/12", or a bare number that is no year: how often something was shared.
fn is_counter(text: &str) -> bool {
    const THINGS: [&str; 6] = ["image", "item", "page", "photo", "picture", "slide"];
    if text.len() > LONGEST_COUNTER || !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| c.is_whitespace() || c == '/').filter(|word| !word.is_empty()).collect();
    let numbers = words.iter().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit())).count();
    let counts = numbers == 2 && (words.contains(&"of") || lower.contains('/'));
    let rest =
        words.iter().all(|word| *word == "of" || THINGS.contains(word) || word.bytes().all(|b| b.is_ascii_digit()));
    (counts && rest) || (words.len() == 1 && numbers == 1 && text.len() != 4)
}

/// Titles that lead elsewhere, with nothing but breaks between them.
fn is_list(text: &str) -> bool {
    let lines = || text.lines().filter(|line| !ends_sentence(line) || line.ends_with(['?', ':']));
    lines().count() > LISTED && lines().count() == text.lines().count()
}

/// "[ads-post]", "[gallery ids=\"1,2\"]": a command to a content system that has not been obeyed.
fn is_shortcode(text: &str) -> bool {
    let inside = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or_default();
    let name = inside.split(' ').next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '/');
    let marked = name.contains(['-', '_']) || inside.contains('=') || name.starts_with('/');
    name.len() > 1 && marked && name.chars().all(plain) && !inside.contains(['[', ']'])
}

/// "Home » Sport » Rowing", whatever title stands last.
fn is_path(text: &str) -> bool {
    text.matches(['»', '›', '→']).count() > 1
}

/// "READ NEXT: ...", "Also read | ...", with a link behind.
fn is_pointer(text: &str) -> bool {
    const WORDS: [&str; 17] = [
        "also", "article", "don't", "full", "here", "listen", "miss", "more", "must", "next", "on", "read", "related",
        "see", "story", "this", "watch",
    ];
    let Some((opening, _)) = text.split_once([':', '|']) else { return false };
    let opening = opening.to_lowercase().replace('’', "'");
    let words: Vec<&str> = opening.split_whitespace().collect();
    (1..=POINTERS).contains(&words.len()) && words.iter().all(|word| WORDS.contains(word))
}

/// A row of networks to share on.
fn is_sharing(text: &str) -> bool {
    const NETWORKS: [&str; 20] = [
        "bluesky",
        "copy",
        "email",
        "facebook",
        "flipboard",
        "link",
        "linkedin",
        "mail",
        "messenger",
        "pinterest",
        "print",
        "reddit",
        "share",
        "telegram",
        "threads",
        "tumblr",
        "tweet",
        "twitter",
        "whatsapp",
        "x",
    ];
    if text.len() > LONGEST_ROW {
        return false;
    }
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let count = words.clone().count();
    (2..=NETWORKS.len()).contains(&count) && words.all(|word| NETWORKS.contains(&word))
}

/// Whether an item of a list is a title that leads elsewhere: link in good part, and no sentence.
pub(super) fn is_listed_title(reading: &Reading<'_>, line: usize) -> bool {
    let text = reading.text(line);
    let states = ends_sentence(text) && !text.ends_with('?');
    reading.tag(line) == Tag::Item && !states && reading.blocks.list[line].linked * 100 >= text.len() * LINKS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_paths_and_rows_of_buttons_are_known_by_their_words() {
        for counter in ["3 of 12", "Slide 3 of 12", "photo 3/12", "3 / 12", "112"] {
            assert!(is_counter(counter), "{counter}");
        }
        for text in ["1988", "Three of 12", "12 of them sailed", "3.5", "July 3"] {
            assert!(!is_counter(text), "{text}");
        }
        assert!(is_path("Home » Sport » Rowing") && !is_path("Home » Sport"));
        assert!(is_pointer("READ NEXT: Ferry lost") && is_pointer("Don’t miss | Ferry lost"));
        assert!(!is_pointer("She read on: nothing had been lost") && !is_pointer("Ferry lost"));
        assert!(is_shortcode("[ads-post]") && is_shortcode("[gallery ids=\"1,2\"]") && is_shortcode("[/caption]"));
        assert!(!is_shortcode("[sic]") && !is_shortcode("[Applause]") && !is_shortcode("[he left]"));
        assert!(is_list("More from us:\nFerry lost\nWhat now?") && !is_list("Ferry lost\nIt sank.\nWhat now?"));
        assert!(is_sharing("Facebook  WhatsApp") && !is_sharing("Share") && !is_sharing("Share it with your link"));
    }
}
