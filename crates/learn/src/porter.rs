//! Porter's stemmer (M. F. Porter, "An algorithm for suffix stripping", Program 14, 1980), with the departures of the NLTK
//! package that the `rouge-score` package stems with.

/// Words that those departures list with their stems.
const IRREGULAR: [(&str, &str); 16] = [
    ("skies", "sky"),
    ("sky", "sky"),
    ("dying", "die"),
    ("lying", "lie"),
    ("tying", "tie"),
    ("news", "news"),
    ("innings", "inning"),
    ("inning", "inning"),
    ("outings", "outing"),
    ("outing", "outing"),
    ("cannings", "canning"),
    ("canning", "canning"),
    ("howe", "howe"),
    ("proceed", "proceed"),
    ("exceed", "exceed"),
    ("succeed", "succeed"),
];

/// The stem of a word of lower-case ASCII letters and digits.
#[must_use]
pub fn stem(word: &str) -> String {
    if let Some((_, stem)) = IRREGULAR.iter().find(|(irregular, _)| *irregular == word) {
        return (*stem).to_owned();
    }
    if word.len() <= 2 {
        return word.to_owned();
    }
    let mut word = word.to_owned();
    plural(&mut word);
    past_and_gerund(&mut word);
    final_y(&mut word);
    double_suffixes(&mut word);
    replace(&mut word, &SUFFIXES, 0);
    residual_suffixes(&mut word);
    final_e(&mut word);
    if word.ends_with("ll") && measure(&word[..word.len() - 1]) > 1 {
        word.pop();
    }
    word
}

/// Step 1a.
fn plural(word: &mut String) {
    if word.ends_with("ies") && word.len() == 4 {
        word.pop();
    } else if word.ends_with("sses") || word.ends_with("ies") {
        word.truncate(word.len() - 2);
    } else if word.ends_with('s') && !word.ends_with("ss") {
        word.pop();
    }
}

/// Step 1b.
fn past_and_gerund(word: &mut String) {
    if word.ends_with("ied") {
        word.truncate(word.len() - if word.len() == 4 { 1 } else { 2 });
    } else if let Some(stem) = word.strip_suffix("eed") {
        if measure(stem) > 0 {
            word.pop();
        }
    } else if let Some(kept) = ["ed", "ing"].iter().filter_map(|s| word.strip_suffix(s)).find(|s| has_vowel(s)) {
        word.truncate(kept.len());
        restore_ending(word);
    }
}

fn restore_ending(word: &mut String) {
    if ["at", "bl", "iz"].iter().any(|ending| word.ends_with(ending)) {
        word.push('e');
    } else if ends_double_consonant(word) {
        if !word.ends_with(['l', 's', 'z']) {
            word.pop();
        }
    } else if measure(word) == 1 && ends_cvc(word) {
        word.push('e');
    }
}

/// Step 1c.
fn final_y(word: &mut String) {
    if let Some(stem) = word.strip_suffix('y')
        && stem.len() > 1
        && consonants(stem).last() == Some(true)
    {
        word.pop();
        word.push('i');
    }
}

/// Step 2.
fn double_suffixes(word: &mut String) {
    while word.ends_with("alli") && measure(&word[..word.len() - 4]) > 0 {
        word.truncate(word.len() - 2);
    }
    if DOUBLE.iter().any(|(suffix, _)| word.ends_with(suffix)) {
        replace(word, &DOUBLE, 0);
    } else if word.ends_with("logi") && measure(&word[..word.len() - 3]) > 0 {
        word.pop();
    }
}

const DOUBLE: [(&str, &str); 20] = [
    ("ational", "ate"),
    ("tional", "tion"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("bli", "ble"),
    ("entli", "ent"),
    ("eli", "e"),
    ("ousli", "ous"),
    ("ization", "ize"),
    ("ation", "ate"),
    ("ator", "ate"),
    ("alism", "al"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("biliti", "ble"),
    ("fulli", "ful"),
];

/// Step 3.
const SUFFIXES: [(&str, &str); 7] =
    [("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", "")];

const RESIDUAL: [(&str, &str); 19] = [
    ("al", ""),
    ("ance", ""),
    ("ence", ""),
    ("er", ""),
    ("ic", ""),
    ("able", ""),
    ("ible", ""),
    ("ant", ""),
    ("ement", ""),
    ("ment", ""),
    ("ent", ""),
    ("ion", ""),
    ("ou", ""),
    ("ism", ""),
    ("ate", ""),
    ("iti", ""),
    ("ous", ""),
    ("ive", ""),
    ("ize", ""),
];

/// Step 4.
fn residual_suffixes(word: &mut String) {
    let is_ion = word.ends_with("ion");
    if !is_ion || word.ends_with("sion") || word.ends_with("tion") {
        replace(word, &RESIDUAL, 1);
    }
}

/// Replaces the first suffix of the list that the word has, if its stem measures more than `least`.
fn replace(word: &mut String, rules: &[(&str, &str)], least: usize) {
    if let Some((suffix, replacement)) = rules.iter().find(|(suffix, _)| word.ends_with(suffix)) {
        let kept = word.len() - suffix.len();
        if measure(&word[..kept]) > least {
            word.truncate(kept);
            word.push_str(replacement);
        }
    }
}

/// Step 5a.
fn final_e(word: &mut String) {
    if let Some(stem) = word.strip_suffix('e') {
        let size = measure(stem);
        if size > 1 || (size == 1 && !ends_cvc(stem)) {
            word.pop();
        }
    }
}

/// Whether each letter is a consonant: a "y" is one unless a consonant precedes it.
fn consonants(word: &str) -> impl Iterator<Item = bool> {
    word.bytes().scan(false, |before, c| {
        *before = match c {
            b'a' | b'e' | b'i' | b'o' | b'u' => false,
            b'y' => !*before,
            _ => true,
        };
        Some(*before)
    })
}

/// How often a consonant follows a vowel.
fn measure(stem: &str) -> usize {
    let mut before = true;
    consonants(stem).filter(|&consonant| !std::mem::replace(&mut before, consonant) && consonant).count()
}

fn has_vowel(stem: &str) -> bool {
    consonants(stem).any(|consonant| !consonant)
}

fn ends_double_consonant(word: &str) -> bool {
    matches!(word.as_bytes(), [.., a, b] if a == b) && consonants(word).last() == Some(true)
}

fn ends_cvc(word: &str) -> bool {
    let kinds: Vec<_> = consonants(word).collect();
    match kinds.as_slice() {
        [false, true] => true,
        [.., true, false, true] => !word.ends_with(['w', 'x', 'y']),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_their_stems() {
        let pairs = "caresses caress, ponies poni, ties tie, cats cat, feed feed, agreed agre, plastered plaster, bled bled, \
            motoring motor, sing sing, conflated conflat, troubled troubl, sized size, hopping hop, falling fall, hissing hiss, \
            filing file, happy happi, enjoy enjoy, sky sky, relational relat, conditional condit, digitizer digit, \
            radically radic, analogies analog, vileness vile, hopefulness hope, formality formal, triplicate triplic, \
            electrical electr, goodness good, revival reviv, allowance allow, adjustment adjust, dependent depend, \
            adoption adopt, effective effect, probate probat, rate rate, cease ceas, controlling control, roll roll, \
            died die, dying die, news news, 1990s 1990, as as, yyyy yyyi, theology theolog, spied spi";
        for pair in pairs.split(", ") {
            let (word, expected) = pair.trim().split_once(' ').unwrap();
            assert_eq!(stem(word), expected, "{word}");
        }
    }
}
