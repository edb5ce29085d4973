//! Exports of other systems, which come to `import` in the hope that it takes them.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// What tells a format stands in its first lines, or in the last of a zip.
const LOOK_BYTES: u64 = 64 * 1024;

/// Says what a file is that did not open as an archive of ours; nothing where that is not known.
pub(super) fn recognised(path: &Path) -> Option<String> {
    if !path.is_file() {
        return None;
    }
    let (head, tail) = ends(path).ok()?;
    let what = match () {
        () if head.starts_with(b"PK") => zipped(&tail)?,
        () => plain(&head),
    };
    Some(format!(
        "{} is {what}: this command takes archives of Masthead, a folder with site.json or a .zip of one \
        (`masthead archive schema` describes them); importers for other systems come later",
        path.display()
    ))
}

fn ends(path: &Path) -> io::Result<(Vec<u8>, Vec<u8>)> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    let (mut head, mut tail) = (Vec::new(), Vec::new());
    (&mut file).take(LOOK_BYTES).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(size.saturating_sub(LOOK_BYTES)))?;
    file.take(LOOK_BYTES).read_to_end(&mut tail)?;
    Ok((head, tail))
}

/// The names of a zip's files stand at its end.
fn zipped(tail: &[u8]) -> Option<&'static str> {
    match () {
        () if has(tail, "site.json") => None,
        () if has(tail, "extensions.data") => Some("a backup of Halo"),
        () if has(tail, "wxr") || has(tail, "wordpress") => Some("a zip with a WordPress export"),
        () if has(tail, "ghost") => Some("a zip with a Ghost export"),
        () => None,
    }
}

fn plain(head: &[u8]) -> &'static str {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
    match first {
        Some(b'<') if has(head, "wordpress.org/export") => "a WordPress export (WXR)",
        Some(b'<') if has(head, "http://www.w3.org/2005/Atom") => "a feed or a Blogger export",
        Some(b'<') => "XML or HTML",
        Some(b'{' | b'[') if has(head, "\"exported_on\"") => "a Ghost export (JSON)",
        Some(b'{' | b'[') if has(head, "halo.run") || has(head, "\"export_date\"") => {
            "an export of Halo (JSON)"
        }
        Some(b'{' | b'[') => "JSON",
        Some(_) => "no zip",
        None => "empty",
    }
}

fn has(bytes: &[u8], word: &str) -> bool {
    let word = word.as_bytes();
    bytes
        .windows(word.len())
        .any(|window| window.eq_ignore_ascii_case(word))
}
