//! Copies of articles at five strengths, and articles that look like copies and are none, made by a seeded generator.
//!
//! | strength | what becomes of the article |
//! |---|---|
//! | 1 | another headline, other quotation marks, paragraphs joined |
//! | 2 | cut from the end: 35 to 80 % of its sentences are left |
//! | 3 | one word in twenty is another, one sentence in ten is gone, one is new |
//! | 4 | one word in eight is another, three sentences in ten are gone, two in ten are new, the first is written anew, the rest is out of order |
//! | 5 | one word in four is another, half of the sentences are gone, four in ten are new and stand between the others |
//!
//! What is no copy: a *follow-up*, new but for two paragraphs of background that make up to a third of it; a *round-up* of the
//! openings of five stories; an article on something else.

use copydesk_learn::random::Random;

/// An article to make copies of: its paragraphs, each a list of sentences.
#[derive(Clone, Debug, Default)]
pub(crate) struct Base {
    pub(crate) headline: String,
    pub(crate) paragraphs: Vec<Vec<String>>,
}

/// What an article of the made archive is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Made {
    Original,
    Copy(usize),
    FollowUp,
    RoundUp,
    Other,
}

/// An article of the made archive.
#[derive(Clone, Debug)]
pub(crate) struct Article {
    /// The story that it is of.
    pub(crate) story: usize,
    pub(crate) made: Made,
    pub(crate) headline: String,
    pub(crate) text: String,
    /// The day of May 2025.
    pub(crate) day: usize,
}

pub(crate) const STRENGTHS: usize = 5;

/// What is done to a text: the share of words that are others, of sentences that go, and of sentences that are new.
struct Change {
    words: f32,
    gone: f32,
    new: f32,
}

const CHANGES: [Change; 3] = [
    Change { words: 0.05, gone: 0.1, new: 0.05 },
    Change { words: 0.125, gone: 0.3, new: 0.2 },
    Change { words: 0.25, gone: 0.5, new: 0.4 },
];

impl Base {
    /// The article of a text whose lines are its paragraphs.
    pub(crate) fn of<'t>(headline: &str, paragraphs: impl IntoIterator<Item = &'t str>) -> Self {
        let paragraphs = paragraphs.into_iter().map(sentences).filter(|sentences| !sentences.is_empty());
        Self { headline: headline.to_owned(), paragraphs: paragraphs.collect() }
    }

    pub(crate) fn sentences(&self) -> Vec<String> {
        self.paragraphs.concat()
    }
}

/// Cuts a paragraph behind each full stop, question mark or exclamation mark that a blank follows.
fn sentences(paragraph: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, _) in paragraph.match_indices(' ') {
        let done = paragraph[from..at].trim();
        if done.ends_with(['.', '?', '!']) && done.split_whitespace().count() > 4 {
            found.push(done.to_owned());
            from = at;
        }
    }
    found.extend(Some(paragraph[from..].trim().to_owned()).filter(|rest| !rest.is_empty()));
    found
}

/// Makes an archive of some articles; the sentences that are new come from the `others`, which are articles of it too.
pub(crate) fn archive(bases: &[Base], others: &[Base], seed: u64) -> Vec<Article> {
    let mut random = Random::new(seed);
    let news = News::of(others);
    let mut made = Vec::new();
    for (story, base) in bases.iter().enumerate() {
        // In one story of five a rewrite is the first that is read.
        let day = if random.below(5) == 0 { 9 } else { 1 };
        made.push(article(story, Made::Original, base, &base.paragraphs, day));
        for strength in 1..=STRENGTHS {
            let paragraphs = copy(base, strength, &mut random, &news);
            made.push(article(story, Made::Copy(strength), base, &paragraphs, 2 + random.below(12)));
        }
        let follow_up = follow_up(base, &mut random, &news);
        made.push(article(bases.len() + story, Made::FollowUp, base, &follow_up, 15 + random.below(5)));
    }
    let mut next = 2 * bases.len();
    for five in bases.chunks_exact(5) {
        let openings: Vec<_> = five.iter().map(|base| base.sentences().into_iter().take(5).collect()).collect();
        made.push(article(next, Made::RoundUp, &five[0], &openings, 3));
        next += 1;
    }
    for other in others {
        made.push(article(next, Made::Other, other, &other.paragraphs, 1 + random.below(20)));
        next += 1;
    }
    made
}

fn article(story: usize, made: Made, base: &Base, paragraphs: &[Vec<String>], day: usize) -> Article {
    let headline = if made == Made::Original { base.headline.clone() } else { format!("{} ({story})", base.headline) };
    let text = paragraphs.iter().map(|sentences| sentences.join(" ")).collect::<Vec<_>>().join("\n\n");
    Article { story, made, headline, text, day }
}

fn copy(base: &Base, strength: usize, random: &mut Random, news: &News) -> Vec<Vec<String>> {
    let mut all = base.sentences();
    match strength {
        1 => vec![all.iter().map(|sentence| sentence.replace(['“', '”'], "\"").replace('’', "'")).collect()],
        2 => {
            let left = 0.35 + 0.45 * random.unit();
            all.truncate(((all.len() as f32 * left) as usize).max(3));
            all.chunks(2).map(<[String]>::to_vec).collect()
        }
        _ => {
            let change = &CHANGES[strength - 3];
            let mut kept: Vec<String> = Vec::new();
            for (at, sentence) in all.iter().enumerate() {
                let rewritten_lead = at == 0 && strength > 3;
                if !rewritten_lead && (at == 0 || random.unit() >= change.gone) {
                    kept.push(words(sentence, change.words, random, news));
                }
            }
            let new = (kept.len() as f32 * change.new / (1.0 - change.new)).ceil() as usize;
            if strength > 3 {
                shuffle_near(&mut kept, random);
            }
            for _ in 0..new {
                let at = random.below(kept.len() + 1);
                kept.insert(if strength == 3 { kept.len() } else { at }, news.sentence(random));
            }
            kept.chunks(2).map(<[String]>::to_vec).collect()
        }
    }
}

/// New sentences around two paragraphs of background.
fn follow_up(base: &Base, random: &mut Random, news: &News) -> Vec<Vec<String>> {
    let mut background: Vec<String> = Vec::new();
    for _ in 0..2 {
        background.extend(base.paragraphs[random.below(base.paragraphs.len())].iter().take(2).cloned());
    }
    let words = |sentences: &[String]| sentences.iter().map(|s| s.split(' ').count()).sum::<usize>();
    let mut new: Vec<String> = Vec::new();
    while words(&new) < 2 * words(&background) {
        new.push(news.sentence(random));
    }
    let end = new.split_off(new.len() - new.len() / 4);
    vec![new, background, end]
}

/// Moves each sentence by up to three places.
fn shuffle_near(sentences: &mut [String], random: &mut Random) {
    for at in 0..sentences.len() {
        let other = (at + random.below(4)).min(sentences.len() - 1);
        sentences.swap(at, other);
    }
}

/// A sentence with a share of its words replaced by others.
fn words(sentence: &str, share: f32, random: &mut Random, news: &News) -> String {
    let word = |word: &str| if random.unit() < share { news.word(random) } else { word.to_owned() };
    sentence.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Where new words and sentences come from. A sentence is new but once, with every second word another.
struct News {
    words: Vec<String>,
    sentences: Vec<String>,
}

impl News {
    fn of(others: &[Base]) -> Self {
        let sentences: Vec<String> = others.iter().flat_map(Base::sentences).collect();
        let words = sentences.iter().flat_map(|sentence| sentence.split(' ')).map(str::to_owned).collect();
        Self { words, sentences }
    }

    fn word(&self, random: &mut Random) -> String {
        self.words[random.below(self.words.len())].clone()
    }

    fn sentence(&self, random: &mut Random) -> String {
        let sentence = &self.sentences[random.below(self.sentences.len())];
        let word = |word: &str| if random.below(2) == 0 { self.word(random) } else { word.to_owned() };
        sentence.split(' ').map(word).collect::<Vec<_>>().join(" ")
    }
}
