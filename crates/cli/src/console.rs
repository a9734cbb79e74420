//! The only place that prints. Standard output carries data, standard error all else, and nothing here fails: whoever closed
//! the other end has seen enough.

use std::io::{self, IsTerminal, Write};

use copydesk_core::tool::Console;

/// Data, to standard output.
pub(crate) fn data(bytes: &[u8]) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(bytes).and_then(|()| out.flush());
}

/// Text that was made for people, to standard error as it is.
pub(crate) fn diagnose(text: &str) {
    let mut out = io::stderr().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// A line for people, to standard error, with controls from names and articles made harmless.
pub(crate) fn note(text: &str) {
    diagnose(&format!("{}\n", harmless(text)));
}

/// A line about what went wrong.
pub(crate) fn error(text: &str) {
    note(&format!("error: {text}"));
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
