//! An article made of choices through every format that holds text: the same rows.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| copydesk_fuzz::formats(bytes));
