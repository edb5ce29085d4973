//! The archive as its users meet it: one test binary.

mod refusals;
mod rows;
mod schema;
mod source;
mod writer;
mod zips;

use std::path::Path;

const SITE: &str = r#"{"format": "masthead-archive", "version": 1, "name": "晨报"}"#;

/// A folder with these files; `site.json` is there unless it is among them.
fn folder(at: &Path, files: &[(&str, &[u8])]) {
    for (name, bytes) in files.iter().chain(&[("site.json", SITE.as_bytes())]) {
        let path = at.join(name);
        std::fs::create_dir_all(path.parent().expect("below the folder")).expect("folder");
        if !path.exists() {
            std::fs::write(path, bytes).expect("file");
        }
    }
}
