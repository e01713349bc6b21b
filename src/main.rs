//! Arguments in, exit code out.

use std::process::ExitCode;

/// A build makes and drops millions of small strings; the systems' own allocators take a fifth longer over it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    oideyo::cli::run(std::env::args_os())
}
