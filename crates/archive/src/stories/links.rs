//! Which texts share enough to be one story.

use std::collections::HashMap;

use crate::ArchiveError;
use crate::sorted::Sorter;
use crate::stories::article::Read;

/// Shingles that two texts share at least.
pub const LEAST_SHARED: u16 = 4;

/// The share of the smaller text's shingles that stand in the larger, at least.
pub const LEAST_SHARE: f32 = 0.2;

/// The words of a text that is compared, at least: shorter ones are notices ("This article is for subscribers").
pub const LEAST_WORDS: u32 = 20;

/// A shingle of more texts is nobody's story. One story has hardly that many different cuts, and copies of the same words are one text.
pub const COMMON: usize = 1000;

/// The earliest texts of a shingle that all later ones are paired with.
pub const STAR: usize = 16;

/// Of a text more than three times as long, the smaller one must hold something of the beginning: its first shingles, this part of all.
const OPENING: u32 = 10;
/// Or, of short ones, so many.
const OPENING_AT_LEAST: u32 = 3;

/// What is known of an article without its shingles.
pub(crate) struct Known {
    /// Seconds since 1970; what has no date comes last.
    pub(crate) time: i64,
    /// The first article read that has the same words: itself, if no other came before.
    pub(crate) text: u32,
    /// Its words.
    pub(crate) words: u32,
    /// A hash of its headline; 0 for none.
    pub(crate) headline: u32,
}

/// The texts of an archive, while they are read.
pub(crate) struct Texts {
    pub(crate) articles: Vec<Known>,
    by_hash: HashMap<u64, u32>,
    shingles: Sorter,
}

/// Two texts that share enough, by their numbers among all in order of time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    pub(crate) earlier: u32,
    pub(crate) later: u32,
    pub(crate) shared: u16,
}

/// A shingle's place in the order of its text, as far as 16 bits count.
const LAST: usize = u16::MAX as usize;

impl Texts {
    pub(crate) fn new() -> Result<Self, ArchiveError> {
        Ok(Self { articles: Vec::new(), by_hash: HashMap::new(), shingles: Sorter::new() })
    }

    /// Takes the next article.
    pub(crate) fn push(&mut self, article: &Read) -> Result<(), ArchiveError> {
        let number = u32::try_from(self.articles.len()).ok().filter(|number| *number < u32::MAX);
        let number = number.ok_or_else(|| ArchiveError::Broken("more articles than 32 bits count".to_owned()))?;
        let comparable = article.hash.filter(|_| article.words >= LEAST_WORDS);
        let text = comparable.map_or(number, |hash| *self.by_hash.entry(hash).or_insert(number));
        self.articles.push(Known {
            time: article.time.unwrap_or(i64::MAX),
            text,
            words: article.words,
            headline: article.headline.as_deref().map_or(0, headline),
        });
        if comparable.is_some() && text == number {
            for (place, shingle) in article.sample.iter().enumerate() {
                let place = place.min(LAST) as u128;
                self.shingles.push(u128::from(*shingle) << 64 | u128::from(number) << 16 | place)?;
            }
        }
        Ok(())
    }

    /// Puts the articles in order of time and gives the links between their texts. `links` is called for each, sorted by the earlier text.
    pub(crate) fn link(self, mut link: impl FnMut(Link)) -> Result<Ordered, ArchiveError> {
        let Self { articles, by_hash, shingles } = self;
        drop(by_hash);
        let ordered = Ordered::of(articles);
        let (pairs, counted) = pairs(shingles, &ordered)?;
        let mut pairs = pairs.sorted()?.peekable();
        while let Some(first) = pairs.next().transpose()? {
            let mut pair = Shared::of(first);
            while let Some(next) = pairs.next_if(|next| next.as_ref().is_ok_and(|next| *next >> 32 == first >> 32)) {
                pair.add(&Shared::of(next?));
            }
            if pair.is_enough(&counted) {
                link(Link { earlier: pair.earlier, later: pair.later, shared: pair.shared });
            }
        }
        Ok(Ordered { counted, ..ordered })
    }
}

/// Articles in order of time.
pub(crate) struct Ordered {
    pub(crate) articles: Vec<Known>,
    /// The articles by time, and of one time as they were read.
    pub(crate) by_time: Vec<u32>,
    /// The place of each article's text in that order: that of the first article with the same words.
    pub(crate) place: Vec<u32>,
    /// By that place, the shingles of the text that count.
    pub(crate) counted: Vec<u16>,
}

impl Ordered {
    fn of(articles: Vec<Known>) -> Self {
        let mut by_time: Vec<u32> = (0..articles.len() as u32).collect();
        by_time.sort_by_key(|number| articles[*number as usize].time);
        let mut first = vec![u32::MAX; articles.len()];
        for (place, number) in (0..).zip(&by_time) {
            let first = &mut first[articles[*number as usize].text as usize];
            *first = (*first).min(place);
        }
        let place = articles.iter().map(|article| first[article.text as usize]).collect();
        Self { articles, by_time, place, counted: Vec::new() }
    }
}

/// A pair for each shingle that two texts share, and how many shingles of each text count.
fn pairs(shingles: Sorter, ordered: &Ordered) -> Result<(Sorter, Vec<u16>), ArchiveError> {
    let mut counted = vec![0_u16; ordered.articles.len()];
    let mut pairs = Sorter::new();
    let mut texts: Vec<(u32, u16)> = Vec::new();
    let mut shingles = shingles.sorted()?.peekable();
    while let Some(first) = shingles.next().transpose()? {
        let text = |number: u128| (ordered.place[(number >> 16) as u32 as usize], number as u16);
        texts.clear();
        texts.push(text(first));
        let mut number = 1;
        while let Some(next) = shingles.next_if(|next| next.as_ref().is_ok_and(|next| *next >> 64 == first >> 64)) {
            number += 1;
            // What is too common is passed over without being held.
            if number <= COMMON {
                texts.push(text(next?));
            }
        }
        if number > COMMON {
            continue;
        }
        texts.sort_unstable();
        for (at, (later, in_later)) in texts.iter().enumerate() {
            counted[*later as usize] = counted[*later as usize].saturating_add(1);
            for (earlier, in_earlier) in &texts[..at.min(STAR)] {
                let places = u128::from(*in_earlier) << 16 | u128::from(*in_later);
                pairs.push(u128::from(*earlier) << 64 | u128::from(*later) << 32 | places)?;
            }
        }
    }
    Ok((pairs, counted))
}

/// What two texts share.
struct Shared {
    earlier: u32,
    later: u32,
    shared: u16,
    /// The place of the first shared shingle in each.
    first_in_earlier: u16,
    first_in_later: u16,
}

impl Shared {
    fn of(pair: u128) -> Self {
        let [earlier, later] = [64, 32].map(|shift| (pair >> shift) as u32);
        Self { earlier, later, shared: 1, first_in_earlier: (pair >> 16) as u16, first_in_later: pair as u16 }
    }

    fn add(&mut self, other: &Self) {
        self.shared = self.shared.saturating_add(1);
        self.first_in_earlier = self.first_in_earlier.min(other.first_in_earlier);
        self.first_in_later = self.first_in_later.min(other.first_in_later);
    }

    /// The rules of the module's head.
    fn is_enough(&self, counted: &[u16]) -> bool {
        let [earlier, later] = [self.earlier, self.later].map(|text| counted[text as usize]);
        let (smaller, larger) = (earlier.min(later), earlier.max(later));
        if self.shared < LEAST_SHARED || f32::from(self.shared) < LEAST_SHARE * f32::from(smaller) {
            return false;
        }
        let first = if earlier > later { self.first_in_earlier } else { self.first_in_later };
        let opening = (u32::from(larger) / OPENING).max(OPENING_AT_LEAST);
        u32::from(smaller) * 3 >= u32::from(larger) || u32::from(first) < opening
    }
}

/// A hash of a headline's words, never 0.
fn headline(text: &str) -> u32 {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let hash = words.fold(0_u64, |all, word| all.rotate_left(7) ^ copydesk_english::hash(word));
    (hash as u32) ^ ((hash >> 32) as u32) | 1
}
