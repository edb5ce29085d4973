//! RFC 4648, 6: letters and digits that are not mistaken for each other.

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Without padding: whole fives of bytes need none.
pub(crate) fn encode(bytes: &[u8]) -> String {
    debug_assert!(bytes.len().is_multiple_of(5));
    let mut text = String::new();
    for five in bytes.chunks_exact(5) {
        let bits = five
            .iter()
            .fold(0, |bits, byte| bits << 8 | u64::from(*byte));
        for shift in (0..8).rev() {
            let five_bits = usize::try_from(bits >> (shift * 5) & 31).unwrap_or_default();
            text.push(char::from(ALPHABET[five_bits]));
        }
    }
    text
}

/// What [`encode`] made, in capitals or not, with hyphens and spaces or without.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut all = Vec::new();
    let chars = text.bytes().filter(|byte| !matches!(byte, b'-' | b' '));
    for byte in chars.take(64) {
        let byte = byte.to_ascii_uppercase();
        let at = ALPHABET.iter().position(|letter| *letter == byte)?;
        all.push(u64::try_from(at).ok()?);
    }
    all.len().is_multiple_of(8).then_some(())?;
    let bytes = all.chunks_exact(8).flat_map(|eight| {
        let bits = eight
            .iter()
            .fold(0, |bits, five_bits| bits << 5 | five_bits);
        let bytes = bits.to_be_bytes();
        [bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]]
    });
    Some(bytes.collect())
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
