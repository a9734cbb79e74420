//! Measuring summaries against references, and the tool that does it.

pub(crate) mod article;
mod eval;
pub(crate) mod gold;
pub(crate) mod oracle;
