//! Bytes as gzip, zstd, or neither, with lines of JSON in them.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| copydesk_fuzz::read("packed", bytes));
