//! The options that tools share, under one name each.
//!
//! Every `copydesk train` takes `--train`, where it can use one `--dev`, writes to `--out` (`-o`) and draws from `--seed`; every
//! `copydesk eval` takes the gold files by place and `--model`. What is special to a tool stands beside these.

use copydesk_core::tool::{ToolArgs, ToolOption};

/// `--train FILE...`: gold data to learn from.
#[must_use]
pub const fn train(help: &'static str) -> ToolOption {
    ToolOption::new("train", "FILE", help).required().many()
}

/// `--dev FILE...`: gold data to measure with while learning, and not to learn from.
#[must_use]
pub const fn dev(help: &'static str) -> ToolOption {
    ToolOption::new("dev", "FILE", help).many()
}

/// `-o FILE` or `--out FILE`, required: where the result goes.
#[must_use]
pub const fn out(help: &'static str) -> ToolOption {
    ToolOption::new("out", "FILE", help).short('o').required()
}

/// The same, where the tool can do without.
#[must_use]
pub const fn optional_out(help: &'static str) -> ToolOption {
    ToolOption::new("out", "FILE", help).short('o')
}

/// `--seed N`: what all random numbers come from.
#[must_use]
pub const fn seed() -> ToolOption {
    ToolOption::new("seed", "N", "what random numbers come from").default("1")
}

/// `--model FILE`: a model in place of the embedded one.
#[must_use]
pub const fn model() -> ToolOption {
    ToolOption::new("model", "FILE", "a model to use in place of the one in the program")
}

/// `FILE...`, by place: gold data to measure with.
#[must_use]
pub const fn gold(help: &'static str) -> ToolOption {
    ToolOption::new("FILE", "FILE", help).required().many().positional()
}

/// Writes a result to `--out`; without the option nothing is done.
///
/// # Errors
/// If the file cannot be written; the message names it.
pub fn write_out(args: &ToolArgs, bytes: impl AsRef<[u8]>) -> Result<(), String> {
    args.get("out").map_or(Ok(()), |path| std::fs::write(path, bytes).map_err(|e| format!("{path}: {e}")))
}
