//! How far a run is: a bar on a terminal, a plain line every 30 s elsewhere.

use std::io::{self, IsTerminal};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use copydesk_runner::{Failure, Observer, Progress};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::args::When;
use crate::console;

const BAR: &str = "{bar:30} {percent:>3} % {bytes_per_sec:>12}  {msg}  {elapsed_precise}, {eta_precise} left";
const SPINNER: &str = "{spinner} {bytes} {bytes_per_sec:>12}  {msg}  {elapsed_precise}";
const PLAIN_EVERY: Duration = Duration::from_secs(30);
const BAR_EVERY: Duration = Duration::from_millis(100);
/// Failures beyond these are counted, and listed in failed.jsonl.
const MOST_FAILURES: usize = 10;

/// Tells people how far a run is and what failed.
pub(crate) struct Teller {
    bar: Option<ProgressBar>,
    plain: bool,
    /// Whether failures are listed nowhere else.
    all_failures: bool,
    told: Mutex<Told>,
}

struct Told {
    begun: Instant,
    last: Instant,
    failures: usize,
}

impl Teller {
    pub(crate) fn new(when: When, all_failures: bool) -> Self {
        let terminal = io::stderr().is_terminal();
        let bar = match when {
            When::Always => Some(ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())),
            When::Auto if terminal => Some(ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())),
            _ => None,
        };
        let now = Instant::now();
        let told = Mutex::new(Told { begun: now, last: now, failures: 0 });
        Self { plain: bar.is_none() && when != When::Never, bar, all_failures, told }
    }

    /// Takes the bar away.
    pub(crate) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn say(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| console::note(text)),
            None => console::note(text),
        }
    }

    /// Whether it is time for another sign of life, and how many seconds the run has taken.
    fn due(&self) -> Option<f64> {
        let every = if self.bar.is_some() { BAR_EVERY } else { PLAIN_EVERY };
        let mut told = self.told.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if told.last.elapsed() < every {
            return None;
        }
        told.last = Instant::now();
        Some(told.begun.elapsed().as_secs_f64())
    }
}

impl Observer for Teller {
    fn begun(&self, input_bytes: Option<u64>) {
        let Some(bar) = &self.bar else { return };
        let template = if input_bytes.is_some() { BAR } else { SPINNER };
        bar.set_style(ProgressStyle::with_template(template).expect("the templates are right"));
        input_bytes.inspect(|bytes| bar.set_length(*bytes));
    }

    fn progress(&self, progress: Progress) {
        let Some(seconds) = self.due() else { return };
        let Progress { articles, failed, bytes } = progress;
        let rate = articles as f64 / seconds.max(1e-9);
        let text = format!("{articles} articles, {failed} failed, {rate:.0} articles/s");
        match &self.bar {
            Some(bar) => {
                bar.set_position(bytes);
                bar.set_message(text);
            }
            None if self.plain => console::note(&text),
            None => {}
        }
    }

    fn failed(&self, failure: &Failure) {
        let count = {
            let mut told = self.told.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            told.failures += 1;
            told.failures
        };
        if self.all_failures || count <= MOST_FAILURES {
            self.say(&format!("failed: {} ({}): {}", failure.source, failure.stage, failure.error));
        }
        if !self.all_failures && count == MOST_FAILURES + 1 {
            self.say("further failures are listed in failed.jsonl alone");
        }
    }

    fn notice(&self, text: &str) {
        self.say(text);
    }
}
