//! Percent-encoding (RFC 3986).

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but what RFC 3986, 2.3, calls unreserved.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What of ASCII stands in no URL. The percent sign does: it has encoded something already.
const NOT_IN_URLS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A value for a query or a path segment: everything but the unreserved
/// letters, digits, `-`, `.`, `_`, `~` is encoded, byte by byte of UTF-8.
#[must_use]
pub fn component(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// A whole URL as feeds and sitemaps want it: what may stand in a URL stays
/// as it is, all else (Chinese, spaces, quotes) is encoded. An IRI becomes
/// the URI that means the same; encoding twice changes nothing. A host name
/// has to be ASCII already.
#[must_use]
pub fn ascii_url(url: &str) -> String {
    utf8_percent_encode(url, NOT_IN_URLS).to_string()
}

#[cfg(test)]
pub(crate) mod tests {
    use percent_encoding::percent_decode_str;

    use super::*;

    /// The other direction.
    pub(crate) fn decoded(text: &str) -> String {
        let text = percent_decode_str(text).decode_utf8().expect("UTF-8");
        text.into_owned()
    }

    #[test]
    fn every_byte_of_a_component_is_unreserved_or_encoded() {
        assert_eq!(component("a-b._~Z9"), "a-b._~Z9");
        assert_eq!(component("&#=+ %/?"), "%26%23%3D%2B%20%25%2F%3F");
        assert_eq!(component("桥😀"), "%E6%A1%A5%F0%9F%98%80");
    }

    #[test]
    fn of_ascii_a_url_keeps_what_is_seen_but_nine_signs() {
        for byte in 0..128_u8 {
            let text = char::from(byte).to_string();
            let stays = byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
            assert_eq!(ascii_url(&text) == text, stays, "{text:?}");
        }
    }

    #[test]
    fn a_component_decodes_to_what_went_in() {
        for text in ["", "桥 & 港 #1 100%", "👩‍👩‍👧 é\n\u{2028}", "%41"] {
            assert_eq!(decoded(&component(text)), text);
        }
    }

    #[test]
    fn a_url_keeps_its_shape_and_is_encoded_only_once() {
        let url = "https://news.example/channel/体育?q=a b&x=%20#top";
        let ascii = ascii_url(url);
        assert_eq!(
            ascii,
            "https://news.example/channel/%E4%BD%93%E8%82%B2?q=a%20b&x=%20#top"
        );
        assert_eq!(ascii_url(&ascii), ascii);
    }
}
