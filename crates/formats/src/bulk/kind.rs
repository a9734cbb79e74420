//! What a piece of a bulk file is.

/// What a piece of a bulk file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Nexis,
    Factiva,
    /// Text without fields.
    Plain,
}
