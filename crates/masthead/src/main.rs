//! The command line of Masthead.

use std::process::ExitCode;

/// Gives back to the system what nobody uses, from a thread of its own: glibc
/// keeps what a crowd once took (docs/decisions/0024).
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    masthead::cli::run()
}
