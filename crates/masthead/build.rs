//! Lists what lies in the folders, so that whoever adds a file writes it down nowhere else: templates and words for
//! the binary, steps of the schema, and the tests of `tests/suite.rs`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    let mut code = String::new();
    list(&mut code, "TEMPLATES", &root.join("src"), "html")?;
    list(&mut code, "WORDS", &root.join("locales"), "ftl")?;
    fs::write(out.join("embedded.rs"), code)?;
    fs::write(out.join("steps.rs"), steps(&root.join("migrations"))?)?;
    println!("cargo::rustc-check-cfg=cfg(suite)");
    fs::write(out.join("suite.rs"), suite(&root.join("src"))?)
}

/// Writes `pub(crate) static NAME: &[(path, text)]` of the files below `folder` that end in `ending`, sorted by path.
fn list(code: &mut String, name: &str, folder: &Path, ending: &str) -> io::Result<()> {
    let _ = writeln!(code, "pub(crate) static {name}: &[(&str, &str)] = &[");
    for file in files(folder, ending)? {
        let path = below(&file, folder)?;
        let _ = writeln!(code, "    ({path:?}, include_str!({})),", quoted(&file));
    }
    let _ = writeln!(code, "];");
    Ok(())
}

/// The steps of the schema, as an expression. `0013_credit_rules.sql` is step 13, “credit rules”; what ends in
/// `.test.sql` is its test. The first step is the log's own.
fn steps(folder: &Path) -> io::Result<String> {
    let mut code =
        String::from("&[Migration { version: 1, name: \"log\", sql: masthead_log::SCHEMA },\n");
    for file in files(folder, "sql")? {
        let name = below(&file, folder)?;
        let (Some((number, name)), false) = (
            name.trim_end_matches(".sql").split_once('_'),
            name.ends_with(".test.sql"),
        ) else {
            continue;
        };
        let version: i64 = number.parse().map_err(io::Error::other)?;
        let name = name.replace('_', " ");
        let _ = writeln!(
            code,
            "Migration {{ version: {version}, name: {name:?}, sql: include_str!({}) }},",
            quoted(&file)
        );
    }
    code.push(']');
    Ok(code)
}

/// The modules that stand behind `#[cfg(suite)]`: tests through the front door, compiled into one binary of their
/// own. `account/guess_tests.rs` becomes `account_guess`.
fn suite(folder: &Path) -> io::Result<String> {
    let mut code = String::new();
    for file in files(folder, "rs")? {
        let text = fs::read_to_string(&file)?;
        for behind in text.split("#[cfg(suite)]\nmod ").skip(1) {
            let stem = behind.split(';').next().unwrap_or_default();
            let tests = file.with_file_name(format!("{stem}.rs"));
            let name = below(&tests, folder)?;
            let name = name.trim_end_matches("tests.rs").replace('/', "_");
            let name = name.trim_end_matches('_');
            let _ = writeln!(code, "#[path = {}]\nmod {name};", quoted(&tests));
        }
    }
    Ok(code)
}

/// The files below a folder that end so, sorted by path.
fn files(folder: &Path, ending: &str) -> io::Result<Vec<PathBuf>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    walk(folder, ending, &mut files)?;
    files.sort();
    Ok(files)
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

/// With `/`, on every system.
fn below(file: &Path, folder: &Path) -> io::Result<String> {
    let path = file.strip_prefix(folder).map_err(io::Error::other)?;
    Ok(path.to_string_lossy().replace('\\', "/"))
}

/// As a text of Rust.
fn quoted(file: &Path) -> String {
    format!("{:?}", file.display().to_string())
}
