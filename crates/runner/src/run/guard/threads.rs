//! How long each thread of a worker has had in hand what it has.

use std::time::{Duration, Instant};

use super::journal::InHand;
use super::pace::Paced;

/// How much longer than allowed a stage may take before its process is ended.
const GRACE: Duration = Duration::from_secs(1);

/// A look that comes so late means that the supervisor itself was stopped for a while.
const OVERSLEPT: Duration = Duration::from_secs(1);

/// Time is counted in pieces of this length: far less than the grace.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// How long a worker may take for what it has in hand.
#[derive(Clone, Copy)]
pub(crate) struct Allowed {
    pub(crate) stage: Option<Duration>,
    pub(crate) article: Option<Duration>,
}

/// The threads of a worker, and when they were last looked at.
pub(crate) struct Threads {
    threads: Vec<Thread>,
    looked: Instant,
}

#[derive(Default)]
struct Thread {
    in_hand: Option<InHand>,
    article: Duration,
    stage: Duration,
    paced: Paced,
}

impl Threads {
    pub(crate) fn new() -> Self {
        Self { threads: Vec::new(), looked: Instant::now() }
    }

    /// What has taken too long, and what was allowed. Only time counts in which a thread worked, or waited for something:
    /// neither that of a process that was stopped nor that in which it got no processor.
    pub(crate) fn slow(&mut self, process: u32, now: &[Option<InHand>], allowed: Allowed) -> Vec<(InHand, Duration)> {
        let since = self.looked.elapsed();
        if since < LOOK_EVERY {
            return Vec::new();
        }
        self.looked = Instant::now();
        let since = if since > OVERSLEPT { Duration::ZERO } else { since };
        self.threads.resize_with(now.len(), Thread::default);
        let each = (0..).zip(self.threads.iter_mut()).zip(now);
        each.filter_map(|((number, thread), in_hand)| {
            let counts = thread.paced.counts(process, number, since);
            thread.add(*in_hand, counts);
            thread.over(allowed)
        })
        .collect()
    }
}

impl Thread {
    /// Counts time for what is in hand, if it was so at the last look too.
    fn add(&mut self, in_hand: Option<InHand>, time: Duration) {
        let same_article = in_hand.map(|now| now.article) == self.in_hand.map(|then| then.article);
        let same_stage = same_article && in_hand.map(|now| now.stage) == self.in_hand.map(|then| then.stage);
        self.article = if same_article { self.article + time } else { Duration::ZERO };
        self.stage = if same_stage { self.stage + time } else { Duration::ZERO };
        self.in_hand = in_hand;
    }

    fn over(&self, allowed: Allowed) -> Option<(InHand, Duration)> {
        let over = |time: Duration, limit: Option<Duration>| limit.filter(|limit| time > *limit + GRACE);
        let limit = over(self.stage, allowed.stage).or_else(|| over(self.article, allowed.article))?;
        Some((self.in_hand?, limit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_time_that_counts_makes_a_stage_slow() {
        let allowed = Allowed { stage: Some(Duration::from_secs(2)), article: Some(Duration::from_secs(9)) };
        let in_hand = |stage| Some(InHand { article: 7, stage, alone: false });
        let mut thread = Thread::default();
        thread.add(in_hand(1), Duration::from_secs(60));
        assert!(thread.over(allowed).is_none(), "it has only just begun");
        (0..100).for_each(|_| thread.add(in_hand(1), Duration::ZERO));
        assert!(thread.over(allowed).is_none(), "it was stopped");
        thread.add(in_hand(1), Duration::from_secs(4));
        assert!(thread.over(allowed).is_some(), "too long for a stage");
        (2..5).for_each(|stage| thread.add(in_hand(stage), Duration::from_secs(3)));
        assert_eq!(
            thread.over(allowed).map(|(_, limit)| limit),
            Some(Duration::from_secs(9)),
            "too long for an article"
        );
    }
}
