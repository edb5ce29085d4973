//! Base 32 (RFC 4648, 6) as people read it from paper and type it.

use data_encoding::BASE32_NOPAD;

/// Of whole fives of bytes, which need no padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    debug_assert!(bytes.len().is_multiple_of(5));
    BASE32_NOPAD.encode(bytes)
}

/// What [`encode`] made, in capitals or not, with hyphens and spaces or without.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let typed = text.bytes().filter(|byte| !matches!(byte, b'-' | b' '));
    let typed: Vec<u8> = typed.map(|byte| byte.to_ascii_uppercase()).collect();
    let is_whole = typed.len().is_multiple_of(8);
    is_whole.then(|| BASE32_NOPAD.decode(&typed).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_as_people_type_them() {
        // RFC 4648, 10.
        assert_eq!(encode(b"fooba"), "MZXW6YTB");
        for typed in ["MZXW6YTB", "mzxw-6ytb", " mzxw 6ytb "] {
            assert_eq!(decode(typed).as_deref(), Some(&b"fooba"[..]), "{typed}");
        }
        for other in ["MZXW6YT", "MZXW6YT1", "MZXW6YTé"] {
            assert_eq!(decode(other), None, "{other}");
        }
    }
}
