use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Refusal;

/// The picture formats that are read. Stored and sent as the usual extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    #[serde(rename = "jpg")]
    Jpeg,
    Png,
    Webp,
    Gif,
    Avif,
}

impl Format {
    pub const ALL: [Self; 5] = [Self::Jpeg, Self::Png, Self::Webp, Self::Gif, Self::Avif];

    /// `jpg`, `png`, `webp`, `gif` or `avif`: what file names and URLs end with.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Gif => "gif",
            Self::Avif => "avif",
        }
    }

    /// The value for `Content-Type`.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
            Self::Avif => "image/avif",
        }
    }

    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "jpg" | "jpeg" | "jpe" | "jfif" => Some(Self::Jpeg),
            "png" | "apng" => Some(Self::Png),
            "webp" => Some(Self::Webp),
            "gif" => Some(Self::Gif),
            "avif" => Some(Self::Avif),
            _ => None,
        }
    }

    /// The format by the first bytes alone.
    #[must_use]
    pub fn sniff(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => Some(Self::Webp),
            _ if brands(bytes).any(|brand| matches!(brand, b"avif" | b"avis")) => Some(Self::Avif),
            _ => None,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Webp => "WebP",
            Self::Gif => "GIF",
            Self::Avif => "AVIF",
        })
    }
}

pub(crate) const HEIC: &str = "HEIC";

/// The format of `bytes`. That a picture has another picture's extension is nobody's intention: browsers show it all the
/// same. A name of something else, such as a page or an archive, is a lie.
pub(crate) fn agree(bytes: &[u8], name: &str) -> Result<Format, Refusal> {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let says = claim(extension);
    match (Format::sniff(bytes), says) {
        (Some(found), Some(says)) if !is_picture(says) => Err(Refusal::Lying {
            says: says.to_owned(),
            found: found.name(),
        }),
        (Some(found), _) => Ok(found),
        (None, says) => Err(foreign(bytes, says)),
    }
}

fn is_picture(name: &str) -> bool {
    let ours = Format::ALL.iter().any(|format| format.name() == name);
    ours || matches!(name, HEIC | "BMP" | "TIFF")
}

/// Bytes that are none of ours: what they are, and whether the name told so.
fn foreign(bytes: &[u8], says: Option<&'static str>) -> Refusal {
    match (foreign_name(bytes), says) {
        (Some(found), _) if is_picture(found) => Refusal::Unsupported {
            found: found.to_owned(),
        },
        (Some(found), Some(says)) if says != found => Refusal::Lying {
            says: says.to_owned(),
            found,
        },
        (Some(found), _) => Refusal::Unsupported {
            found: found.to_owned(),
        },
        (None, _) => Refusal::NotAPicture,
    }
}

impl Format {
    fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Webp => "WebP",
            Self::Gif => "GIF",
            Self::Avif => "AVIF",
        }
    }
}

fn claim(extension: &str) -> Option<&'static str> {
    if let Some(format) = Format::from_extension(extension) {
        return Some(format.name());
    }
    Some(match extension.to_ascii_lowercase().as_str() {
        "heic" | "heif" => HEIC,
        "bmp" => "BMP",
        "tif" | "tiff" => "TIFF",
        "svg" => "SVG",
        "pdf" => "PDF",
        "htm" | "html" => "HTML",
        "zip" => "ZIP",
        "mp4" | "mov" => "MP4",
        _ => return None,
    })
}

fn foreign_name(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(512)];
    let text = String::from_utf8_lossy(head).to_lowercase();
    let text = text.trim_start_matches('\u{feff}').trim_start();
    Some(match head {
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => "BMP",
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => "TIFF",
        [b'%', b'P', b'D', b'F', ..] => "PDF",
        [b'P', b'K', 3, 4, ..] => "ZIP",
        _ if text.contains("<svg") => "SVG",
        _ if text.starts_with("<!doctype html") || text.starts_with("<html") => "HTML",
        _ => {
            let mut heic =
                brands(bytes).filter(|brand| matches!(&brand[..3], b"hei" | b"hev" | b"mif"));
            if heic.next().is_some() {
                HEIC
            } else {
                brands(bytes).next().map(|_| "MP4")?
            }
        }
    })
}

/// Major and compatible brands of an ISO base media file (ISO/IEC 14496-12, `ftyp`), at most 32.
fn brands(bytes: &[u8]) -> impl Iterator<Item = &[u8; 4]> {
    let size = bytes
        .first_chunk::<4>()
        .map_or(0, |size| u32::from_be_bytes(*size) as usize);
    let is_ftyp = bytes.get(4..8) == Some(b"ftyp");
    let body = if is_ftyp {
        bytes.get(8..size.min(bytes.len()))
    } else {
        None
    };
    let (words, _) = body.unwrap_or_default().as_chunks::<4>();
    let minor_version = 1;
    words
        .iter()
        .enumerate()
        .filter(move |(at, _)| *at != minor_version)
        .map(|(_, word)| word)
        .take(32)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

    #[test]
    fn a_picture_under_another_pictures_extension_is_taken_for_what_it_is() {
        for name in ["bridge.jpg", "bridge.webp", "bridge.heic", "bridge.BMP"] {
            assert_eq!(agree(PNG, name), Ok(Format::Png), "{name}");
        }
    }

    #[test]
    fn a_picture_that_is_called_a_page_or_an_archive_is_refused_with_both_named() {
        let refusal = agree(PNG, "bridge.html").expect_err("a lie");
        assert_eq!(
            refusal.to_string(),
            "the name says HTML, the content is PNG"
        );
    }

    #[test]
    fn heic_under_any_name_is_refused_by_its_own() {
        for name in ["a.heic", "a.jpg", "a"] {
            let refusal = agree(b"\0\0\0\x18ftypheic\0\0\0\0mif1", name).expect_err("HEIC");
            assert!(
                refusal.to_string().starts_with("HEIC is not taken"),
                "{name}"
            );
            assert_eq!(refusal.key(), "media-heic", "{name}");
        }
    }

    #[test]
    fn jpg_and_jpeg_are_the_same_and_no_extension_claims_nothing() {
        let jpeg = b"\xff\xd8\xff\xe0";
        for name in ["a.jpg", "a.JPEG", "a", "2026.11"] {
            assert_eq!(agree(jpeg, name), Ok(Format::Jpeg), "{name}");
        }
    }

    #[test]
    fn other_kinds_are_named_when_refused() {
        let says = |bytes: &[u8], name| agree(bytes, name).expect_err("not ours").to_string();
        assert!(says(b"<?xml version='1.0'?><svg/>", "a.svg").starts_with("SVG is not taken"));
        assert_eq!(
            says(b"<!DOCTYPE html><p>", "a.png"),
            "the name says PNG, the content is HTML"
        );
        assert!(says(b"\0\0\0\x18ftypheic\0\0\0\0mif1", "a.heic").starts_with("HEIC"));
        assert_eq!(agree(b"hello", "a.png"), Err(Refusal::NotAPicture));
    }
}
