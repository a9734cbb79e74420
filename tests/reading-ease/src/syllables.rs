//! Counting the syllables of an English word by its spelling.

/// At least one: groups of vowels, less a silent e at the end. A y before a vowel begins a syllable ("mayor").
pub(crate) fn count(word: &str) -> u32 {
    let word = word.to_lowercase();
    let mut groups = 0;
    let mut in_group = false;
    let mut letters = word.chars().peekable();
    while let Some(c) = letters.next() {
        let vowel = is_vowel(c) || (c == 'y' && !letters.peek().copied().is_some_and(is_vowel));
        groups += u32::from(vowel && !in_group);
        in_group = vowel;
    }
    (groups - u32::from(groups > 1 && ends_silently(&word))).max(1)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'á' | 'é' | 'í' | 'ó' | 'ú' | 'ä' | 'ö' | 'ü' | 'à' | 'è')
}

/// "vote" and "closed" have a silent e; "voted", "houses" and "table" do not.
fn ends_silently(word: &str) -> bool {
    let stem = ["es", "ed", "e"].iter().find_map(|end| Some((*end, word.strip_suffix(end)?)));
    let Some((end, stem)) = stem else { return false };
    let Some(last) = stem.chars().next_back() else { return false };
    let after_vowel = matches!(last, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    match end {
        "ed" => !after_vowel && !matches!(last, 't' | 'd'),
        "es" => !after_vowel && !matches!(last, 's' | 'z' | 'x' | 'c' | 'g' | 'h') && !ends_in_l(stem),
        _ => !after_vowel && !ends_in_l(stem),
    }
}

/// "table", "people": the l is a syllable.
fn ends_in_l(stem: &str) -> bool {
    let mut last = stem.chars().rev();
    last.next() == Some('l') && last.next().is_some_and(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'l'))
}

#[test]
fn words_have_the_syllables_that_one_hears() {
    for (word, syllables) in [
        ("rain", 1),
        ("the", 1),
        ("vote", 1),
        ("table", 2),
        ("tables", 2),
        ("voted", 2),
        ("closed", 1),
        ("houses", 2),
        ("mayor", 2),
        ("committee", 3),
        ("nth", 1),
        ("2024", 1),
        ("café", 2),
        ("Tuesday", 2),
        ("officials", 3),
    ] {
        assert_eq!(count(word), syllables, "{word}");
    }
}
