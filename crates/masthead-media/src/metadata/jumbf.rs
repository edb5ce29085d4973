//! C2PA manifests (C2PA 2.1, ISO 19566-5 JUMBF). They are looked through, not verified: cleaning changes the file that
//! they are bound to, so what stays is their name and what they say of the source.

use crate::{AiStatus, Marks};

const SOURCE_TYPE: &[u8] = b"cv.iptc.org/newscodes/digitalsourcetype/";
/// The names of manifests begin so; the last one is the active one.
const NAMES: [&[u8]; 2] = [b"urn:c2pa:", b"urn:uuid:"];

pub(super) fn read(block: &[u8], marks: &mut Marks) {
    if !contains(block, b"c2pa") {
        return;
    }
    if marks.c2pa.is_none() {
        marks.c2pa = NAMES
            .iter()
            .find_map(|name| last_word(block, name))
            .or_else(|| Some("c2pa".to_owned()));
    }
    let mut said = false;
    for at in positions(block, SOURCE_TYPE) {
        said = true;
        let uri = format!("http://{}", word(&block[at..]));
        marks.find_source_type(&uri, "C2PA manifest");
        if marks.ai == AiStatus::Confirmed {
            marks.digital_source_type.get_or_insert(uri);
        }
    }
    if !said {
        marks.find(AiStatus::Suspected, "C2PA manifest");
    }
}

fn contains(block: &[u8], needle: &[u8]) -> bool {
    positions(block, needle).next().is_some()
}

fn positions<'a>(block: &'a [u8], needle: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let windows = block.windows(needle.len()).enumerate();
    windows
        .filter(move |(_, window)| *window == needle)
        .map(|(at, _)| at)
        .take(1_000)
}

fn last_word(block: &[u8], start: &[u8]) -> Option<String> {
    positions(block, start).last().map(|at| word(&block[at..]))
}

fn word(bytes: &[u8]) -> String {
    let bytes = bytes.iter().take(200).map(|byte| char::from(*byte));
    bytes
        .take_while(|c| c.is_ascii_alphanumeric() || ":/.-_".contains(*c))
        .collect()
}
