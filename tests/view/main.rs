//! The page of `copydesk view`, driven in a real browser.
//!
//! Chromium is started without a window and spoken to over a pipe. Where there is none the tests say so and pass:
//! `.ci/run` installs it. Two further things are done on demand:
//!
//! ```sh
//! cargo test --release -p copydesk --test view -- --ignored take_the_screenshots       # crates/view/docs/*.png
//! cargo test --release -p copydesk --test view -- --ignored a_hundred_thousand_articles
//! ```

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../desk/binary.rs"]
#[expect(dead_code, reason = "the tests of the desk use the rest")]
mod binary;
mod browser;
mod command;
mod hostile;
mod large;
mod legible;
mod moves;
mod records;
mod screenshots;
mod town;
