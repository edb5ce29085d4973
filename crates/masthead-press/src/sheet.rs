use std::io::Write;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// Bodies below this gain nothing from compression.
const SMALLEST_COMPRESSED: usize = 256;
/// Brotli's middle ground: within a few per cent of 11 at a hundredth of its time.
const BROTLI_QUALITY: u32 = 5;
const BROTLI_WINDOW: u32 = 20;

/// A page fresh from its template.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub status: u16,
    pub content_type: &'static str,
    /// When what it shows last changed, UTC milliseconds.
    pub changed_at: i64,
    pub body: String,
    /// Texts that say when the page was put together, and so differ from one
    /// pressing to the next when nothing else does.
    pub clock: Vec<String>,
}

impl Sheet {
    /// The same for two pages that differ in nothing but their clock.
    pub(crate) fn fingerprint(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.status.to_be_bytes());
        let mut rest = self.body.as_str();
        // A page holds a handful of clocks: cut at the nearest each time.
        while let Some((at, length)) = nearest(rest, &self.clock) {
            hash.update(&rest.as_bytes()[..at]);
            rest = &rest[at + length..];
        }
        hash.update(rest.as_bytes());
        hash.finalize().into()
    }

    /// Compresses it, and gives each encoding its ETag.
    #[must_use]
    pub fn press(self) -> Pressed {
        let plain = Bytes::from(self.body);
        let tag = Sha256::digest(&plain);
        let etag = tag[..12].iter().fold(String::new(), |mut text, byte| {
            text.push_str(&format!("{byte:02x}"));
            text
        });
        let small = plain.len() < SMALLEST_COMPRESSED;
        Pressed {
            status: self.status,
            content_type: self.content_type,
            changed_at: self.changed_at,
            gzip: (!small).then(|| gzip(&plain)),
            brotli: (!small).then(|| brotli(&plain)),
            plain,
            etag,
        }
    }
}

fn nearest(text: &str, clocks: &[String]) -> Option<(usize, usize)> {
    clocks
        .iter()
        .filter(|clock| !clock.is_empty())
        .filter_map(|clock| Some((text.find(clock.as_str())?, clock.len())))
        .min()
}

/// A page as bytes that only have to be sent.
#[derive(Debug)]
pub struct Pressed {
    pub status: u16,
    pub content_type: &'static str,
    pub changed_at: i64,
    etag: String,
    plain: Bytes,
    gzip: Option<Bytes>,
    brotli: Option<Bytes>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Plain,
    Gzip,
    Brotli,
}

impl Encoding {
    /// The `Content-Encoding`, absent for the plain one.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }
}

impl Pressed {
    /// The best body for an `Accept-Encoding` header, and its strong ETag with
    /// quotes: each encoding is a representation of its own.
    #[must_use]
    pub fn body(&self, accepted: &str) -> (Encoding, Bytes, String) {
        let (encoding, bytes, suffix) = match (&self.brotli, &self.gzip) {
            (Some(bytes), _) if accepts(accepted, "br") => (Encoding::Brotli, bytes, "-br"),
            (_, Some(bytes)) if accepts(accepted, "gzip") => (Encoding::Gzip, bytes, "-gz"),
            _ => (Encoding::Plain, &self.plain, ""),
        };
        (
            encoding,
            bytes.clone(),
            format!("\"{}{suffix}\"", self.etag),
        )
    }

    pub(crate) fn size_bytes(&self) -> usize {
        let length = |bytes: &Option<Bytes>| bytes.as_ref().map_or(0, Bytes::len);
        self.plain.len() + length(&self.gzip) + length(&self.brotli)
    }
}

/// RFC 9110, 12.5.3, for the two encodings there are: named and not at `q=0`.
fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        let named = pieces
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let refused = pieces.any(|weight| {
            weight
                .strip_prefix("q=")
                .is_some_and(|q| q.parse::<f32>() == Ok(0.0))
        });
        named && !refused
    })
}

fn gzip(plain: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(plain).expect("writing to memory");
    encoder.finish().expect("writing to memory").into()
}

fn brotli(plain: &[u8]) -> Bytes {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 4096, BROTLI_QUALITY, BROTLI_WINDOW);
    writer.write_all(plain).expect("writing to memory");
    drop(writer);
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(body: &str) -> Sheet {
        Sheet {
            status: 200,
            content_type: "text/html; charset=utf-8",
            changed_at: 0,
            body: body.to_owned(),
            clock: vec!["04:35".to_owned()],
        }
    }

    #[test]
    fn the_clock_is_no_part_of_the_fingerprint() {
        let mut later = sheet("made at 04:36, fresh");
        later.clock = vec!["04:36".to_owned()];
        assert_eq!(
            sheet("made at 04:35, fresh").fingerprint(),
            later.fingerprint()
        );
        assert_ne!(
            sheet("made at 04:35, fresh").fingerprint(),
            sheet("made at 04:35, stale").fingerprint()
        );
    }

    #[test]
    fn each_encoding_unpacks_to_the_same_page_and_has_its_own_tag() {
        use std::io::Read;
        let text = "报纸".repeat(400);
        let pressed = sheet(&text).press();
        let (encoding, bytes, tag) = pressed.body("gzip, br;q=0.9");
        assert_eq!(encoding, Encoding::Brotli);
        let mut unpacked = String::new();
        brotli::Decompressor::new(&bytes[..], 4096)
            .read_to_string(&mut unpacked)
            .expect("brotli");
        assert_eq!(unpacked, text);
        let (encoding, bytes, other) = pressed.body("br;q=0, GZIP");
        assert_eq!(encoding, Encoding::Gzip);
        unpacked.clear();
        flate2::read::GzDecoder::new(&bytes[..])
            .read_to_string(&mut unpacked)
            .expect("gzip");
        assert_eq!(unpacked, text);
        assert_ne!(tag, other);
        assert_eq!(pressed.body("identity").0, Encoding::Plain);
    }
}
