//! A file without records says so.

use copydesk_core::source::{RawRecords, Skips};

/// The same records; where there are none, the reason is counted as passed over.
pub(crate) fn or_said<R: 'static>(mut records: RawRecords<R>, skips: Skips, reason: &'static str) -> RawRecords<R> {
    let mut any = false;
    Box::new(std::iter::from_fn(move || {
        let next = records.next();
        if next.is_none() && !any {
            skips.add(reason, None);
        }
        any = true;
        next
    }))
}
