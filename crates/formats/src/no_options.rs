//! The options of what has none of its own: a source or sink that only the shared ones steer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// No option of its own.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct NoOptions {}
