//! A third party's stage and sink: capitals are marked, and rows go to a file that spreadsheets open.

mod csv;
mod shouting;

pub use csv::Csv;
pub use shouting::{Shout, Shouting};
