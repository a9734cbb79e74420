//! Bytes as a file of the source `newsml`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| copydesk_fuzz::read("newsml", bytes));
