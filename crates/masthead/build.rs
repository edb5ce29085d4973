//! Lists templates and words, so that the binary carries every `src/**/*.html` and `locales/**/*.ftl` by its path.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    let mut code = String::new();
    list(&mut code, "TEMPLATES", &root.join("src"), "html")?;
    list(&mut code, "WORDS", &root.join("locales"), "ftl")?;
    fs::write(out.join("embedded.rs"), code)
}

/// Writes `pub(crate) static NAME: &[(path, text)]` of the files below `folder` that end in `ending`, sorted by path.
fn list(code: &mut String, name: &str, folder: &Path, ending: &str) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    walk(folder, ending, &mut files)?;
    files.sort();
    let _ = writeln!(code, "pub(crate) static {name}: &[(&str, &str)] = &[");
    for file in files {
        let path = file.strip_prefix(folder).map_err(io::Error::other)?;
        let path = path.to_string_lossy().replace('\\', "/");
        let _ = writeln!(
            code,
            "    ({path:?}, include_str!({:?})),",
            file.display().to_string()
        );
    }
    let _ = writeln!(code, "];");
    Ok(())
}

fn walk(folder: &Path, ending: &str, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, ending, files)?;
        } else if path.extension().is_some_and(|e| e == ending) {
            files.push(path);
        }
    }
    Ok(())
}
