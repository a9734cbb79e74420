//! Stories: what links join.

use crate::ArchiveError;
use crate::stories::links::{Known, Link, Ordered, Texts, WHOLE};
use crate::stories::sure;

/// The stories of an archive. A *place* is that of an article in order of time.
pub(crate) struct Stories {
    ordered: Ordered,
    /// By the place of a text, that of another of its story that lies nearer to the first; the first's own.
    towards_first: Vec<u32>,
    /// By the place of a text, what it has most in common with.
    nearest: Vec<Option<Nearest>>,
}

/// The text that another has most in common with: the earliest of those before it, else of those behind it.
#[derive(Clone, Copy)]
pub(crate) struct Nearest {
    pub(crate) text: u32,
    pub(crate) shared: u16,
    pub(crate) confidence: f32,
}

/// What an article is within its story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    First,
    SameText,
    NewHeadline,
    Cut,
    Extended,
    Rewritten,
}

/// An article beside the one that it has most in common with.
pub(crate) struct Compared {
    pub(crate) kind: Kind,
    /// The number of the other article.
    pub(crate) with: Option<u32>,
    /// The share of its own shingles that stand in the other.
    pub(crate) shared: f32,
    /// Its words that do not, about.
    pub(crate) adds: u32,
    pub(crate) confidence: Option<f32>,
}

/// Joins the texts that are linked.
pub(crate) fn of(texts: Texts) -> Result<Stories, ArchiveError> {
    let count = texts.articles.len();
    let mut towards_first: Vec<u32> = (0..count as u32).collect();
    let mut nearest: Vec<Option<Nearest>> = vec![None; count];
    let ordered = texts.link(|link| {
        let Link { earlier, later, shared, told } = link;
        let confidence = sure::of(&told);
        if confidence < sure::ENOUGH {
            return;
        }
        join(&mut towards_first, earlier, later);
        compare(&mut nearest[later as usize], later, Nearest { text: earlier, shared, confidence });
        compare(&mut nearest[earlier as usize], earlier, Nearest { text: later, shared, confidence });
    })?;
    Ok(Stories { ordered, towards_first, nearest })
}

/// Keeps the nearer of two: what came before, then what shares more, then the earlier.
fn compare(nearest: &mut Option<Nearest>, own: u32, other: Nearest) {
    let order = |near: &Nearest| (near.text < own, near.shared, std::cmp::Reverse(near.text));
    if nearest.as_ref().is_none_or(|near| order(&other) > order(near)) {
        *nearest = Some(other);
    }
}

fn first(towards_first: &[u32], mut at: u32) -> u32 {
    while towards_first[at as usize] != at {
        at = towards_first[at as usize];
    }
    at
}

/// Joins two stories under the earlier first, and shortens the ways there.
fn join(towards_first: &mut [u32], one: u32, other: u32) {
    let firsts = [one, other].map(|at| first(towards_first, at));
    let least = firsts[0].min(firsts[1]);
    for mut at in [one, other, firsts[0], firsts[1]] {
        while towards_first[at as usize] != least {
            let next = towards_first[at as usize];
            towards_first[at as usize] = least;
            if next == at {
                break;
            }
            at = next;
        }
    }
}

impl Stories {
    /// What is known of the article with this number, in the order of reading.
    fn known(&self, number: u32) -> &Known {
        &self.ordered.articles[number as usize]
    }

    /// The number of the first article of the story that an article is of.
    pub(crate) fn first_of(&self, number: usize) -> u32 {
        let first = first(&self.towards_first, self.ordered.place[number]);
        self.ordered.by_time[first as usize]
    }

    /// The articles of each story, the first first: the stories in order of their firsts.
    pub(crate) fn in_order(&self) -> Vec<Vec<u32>> {
        let mut members: Vec<(u32, u32)> = (0..)
            .zip(&self.ordered.by_time)
            .map(|(place, number)| (first(&self.towards_first, self.ordered.place[*number as usize]), place))
            .collect();
        members.sort_unstable();
        let number = |(_, place): &(u32, u32)| self.ordered.by_time[*place as usize];
        members.chunk_by(|one, other| one.0 == other.0).map(|story| story.iter().map(number).collect()).collect()
    }

    /// An article of a story beside the one that it has most in common with.
    pub(crate) fn compared(&self, number: u32, of_story: &[u32]) -> Compared {
        let alone = Compared { kind: Kind::First, with: None, shared: 0.0, adds: 0, confidence: None };
        let place = self.ordered.place[number as usize];
        let same = self.ordered.by_time[place as usize];
        if same != number {
            let [own, other] = [number, same].map(|number| self.known(number).headline);
            let new = own != other && own != 0 && other != 0;
            let kind = if new { Kind::NewHeadline } else { Kind::SameText };
            return Compared { kind, with: Some(same), shared: 1.0, adds: 0, confidence: Some(SAME) };
        }
        let Some(near) = self.nearest[place as usize].filter(|_| of_story.first() != Some(&number)) else {
            return alone;
        };
        let [own, other] = [place, near.text].map(|text| f32::from(self.ordered.counted[text as usize].max(1)));
        let with = self.ordered.by_time[near.text as usize];
        let [words, others] = [number, with].map(|number| self.known(number).words);
        let (of_own, of_other) = (f32::from(near.shared) / own, f32::from(near.shared) / other);
        let kind = match () {
            () if of_own >= WHOLE && words < others => Kind::Cut,
            () if of_other >= WHOLE && words > others => Kind::Extended,
            () => Kind::Rewritten,
        };
        let adds = (words as f32 * (1.0 - of_own.min(1.0))).round() as u32;
        let confidence = Some(near.confidence.min(SAME));
        Compared { kind, with: Some(with), shared: of_own.min(1.0), adds, confidence }
    }
}

/// How sure it is that the same twenty words and more are one story: notices and lists recur, too.
const SAME: f32 = 0.99;
