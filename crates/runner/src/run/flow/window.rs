//! The bounded window of articles that are in the program at one time.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How much may be between the reader and the writer: so many articles, and so many bytes of raw records.
///
/// A record larger than all the bytes allowed passes when nothing else is in the window.
pub(crate) struct Window {
    most_articles: usize,
    most_bytes: usize,
    inside: Mutex<Inside>,
    left: Condvar,
}

#[derive(Default)]
struct Inside {
    articles: usize,
    bytes: usize,
    closed: bool,
}

impl Window {
    pub(crate) fn new(most_articles: usize, most_bytes: usize) -> Self {
        Self { most_articles, most_bytes, inside: Mutex::default(), left: Condvar::new() }
    }

    /// How many articles are inside.
    pub(crate) fn articles(&self) -> usize {
        self.lock().articles
    }

    /// Whether a record may enter without waiting.
    pub(crate) fn has_room(&self, bytes: usize) -> bool {
        !self.is_full(&self.lock(), bytes)
    }

    fn is_full(&self, inside: &Inside, bytes: usize) -> bool {
        let crowded = inside.articles >= self.most_articles || inside.bytes + bytes > self.most_bytes;
        !inside.closed && inside.articles > 0 && crowded
    }

    /// Waits until there is room for a record and takes it; false once the window is closed.
    pub(crate) fn enter(&self, bytes: usize) -> bool {
        let full = |inside: &mut Inside| self.is_full(inside, bytes);
        let mut inside = self.left.wait_while(self.lock(), full).unwrap_or_else(PoisonError::into_inner);
        if inside.closed {
            return false;
        }
        inside.articles += 1;
        inside.bytes += bytes;
        true
    }

    /// Gives back the room of a record. Who waits is woken when a quarter of the window is free, not for each record.
    pub(crate) fn leave(&self, bytes: usize) {
        let mut inside = self.lock();
        inside.articles -= 1;
        inside.bytes -= bytes;
        let drained = inside.articles <= self.most_articles / 4 * 3 && inside.bytes <= self.most_bytes / 4 * 3;
        if drained {
            self.left.notify_all();
        }
    }

    /// Lets nobody in any more, and wakes who waits.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.left.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_giant_passes_alone_and_a_closed_window_admits_nobody() {
        let window = Window::new(2, 100);
        assert!(window.enter(1000));
        window.leave(1000);
        window.close();
        assert!(!window.enter(1));
    }

    #[test]
    fn a_full_window_waits_until_somebody_leaves() {
        let window = Window::new(1, 100);
        assert!(window.enter(1));
        std::thread::scope(|threads| {
            let waiting = threads.spawn(|| window.enter(1));
            std::thread::sleep(std::time::Duration::from_millis(20));
            assert!(!waiting.is_finished(), "a second article entered a window of one");
            window.leave(1);
            assert!(waiting.join().unwrap());
        });
    }
}
