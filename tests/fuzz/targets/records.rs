//! A record made of choices, as a line and as a ninjs item.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| copydesk_fuzz::structured("records", bytes));
