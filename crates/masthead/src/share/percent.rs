//! Percent-encoding (RFC 3986).

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// A value for a query or a path segment: everything but the unreserved
/// letters, digits, `-`, `.`, `_`, `~` is encoded, byte by byte of UTF-8.
#[must_use]
pub fn component(text: &str) -> String {
    encode(text, |byte| {
        byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
    })
}

/// A whole URL as feeds and sitemaps want it: what may stand in a URL stays
/// as it is, all else (Chinese, spaces, quotes) is encoded. An IRI becomes
/// the URI that means the same; encoding twice changes nothing. A host name
/// has to be ASCII already.
#[must_use]
pub fn ascii_url(url: &str) -> String {
    encode(url, |byte| {
        byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte)
    })
}

fn encode(text: &str, stays: impl Fn(u8) -> bool) -> String {
    let mut out = Vec::with_capacity(3 * text.len());
    for byte in text.bytes() {
        if stays(byte) {
            out.push(byte);
        } else {
            let digit = |half: u8| HEX[usize::from(half)];
            out.extend([b'%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    String::from_utf8(out).expect("only ASCII is written")
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The other direction, written apart from the encoder.
    pub(crate) fn decoded(text: &str) -> String {
        let mut bytes = Vec::new();
        let mut pieces = text.split('%');
        bytes.extend(pieces.next().unwrap_or("").bytes());
        for piece in pieces {
            bytes.push(u8::from_str_radix(&piece[..2], 16).expect("two hex digits"));
            bytes.extend(piece[2..].bytes());
        }
        String::from_utf8(bytes).expect("UTF-8")
    }

    #[test]
    fn every_byte_of_a_component_is_unreserved_or_encoded() {
        assert_eq!(component("a-b._~Z9"), "a-b._~Z9");
        assert_eq!(component("&#=+ %/?"), "%26%23%3D%2B%20%25%2F%3F");
        assert_eq!(component("桥😀"), "%E6%A1%A5%F0%9F%98%80");
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
