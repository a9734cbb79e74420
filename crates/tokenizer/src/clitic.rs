//! Words that are written as one and are two: "don't", "Kenya's", "cannot", "gonna".

/// Where to cut a word of letters alone; 0 where it is one word.
#[inline]
pub(crate) fn inside_letters(word: &[u8]) -> usize {
    if word.len() < 3 || word.len() > 8 || !may_start(word[0]) { 0 } else { cut_letters(word) }
}

fn may_start(first: u8) -> bool {
    const STARTS: u32 = bits(b"acdghilmostwy");
    (STARTS >> (first & 31)) & 1 == 1
}

const fn bits(letters: &[u8]) -> u32 {
    let mut bits = 0;
    let mut at = 0;
    while at < letters.len() {
        bits |= 1 << (letters[at] & 31);
        at += 1;
    }
    bits
}

#[inline(never)]
fn cut_letters(word: &[u8]) -> usize {
    let mut folded = [0; 8];
    for (to, from) in folded.iter_mut().zip(word) {
        *to = from.to_ascii_lowercase();
    }
    match &folded[..word.len()] {
        b"cannot" | b"gonna" | b"gotta" | b"wanna" | b"outta" | b"gimme" | b"lemme" => 3,
        b"dont" | b"wont" | b"cant" | b"aint" => 2,
        b"didnt" | b"isnt" | b"wasnt" | b"arent" | b"hasnt" | b"hadnt" | b"doesnt" | b"havent" | b"werent"
        | b"couldnt" | b"wouldnt" | b"shouldnt" => word.len() - 2,
        b"thats" | b"theres" => word.len() - 1,
        b"youre" | b"theyre" if word[0] != b'Y' => word.len() - 2,
        b"ive" if word[0] == b'i' => 1,
        _ => 0,
    }
}

/// Where the last word starts in a word with apostrophes ("don't": at "n't"); 0 where it is one word.
pub(crate) fn last_part(word: &[u8]) -> usize {
    let Some((at, width)) = last_apostrophe(word) else { return 0 };
    if at == 0 {
        return 0;
    }
    let tail = &word[at + width..];
    let fits = |suffix: &[u8]| tail.eq_ignore_ascii_case(suffix);
    if fits(b"t") && word[at - 1].eq_ignore_ascii_case(&b'n') {
        return at - 1;
    }
    if fits(b"all") || (fits(b"mon") && at == 1) {
        return if word[..at].eq_ignore_ascii_case(b"y") || fits(b"mon") {
            at + width * usize::from(fits(b"all"))
        } else {
            0
        };
    }
    let cut = [&b"s"[..], b"m", b"d", b"ll", b"re", b"ve"].iter().any(|suffix| fits(suffix));
    if cut && !is_decade(&word[..at]) { at } else { 0 }
}

fn last_apostrophe(word: &[u8]) -> Option<(usize, usize)> {
    let at = word.iter().rposition(|byte| matches!(byte, b'\'' | b'`' | 0x99))?;
    if word[at] != 0x99 {
        return Some((at, 1));
    }
    (at >= 2 && word[at - 2..].starts_with(&[0xE2, 0x80])).then(|| (at - 2, 3))
}

/// The number of "the 1960's" and "his 80's".
fn is_decade(number: &[u8]) -> bool {
    matches!(number.len(), 2 | 4) && number.ends_with(b"0") && number.iter().all(u8::is_ascii_digit)
}
