//! Tests of the stock binary, as its users meet it: started in temporary folders, judged by what it prints and writes.
//!
//! Expected texts stand in files beside these; `COPYDESK_BLESS=1 cargo test -p copydesk --test desk` rewrites them, and the difference is for reading.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod adding;
mod any_text;
mod binary;
mod command;
mod disks;
mod exec;
mod exports;
mod faults;
mod fuzz;
mod gold;
mod golden;
mod house;
mod input;
mod invariants;
mod kept;
mod lost;
mod memory;
mod new_stage;
mod newsroom;
mod people;
mod pipelines;
mod processes;
mod resume;
mod runs;
mod sample;
mod stories;
mod tables;
mod timeml;
