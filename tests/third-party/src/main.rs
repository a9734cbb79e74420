//! A third party's binary: the stock stages, their own, and one of a crate that they got from others.

use acme_desk as _;
use acme_reading_ease as _;

fn main() -> std::process::ExitCode {
    copydesk::main()
}
