//! Words as numbers: what "Council", "council's" and "councils" share.

/// The longest word whose ending is looked at, in bytes.
const LONGEST: usize = 40;

/// A word without case and without the commonest endings, hashed; no string is built.
///
/// The endings are those of number and tense alone ("votes", "voted", "voting"), as a rough cousin of Porter's first step.
pub(crate) fn key(word: &str) -> u64 {
    let mut folded = [0u8; LONGEST];
    if !word.is_ascii() || word.len() > LONGEST {
        return whole(word);
    }
    let folded = &mut folded[..word.len()];
    folded.copy_from_slice(word.as_bytes());
    folded.make_ascii_lowercase();
    hash(stem(folded))
}

/// A word without case, hashed with its ending.
pub(crate) fn whole(word: &str) -> u64 {
    if word.is_ascii() {
        return word.bytes().fold(SEED, |hash, byte| step(hash, u32::from(byte.to_ascii_lowercase())));
    }
    word.chars().flat_map(char::to_lowercase).fold(SEED, |hash, c| step(hash, u32::from(c)))
}

/// A whole sentence, hashed as it stands.
pub(crate) fn verbatim(sentence: &str) -> u64 {
    let mut chunks = sentence.as_bytes().chunks_exact(8);
    let whole = chunks.by_ref().map(|chunk| u64::from_le_bytes(chunk.try_into().expect("chunks of eight")));
    let hash = whole.fold(SEED, phrase);
    chunks.remainder().iter().fold(hash, |hash, &byte| phrase(hash, u64::from(byte) + 1))
}

/// Adds a word's key to that of the words before it.
pub(crate) fn phrase(before: u64, word: u64) -> u64 {
    (before.rotate_left(7) ^ word).wrapping_mul(FACTOR)
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(SEED, |hash, &byte| step(hash, u32::from(byte)))
}

fn step(hash: u64, c: u32) -> u64 {
    (hash ^ u64::from(c)).wrapping_mul(FACTOR).rotate_left(29)
}

fn stem(word: &[u8]) -> &[u8] {
    let word = word.strip_suffix(b"'s").unwrap_or(word);
    let word = match word {
        [stem @ .., b'i', b'e', b's'] if stem.len() > 2 => return stem,
        [stem @ .., b's', b's' | b'x' | b'z', b'e', b's'] => &word[..stem.len() + 2],
        [.., b's' | b'u' | b'i', b's'] => word,
        [stem @ .., b's'] if stem.len() > 2 => stem,
        [stem @ .., b'y'] if stem.len() > 2 => return stem,
        _ => word,
    };
    let word = match word {
        [stem @ .., b'i', b'n', b'g'] | [stem @ .., b'e', b'd'] if stem.len() > 2 && has_vowel(stem) => undouble(stem),
        _ => word,
    };
    match word {
        [stem @ .., b'e'] if stem.len() > 2 => stem,
        _ => word,
    }
}

fn has_vowel(stem: &[u8]) -> bool {
    stem.iter().any(|c| b"aeiouy".contains(c))
}

fn undouble(stem: &[u8]) -> &[u8] {
    match stem {
        [.., a, b] if a == b && !b"aeiouls".contains(a) => &stem[..stem.len() - 1],
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_one() {
        for forms in [
            "vote votes voted voting Voting",
            "plan plans planned planning",
            "city cities City",
            "tax taxes taxed",
            "Okafor Okafor's OKAFOR",
        ] {
            let keys: Vec<_> = forms.split(' ').map(key).collect();
            assert!(keys.windows(2).all(|pair| pair[0] == pair[1]), "{forms}");
        }
    }

    #[test]
    fn different_words_stay_apart() {
        let words = ["red", "ring", "bus", "his", "sing", "king", "Zoë", "ZOE", "crisis", "glass"];
        for (n, word) in words.iter().enumerate() {
            assert!(words[..n].iter().all(|other| key(other) != key(word)), "{word}");
        }
    }
}
