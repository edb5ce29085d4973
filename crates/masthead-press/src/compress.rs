use std::cell::RefCell;
use std::io::Write;

use bytes::Bytes;
use libdeflater::{CompressionLvl, Compressor, Decompressor};

/// How much time a page is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    /// Someone waits: some 0.06 ms for 44 KB.
    Quick,
    /// Done once for a page that is read again and again, on the finishing thread.
    Best,
    /// Done once for what never changes: tens of milliseconds.
    Forever,
}

const WINDOW_BITS: u32 = 18;
/// No page of ours is longer: a guard, not a limit that anybody meets.
const LONGEST_BYTES: usize = 64 * 1024 * 1024;

thread_local! {
    /// Setting one up costs as much as a small page.
    static QUICK: RefCell<Packer> = RefCell::new(Packer::new(Effort::Quick));
}

/// Room that a page needs. That of a sitemap is given back.
const KEPT_BYTES: usize = 256 * 1024;

/// A compressor with room for its largest result so far.
struct Packer {
    compressor: Compressor,
    room: Vec<u8>,
}

pub(crate) fn gzip(plain: &[u8], effort: Effort) -> Bytes {
    match effort {
        Effort::Quick => QUICK.with_borrow_mut(|quick| quick.gzip(plain)),
        Effort::Best | Effort::Forever => Packer::new(effort).gzip(plain),
    }
}

/// The gzip form of what is sent once and kept nowhere: some 0.06 ms for 44 KB.
#[must_use]
pub fn gzip_quick(plain: &[u8]) -> Bytes {
    gzip(plain, Effort::Quick)
}

impl Packer {
    fn new(effort: Effort) -> Self {
        let level = match effort {
            Effort::Quick => 1,
            Effort::Best => 9,
            Effort::Forever => 12,
        };
        let level = CompressionLvl::new(level).expect("levels are 0 to 12");
        Self {
            compressor: Compressor::new(level),
            room: Vec::new(),
        }
    }

    fn gzip(&mut self, plain: &[u8]) -> Bytes {
        let bound = self.compressor.gzip_compress_bound(plain.len());
        if self.room.len() < bound {
            self.room.resize(bound, 0);
        }
        let length = self.compressor.gzip_compress(plain, &mut self.room);
        let length = length.expect("the bound holds the longest result");
        let out = Bytes::copy_from_slice(&self.room[..length]);
        if bound > KEPT_BYTES {
            self.room = Vec::new();
        }
        out
    }
}

pub(crate) fn brotli(plain: &[u8], effort: Effort) -> Bytes {
    // Measured: 9 and 10 take ten times as long as 8, for a hundredth less; 8 takes 16 MB of memory for its
    // tables, 6 takes 2, for a hundredth more.
    let quality = match effort {
        Effort::Quick => 0,
        Effort::Best => 6,
        Effort::Forever => 11,
    };
    let mut out = Vec::with_capacity(plain.len() / 4);
    let mut writer = brotli::CompressorWriter::new(&mut out, 4_096, quality, WINDOW_BITS);
    writer.write_all(plain).expect("writing to memory");
    drop(writer);
    out.into()
}

/// The page that [`gzip`] made `bytes` of.
pub(crate) fn gunzip(bytes: &[u8]) -> Vec<u8> {
    let mut plain = vec![0; plain_length(bytes)];
    let length = Decompressor::new()
        .gzip_decompress(bytes, &mut plain)
        .expect("made by ourselves");
    plain.truncate(length);
    plain
}

/// A gzip member ends with its plain length, modulo 2^32 (RFC 1952).
fn plain_length(bytes: &[u8]) -> usize {
    let end = bytes.len().saturating_sub(4);
    let length = bytes[end..].try_into().map_or(0, u32::from_le_bytes);
    (length as usize).min(LONGEST_BYTES)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn every_effort_unpacks_to_the_same_page() {
        let page = "报纸 paper ".repeat(900);
        for effort in [Effort::Quick, Effort::Best, Effort::Forever] {
            assert_eq!(gunzip(&gzip(page.as_bytes(), effort)), page.as_bytes());
            let packed = brotli(page.as_bytes(), effort);
            let mut unpacked = String::new();
            brotli::Decompressor::new(&packed[..], 4_096)
                .read_to_string(&mut unpacked)
                .expect("brotli");
            assert_eq!(unpacked, page);
        }
    }

    #[test]
    fn an_empty_page_survives() {
        assert!(gunzip(&gzip(b"", Effort::Quick)).is_empty());
    }
}
