//! Keeping a panic in one article from reaching the others.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// What the panic hook was told on this thread; armed while [`isolate`] runs.
    static CAUGHT: RefCell<Option<Caught>> = const { RefCell::new(None) };
}

#[derive(Default)]
struct Caught {
    message: Option<String>,
}

/// Runs `work`; a panic in it becomes its message and place, and nothing is printed.
pub(crate) fn isolate<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    install_hook();
    CAUGHT.set(Some(Caught::default()));
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    let message = CAUGHT.take().and_then(|caught| caught.message);
    done.map_err(|_| message.unwrap_or_else(|| "panicked".to_owned()))
}

/// Replaces the panic hook once: panics outside [`isolate`] go to the hook that was there before.
fn install_hook() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let armed = CAUGHT.with_borrow_mut(|caught| {
                let armed = caught.as_mut().map(|caught| caught.message = Some(describe(info)));
                armed.is_some()
            });
            if !armed {
                before(info);
            }
        }));
    });
}

fn describe(info: &panic::PanicHookInfo<'_>) -> String {
    let message = info.payload_as_str().unwrap_or("a panic without a message");
    match info.location() {
        Some(place) => format!("panicked at {}:{}: {message}", place.file(), place.line()),
        None => format!("panicked: {message}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_its_message() {
        let caught = isolate(|| panic!("at the marker")).unwrap_err();
        assert!(caught.ends_with("at the marker") && caught.contains("isolate.rs"), "{caught}");
        assert_eq!(isolate(|| 7), Ok(7));
    }
}
