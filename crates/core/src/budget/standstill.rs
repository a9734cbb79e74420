//! Time in which the process stood still, whoever stopped it.
//!
//! A process that was stopped by a signal, whose machine slept, or that was given no processor does not notice. A thread that
//! wakes up often does: it wakes up late.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How often to [beat](beat).
pub const BEAT: Duration = Duration::from_millis(50);

/// A beat that comes so late means that nobody could work: on a busy machine one comes some tenths of a second late.
const LATE: Duration = Duration::from_secs(1);

/// Milliseconds lost so far.
static LOST: AtomicU64 = AtomicU64::new(0);

/// When the last beat was, in milliseconds since the first; 0 while nobody beats.
static LAST: AtomicU64 = AtomicU64::new(0);

/// Says that the process is at work. Whoever calls it does so every [`BEAT`], from a thread of its own.
pub fn beat() {
    let now = now();
    let last = LAST.swap(now, Ordering::Relaxed);
    if last > 0 && now.saturating_sub(last) > millis(LATE) {
        LOST.fetch_add(now - last, Ordering::Relaxed);
    }
}

/// Says that there will be no more beats.
pub fn rest() {
    LAST.store(0, Ordering::Relaxed);
}

/// The time lost so far.
pub(super) fn lost() -> Duration {
    Duration::from_millis(LOST.load(Ordering::Relaxed))
}

/// Whether the process has just come out of a standstill that is not counted yet.
pub(super) fn goes_on() -> bool {
    let last = LAST.load(Ordering::Relaxed);
    last > 0 && now().saturating_sub(last) > millis(LATE)
}

fn now() -> u64 {
    static FIRST: OnceLock<Instant> = OnceLock::new();
    millis(FIRST.get_or_init(Instant::now).elapsed()) + 1
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::Budget;
    use super::*;

    #[test]
    fn a_late_beat_gives_back_the_time_that_nobody_had() {
        beat();
        let budget = Budget::of(Duration::from_millis(100));
        std::thread::sleep(LATE + Duration::from_millis(200));
        assert!(budget.look().is_ok(), "the standstill counts before it is known");
        beat();
        assert!(budget.look().is_ok(), "the standstill counts");
        (0..4).for_each(|_| {
            std::thread::sleep(BEAT);
            beat();
        });
        assert!(budget.look().is_err(), "time with beats does not count");
        rest();
    }
}
