use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};

use super::pages::AccessibilityPage;
use crate::capability::Can;
use crate::compose::{Frame, Room};
use crate::portal::{AppError, Paper, Portal, Reader, Route, Subject, page};
use crate::urls;
use crate::web::{Head, Layout, Link};

pub fn routes() -> Vec<Route> {
    vec![Route::get(urls::ACCESSIBILITY, Can::Read, accessibility)]
}

/// `GET /accessibility`: what there is for readers who need more ease.
async fn accessibility(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response<Body>, AppError> {
    let (kind, address) = (super::ACCESSIBILITY, urls::ACCESSIBILITY.to_owned());
    page(&portal, &reader, &headers, kind, address, async |room| {
        let described = room.word("describe-accessibility");
        let (layout, contact) = (layout(room, urls::ACCESSIBILITY, described)?, contact(room));
        Ok(Paper {
            page: AccessibilityPage { layout, contact },
            subject: Subject::default(),
            changed_at: 0,
        })
    })
    .await
}

pub(crate) fn layout(room: &Room<'_>, path: &str, described: String) -> Result<Layout, AppError> {
    room.layout(Frame {
        head: Head {
            description: Some(described),
            canonical: Some(room.absolute(path)),
            ..Head::default()
        },
        ..Frame::default()
    })
}

/// The operator's address, where the site's footer names one.
pub(crate) fn contact(room: &Room<'_>) -> Option<Link> {
    let mut links = room.front.site.footer.iter();
    let mail = links.find(|link| link.url.starts_with("mailto:"))?;
    Some(Link {
        label: mail.url.trim_start_matches("mailto:").to_owned(),
        url: mail.url.clone(),
    })
}
