//! The command line of Masthead.

use std::process::ExitCode;

fn main() -> ExitCode {
    masthead::cli::run()
}
