//! The native half of the Python package `copydesk`; `python/copydesk` is the half that people call.
//!
//! Articles come as JSON objects or Arrow tables and leave as such, so that Python converts nothing row by row. The global
//! interpreter lock is released while stages run. No thread outlives a call and no lock is waited for, so that a process
//! may fork at any time: Spark, Ray, gunicorn and `multiprocessing` do.

mod annotator;
mod pipeline;
mod table;

use copydesk as _;

/// The module `copydesk._copydesk`.
#[pyo3::pymodule]
mod _copydesk {
    #[pymodule_export]
    use super::pipeline::Core;
}
