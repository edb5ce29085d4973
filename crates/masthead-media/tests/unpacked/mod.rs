//! The pictures of other programs, unpacked for a test.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The unpacked corpus; nothing where there is no archive of it, and a word for which test.
pub(crate) fn corpus(test: &str, into: &Path) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let data = std::env::var_os("MASTHEAD_SHARED_DATA").map_or(beside, PathBuf::from);
    let archive = data.join("images/images.tar.zst");
    if !archive.is_file() {
        eprintln!("skipped: {test}: no picture corpus, images/images.tar.zst of the shared data");
        return None;
    }
    let mut tar = Command::new("tar");
    tar.args(["--zstd", "-xf"])
        .arg(&archive)
        .arg("-C")
        .arg(into);
    let status = tar.status().expect("tar");
    assert!(status.success(), "tar -xf {}: {status}", archive.display());
    Some(into.to_owned())
}
