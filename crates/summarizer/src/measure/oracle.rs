//! The best that picking sentences could do: greedy, with the reference in hand.

use copydesk_learn::rouge::{Grams, Stems, f1};

use crate::room::Room;

/// The sentences that together come closest to one of the references by ROUGE-1 and ROUGE-2, in article order.
///
/// `costs` are the sentences' in the unit of `room`.
pub(crate) fn best(sentences: &Stems, costs: &[usize], room: Room, references: &[Stems]) -> Vec<usize> {
    let grams: Vec<_> = sentences.sentences.iter().map(|sentence| Pair::of(std::slice::from_ref(sentence))).collect();
    let picks = references.iter().map(|reference| greedy(&grams, costs, room, &Pair::of(&reference.sentences)));
    let mut best = (0.0, Vec::new());
    for (worth, picked) in picks {
        if worth > best.0 {
            best = (worth, picked);
        }
    }
    best.1.sort_unstable();
    best.1
}

fn greedy(sentences: &[Pair], costs: &[usize], mut room: Room, reference: &Pair) -> (f64, Vec<usize>) {
    let (mut worth, mut taken, mut picked) = (0.0, Pair::default(), Vec::new());
    loop {
        let mut next = None;
        for (n, sentence) in sentences.iter().enumerate() {
            if !picked.contains(&n) && room.fits(costs[n]) {
                let with = taken.with(sentence).closeness(reference);
                if with > worth + 1e-9 {
                    (worth, next) = (with, Some(n));
                }
            }
        }
        let Some(n) = next else { return (worth, picked) };
        taken = taken.with(&sentences[n]);
        room.fill(costs[n]);
        picked.push(n);
    }
}

/// The words and pairs of words of some sentences; pairs do not go over their ends.
#[derive(Clone, Default)]
struct Pair {
    one: Grams,
    two: Grams,
}

impl Pair {
    fn of(sentences: &[Vec<u32>]) -> Self {
        let mut pair = Self::default();
        for sentence in sentences {
            let stems = Stems { sentences: vec![sentence.clone()] };
            pair.one.add(&Grams::of::<1>(&stems));
            pair.two.add(&Grams::of::<2>(&stems));
        }
        pair
    }

    fn with(&self, other: &Self) -> Self {
        let mut sum = self.clone();
        sum.one.add(&other.one);
        sum.two.add(&other.two);
        sum
    }

    fn closeness(&self, reference: &Self) -> f64 {
        f1(&self.one, &reference.one) + f1(&self.two, &reference.two)
    }
}
