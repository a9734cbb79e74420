//! A stranger's binary: the stock stages and their own.

use acme_desk as _;

fn main() -> std::process::ExitCode {
    copydesk::main()
}
