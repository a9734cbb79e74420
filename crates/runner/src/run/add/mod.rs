//! Adding to a finished run: which articles the output holds already, and in which version.
//!
//! A run that adds begins where the earlier one ended, as a resumed run begins at its checkpoint, over other inputs. Beside the
//! records it keeps `articles.index`, a row of 16 bytes for each article that it wrote or failed, and `versions.jsonl`, a line
//! for each article that takes the place of an earlier record. What decides is the order of the input alone, so the output is the
//! same for any number of threads and after any kill.

mod before;
mod index;
mod key;
mod ledger;

pub(crate) use before::rows;
pub(crate) use index::{INDEX, Index, Row};
pub(crate) use key::Key;
pub(crate) use ledger::{Ledger, VERSIONS};
