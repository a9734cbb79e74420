//! Which texts share enough to be one story.

use std::collections::HashMap;

use crate::ArchiveError;
use crate::sorted::Sorter;
use crate::stories::article::Read;

/// Shingles that two texts share at least.
pub const LEAST_SHARED: u16 = 4;

/// The share of the smaller text's shingles that stand in the larger, at least.
pub const LEAST_SHARE: f32 = 0.1;

/// The words of a text that is compared, at least: shorter ones are notices ("This article is for subscribers").
pub const LEAST_WORDS: u32 = 20;

/// A shingle of more texts is nobody's story. One story has hardly that many different cuts, and copies of the same words are one text.
pub const COMMON: usize = 1000;

/// The earliest texts of a shingle that all later ones are paired with.
pub const STAR: usize = 16;

/// The share of a text's shingles by which all of it stands in another: at a cut, and where a word was put right, some are lost.
pub const WHOLE: f32 = 0.9;

/// Days after which a story is old: what shares its words later is a form that is filled in each month, or a year's retrospect.
pub const DAYS: i64 = 14;

/// Parts that a text is cut into, to see where it holds what it shares.
const PARTS: usize = 16;

/// What is known of an article without its shingles.
pub(crate) struct Known {
    /// Seconds since 1970; what has no date comes last.
    pub(crate) time: i64,
    /// The first article read that has the same words: itself, if no other came before.
    pub(crate) text: u32,
    /// Its words.
    pub(crate) words: u32,
    /// A hash of its headline, and one of its outlet's name; 0 for none.
    pub(crate) headline: u32,
    pub(crate) outlet: u32,
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
    pub(crate) told: Told,
}

impl Texts {
    pub(crate) fn new() -> Self {
        Self { articles: Vec::new(), by_hash: HashMap::new(), shingles: Sorter::new() }
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
            headline: article.headline.as_deref().map_or(0, words_of),
            outlet: article.outlet.as_deref().map_or(0, words_of),
        });
        if comparable.is_some() && text == number {
            for (place, shingle) in article.sample.iter().enumerate() {
                let part = (place * PARTS / article.sample.len()) as u128;
                self.shingles.push(u128::from(*shingle) << 64 | u128::from(number) << 16 | part)?;
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
            let [earlier, later] = [pair.earlier, pair.later];
            let Some(told) = pair.tells(&counted, &ordered.distance(earlier, later)) else { continue };
            link(Link { earlier, later, shared: pair.shared, told });
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

    /// How far two texts, by their places, are from each other. An outlet that uses its own words again updates a story, whose text stays,
    /// or fills in a form.
    fn distance(&self, earlier: u32, later: u32) -> Distance {
        let [earlier, later] = [earlier, later].map(|at| &self.articles[self.by_time[at as usize] as usize]);
        let days = later.time.saturating_sub(earlier.time) / (24 * 60 * 60);
        let old = later.time != i64::MAX && days > DAYS;
        let one_outlet = earlier.outlet != 0 && earlier.outlet == later.outlet;
        match (old, one_outlet) {
            (false, false) => Distance::Near,
            (true, true) => Distance::Far,
            _ => Distance::Apart,
        }
    }
}

/// Whether two texts are of one outlet, and whether more than [`DAYS`] lie between them.
enum Distance {
    /// Neither.
    Near,
    /// One of the two.
    Apart,
    /// Both.
    Far,
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
                let parts = u128::from(*in_earlier) << 16 | u128::from(*in_later);
                pairs.push(u128::from(*earlier) << 64 | u128::from(*later) << 32 | parts)?;
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
    /// The parts of each that hold a shared shingle, a bit a part.
    in_earlier: u16,
    in_later: u16,
}

/// What speaks for two texts to be one story, each from 0 to 1 but for the first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told {
    /// The binary logarithm of the number of shingles that they share.
    pub(crate) shared: f32,
    /// The share of the larger text's shingles.
    pub(crate) of_larger: f32,
    /// How evenly these are spread over the smaller text and over the larger: the parts that hold one, to those that as many would hit
    /// at random.
    pub(crate) spread_in_smaller: f32,
    pub(crate) spread_in_larger: f32,
    /// How far into the larger text the first of them stands.
    pub(crate) begins: f32,
}

impl Told {
    /// The fields in their order.
    pub(crate) const fn features(&self) -> [f32; 5] {
        [self.shared, self.of_larger, self.spread_in_smaller, self.spread_in_larger, self.begins]
    }
}

impl Shared {
    fn of(pair: u128) -> Self {
        let [earlier, later] = [64, 32].map(|shift| (pair >> shift) as u32);
        let [in_earlier, in_later] = [16, 0].map(|shift| 1 << ((pair >> shift) as usize % PARTS));
        Self { earlier, later, shared: 1, in_earlier, in_later }
    }

    fn add(&mut self, other: &Self) {
        self.shared = self.shared.saturating_add(1);
        self.in_earlier |= other.in_earlier;
        self.in_later |= other.in_later;
    }

    /// What speaks for the two, where they share enough to be looked at. Texts that are apart must share nearly all of
    /// one.
    fn tells(&self, counted: &[u16], distance: &Distance) -> Option<Told> {
        let sizes = [self.earlier, self.later].map(|text| f32::from(counted[text as usize]));
        let ((smaller, in_smaller), (larger, in_larger)) = if sizes[0] > sizes[1] {
            ((sizes[1], self.in_later), (sizes[0], self.in_earlier))
        } else {
            ((sizes[0], self.in_earlier), (sizes[1], self.in_later))
        };
        let shared = f32::from(self.shared);
        let least = match distance {
            Distance::Near => LEAST_SHARE,
            Distance::Apart => WHOLE,
            Distance::Far => return None,
        };
        if self.shared < LEAST_SHARED || shared < least * smaller {
            return None;
        }
        let parts = PARTS as f32;
        let at_random = parts * (1.0 - (1.0 - 1.0 / parts).powf(shared));
        let spread = |hit: u16| (hit.count_ones() as f32 / at_random).min(1.0);
        Some(Told {
            shared: shared.log2(),
            of_larger: (shared / larger).min(1.0),
            spread_in_smaller: spread(in_smaller),
            spread_in_larger: spread(in_larger),
            begins: in_larger.trailing_zeros() as f32 / parts,
        })
    }
}

/// A hash of a name's or a headline's words, never 0.
fn words_of(text: &str) -> u32 {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let hash = words.fold(0_u64, |all, word| all.rotate_left(7) ^ copydesk_english::hash(word));
    (hash as u32) ^ ((hash >> 32) as u32) | 1
}
