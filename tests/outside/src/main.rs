//! A copydesk with this package's stage and sink alone.

use acme_press as _; // names the crate, so that it is linked and what it has registers itself

fn main() -> std::process::ExitCode {
    copydesk::main()
}
