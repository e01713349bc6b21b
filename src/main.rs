//! Arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    oideyo::cli::run(std::env::args_os())
}
