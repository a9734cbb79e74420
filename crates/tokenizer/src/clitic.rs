//! Words with an apostrophe that are two: "don't", "Kenya's", "y'all".

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
