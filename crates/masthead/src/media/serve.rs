//! What a request for a picture or a film is owed: `/media/{hash}/{file}`.

use axum::body::Body;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::response::Response;
use masthead_media::{Format, Hash, Head, Object, Store, StoreError, WIDTHS};
use serde::Deserialize;

use super::http_date;
use super::range::{self, Answer, Asked, answer};
use super::stream::{self, Stored};

/// Ten minutes: the bytes under one of our addresses never change, but they may be taken from readers.
const A_WHILE: &str = "public, max-age=600";
/// For the eyes of those who write and decide.
const PRIVATE: &str = "private, no-store";
/// Ask again each time: what stands in for something else, or is missing, may be otherwise in a second.
const FOR_NOW: &str = "no-cache";

/// Who may have a picture or a film.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Everybody,
    /// It was taken from readers; somebody who writes or decides here asks.
    Staff,
    Nobody,
    /// It could not be found out.
    Unknown,
}

/// The end of an address of a file: nothing of it is known to be right.
#[derive(Clone, Debug, Deserialize)]
pub struct MediaPath {
    pub hash: String,
    pub file: String,
}

/// Answers a GET or HEAD for a picture's public file, without asking the database.
///
/// A copy that does not stand yet (or cannot be made) is answered with the master under the master's own type. Nothing
/// of the text of the address reaches the store: it becomes a [`Hash`] and an [`Object`] or 404, and no name of a file
/// means the original.
pub async fn serve(
    store: &Store,
    path: &MediaPath,
    access: Access,
    method: &Method,
    headers: &HeaderMap,
) -> Response {
    match access {
        Access::Everybody | Access::Staff => {}
        Access::Nobody => return plain(StatusCode::NOT_FOUND),
        Access::Unknown => return plain(StatusCode::SERVICE_UNAVAILABLE),
    }
    let object = Object::from_file_name(&path.file);
    let (Ok(hash), Some(object)) = (path.hash.parse(), object) else {
        return plain(StatusCode::NOT_FOUND);
    };
    match reply(store, hash, object, &Request::new(method, headers)).await {
        Ok(Some(mut response)) => {
            if access == Access::Staff {
                put(response.headers_mut(), header::CACHE_CONTROL, PRIVATE);
            }
            response
        }
        Ok(None) => plain(StatusCode::NOT_FOUND),
        Err(error) => {
            tracing::error!(%hash, "{object} of picture {hash}: {}", chain(&error));
            plain(StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}

async fn reply(
    store: &Store,
    hash: Hash,
    object: Object,
    request: &Request,
) -> Result<Option<Response>, StoreError> {
    let Some(found) = Found::look(store, hash, object).await? else {
        return Ok(None);
    };
    let etag = found.etag();
    let answer = answer(found.stored(&etag), request.asked());
    let range = match (answer, request.head) {
        (Answer::Whole, false) => 0..found.head.size_bytes,
        (Answer::Part(part), _) => part.first..part.last + 1,
        _ => 0..0,
    };
    let body = stream::body(store, Stored::Public(hash, found.object), range);
    Ok(Some(respond(&found, &etag, answer, body)))
}

/// What stands in the store for a request.
struct Found {
    object: Object,
    media_type: &'static str,
    head: Head,
    /// The master, in place of a copy that was asked for.
    stands_in: bool,
}

impl Found {
    async fn look(store: &Store, hash: Hash, asked: Object) -> Result<Option<Self>, StoreError> {
        if let Some(head) = store.head(hash, asked).await? {
            return Ok(Self::of(asked, head, false));
        }
        if !may_come(asked) {
            return Ok(None);
        }
        let standing = store.list_public(hash).await?;
        let is_master = |object: &Object| matches!(object, Object::Master(_));
        let Some(master) = standing.into_iter().find(is_master) else {
            return Ok(None);
        };
        let head = store.head(hash, master).await?;
        Ok(head.and_then(|head| Self::of(master, head, true)))
    }

    fn of(object: Object, head: Head, stands_in: bool) -> Option<Self> {
        let media_type = match object {
            Object::Master(format) | Object::Rendition { format, .. } => format.media_type(),
            Object::Film(kind) => kind.media_type(),
            Object::Original => return None,
        };
        Some(Self {
            object,
            media_type,
            head,
            stands_in,
        })
    }

    /// Tells a copy from the master that stood in for it, and both from what another version of us may make of them.
    fn etag(&self) -> String {
        format!("\"{}-{:x}\"", self.object, self.head.size_bytes)
    }

    fn stored<'a>(&self, etag: &'a str) -> range::Stored<'a> {
        range::Stored {
            size_bytes: self.head.size_bytes,
            etag,
            modified_at: self.modified_at(),
        }
    }

    /// What stands in has no date: the copy may come within the same second, and a date could not tell them apart.
    fn modified_at(&self) -> Option<i64> {
        (!self.stands_in).then_some(self.head.modified_at)
    }
}

/// Whether a picture may get this copy. Its own width may be any up to the largest; others are nobody's address.
fn may_come(object: Object) -> bool {
    let Object::Rendition { width, format } = object else {
        return false;
    };
    let largest = WIDTHS[WIDTHS.len() - 1];
    (1..=largest).contains(&width) && matches!(format, Format::Webp | Format::Jpeg | Format::Png)
}

fn respond(found: &Found, etag: &str, answer: Answer, body: Body) -> Response {
    let mut response = blank(answer.status());
    let headers = response.headers_mut();
    put(headers, header::ETAG, etag);
    put(headers, header::ACCEPT_RANGES, "bytes");
    if let Some(at) = found.modified_at() {
        put(headers, header::LAST_MODIFIED, &http_date::format(at));
    }
    if let Some(range) = answer.content_range() {
        put(headers, header::CONTENT_RANGE, &range);
    }
    let refused = matches!(
        answer,
        Answer::PreconditionFailed | Answer::Unsatisfiable { .. }
    );
    if !refused && !found.stands_in {
        put(headers, header::CACHE_CONTROL, A_WHILE);
    }
    let length = match answer {
        Answer::Whole => Some(found.head.size_bytes),
        Answer::Part(part) => Some(part.length_bytes()),
        _ => None,
    };
    if let Some(length) = length {
        put(headers, header::CONTENT_TYPE, found.media_type);
        put(headers, header::CONTENT_LENGTH, &length.to_string());
    }
    *response.body_mut() = body;
    response
}

fn plain(status: StatusCode) -> Response {
    let mut response = blank(status.as_u16());
    put(
        response.headers_mut(),
        header::CONTENT_TYPE,
        "text/plain; charset=utf-8",
    );
    *response.body_mut() = Body::from(status.canonical_reason().unwrap_or_default());
    response
}

/// With the headers that every answer has: opened by itself, a picture is a page in which nothing may run.
fn blank(status: u16) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() =
        StatusCode::from_u16(status).expect("range answers with statuses that exist");
    let headers = response.headers_mut();
    put(headers, header::CACHE_CONTROL, FOR_NOW);
    put(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(
        headers,
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; sandbox",
    );
    response
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    let value = HeaderValue::from_str(value).expect("all our values are visible ASCII");
    headers.insert(name, value);
}

/// The headers that matter here, each joined to one line.
struct Request {
    head: bool,
    range: Option<String>,
    if_range: Option<String>,
    if_match: Option<String>,
    if_none_match: Option<String>,
    if_modified_since: Option<String>,
    if_unmodified_since: Option<String>,
}

impl Request {
    fn new(method: &Method, headers: &HeaderMap) -> Self {
        let line = |name: HeaderName| {
            let lines = headers.get_all(name).iter();
            let lines: Vec<&str> = lines.filter_map(|line| line.to_str().ok()).collect();
            (!lines.is_empty()).then(|| lines.join(", "))
        };
        Self {
            head: method == Method::HEAD,
            range: line(header::RANGE),
            if_range: line(header::IF_RANGE),
            if_match: line(header::IF_MATCH),
            if_none_match: line(header::IF_NONE_MATCH),
            if_modified_since: line(header::IF_MODIFIED_SINCE),
            if_unmodified_since: line(header::IF_UNMODIFIED_SINCE),
        }
    }

    fn asked(&self) -> Asked<'_> {
        Asked {
            head: self.head,
            range: self.range.as_deref(),
            if_range: self.if_range.as_deref(),
            if_match: self.if_match.as_deref(),
            if_none_match: self.if_none_match.as_deref(),
            if_modified_since: self.if_modified_since.as_deref(),
            if_unmodified_since: self.if_unmodified_since.as_deref(),
        }
    }
}

pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        text.push_str(&format!(": {source}"));
        next = source.source();
    }
    text
}
