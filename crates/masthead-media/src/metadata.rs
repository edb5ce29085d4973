//! The marks of a picture, gathered from all places where programs write them, and written anew in one.

mod exif;
mod iptc;
mod jumbf;
mod xmp;

pub(crate) use xmp::packet;

use crate::container::Parts;
use crate::{AiStatus, Format, Marks, Refusal};

/// A longer field is cut.
const FIELD_LIMIT: usize = 2_048;
/// A longer AI label is refused: it must not be cut, and has to fit into one JPEG segment.
const LABEL_LIMIT: usize = 8_192;

pub(crate) struct Findings {
    pub(crate) marks: Marks,
    /// EXIF 1 to 8.
    pub(crate) orientation: u8,
}

/// XMP before IPTC-IIM before EXIF before PNG text: the order in which editors keep them up to date.
pub(crate) fn gather(format: Format, parts: &Parts) -> Result<Findings, Refusal> {
    let mut marks = Marks::default();
    parts
        .xmp
        .iter()
        .for_each(|packet| xmp::read(packet, &mut marks));
    parts
        .iptc
        .iter()
        .for_each(|block| iptc::read(block, &mut marks));
    let by_exif = parts
        .exif
        .as_ref()
        .map_or(1, |block| exif::read(block, &mut marks));
    let orientation = parts.turn.unwrap_or(by_exif);
    texts(&parts.texts, &mut marks);
    judge(&mut marks);
    parts
        .c2pa
        .iter()
        .for_each(|block| jumbf::read(block, &mut marks));
    if marks
        .aigc
        .as_ref()
        .is_some_and(|label| label.len() > LABEL_LIMIT)
    {
        return Err(Refusal::broken(format, "its AI label is longer than 8 KiB"));
    }
    Ok(Findings { marks, orientation })
}

fn judge(marks: &mut Marks) {
    if let Some(label) = marks.aigc.clone() {
        marks.find_aigc(&label, "TC260 AIGC label");
    }
    if let Some(uri) = marks.digital_source_type.clone() {
        marks.find_source_type(&uri, "IPTC digital source type");
    }
}

/// PNG text chunks: rights by the keywords of the PNG specification, and the traces of image generators.
fn texts(texts: &[(String, String)], marks: &mut Marks) {
    for (keyword, value) in texts {
        match keyword.as_str() {
            "Copyright" => fill(&mut marks.copyright, value),
            "Author" => fill(&mut marks.creator, value),
            "Description" => fill(&mut marks.caption, value),
            "AIGC" | "TC260:AIGC" => fill_label(marks, value),
            "parameters" | "prompt" | "workflow" | "invokeai_metadata" | "sd-metadata"
            | "Dream" => {
                marks.find(AiStatus::Suspected, "PNG text of an image generator");
            }
            "Software" if generator(value) => marks.find(AiStatus::Suspected, "PNG Software"),
            _ => {}
        }
    }
}

fn generator(software: &str) -> bool {
    const NAMES: [&str; 9] = [
        "stable diffusion",
        "midjourney",
        "dall-e",
        "dall·e",
        "novelai",
        "comfyui",
        "invokeai",
        "firefly",
        "automatic1111",
    ];
    let software = software.to_lowercase();
    NAMES.iter().any(|name| software.contains(name))
}

/// The first that says something holds.
fn fill(field: &mut Option<String>, value: &str) {
    let value = value.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    if field.is_none() && !value.is_empty() {
        let end = value.floor_char_boundary(FIELD_LIMIT);
        *field = Some(value[..end].replace(|c: char| c.is_control() && c != '\n', " "));
    }
}

fn fill_label(marks: &mut Marks, json: &str) {
    if marks.aigc.is_none() && !json.trim().is_empty() {
        marks.aigc = Some(
            json.trim()
                .replace(|c: char| c.is_control() && c != '\n', " "),
        );
    }
}
