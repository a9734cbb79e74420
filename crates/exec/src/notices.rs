//! What processes print to their standard error, until somebody asks for it.

use std::io::{BufRead, BufReader, Read};
use std::sync::{Mutex, PoisonError};

/// Lines of a stage that are passed on in a run, the first that come; of more, only their number is said: nobody reads them.
const MOST: usize = 1000;

/// Bytes of all these lines together.
const MOST_BYTES: usize = 256 << 10;

/// Bytes of a line; the rest becomes a line of its own.
const LONGEST: u64 = 4096;

/// Lines of all processes of a stage, each with the stage's name.
pub(crate) struct Notices {
    name: String,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    /// Those that nobody has asked for yet.
    lines: Vec<String>,
    /// How many there were so far, and their bytes.
    count: usize,
    bytes: usize,
    left_out: u64,
}

impl Notices {
    pub(crate) fn new(name: String) -> Self {
        Self { name, kept: Mutex::default() }
    }

    /// Keeps every line of a stream until it ends.
    pub(crate) fn keep_all(&self, stream: impl Read) {
        let mut stream = BufReader::new(stream);
        let mut line = Vec::new();
        while matches!(stream.by_ref().take(LONGEST).read_until(b'\n', &mut line), Ok(1..)) {
            self.keep(String::from_utf8_lossy(&line).trim_end());
            line.clear();
        }
    }

    fn keep(&self, line: &str) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.count += 1;
        kept.bytes += line.len();
        if kept.count <= MOST && kept.bytes <= MOST_BYTES {
            kept.lines.push(format!("{}: {line}", self.name));
        } else {
            kept.left_out += 1;
        }
    }

    /// The lines since the last call.
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner).lines)
    }

    /// Adds how many lines were left out, if any were. There will be no more.
    pub(crate) fn end(&self) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let left_out = std::mem::take(&mut kept.left_out);
        if left_out > 0 {
            kept.lines.push(format!("{}: {left_out} more lines were left out", self.name));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_named_bounded_and_given_once() {
        let notices = Notices::new("exec acme.rows".to_owned());
        notices.keep_all("one\n".repeat(600).as_bytes());
        assert_eq!(notices.take().len(), 600);
        notices.keep_all("one\n".repeat(600).as_bytes());
        let lines = notices.take();
        assert_eq!(
            (lines.len(), lines[0].as_str()),
            (400, "exec acme.rows: one"),
            "the bound is that of the whole run"
        );
        notices.end();
        assert_eq!(notices.take(), ["exec acme.rows: 200 more lines were left out"]);
        assert!(notices.take().is_empty());
    }

    #[test]
    fn long_lines_are_bounded_by_their_bytes() {
        let notices = Notices::new("exec".to_owned());
        notices.keep_all(format!("{}\n", "x".repeat(4000)).repeat(500).as_bytes());
        assert!(notices.take().iter().map(String::len).sum::<usize>() < MOST_BYTES + 4096);
    }
}
