//! Reading ahead: what the first records of a file say about all of them.

use copydesk_core::source::{Raw, ReadError};

use crate::published::{DateOrder, Evidence};

/// Records that are looked at before the first is handed on.
const RECORDS: usize = 1000;

/// Fewer of them where they are long: what may be held for it, in bytes.
const BYTES: usize = 8 << 20;

/// A record, and the order of the dates of its file.
pub struct Dated<R> {
    /// The record.
    pub record: R,
    /// The order.
    pub order: DateOrder,
}

/// Records that know the order of their dates.
pub(crate) struct Ahead<I, R> {
    records: I,
    held: std::collections::VecDeque<Result<Raw<R>, ReadError>>,
    look: Option<Look<R>>,
    order: DateOrder,
}

/// Takes in what a record says.
pub(crate) type Look<R> = Box<dyn Fn(&R, &mut Evidence) + Send>;

impl<I, R> Ahead<I, R> {
    /// Reads ahead where `look` is given, which it is not where the input may wait for what it has given already.
    pub(crate) fn new(records: I, asked: DateOrder, look: Option<Look<R>>) -> Self {
        let look = look.filter(|_| asked == DateOrder::Auto);
        Self { records, held: std::collections::VecDeque::new(), look, order: asked }
    }
}

impl<R, I: Iterator<Item = Result<Raw<R>, ReadError>>> Iterator for Ahead<I, R> {
    type Item = Result<Raw<Dated<R>>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(look) = self.look.take() {
            let (mut evidence, mut bytes) = (Evidence::default(), 0);
            while self.held.len() < RECORDS && bytes < BYTES {
                let Some(record) = self.records.next() else { break };
                if let Ok(raw) = &record {
                    bytes += raw.bytes;
                    look(&raw.record, &mut evidence);
                }
                self.held.push_back(record);
            }
            self.order = evidence.order(self.order);
        }
        let order = self.order;
        let record = self.held.pop_front().or_else(|| self.records.next())?;
        Some(record.map(|Raw { record, place, bytes, .. }| Raw::new(Dated { record, order }, place, bytes)))
    }
}
