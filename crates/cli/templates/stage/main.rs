//! A copydesk with the stage `{{stage}}` beside the stock ones.

use {{crate}} as _; // names the crate, so that it is linked and its stage registers itself

fn main() -> std::process::ExitCode {
    copydesk::main()
}
