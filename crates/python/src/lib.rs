//! The native half of the Python package `copydesk`; `python/copydesk` is the half that people call.
//!
//! Articles come as JSON objects or Arrow tables and leave as such, so that Python converts nothing row by row. The global
//! interpreter lock is released while stages run. No thread of ours outlives a call and no lock is waited for, so that a process
//! may fork at any time: Spark, Ray, gunicorn and `multiprocessing` do. What stages hold (threads, running programs) stays with
//! the parent: the Python half loads the pipeline anew in a child.

mod annotator;
mod pipeline;
mod table;

use copydesk as _;

/// Stages and tables allocate much and little at a time, as in the command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The module `copydesk._copydesk`.
#[pyo3::pymodule]
mod _copydesk {
    #[pymodule_export]
    use super::pipeline::Core;
}
