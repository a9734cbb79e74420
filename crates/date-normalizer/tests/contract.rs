//! What core asks of every stage.

use copydesk_core::testing;
use copydesk_date_normalizer::DateNormalizer;

#[test]
fn the_stage_keeps_the_contract() {
    testing::contract::<DateNormalizer>(copydesk_layers::plain::layers);
}
