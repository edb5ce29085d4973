//! The fields of a form or of an address, as `application/x-www-form-urlencoded` writes them (WHATWG URL, section 5).

use masthead_document::text::{clean, clean_bytes, is_kept};
use percent_encoding::percent_decode;

use super::super::AppError;

/// No form of ours has as many: the longest, an order of pieces, has some two hundred.
const FIELDS: usize = 1_000;

/// The fields in their order, their text cleaned.
pub(in crate::portal) struct Fields {
    pub(in crate::portal) pairs: Vec<(String, String)>,
    /// Characters that none of our texts holds, and bytes that were none.
    pub(in crate::portal) dropped: usize,
}

/// Reads fields. They are counted before any is built.
///
/// # Errors
/// [`AppError::TooManyFields`].
pub(in crate::portal) fn pairs(bytes: &[u8]) -> Result<Fields, AppError> {
    let parts = || {
        bytes
            .split(|byte| *byte == b'&')
            .filter(|part| !part.is_empty())
    };
    if parts().nth(FIELDS).is_some() {
        return Err(AppError::TooManyFields);
    }
    let mut fields = Fields {
        pairs: Vec::new(),
        dropped: 0,
    };
    for part in parts() {
        let mut halves = part.splitn(2, |byte| *byte == b'=');
        let mut half = || {
            let decoded = decoded(halves.next().unwrap_or_default(), true);
            let cleaned = clean_bytes(&decoded);
            fields.dropped += cleaned.dropped;
            cleaned.text.into_owned()
        };
        let pair = (half(), half());
        fields.pairs.push(pair);
    }
    Ok(fields)
}

/// Whether text was sent as bytes that are none.
pub(in crate::portal) fn is_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(&decoded(bytes, true)).is_ok()
}

/// Text of a part of a form with files.
pub(super) fn text(bytes: &[u8]) -> (String, usize) {
    let cleaned = clean_bytes(bytes);
    (cleaned.text.into_owned(), cleaned.dropped)
}

/// The name of a file, on one line.
pub(super) fn one_line(text: &str) -> String {
    clean(text).text.replace('\n', " ")
}

/// What a path holds once its `%xx` are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Address {
    /// As one of ours may be.
    Sound,
    /// Bytes that are no text.
    Broken,
    /// Text that no address of ours has: a control, a line end.
    Unknown,
}

#[must_use]
pub fn address(path: &str) -> Address {
    if !path.contains('%') {
        return Address::Sound;
    }
    match String::from_utf8(decoded(path.as_bytes(), false)) {
        Err(_) => Address::Broken,
        Ok(text)
            if text
                .chars()
                .all(|c| is_kept(c) && !matches!(c, '\n' | '\t')) =>
        {
            Address::Sound
        }
        Ok(_) => Address::Unknown,
    }
}

/// Bytes with their `%xx` read, and with `+` as a space where that is meant.
fn decoded(bytes: &[u8], plus: bool) -> Vec<u8> {
    let mut words = bytes.split(|byte| plus && *byte == b'+');
    let mut out = Vec::with_capacity(bytes.len());
    out.extend(percent_decode(words.next().unwrap_or_default()));
    for word in words {
        out.push(b' ');
        out.extend(percent_decode(word));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<(String, String)>, usize) {
        let fields = pairs(text.as_bytes()).expect("few");
        (fields.pairs, fields.dropped)
    }

    #[test]
    fn fields_are_read_as_browsers_write_them() {
        let (pairs, dropped) = read("a=1&b=x+y%20z&&c&=d&%E5%A4%A7=%e6%A1%A5%&e=1=2&a=%2");
        let pairs: Vec<_> = pairs.iter().map(|(a, b)| (&**a, &**b)).collect();
        let expected = [
            ("a", "1"),
            ("b", "x y z"),
            ("c", ""),
            ("", "d"),
            ("大", "桥%"),
            ("e", "1=2"),
            ("a", "%2"),
        ];
        assert_eq!((pairs, dropped), (expected.to_vec(), 0));
    }

    #[test]
    fn what_nobody_sees_is_dropped_and_counted() {
        let (pairs, dropped) = read("t=a%00b%ED%A0%BDc%0D%0Ad%C2%9F%EF%BF%BE");
        assert_eq!((&*pairs[0].1, dropped), ("abc\nd", 4));
    }

    #[test]
    fn a_million_fields_are_refused_and_a_thousand_are_read() {
        assert_eq!(read(&"a&".repeat(FIELDS)).0.len(), FIELDS);
        assert!(matches!(
            pairs(&b"a&".repeat(1_000_000)),
            Err(AppError::TooManyFields)
        ));
    }

    #[test]
    fn no_address_of_ours_holds_a_zero_byte_or_broken_text() {
        assert_eq!(address("/@hekou/%E5%A4%A7%"), Address::Sound);
        assert_eq!(address("/@%00"), Address::Unknown);
        assert_eq!(address("/article/1%0A"), Address::Unknown);
        assert_eq!(address("/@%ED%A0%80"), Address::Broken);
        assert_eq!(address("/article/1/%FF%FE"), Address::Broken);
    }
}
