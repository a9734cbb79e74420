//! Any text through every stock stage.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| copydesk_fuzz::annotate(text));
