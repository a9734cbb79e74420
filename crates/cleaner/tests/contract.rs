//! The contract that every stage keeps.

use copydesk_cleaner::Cleaner;

#[test]
fn the_cleaner_keeps_the_contract() {
    copydesk_core::testing::contract::<Cleaner>(copydesk_layers::plain::layers);
}
