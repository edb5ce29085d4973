//! Pictures and papers that an applicant sends, and how papers are opened.

use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Response};
use masthead_db::{Fault, Tx};
use masthead_media::{Format, Hash, Object};

use super::form::Limits;
use super::rules::Application;
use super::store::{self, Document};
use crate::id::{AccountId, ApplicationDocumentId, ApplicationId};
use crate::media::keep::{BUSY, keep, look};
use crate::media::private::{self, Shown};
use crate::media::store::put::{self as media, MediaFields};
use crate::media::stream::{self, Stored};
use crate::portal::{AppError, Portal, SentFile};
use crate::share::percent;

const MIB: usize = 1024 * 1024;
/// Characters of a file's name: no system has files of longer ones.
const NAME_CHARS: usize = 255;
/// Why a file is not taken today.
const DAY_FULL: Wrong = "apply-trouble-day";

/// What is wrong with a file: a locale key.
pub type Wrong = &'static str;

/// A paper whose bytes lie in the store, and no row tells of it yet.
#[derive(Clone)]
pub struct Paper {
    pub name: String,
    pub media_type: &'static str,
    size_bytes: usize,
    pub stored_as: String,
}

impl Paper {
    /// Whether it is, as far as can be told, one that was kept.
    pub(super) fn is(&self, kept: &Document) -> bool {
        let size_bytes = i64::try_from(self.size_bytes).unwrap_or(i64::MAX);
        kept.name == self.name && kept.size_bytes == size_bytes
    }

    pub(super) fn document(
        self,
        id: ApplicationDocumentId,
        application: ApplicationId,
    ) -> Document {
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

/// Keeps the picture of an applicant where only they and the desk see it. Gives
/// its name.
pub(super) async fn picture(
    portal: &Arc<Portal>,
    account: AccountId,
    file: SentFile,
) -> Result<Result<String, Wrong>, AppError> {
    let Some(bytes) = file.bytes else {
        return Ok(Err("media-file-too-large"));
    };
    let picture = match look(portal, account, file.name, bytes.clone()).await {
        Ok(Ok(picture)) => picture,
        Ok(Err(refusal)) => return Ok(Err(refusal.key())),
        Err(AppError::Busy) => return Ok(Err(BUSY)),
        Err(stop) => return Err(stop),
    };
    let kept = private::keep_picture(portal, account, picture, bytes).await?;
    Ok(kept.ok_or(DAY_FULL))
}

/// The picture of an application as it is shown, to whom may see it.
///
/// # Errors
/// [`AppError::NotFound`] where there is none.
pub(super) async fn open_picture(
    portal: &Portal,
    of: &Application,
) -> Result<Response<Body>, AppError> {
    let found = match (&of.picture, &of.avatar) {
        (Some(name), _) => private::find_picture(portal, name.clone()).await?,
        (None, Some(hash)) => public_master(portal, hash.clone()).await?,
        (None, None) => None,
    };
    let shown = found.ok_or(AppError::NotFound)?;
    let body = stream::body(&portal.media, shown.stored, 0..shown.size_bytes);
    let mut response = Response::new(body);
    let media_type = HeaderValue::try_from(shown.media_type);
    let media_type = media_type.map_err(|error| AppError::Defect(error.to_string()))?;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, media_type);
    let nothing_runs = HeaderValue::from_static("default-src 'none'; sandbox");
    headers.insert(CONTENT_SECURITY_POLICY, nothing_runs);
    shut(headers);
    Ok(response)
}

/// Of an application from before pictures were private.
async fn public_master(portal: &Portal, hash: String) -> Result<Option<Shown>, AppError> {
    let sought = hash.clone();
    let find = move |tx: &mut Tx<'_>| media::find_master_format(tx, &sought);
    let format = portal.db.read(find).await?;
    let format = format.and_then(|extension| Format::from_extension(&extension));
    let (Some(format), Ok(name)) = (format, hash.parse::<Hash>()) else {
        return Ok(None);
    };
    let master = Object::Master(format);
    let head = portal.media.head(name, master).await;
    let head = head.map_err(|error| AppError::Defect(error.to_string()))?;
    Ok(head.map(|head| Shown {
        media_type: format.media_type().to_owned(),
        stored: Stored::Public(name, master),
        size_bytes: head.size_bytes,
    }))
}

/// Puts the picture of an application that is accepted onto the public shelf.
/// Its row is written with the acceptance.
pub(super) async fn publish_picture(
    portal: &Portal,
    of: &Application,
) -> Result<Option<MediaFields>, AppError> {
    let Some(name) = &of.picture else {
        return Ok(None);
    };
    let Some(original) = private::original(portal, name).await? else {
        tracing::warn!(application = %of.id, "the picture of an application is gone");
        return Ok(None);
    };
    match keep(portal, of.account, String::new(), original).await? {
        Ok(fields) => Ok(Some(fields)),
        Err(refusal) => {
            tracing::warn!(
                application = %of.id,
                "a picture is not taken any more: {refusal}"
            );
            Ok(None)
        }
    }
}

/// Keeps a paper under a name that nobody guesses. What it is its bytes say,
/// whatever its name does.
///
/// # Errors
/// A store that cannot be written.
pub async fn paper(
    portal: &Arc<Portal>,
    account: AccountId,
    file: SentFile,
) -> Result<Result<Paper, Wrong>, AppError> {
    let most = Limits::default().document_mib * MIB;
    let Some(bytes) = file.bytes.filter(|bytes| bytes.len() <= most) else {
        return Ok(Err("apply-trouble-large"));
    };
    let media_type = if bytes.starts_with(b"%PDF-") {
        "application/pdf"
    } else {
        match look(portal, account, file.name.clone(), bytes.clone()).await {
            Ok(Ok(picture)) => picture.format.media_type(),
            Ok(Err(_)) => return Ok(Err("apply-trouble-paper")),
            Err(AppError::Busy) => return Ok(Err(BUSY)),
            Err(stop) => return Err(stop),
        }
    };
    if !is_named_so(&file.name, media_type) {
        return Ok(Err("apply-trouble-paper"));
    }
    let size_bytes = bytes.len();
    let kept = private::keep_paper(portal, account, bytes).await?;
    Ok(kept.ok_or(DAY_FULL).map(|stored_as| Paper {
        name: plain(&file.name),
        media_type,
        size_bytes,
        stored_as,
    }))
}

/// The papers of the application that somebody works on.
pub(super) fn kept(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<Document>, Fault> {
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

/// The last part of a path, without what would break a line. Only a name that no
/// file has is cut.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = last.chars().filter(|c| !c.is_control());
    plain.take(NAME_CHARS).collect()
}

/// A paper as a download, which no page and no cache keeps.
///
/// # Errors
/// [`AppError::NotFound`] where the store does not have it.
pub async fn open(
    portal: &Arc<Portal>,
    stored_as: &str,
    name: &str,
    media_type: &str,
) -> Result<Response<Body>, AppError> {
    let found = portal.media.head_private(stored_as).await;
    let found = found.map_err(|error| AppError::Defect(error.to_string()))?;
    let size_bytes = found.ok_or(AppError::NotFound)?.size_bytes;
    let stored = Stored::Private(stored_as.to_owned());
    let mut response = Response::new(stream::body(&portal.media, stored, 0..size_bytes));
    let name = format!("attachment; filename*=UTF-8''{}", percent::component(name));
    let text =
        |text: &str| HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, text(media_type));
    headers.insert(CONTENT_DISPOSITION, text(&name));
    shut(headers);
    Ok(response)
}

/// No cache keeps it, and no browser takes it for something else.
fn shut(headers: &mut HeaderMap) {
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
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

    /// It lost its ending at 120: whoever opened the paper got a file of no kind.
    #[test]
    fn the_longest_name_of_a_file_keeps_its_ending() {
        let longest = format!("{}.pdf", "证".repeat(251));
        assert_eq!(plain(&longest), longest);
        assert_eq!(plain(&"证".repeat(300)).chars().count(), NAME_CHARS);
    }
}
