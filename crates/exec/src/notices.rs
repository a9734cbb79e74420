//! What processes print to their standard error, until somebody asks for it.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::sync::{Mutex, PoisonError};

/// Lines kept at most; of more, only their number is told.
const MOST: usize = 1000;
/// Bytes of a line; the rest becomes a line of its own.
const LONGEST: u64 = 4096;

/// Lines of all processes of a stage, each with the stage's name.
pub(crate) struct Notices {
    name: String,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    lines: VecDeque<String>,
    left_out: usize,
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
        if kept.lines.len() < MOST {
            kept.lines.push_back(format!("{}: {line}", self.name));
        } else {
            kept.left_out += 1;
        }
    }

    /// The lines since the last call.
    pub(crate) fn take(&self) -> Vec<String> {
        let kept = std::mem::take(&mut *self.kept.lock().unwrap_or_else(PoisonError::into_inner));
        let left_out =
            (kept.left_out > 0).then(|| format!("{}: {} more lines were left out", self.name, kept.left_out));
        kept.lines.into_iter().chain(left_out).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_named_bounded_and_told_once() {
        let notices = Notices::new("exec acme.rows".to_owned());
        notices.keep_all("one\n".repeat(1005).as_bytes());
        let told = notices.take();
        assert_eq!((told.len(), told[0].as_str()), (1001, "exec acme.rows: one"));
        assert_eq!(told[1000], "exec acme.rows: 5 more lines were left out");
        assert!(notices.take().is_empty());
    }
}
