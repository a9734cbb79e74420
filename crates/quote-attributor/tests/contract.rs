//! What every stage must keep.

use copydesk_core::testing;
use copydesk_quote_attributor::QuoteAttributor;

#[test]
fn any_text_is_read_without_a_failure() {
    testing::contract::<QuoteAttributor>(copydesk_layers::plain::layers);
}
