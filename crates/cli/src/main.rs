//! The stock binary: the library's main, and an allocator that keeps threads apart.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    copydesk::main()
}
