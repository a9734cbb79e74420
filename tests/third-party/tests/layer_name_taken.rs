//! A layer whose name another row type has is refused at the start, with both types and what to do.

use acme_reading_ease as _; // a binary without any stage would be refused for that
use copydesk_core::{Layer, Registry, Span, register_layer};
use copydesk_layers as _;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Token(Span);

impl Layer for Token {
    const NAME: &'static str = "tokens";

    fn span(&self) -> Span {
        self.0
    }
}

register_layer!(Token);

#[test]
fn a_layer_name_that_is_taken_is_refused_with_what_to_do() {
    let error = Registry::linked().err().map(|error| error.to_string()).unwrap_or_default();
    for part in [
        "two layers are called `tokens`",
        "`copydesk_layers::word::Token` of package `copydesk-layers`",
        "`layer_name_taken::Token` of package `acme-desk`",
        "rename one (its `const NAME`), or use one row type in both",
    ] {
        assert!(error.contains(part), "{error}");
    }
}
