//! Word vectors by skip-gram with negative sampling (Mikolov et al. 2013), on one thread, so that a seed gives the same bytes.

use copydesk_learn::random::Random;

use super::corpus::{BREAK, Corpus};

/// The length of a word vector.
pub(super) const DIMENSIONS: usize = 64;

/// A word vector.
pub(super) type Vector = [f32; DIMENSIONS];

/// How vectors are made.
pub(super) struct SkipGram {
    /// The widest context on each side, in words.
    pub window: usize,
    /// Random words against each true one.
    pub negative: usize,
    /// Words more frequent than this share are thinned out.
    pub sample: f64,
    /// Passes over the text.
    pub epochs: usize,
    /// The first learning rate.
    pub rate: f32,
}

impl Default for SkipGram {
    fn default() -> Self {
        Self { window: 4, negative: 5, sample: 2e-4, epochs: 5, rate: 0.03 }
    }
}

const NOISE_SLOTS: usize = 1 << 22;

struct Training {
    input: Vec<Vector>,
    output: Vec<Vector>,
    noise: Vec<u32>,
    keep: Vec<f32>,
    random: Random,
}

impl SkipGram {
    /// The vectors of a corpus' words. `progress` is told of every pass.
    pub(super) fn train(&self, corpus: &Corpus, seed: u64, mut progress: impl FnMut(usize)) -> Vec<Vector> {
        let mut training = Training::begin(corpus, seed, self.sample);
        let total = (corpus.text.len() * self.epochs) as f32;
        let mut sentence = Vec::new();
        for epoch in 0..self.epochs {
            let mut done = epoch * corpus.text.len();
            for paragraph in corpus.text.split(|word| *word == BREAK) {
                training.thin_out(paragraph, &mut sentence);
                let rate = self.rate * (1.0 - done as f32 / total).max(1e-3);
                for center in 0..sentence.len() {
                    self.step(&mut training, &sentence, center, rate);
                }
                done += paragraph.len() + 1;
            }
            progress(epoch + 1);
        }
        training.input
    }

    fn step(&self, training: &mut Training, sentence: &[u32], center: usize, rate: f32) {
        let reach = 1 + training.random.below(self.window);
        let context = center.saturating_sub(reach)..(center + reach + 1).min(sentence.len());
        for at in context.filter(|at| *at != center) {
            training.pair(sentence[at] as usize, sentence[center] as usize, self.negative, rate);
        }
    }
}

impl Training {
    fn begin(corpus: &Corpus, seed: u64, sample: f64) -> Self {
        let mut random = Random::new(seed);
        let words = corpus.words.len();
        let input = (0..words).map(|_| std::array::from_fn(|_| (random.unit() - 0.5) / DIMENSIONS as f32)).collect();
        let total = corpus.counts.iter().sum::<u64>() as f64;
        let keep = |count: &u64| {
            let share = *count as f64 / (sample * total);
            ((share.sqrt() + 1.0) / share) as f32
        };
        let keep = corpus.counts.iter().map(keep).collect();
        Self { input, output: vec![[0.0; DIMENSIONS]; words], noise: noise(&corpus.counts), keep, random }
    }

    fn thin_out(&mut self, paragraph: &[u32], sentence: &mut Vec<u32>) {
        sentence.clear();
        let random = &mut self.random;
        let keep = &self.keep;
        sentence.extend(paragraph.iter().filter(|word| random.unit() < keep[**word as usize]));
    }

    fn pair(&mut self, word: usize, context: usize, negative: usize, rate: f32) {
        let mut change = [0.0; DIMENSIONS];
        let mut input = self.input[word];
        for n in 0..=negative {
            let (target, truth) =
                if n == 0 { (context, 1.0) } else { (self.noise[self.random.below(NOISE_SLOTS)] as usize, 0.0) };
            if n > 0 && target == context {
                continue;
            }
            let output = &mut self.output[target];
            let step = (truth - sigmoid(dot(&input, output))) * rate;
            for d in 0..DIMENSIONS {
                change[d] += step * output[d];
                output[d] += step * input[d];
            }
        }
        for d in 0..DIMENSIONS {
            input[d] += change[d];
        }
        self.input[word] = input;
    }
}

fn noise(counts: &[u64]) -> Vec<u32> {
    let weights: Vec<f64> = counts.iter().map(|count| (*count as f64).powf(0.75)).collect();
    let total: f64 = weights.iter().sum();
    let mut noise = Vec::with_capacity(NOISE_SLOTS);
    let mut sum = 0.0;
    for (word, weight) in (0..).zip(&weights) {
        sum += weight;
        noise.resize((sum / total * NOISE_SLOTS as f64) as usize, word);
    }
    noise.resize(NOISE_SLOTS, 0);
    noise
}

/// The inner product, in eight lanes that the compiler can keep in vector registers.
pub(super) fn dot(a: &Vector, b: &Vector) -> f32 {
    let mut lanes = [0.0; 8];
    for (a, b) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        for lane in 0..8 {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    lanes.iter().sum()
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}
