//! Pictures and papers that an applicant sends, and how papers are opened.

use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, Response};
use masthead_auth::Secret;
use masthead_db::{Fault, Tx};

use super::form::Limits;
use super::store::{self, Document};
use crate::media::keep::{BUSY, keep, look};
use crate::media::store::put::MediaFields;
use crate::media::stream::{self, Stored};
use crate::portal::{Portal, SentFile, Stop};
use crate::share::percent;

const MIB: usize = 1024 * 1024;

/// What is wrong with a file: a locale key.
pub type Wrong = &'static str;

/// A paper whose bytes lie in the store, and no row tells of it yet.
pub struct Paper {
    pub name: String,
    pub media_type: &'static str,
    size_bytes: usize,
    pub stored_as: String,
}

impl Paper {
    pub(super) fn document(self, id: i64, application: i64) -> Document {
        Document {
            id,
            application,
            name: self.name,
            media_type: self.media_type.to_owned(),
            size_bytes: i64::try_from(self.size_bytes).unwrap_or(i64::MAX),
            stored_as: self.stored_as,
        }
    }
}

/// Reads and keeps the picture of an applicant, as all pictures are kept.
pub(super) async fn picture(
    portal: &Arc<Portal>,
    account: i64,
    file: SentFile,
) -> Result<Result<MediaFields, Wrong>, Stop> {
    let Some(bytes) = file.bytes else {
        return Ok(Err("media-file-too-large"));
    };
    match keep(portal, account, (file.name, bytes)).await {
        Err(Stop::Busy) => Ok(Err(BUSY)),
        kept => Ok(kept?.map_err(|refusal| refusal.key())),
    }
}

/// Keeps a paper under a name that nobody guesses. What it is its bytes say,
/// whatever its name does.
///
/// # Errors
/// A store that cannot be written.
pub async fn paper(
    portal: &Arc<Portal>,
    account: i64,
    file: SentFile,
) -> Result<Result<Paper, Wrong>, Stop> {
    let most = Limits::default().document_mib * MIB;
    let Some(bytes) = file.bytes.filter(|bytes| bytes.len() <= most) else {
        return Ok(Err("apply-trouble-large"));
    };
    let media_type = if bytes.starts_with(b"%PDF-") {
        "application/pdf"
    } else {
        match look(portal, account, (file.name.clone(), bytes.clone())).await {
            Ok(Ok(picture)) => picture.format.media_type(),
            Ok(Err(_)) => return Ok(Err("apply-trouble-paper")),
            Err(Stop::Busy) => return Ok(Err(BUSY)),
            Err(stop) => return Err(stop),
        }
    };
    if !is_named_so(&file.name, media_type) {
        return Ok(Err("apply-trouble-paper"));
    }
    let stored_as = Secret::fresh(portal.entry.random()).text();
    let size_bytes = bytes.len();
    let kept = portal.media.put_private(&stored_as, bytes).await;
    kept.map_err(|error| Stop::Defect(error.to_string()))?;
    Ok(Ok(Paper {
        name: plain(&file.name),
        media_type,
        size_bytes,
        stored_as,
    }))
}

/// Takes back the papers of a sending of which the database knows nothing: it was refused, or another window was quicker.
pub(super) async fn take_back(
    portal: &Portal,
    account: i64,
    stored_as: Vec<String>,
) -> Result<(), Stop> {
    if stored_as.is_empty() {
        return Ok(());
    }
    let kept = portal.db.read(move |tx| kept(tx, account)).await?;
    let known = |name: &String| kept.iter().any(|paper| paper.stored_as == *name);
    for name in stored_as.iter().filter(|name| !known(name)) {
        if let Err(error) = portal.media.delete_private(name).await {
            tracing::warn!("a paper that nobody knows of stays: {error}");
        }
    }
    Ok(())
}

/// The papers of the application that somebody works on.
pub(super) fn kept(tx: &mut Tx<'_>, account: i64) -> Result<Vec<Document>, Fault> {
    let found = store::find_of(tx, account)?;
    match found.filter(|found| found.creator.is_none()) {
        Some(found) => store::list_documents(tx, found.id),
        None => Ok(Vec::new()),
    }
}

/// Whether a name does not say that the file is something else.
fn is_named_so(name: &str, media_type: &str) -> bool {
    let is_pdf = name.to_ascii_lowercase().ends_with(".pdf");
    is_pdf == (media_type == "application/pdf")
}

/// The last part of a path, without what would break a line.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = last.chars().filter(|c| !c.is_control()).take(120);
    plain.collect()
}

/// A paper as a download, which no page and no cache keeps.
///
/// # Errors
/// [`Stop::NotFound`] where the store does not have it.
pub async fn open(
    portal: &Arc<Portal>,
    stored_as: &str,
    (name, media_type): (&str, &str),
) -> Result<Response<Body>, Stop> {
    let found = portal.media.head_private(stored_as).await;
    let found = found.map_err(|error| Stop::Defect(error.to_string()))?;
    let size_bytes = found.ok_or(Stop::NotFound)?.size_bytes;
    let stored = Stored::Private(stored_as.to_owned());
    let mut response = Response::new(stream::body(&portal.media, stored, 0..size_bytes));
    let name = format!("attachment; filename*=UTF-8''{}", percent::component(name));
    let text =
        |text: &str| HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, text(media_type));
    headers.insert(CONTENT_DISPOSITION, text(&name));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_says_something_else_than_the_bytes_is_a_lie() {
        assert!(is_named_so("licence.PDF", "application/pdf"));
        assert!(!is_named_so("licence.pdf", "image/png"));
        assert!(!is_named_so("licence.png", "application/pdf"));
        assert_eq!(plain("C:\\papers\\licence\n.pdf"), "licence.pdf");
    }
}
