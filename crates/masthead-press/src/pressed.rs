use bytes::Bytes;
use http::header::{
    ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_MODIFIED_SINCE,
    IF_NONE_MATCH, LAST_MODIFIED,
};
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use std::time::{Duration, SystemTime};

use crate::compress::{self, Effort};
use crate::encoding::{Accepted, Encoding};
use crate::sheet::Sheet;
use crate::unpacked::Unpacked;

/// So much of its hash keeps every two pages apart.
const TAG_BYTES: usize = 12;

/// A page as bytes that only have to be sent, each encoding with its headers.
/// It is kept compressed only: who accepts no compression waits for its
/// unpacking, some 25 µs, or shares what others are being sent.
#[derive(Debug)]
pub struct Pressed {
    /// What a view of it counts for.
    pub view_of: Option<i64>,
    changed_at: i64,
    /// The root of its ETags, in hex.
    tag: String,
    /// The headers of a `304`, but for its ETag.
    unchanged: HeaderMap,
    gzip: Form,
    brotli: Option<Form>,
    plain: Unpacked,
}

/// One encoding, and the headers of an answer with it.
#[derive(Debug)]
struct Form {
    bytes: Bytes,
    headers: HeaderMap,
}

impl Pressed {
    pub(crate) fn new(sheet: &Sheet, common: &HeaderMap, effort: Effort) -> Self {
        let plain = &sheet.body[..];
        let packed = compress::gzip(plain, effort);
        // The packed page names itself: there is less of it to hash.
        let hash = blake3::hash(&packed);
        let tag = hex(&hash.as_bytes()[..TAG_BYTES]);
        let mut unchanged = common.clone();
        put(&mut unchanged, LAST_MODIFIED, &date(sheet.changed_at));
        let mut headers = unchanged.clone();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(sheet.content_type));
        let form = |encoding, bytes| Form::new(encoding, bytes, &headers, &tag, effort);
        Self {
            view_of: sheet.view_of,
            changed_at: sheet.changed_at,
            gzip: form(Encoding::Gzip, packed),
            brotli: (effort != Effort::Quick)
                .then(|| form(Encoding::Brotli, compress::brotli(plain, effort))),
            plain: Unpacked::default(),
            unchanged,
            tag,
        }
    }

    /// The same page in its best compression.
    pub(crate) fn finished(&self) -> Self {
        let plain = self.unpacked();
        let effort = Effort::Best;
        let headers = &self.gzip.headers;
        let form = |encoding, bytes| Form::new(encoding, bytes, headers, &self.tag, effort);
        Self {
            view_of: self.view_of,
            changed_at: self.changed_at,
            tag: self.tag.clone(),
            unchanged: self.unchanged.clone(),
            gzip: form(Encoding::Gzip, compress::gzip(&plain, effort)),
            brotli: Some(form(Encoding::Brotli, compress::brotli(&plain, effort))),
            plain: Unpacked::default(),
        }
    }

    /// The page as it came from its template.
    pub(crate) fn unpacked(&self) -> Bytes {
        self.plain.get(|| compress::gunzip(&self.gzip.bytes))
    }

    pub(crate) fn is_finished(&self) -> bool {
        self.brotli.is_some()
    }

    /// The answer to a request with these headers: `304` where it has the
    /// page already, else the page in the best encoding that it accepts.
    #[must_use]
    pub fn answer(&self, asked: &HeaderMap) -> Response<Bytes> {
        if let Some(etag) = self.known(asked) {
            return self.unchanged(etag);
        }
        let (_, bytes, headers) = self.form(text(asked, ACCEPT_ENCODING).unwrap_or_default());
        let mut response = Response::new(bytes);
        *response.headers_mut() = headers;
        response
    }

    /// The page in the best encoding for an `Accept-Encoding` header.
    #[must_use]
    pub fn form(&self, accepted: &str) -> (Encoding, Bytes, HeaderMap) {
        let accepted = Accepted::read(accepted);
        let of = |encoding, form: &Form| (encoding, form.bytes.clone(), form.headers.clone());
        match &self.brotli {
            Some(form) if accepted.brotli => of(Encoding::Brotli, form),
            _ if accepted.gzip => of(Encoding::Gzip, &self.gzip),
            _ => self.plain(),
        }
    }

    fn plain(&self) -> (Encoding, Bytes, HeaderMap) {
        let bytes = self.unpacked();
        let form = Form::new(
            Encoding::Plain,
            bytes,
            &self.gzip.headers,
            &self.tag,
            Effort::Best,
        );
        (Encoding::Plain, form.bytes, form.headers)
    }

    /// The ETag by which the reader has the page, or [`None`] where it has
    /// not. RFC 9110, 13.2.2: the date counts only where no ETag is named.
    fn known(&self, asked: &HeaderMap) -> Option<HeaderValue> {
        if let Some(tags) = text(asked, IF_NONE_MATCH) {
            let known = |tag: &&str| *tag == "*" || self.is_mine(tag);
            let tag = tags
                .split(',')
                .map(|tag| tag.trim().trim_start_matches("W/"))
                .find(known)?;
            return match tag {
                "*" => self.gzip.headers.get(ETAG).cloned(),
                // The usual case: the header is the tag, and nothing is copied.
                tag if tag.len() == tags.len() => asked.get(IF_NONE_MATCH).cloned(),
                tag => HeaderValue::from_str(tag).ok(),
            };
        }
        let since = text(asked, IF_MODIFIED_SINCE)?;
        let since = httpdate::parse_http_date(since).ok()?;
        (moment(self.changed_at) <= since).then(|| self.gzip.headers.get(ETAG).cloned())?
    }

    /// Whether a quoted ETag is that of one of this page's encodings, in
    /// whatever compression: `"<tag>"` or `"<tag>-…"`.
    fn is_mine(&self, etag: &str) -> bool {
        let rest = etag
            .strip_prefix('"')
            .and_then(|rest| rest.strip_prefix(self.tag.as_str()));
        rest.is_some_and(|rest| rest == "\"" || (rest.starts_with('-') && rest.ends_with('"')))
    }

    fn unchanged(&self, etag: HeaderValue) -> Response<Bytes> {
        let mut headers = self.unchanged.clone();
        headers.insert(ETAG, etag);
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.headers_mut() = headers;
        response
    }

    pub(crate) fn size_bytes(&self) -> usize {
        let brotli = self.brotli.as_ref().map_or(0, Form::size_bytes);
        self.gzip.size_bytes() + brotli + self.unchanged.len() * HEADER_BYTES
    }
}

impl Form {
    fn new(
        encoding: Encoding,
        bytes: Bytes,
        common: &HeaderMap,
        tag: &str,
        effort: Effort,
    ) -> Self {
        let mut headers = common.clone();
        // A strong ETag names bytes: the quick gzip is not the best one.
        let suffix = match (encoding, effort) {
            (Encoding::Plain, _) => "",
            (Encoding::Gzip, Effort::Quick) => "-gq",
            (Encoding::Gzip, _) => "-gz",
            (Encoding::Brotli, _) => "-br",
        };
        put(&mut headers, ETAG, &format!("\"{tag}{suffix}\""));
        put(&mut headers, CONTENT_LENGTH, &bytes.len().to_string());
        match encoding.name() {
            Some(name) => headers.insert(CONTENT_ENCODING, HeaderValue::from_static(name)),
            None => headers.remove(CONTENT_ENCODING),
        };
        Self { bytes, headers }
    }

    /// Its bytes and, roughly, its headers, most of which are shared.
    fn size_bytes(&self) -> usize {
        self.bytes.len() + self.headers.len() * HEADER_BYTES
    }
}

/// A header's place in a map. Most values are shared by all pages.
const HEADER_BYTES: usize = 120;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// UTC milliseconds at the second: what headers can say. Never before 1970.
fn moment(at_ms: i64) -> SystemTime {
    let seconds = u64::try_from(at_ms / 1_000).unwrap_or_default();
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds.min(LAST_SECOND))
}

/// 9999-12-31T23:59:59Z, the last that a date of HTTP can say.
const LAST_SECOND: u64 = 253_402_300_799;

fn date(at_ms: i64) -> String {
    httpdate::fmt_http_date(moment(at_ms))
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    let value = HeaderValue::from_str(value).expect("ours are visible ASCII");
    headers.insert(name, value);
}
