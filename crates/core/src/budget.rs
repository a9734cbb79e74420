//! How long a stage may work on one article.

mod standstill;

use std::cell::Cell;
use std::time::{Duration, Instant};

pub use standstill::{BEAT, beat, rest};

/// The time that a stage has left for an article.
///
/// Long loops call [`check`](Budget::check), which is how a limit stops a stage cleanly. The clock is monotonic and is read at
/// every sixty-fourth call, so a call costs next to nothing. Time in which the whole process stood still (it was stopped, the
/// machine slept) does not count, where somebody [beats](beat).
#[derive(Debug, Default)]
pub struct Budget {
    end: Option<End>,
    calls: Cell<u32>,
}

#[derive(Clone, Copy, Debug)]
struct End {
    at: Instant,
    /// The time that the process had lost when this budget began.
    lost_before: Duration,
    over: OverBudget,
}

/// A stage took longer than it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("took longer than the {} s allowed for {of}", limit.as_secs_f32())]
pub struct OverBudget {
    limit: Duration,
    of: &'static str,
}

/// Reading the clock takes as long as some dozen steps of a loop.
const CALLS_PER_LOOK: u32 = 64;

impl Budget {
    /// As much time as it takes.
    #[must_use]
    pub const fn unlimited() -> Self {
        Self { end: None, calls: Cell::new(0) }
    }

    /// So much time for an article, from now. A limit beyond what the clock can count is none.
    #[must_use]
    pub fn of(limit: Duration) -> Self {
        Self { end: End::of(limit, "an article"), calls: Cell::new(0) }
    }

    /// What is left, but for one stage no more than `limit` from now.
    #[must_use]
    pub fn for_stage(&self, limit: Duration) -> Self {
        let ends = [self.end, End::of(limit, "a stage")];
        Self { end: ends.into_iter().flatten().min_by_key(|end| end.at), calls: Cell::new(0) }
    }

    /// Whether there is time left.
    ///
    /// # Errors
    /// If there is none; a stage passes this on with `?`.
    pub fn check(&self) -> Result<(), OverBudget> {
        let calls = self.calls.get();
        self.calls.set(calls.wrapping_add(1));
        if calls.is_multiple_of(CALLS_PER_LOOK) { self.look() } else { Ok(()) }
    }

    /// As [`check`](Budget::check), reading the clock at this very call.
    ///
    /// # Errors
    /// If there is no time left.
    pub fn look(&self) -> Result<(), OverBudget> {
        match self.end {
            Some(end) if end.is_past() => Err(end.over),
            _ => Ok(()),
        }
    }

    /// The time left, for work that waits instead of looping; nothing where there is no limit.
    #[must_use]
    pub fn remaining(&self) -> Option<Duration> {
        self.end.map(|end| end.at.saturating_duration_since(Instant::now()))
    }
}

impl End {
    fn of(limit: Duration, of: &'static str) -> Option<Self> {
        let lost_before = standstill::lost();
        Instant::now().checked_add(limit).map(|at| Self { at, lost_before, over: OverBudget { limit, of } })
    }

    fn is_past(&self) -> bool {
        let now = Instant::now();
        let end = || self.at.checked_add(standstill::lost().saturating_sub(self.lost_before));
        now > self.at && !standstill::goes_on() && end().is_some_and(|end| now > end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spent_budget_stops_the_loop() {
        let budget = Budget::of(Duration::ZERO);
        std::thread::sleep(Duration::from_millis(1));
        assert!(budget.check().is_err());
        let unlimited = Budget::unlimited();
        assert!((0..1000).all(|_| unlimited.check().is_ok()));
        assert_eq!((budget.remaining(), unlimited.remaining()), (Some(Duration::ZERO), None));
        let stage = Budget::of(Duration::from_secs(600)).for_stage(Duration::ZERO);
        std::thread::sleep(Duration::from_millis(1));
        assert!(stage.check().is_err_and(|over| over.to_string().ends_with("a stage")));
    }
}
