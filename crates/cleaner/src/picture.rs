//! Captions and credits: the words under a picture, and who took it.

use crate::lines::floor_boundary;
use crate::names::{bare, ends_sentence, is_capitalised};

/// The longest line that can be a caption or credit, in words.
const MOST_WORDS: usize = 60;
/// The longest credit behind a sentence, in bytes, and how much white space may part the two.
const LONGEST_CREDIT: usize = 120;
const MOST_BLANKS: usize = 40;

/// Words that open a credit; in the middle of a line, only after a sentence or in brackets.
const CREDITS: [&str; 29] = [
    "image source",
    "image:",
    "image credits",
    "photography by",
    "photograph:",
    "photograph by",
    "photographs by",
    "photographer:",
    "photo:",
    "photos:",
    "photo by",
    "photos by",
    "photo credit",
    "photo courtesy",
    "photo /",
    "ap photo",
    "afp photo",
    "reuters/",
    "picture:",
    "pictures:",
    "picture by",
    "pic:",
    "images:",
    "image credit",
    "image by",
    "image copyright",
    "credit:",
    "illustration:",
    "handout",
];

/// Houses whose name after a slash, or at the end of brackets, makes a credit.
const HOUSES: [&str; 21] = [
    "getty images",
    "getty",
    "afp",
    "reuters",
    "ap",
    "ap photo",
    "epa",
    "epa-efe",
    "shutterstock",
    "alamy",
    "associated press",
    "rex",
    "istock",
    "wire",
    "aap",
    "aap image",
    "pa",
    "pa wire",
    "press association",
    "bloomberg",
    "supplied",
];

/// Words that open a caption.
const CAPTIONS: [&str; 14] = [
    "pictured:",
    "pictured above",
    "pictured left",
    "pictured right",
    "file photo",
    "file photograph",
    "file image",
    "file picture",
    "file - ",
    "file – ",
    "file — ",
    "image caption",
    "caption:",
    "photo caption",
];

/// Where the credit at the end of a line begins: 0 if the line is nothing else.
pub(crate) fn credit_start(line: &str) -> Option<usize> {
    if line.split_whitespace().nth(MOST_WORDS).is_some() {
        return None;
    }
    if is_credit(line) {
        return Some(0);
    }
    bracketed(line).or_else(|| after_sentence(line)).or_else(|| marked(line)).or_else(|| after_caption(line))
}

/// Whether the line opens as captions do.
pub(crate) fn opens_caption(line: &str) -> bool {
    let filed = starts_with(line, "in this ") && line[..floor_boundary(line, 80)].contains(" file ");
    let ordered =
        ["(L-R)", "(From left", "(Left to right", "L-R:", "From left:"].iter().any(|open| starts_with(line, open));
    let opens = filed || ordered || is_in_picture(line) || CAPTIONS.iter().any(|opening| starts_with(line, opening));
    opens && line.split_whitespace().nth(MOST_WORDS).is_none()
}

/// "Smoke rises over the port in this picture obtained from social media", as agencies write under what others took.
fn is_in_picture(line: &str) -> bool {
    const PICTURES: [&str; 8] =
        ["picture", "photo", "photograph", "image", "photos", "screengrab", "screenshot", "illustration"];
    /// "in this undated handout photo".
    const REACH: usize = 3;
    let pictured = |(at, _): (usize, &str)| {
        let behind = line[at + " in this ".len()..].split_whitespace().take(REACH);
        behind.into_iter().any(|word| PICTURES.contains(&bare(word)))
    };
    !line.contains(['“', '"']) && line.match_indices(" in this ").any(pictured)
}

/// Whether a line shows what a picture does: who stands where in it.
pub(crate) fn points_at_picture(line: &str) -> bool {
    const POINTERS: [&str; 7] = ["(left)", "(right)", "(pictured", "(centre)", "(center)", ", pictured", "(above"];
    !ends_sentence(line) && POINTERS.iter().any(|pointer| line.contains(pointer))
}

/// "Reunited: Ken Sallow with the van outside his home": a label, a colon, no verb's full stop.
pub(crate) fn is_labelled(line: &str) -> bool {
    let Some((label, rest)) = line.split_once(": ") else { return false };
    let words = rest.split_whitespace().count();
    label.split_whitespace().count() <= 3
        && is_capitalised(label)
        && label.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-'))
        && (5..=30).contains(&words)
        && is_capitalised(rest)
        && !ends_sentence(line)
        && !rest.starts_with(['“', '"', '‘'])
}

/// "© Lena Fischbach/Norrland Press", "Photo: Jo Bright", "Jo Bright/Getty Images".
fn is_credit(line: &str) -> bool {
    let words = line.split_whitespace().take(15).count();
    if words > 14 {
        return false;
    }
    let line = line.trim_matches(['(', ')', '[', ']', ' ']);
    let marked = line.starts_with(['©', '📷']) && !line.contains("ights reserved") && !has_year(line);
    marked || (opens_credit(line) && !ends_sentence(line.trim_end_matches('.'))) || (words <= 8 && ends_in_house(line))
}

fn has_year(line: &str) -> bool {
    line.split_whitespace().take(3).any(|word| bare(word).len() == 4 && bare(word).bytes().all(|b| b.is_ascii_digit()))
}

fn opens_credit(text: &str) -> bool {
    CREDITS.iter().any(|opening| starts_with(text, opening))
        && text.split_whitespace().all(|word| is_capitalised(word) || is_small(word))
}

fn is_small(word: &str) -> bool {
    let word = word.trim_end_matches(':');
    bare(word).is_empty()
        || word.starts_with('@')
        || word.contains('/')
        || matches!(
            word,
            "photo"
                | "credit"
                | "courtesy"
                | "of"
                | "by"
                | "via"
                | "for"
                | "the"
                | "and"
                | "de"
                | "van"
                | "image"
                | "handout"
                | "pool"
                | "source,"
                | "source:"
                | "credits:"
        )
}

/// "Jo Bright/Sportfoto" needs a house that is known; without a slash, the house must stand alone.
fn ends_in_house(text: &str) -> bool {
    let house = |name: &str| HOUSES.iter().any(|house| house.eq_ignore_ascii_case(name.trim()));
    let shown = text.split_whitespace().all(|word| is_capitalised(word) || is_small(word));
    let parts = text.split('/').count();
    shown
        && (parts > 1 && text.split('/').any(house)
            || HOUSES.iter().any(|house| text.eq_ignore_ascii_case(house) && *house != "wire")
            || text.rsplit_once(" via ").is_some_and(|(_, last)| house(last)))
}

/// "... [Image: K. Mbeki]", "... (Jo Bright/AFP)".
fn bracketed(line: &str) -> Option<usize> {
    let inside = line.strip_suffix([')', ']'])?;
    let open = inside.rfind(['(', '['])?;
    let inside = &inside[open + 1..];
    let short = inside.split_whitespace().count() <= 12;
    (short && (opens_credit(inside) || inside.starts_with('©') || ends_in_house(inside))).then_some(open)
}

/// "... on Friday © Tomas Reed/Pool": a sign that nothing but a credit has.
fn marked(line: &str) -> Option<usize> {
    let at = line.rfind('©')?;
    let short = line.len() - at <= LONGEST_CREDIT && line[..at].ends_with(char::is_whitespace);
    (short && is_credit(&line[at..])).then_some(at)
}

/// "... at the pier Photo: Jo Bright", "... at the pierCredit: PA": a cue and a name behind words that do not end.
fn after_caption(line: &str) -> Option<usize> {
    const CUES: [&str; 10] = [
        "Photo: ",
        "Photograph: ",
        "Picture: ",
        "Credit: ",
        "Image: ",
        "Photo by ",
        "Image credit: ",
        "AP Photo/",
        "Pic: ",
        "CREDIT: ",
    ];
    let tail = floor_boundary(line, line.len().saturating_sub(LONGEST_CREDIT));
    let found = CUES.iter().filter_map(|cue| line[tail..].find(cue).map(|at| tail + at)).min()?;
    (found > 0 && is_credit(&line[found..])).then_some(found)
}

/// "... the last penalty. Photograph: Jo Bright/Sportfoto".
fn after_sentence(line: &str) -> Option<usize> {
    let tail = floor_boundary(line, line.len().saturating_sub(LONGEST_CREDIT + MOST_BLANKS));
    let marks = line[tail..].match_indices(['.', '!', '?', '|', '”', '—', '–']);
    let ends = marks.map(|(at, mark)| tail + at + mark.len());
    let starts = ends.map(|end| line.len() - line[end..].trim_start().len()).filter(|start| *start < line.len());
    starts.filter(|start| line.len() - start <= LONGEST_CREDIT).find(|start| is_credit(&line[*start..]) && *start > 0)
}

fn starts_with(text: &str, opening: &str) -> bool {
    text.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The credit behind the bar, or none.
    const LINES: &[&str] = &[
        "|© Lena Fischbach/Norrland Press",
        "Goalkeeper Ana Ruiz saves the last penalty. |Photograph: Jo Bright/Sportfoto",
        "Fans outside the ground |[Image: K. Mbeki]",
        "The harbour on Sunday |(Jo Bright/AFP)",
        "|(AP Photo/Jo Bright)",
        "|Jo Bright/Getty Images",
        "|Photo courtesy of Kelmouth Council",
        "Photo shows that nobody was hurt, the council said.|",
        "The minister (who was absent) said no (again)|",
        "Image is everything, said Pell. Photo by photo he made his case.|",
        "© 2026 KBN. All rights reserved.|",
        "The AP/Reuters poll was wrong.|",
    ];

    #[test]
    fn credits_stand_at_the_end_of_a_line() {
        for marked in LINES {
            let (before, credit) = marked.split_once('|').expect("a bar");
            let line = marked.replace('|', "");
            let expected = (!credit.is_empty()).then_some(before.len());
            assert_eq!(credit_start(&line), expected, "{line}");
        }
    }

    #[test]
    fn agencies_say_that_somebody_is_in_a_picture() {
        assert!(opens_caption("Smoke rises over the port of Kelmouth in this picture obtained from social media."));
        assert!(opens_caption("The old pier is seen in this undated handout photo"));
        assert!(!opens_caption("She found her brother in this old and crowded house, with a picture of him."));
        assert!(!opens_caption("“Nobody is in this picture,” Okafor said."));
    }

    #[test]
    fn a_label_and_a_colon_make_a_caption() {
        assert!(is_labelled("Reunited: Ken Sallow with the 1978 van outside his home in Redcar"));
        assert!(!is_labelled("Okafor: We never agreed to sell the ferry to them."));
        assert!(!is_labelled("Her answer: “We never agreed to sell the ferry"));
    }
}
