/// The encodings in which pages are sent.
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

/// What an `Accept-Encoding` header allows of the two compressions there are
/// (RFC 9110, 12.5.3): named, or meant by `*`, and not at `q=0`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Accepted {
    pub(crate) gzip: bool,
    pub(crate) brotli: bool,
}

impl Accepted {
    pub(crate) fn read(header: &str) -> Self {
        match header {
            // What browsers say, word for word: a fifth of a ready page's work
            // was to take it apart.
            "gzip, deflate, br, zstd" | "gzip, deflate, br" => Self {
                gzip: true,
                brotli: true,
            },
            _ => Self::parse(header),
        }
    }

    fn parse(header: &str) -> Self {
        let (mut gzip, mut brotli, mut any) = (None, None, None);
        for part in header.split(',') {
            let (name, weight) = part.split_once(';').unwrap_or((part, ""));
            let name = name.trim();
            let slot = match name {
                "*" => &mut any,
                _ if name.eq_ignore_ascii_case("br") => &mut brotli,
                _ if name.eq_ignore_ascii_case("gzip") => &mut gzip,
                _ => continue,
            };
            *slot = Some(!refused(weight));
        }
        let any = any.unwrap_or(false);
        Self {
            gzip: gzip.unwrap_or(any),
            brotli: brotli.unwrap_or(any),
        }
    }
}

/// Whether an `Accept-Encoding` header allows gzip.
#[must_use]
pub fn accepts_gzip(header: &str) -> bool {
    Accepted::read(header).gzip
}

fn refused(weight: &str) -> bool {
    let weight = weight.trim();
    let value = weight
        .strip_prefix("q=")
        .or_else(|| weight.strip_prefix("Q="));
    value.is_some_and(|q| q.trim().parse::<f32>() == Ok(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_browsers_say_means_the_same_by_heart_and_taken_apart() {
        for header in ["gzip, deflate, br, zstd", "gzip, deflate, br"] {
            assert_eq!(Accepted::read(header), Accepted::parse(header));
        }
    }

    fn accepted(header: &str) -> (bool, bool) {
        let accepted = Accepted::read(header);
        (accepted.gzip, accepted.brotli)
    }

    #[test]
    fn a_compression_is_used_where_it_is_named_and_not_refused() {
        assert_eq!(accepted("gzip, deflate, br, zstd"), (true, true));
        assert_eq!(accepted("GZIP;q=0.5"), (true, false));
        assert_eq!(accepted("br;q=0, gzip"), (true, false));
        assert_eq!(accepted("br; q=0.000, *;q=0.1"), (true, false));
        assert_eq!(accepted("*"), (true, true));
        assert_eq!(accepted("identity"), (false, false));
        assert_eq!(accepted(""), (false, false));
    }
}
