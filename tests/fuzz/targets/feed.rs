//! Bytes as a file of the source `feed`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| copydesk_fuzz::read("feed", bytes));
