//! How far a run is: a bar on a terminal, a plain line every 30 s elsewhere.

use std::io::{self, IsTerminal};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use copydesk_runner::{Failure, Observer, Progress};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Value, json};

use crate::args::{LogFormat, When};
use crate::console;

const BAR: &str =
    "{bar:30} {percent:>3} % of {total_bytes} {bytes_per_sec:>12}  {msg}  {elapsed_precise}, {eta_precise} left";
const SPINNER: &str = "{spinner} {bytes} {bytes_per_sec:>12}  {msg}  {elapsed_precise}";
/// Lines of a log: few enough to be read.
const PLAIN_EVERY: Duration = Duration::from_secs(30);
/// A bar that people see move.
const BAR_EVERY: Duration = Duration::from_millis(100);
/// Failures beyond these are counted, and listed in failed.jsonl.
const MOST_FAILURES: usize = 10;

/// Tells people how far a run is and what failed.
pub(crate) struct ProgressReporter {
    bar: Option<ProgressBar>,
    plain: bool,
    quiet: bool,
    /// Whether failures are listed nowhere else.
    all_failures: bool,
    reported: Mutex<Reported>,
}

struct Reported {
    begun: Instant,
    last: Instant,
    failures: usize,
    /// How far the run was when this process began.
    before: Progress,
    input_bytes: Option<u64>,
}

impl ProgressReporter {
    pub(crate) fn new(when: When, format: LogFormat, all_failures: bool, quiet: bool) -> Self {
        let when = if quiet { When::Never } else { when };
        let terminal = io::stderr().is_terminal() && format == LogFormat::Text;
        let bar = match when {
            When::Always if format == LogFormat::Text => {
                Some(ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()))
            }
            When::Auto if terminal => Some(ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())),
            _ => None,
        };
        let now = Instant::now();
        let reported = Reported { begun: now, last: now, failures: 0, before: Progress::default(), input_bytes: None };
        let reported = Mutex::new(reported);
        Self { plain: bar.is_none() && when != When::Never, quiet, bar, all_failures, reported }
    }

    /// Takes the bar away.
    pub(crate) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn say(&self, text: &str) {
        if self.quiet {
            return;
        }
        match &self.bar {
            Some(bar) => bar.suspend(|| console::note(text)),
            None => console::note(text),
        }
    }

    /// Where the run is, if it is time for another sign of life.
    fn due(&self, progress: Progress) -> Option<Sign> {
        let every = if self.bar.is_some() { BAR_EVERY } else { PLAIN_EVERY };
        let mut reported = self.reported();
        if reported.last.elapsed() < every {
            return None;
        }
        reported.last = Instant::now();
        Some(Sign::of(progress, &reported))
    }

    fn reported(&self) -> MutexGuard<'_, Reported> {
        self.reported.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How far the run is, how fast it goes, and how long it still takes.
struct Sign {
    progress: Progress,
    articles_per_second: f64,
    input_bytes: Option<u64>,
    seconds_left: Option<f64>,
}

impl Sign {
    fn of(progress: Progress, reported: &Reported) -> Self {
        let seconds = reported.begun.elapsed().as_secs_f64().max(1e-9);
        let articles = progress.articles - reported.before.articles.min(progress.articles);
        let bytes_per_second = (progress.bytes - reported.before.bytes.min(progress.bytes)) as f64 / seconds;
        let left = reported.input_bytes.map(|all| all.saturating_sub(progress.bytes) as f64);
        Self {
            progress,
            articles_per_second: articles as f64 / seconds,
            input_bytes: reported.input_bytes,
            seconds_left: left.filter(|_| bytes_per_second > 0.0).map(|left| left / bytes_per_second),
        }
    }

    fn short(&self) -> String {
        let Progress { articles, failed, .. } = self.progress;
        format!("{articles} articles, {failed} failed, {:.0} articles/s", self.articles_per_second)
    }

    fn plain(&self) -> String {
        let read = self.progress.bytes as f64 / 1e6;
        let all = self.input_bytes.map(|all| format!(" of {:.1}", all as f64 / 1e6)).unwrap_or_default();
        let left = self.seconds_left.map(|seconds| format!(", {seconds:.0} s left")).unwrap_or_default();
        format!("{}, {read:.1}{all} MB read{left}", self.short())
    }

    fn fields(&self) -> Value {
        let Progress { articles, failed, bytes, .. } = self.progress;
        json!({
            "articles": articles,
            "failed": failed,
            "bytes": bytes,
            "inputBytes": self.input_bytes,
            "articlesPerSecond": self.articles_per_second,
            "secondsLeft": self.seconds_left,
        })
    }
}

impl Observer for ProgressReporter {
    fn begun(&self, input_bytes: Option<u64>, before: Progress) {
        let records = before.articles + before.failed;
        if records > 0 {
            self.say(&format!("goes on after the first {records} articles"));
        }
        let mut reported = self.reported();
        (reported.before, reported.input_bytes, reported.begun) = (before, input_bytes, Instant::now());
        let Some(bar) = &self.bar else { return };
        let template = if input_bytes.is_some() { BAR } else { SPINNER };
        bar.set_style(ProgressStyle::with_template(template).expect("the templates are right"));
        input_bytes.inspect(|bytes| bar.set_length(*bytes));
        bar.set_position(before.bytes);
        bar.reset_eta();
    }

    fn finished_before(&self) {
        self.say("the run is finished already: nothing to do");
    }

    fn progress(&self, progress: Progress) {
        let Some(sign) = self.due(progress) else { return };
        match &self.bar {
            Some(bar) => {
                bar.set_position(progress.bytes);
                bar.set_message(sign.short());
            }
            None if self.plain => console::event("progress", &sign.plain(), &sign.fields()),
            None => {}
        }
    }

    fn failed(&self, failure: &Failure) {
        // With nowhere else to stand, what failed is an error and said all the same.
        if self.quiet && !self.all_failures {
            return;
        }
        let count = {
            let mut reported = self.reported();
            reported.failures += 1;
            reported.failures
        };
        if self.all_failures || count <= MOST_FAILURES {
            let text = format!("failed: {} ({}): {}", failure.source, failure.stage, failure.error);
            let fields = serde_json::to_value(failure).unwrap_or_default();
            let tell = || console::event("failed", &text, &fields);
            self.bar.as_ref().map_or_else(tell, |bar| bar.suspend(tell));
        }
        if !self.all_failures && count == MOST_FAILURES + 1 {
            self.say("further failures are listed in failed.jsonl alone");
        }
    }

    fn notice(&self, text: &str) {
        self.say(text);
    }
}
