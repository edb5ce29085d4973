//! What was taken from the system's memory goes back to it.
//!
//! glibc takes blocks of 128 KiB and more from the system one by one and gives
//! each back when it is freed, but raises that size to the largest that was
//! freed, up to 32 MiB (mallopt(3), `M_MMAP_THRESHOLD`). After one long form
//! such blocks come from the heap, which shrinks at its end alone: what a crowd
//! took stayed for good. A size that is set is not raised. Without unsafe code
//! it can be set in the environment alone, which glibc reads before `main`.

use std::env;
use std::os::unix::process::CommandExt;
use std::process::Command;

const THRESHOLD: &str = "MALLOC_MMAP_THRESHOLD_";
const THRESHOLD_BYTES: &str = "1048576";

/// Starts this program again in the same process, once, with the size set.
/// Returns where it is set, and where starting failed: then more is kept.
pub(super) fn settle() {
    if !cfg!(target_env = "gnu") || env::var_os(THRESHOLD).is_some() {
        return;
    }
    // By its path: started as `/proc/self/exe` it would be called `exe`.
    let Ok(program) = env::current_exe() else {
        return;
    };
    let mut arguments = env::args_os();
    let mut again = Command::new(program);
    if let Some(name) = arguments.next() {
        again.arg0(name);
    }
    let failed = again.args(arguments).env(THRESHOLD, THRESHOLD_BYTES).exec();
    tracing::debug!("starting again for the allocator: {failed}");
}
