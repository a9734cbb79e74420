//! The only place that prints. Standard output carries data, standard error all else. Nothing here fails: whoever closed the other
//! end has seen enough, and what else kept data from being written is told at the end.

use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use copydesk_core::record::without_controls;
use copydesk_core::tool::Console;
use serde_json::{Map, Value};

/// Why data could not be written to standard output, the first time.
static LOST: OnceLock<String> = OnceLock::new();

/// Data, to standard output.
pub(crate) fn data(bytes: &[u8]) {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
            LOST.get_or_init(|| e.to_string());
        }
        _ => {}
    }
}

/// Why some data did not reach standard output: a full disk, but not a reader that has gone.
pub(crate) fn lost() -> Option<&'static str> {
    LOST.get().map(String::as_str)
}

/// Text that was made for people, to standard error as it is.
pub(crate) fn diagnose(text: &str) {
    let mut out = io::stderr().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Whether lines to standard error are JSON.
static JSON: AtomicBool = AtomicBool::new(false);

/// From here on each line to standard error is a JSON object.
pub(crate) fn log_as_json() {
    JSON.store(true, Ordering::Relaxed);
}

/// A line for people, to standard error, with controls from names and articles made harmless.
pub(crate) fn note(text: &str) {
    event("note", text, &Value::Null);
}

/// A line about what went wrong.
pub(crate) fn error(text: &str) {
    if JSON.load(Ordering::Relaxed) { event("error", text, &Value::Null) } else { note(&format!("error: {text}")) }
}

/// A line of a kind, with what it says as fields for programs.
pub(crate) fn event(kind: &str, text: &str, fields: &Value) {
    if !JSON.load(Ordering::Relaxed) {
        return diagnose(&format!("{}\n", in_one_line(text)));
    }
    let mut line = Map::from_iter([("event".to_owned(), kind.into()), ("message".to_owned(), text.into())]);
    line.extend(fields.as_object().cloned().unwrap_or_default());
    let json = without_controls(Value::Object(line).to_string().into_bytes());
    diagnose(&format!("{}\n", String::from_utf8_lossy(&json)));
}

/// Whether standard error takes colours.
pub(crate) fn stderr_is_styled() -> bool {
    io::stderr().is_terminal() && !no_color()
}

/// Whether standard output takes colours.
pub(crate) fn stdout_is_styled() -> bool {
    io::stdout().is_terminal() && !no_color()
}

fn no_color() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

/// Control characters as escapes, line feeds aside.
pub(crate) fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() && c != '\n' {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

/// Control characters as escapes, line feeds too: a file may be called anything, and its message stays one line.
fn in_one_line(text: &str) -> String {
    harmless(text).replace('\n', "\\n")
}

/// The console of tools.
pub(crate) struct Standard;

impl Console for Standard {
    fn line(&mut self, text: &str) {
        data(format!("{text}\n").as_bytes());
    }

    fn progress(&mut self, text: &str) {
        note(text);
    }
}
