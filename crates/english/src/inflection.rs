//! The regular forms of English verbs and nouns.

/// A form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerbForm {
    /// "say"
    Base,
    /// "says"
    Third,
    /// "saying"
    Ing,
    /// "said", past and participle.
    Past,
}

/// Calls `add` with every form of a verb. `entry` is the plain form, then the irregular past and participle, if any.
pub fn inflect(entry: &str, mut add: impl FnMut(&str, VerbForm)) {
    let mut words = entry.split(' ');
    let base = words.next().unwrap_or_default();
    add(base, VerbForm::Base);
    add(&third_person(base), VerbForm::Third);
    add(&with_ending(base, "ing"), VerbForm::Ing);
    let mut irregular = false;
    for past in words {
        irregular = true;
        add(past, VerbForm::Past);
    }
    if !irregular {
        add(&with_ending(base, "ed"), VerbForm::Past);
    }
}

/// The hashes of the forms in -s and of the past of the verbs of some lists, sorted: what [`WordList::new`] takes.
///
/// [`WordList::new`]: crate::WordList::new
#[must_use]
pub fn finite_forms(lists: &[&str]) -> Vec<u64> {
    let mut hashes = Vec::new();
    for entry in lists.iter().flat_map(|list| list.lines()) {
        inflect(entry, |form, kind| {
            if matches!(kind, VerbForm::Past | VerbForm::Third) {
                hashes.push(crate::hash(form));
            }
        });
    }
    hashes.sort_unstable();
    hashes
}

/// The plural of a noun.
#[must_use]
pub fn plural(noun: &str) -> String {
    noun.strip_suffix("man").map_or_else(|| third_person(noun), |stem| format!("{stem}men"))
}

fn third_person(base: &str) -> String {
    match base.as_bytes() {
        [.., before, b'y'] if !is_vowel(*before) => format!("{}ies", &base[..base.len() - 1]),
        [.., b's' | b'x' | b'z' | b'o'] => format!("{base}es"),
        [.., b'c' | b's', b'h'] => format!("{base}es"),
        _ => format!("{base}s"),
    }
}

fn with_ending(base: &str, ending: &str) -> String {
    match base.as_bytes() {
        [.., b'i', b'e'] if ending == "ing" => format!("{}ying", &base[..base.len() - 2]),
        [.., b'e', b'e'] if ending == "ing" => format!("{base}ing"),
        [.., b'e'] => format!("{}{ending}", &base[..base.len() - 1]),
        [.., before, b'y'] if ending == "ed" && !is_vowel(*before) => format!("{}ied", &base[..base.len() - 1]),
        bytes if doubles(bytes) => format!("{base}{}{ending}", char::from(bytes[bytes.len() - 1])),
        _ => format!("{base}{ending}"),
    }
}

/// One-syllable verbs in consonant, vowel, consonant double the last letter, and so do a few longer ones.
fn doubles(base: &[u8]) -> bool {
    let [rest @ .., before, last] = base else { return false };
    let ends_so = is_vowel(*before) && !is_vowel(*last) && !matches!(last, b'w' | b'x' | b'y');
    let rest = rest.strip_prefix(b"qu").unwrap_or(rest);
    let earlier_vowels = rest.iter().filter(|byte| is_vowel(**byte)).count();
    let stressed_end = [&b"mit"[..], b"fer", b"cur", b"bel", b"pel", b"bet", b"get", b"cil", b"val"];
    ends_so && (earlier_vowels == 0 || stressed_end.iter().any(|end| base.ends_with(end)))
}

const fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_take_their_endings() {
        for (entry, expected) in [
            ("say said", "say says saying said"),
            ("deny", "deny denies denying denied"),
            ("admit", "admit admits admitting admitted"),
            ("quip", "quip quips quipping quipped"),
            ("argue", "argue argues arguing argued"),
            ("lie", "lie lies lying lied"),
            ("preach", "preach preaches preaching preached"),
            ("answer", "answer answers answering answered"),
        ] {
            let mut forms = Vec::new();
            inflect(entry, |form, _| forms.push(form.to_owned()));
            assert_eq!(forms.join(" "), expected);
        }
    }

    #[test]
    fn nouns_take_their_plural() {
        assert_eq!(["ministry", "spokesman", "coach"].map(plural), ["ministries", "spokesmen", "coaches"]);
    }
}
