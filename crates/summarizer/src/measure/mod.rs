//! Measuring summaries against references, and the tool that does it.

pub(crate) mod article;
pub(crate) mod budgets;
mod eval;
pub(crate) mod gold;
pub(crate) mod oracle;
