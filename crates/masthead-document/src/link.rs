//! Which addresses a link may have.
//!
//! The parser of the WHATWG URL standard strips control characters and turns `\` into `/`; every disguise of
//! `javascript:` lives on such kindness. So nothing is repaired here: what holds a control character or a
//! backslash is no link at all.

const MAX_BYTES: usize = 4096;

/// The address as it may stand in a document, or `None`. Takes http, https, mailto and relative references,
/// but not `//host`. ASCII spaces around it are cut; characters that would need quoting are percent-encoded.
pub fn clean_href(href: &str) -> Option<String> {
    let href = trimmed(href);
    if href.is_empty() || href.len() > MAX_BYTES || href.chars().any(is_refused) {
        return None;
    }
    let clean = match scheme(href) {
        Some(scheme) => clean_absolute(&scheme.to_ascii_lowercase(), &href[scheme.len() + 1..]),
        None if href.starts_with("//") => None,
        None => Some(quote(href)),
    };
    // Quoting makes it longer: what is too long then would be refused when the document is read again.
    clean.filter(|clean| clean.len() <= MAX_BYTES)
}

/// The address, cut where [`clean_href`] refuses it for its length: it is kept with every word that it lies over.
pub(crate) fn bounded(href: &str) -> &str {
    let href = trimmed(href);
    // A character has four bytes at most, so that one more than may stand there is always left.
    &href[..href.floor_char_boundary(MAX_BYTES + 4)]
}

fn trimmed(href: &str) -> &str {
    href.trim_matches([' ', '\t', '\n', '\r', '\u{c}'])
}

fn clean_absolute(scheme: &str, rest: &str) -> Option<String> {
    let sound = match scheme {
        "http" | "https" => rest
            .strip_prefix("//")
            .is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric() || c == '[')),
        "mailto" => rest.contains('@'),
        _ => false,
    };
    sound.then(|| format!("{scheme}:{}", quote(rest)))
}

/// Whether the address leads to another site.
pub fn is_external(href: &str) -> bool {
    href.starts_with("http://") || href.starts_with("https://")
}

/// The lower-case host of an https address that [`clean_href`] would leave as it is; none with a user name.
pub(crate) fn https_host(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://")?;
    if clean_href(url).as_deref() != Some(url) {
        return None;
    }
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.split(':').next()?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    (!authority.contains('@') && host.chars().all(plain)).then(|| host.to_ascii_lowercase())
}

/// What stands before the first colon, where no `/`, `?` or `#` comes earlier.
fn scheme(href: &str) -> Option<&str> {
    let end = href.find([':', '/', '?', '#'])?;
    href[end..].starts_with(':').then(|| &href[..end])
}

/// Control characters, backslash, and the invisible ones that hide what an address is.
fn is_refused(c: char) -> bool {
    c.is_control()
        || c == '\\'
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn quote(href: &str) -> String {
    let mut out = String::with_capacity(href.len());
    for c in href.chars() {
        match c {
            ' ' => out.push_str("%20"),
            '"' => out.push_str("%22"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '`' => out.push_str("%60"),
            '|' => out.push_str("%7C"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn http_https_mailto_and_relative_links_are_taken() {
        for href in [
            "http://example.org/a?b=c#d",
            "https://example.org",
            "mailto:desk@example.org",
            "/article/7",
            "#s-2",
            "?page=2",
            "a/b:c",
            "新闻/一",
        ] {
            assert_eq!(clean_href(href).as_deref(), Some(href));
        }
    }

    #[test]
    fn javascript_in_any_disguise_is_refused() {
        for href in [
            "javascript:alert(1)",
            " JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "\u{200b}javascript:alert(1)",
            "vbscript:x",
            "data:text/html,x",
            "//example.org",
            "/\\example.org",
            "\\\\example.org",
            "http:example.org",
            "https:///x",
            "file:///etc/passwd",
            "",
        ] {
            assert_eq!(clean_href(href), None, "{href:?}");
        }
    }

    #[test]
    fn the_scheme_is_written_small_and_spaces_are_encoded() {
        let cleaned = clean_href(" HTTPS://example.org/a b ");
        assert_eq!(cleaned.as_deref(), Some("https://example.org/a%20b"));
    }

    #[test]
    fn a_link_that_is_taken_once_is_taken_again() {
        let blank = |count| format!("https://example.org/{}x", " ".repeat(count));
        let taken = clean_href(&blank(1_300)).expect("short enough");
        assert_eq!(clean_href(&taken).as_ref(), Some(&taken));
        assert_eq!(
            clean_href(&blank(1_400)),
            None,
            "too long once it is quoted"
        );
    }

    #[test]
    fn an_address_of_a_megabyte_is_cut_and_refused_as_it_was() {
        for sign in ["x", "é", "桥", "😀"] {
            let long = format!(" /{}", sign.repeat(300_000));
            assert!(bounded(&long).len() <= MAX_BYTES + 4);
            assert_eq!(clean_href(bounded(&long)), None, "{sign}");
        }
        let whole = format!("/{}", "x".repeat(MAX_BYTES - 1));
        assert_eq!(bounded(&format!(" {whole}\n")), whole);
    }

    #[test]
    fn a_host_with_a_user_name_is_no_embed() {
        assert_eq!(https_host("https://good.example@bad.example/"), None);
        assert_eq!(
            https_host("https://a.example/x").as_deref(),
            Some("a.example")
        );
    }
}
