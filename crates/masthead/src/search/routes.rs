use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use serde::Deserialize;

use super::pages::SearchPage;
use crate::capability::Can;
use crate::compose::{Frame, Room};
use crate::portal::{AppError, Asked, Paper, Portal, Reader, Route, Subject, page};
use crate::urls;
use crate::web::{Head, Link};

/// Characters of a question.
const QUERY_MOST: usize = 100;

pub fn routes() -> Vec<Route> {
    vec![Route::get(urls::SEARCH, Can::Read, show)]
}

#[derive(Deserialize)]
struct SearchQuery {
    #[serde(default)]
    q: String,
}

/// `GET /search?q=`: the search box, and where to look until search is there.
async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    headers: HeaderMap,
    Asked(query): Asked<SearchQuery>,
) -> Result<Response<Body>, AppError> {
    let address = urls::search(&query.q);
    page(
        &portal,
        &reader,
        &headers,
        super::SEARCH,
        address,
        async |room| {
            Ok(Paper {
                page: compose(room, query.q)?,
                subject: Subject::default(),
                changed_at: 0,
            })
        },
    )
    .await
}

fn compose(room: &Room<'_>, query: String) -> Result<SearchPage, AppError> {
    let head = Head {
        description: Some(room.word("describe-search")),
        robots: Some("noindex".to_owned()),
        canonical: Some(room.absolute(urls::SEARCH)),
        ..Head::default()
    };
    let is_too_long = query.chars().count() > QUERY_MOST;
    let layout = room.layout(Frame {
        head,
        query,
        ..Frame::default()
    })?;
    let channels = room.front.channels.iter();
    let places: Vec<Link> = channels.map(|channel| room.channel_link(channel)).collect();
    Ok(SearchPage {
        layout,
        is_too_long,
        most: QUERY_MOST,
        places,
    })
}

#[cfg(test)]
mod tests {
    use axum::extract::FromRequestParts;
    use axum::http::Request;
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
    use url::form_urlencoded;

    use super::*;

    proptest! {
        /// Else whoever writes the address of a page gets another one that was
        /// kept under it.
        #[test]
        fn what_is_searched_for_is_all_that_its_address_says(q in any::<String>()) {
            let address = urls::search(&q);
            prop_assert!(urls::is_encoded(&address));
            let request = Request::get(&address).body(()).expect("an address");
            let (mut parts, ()) = request.into_parts();
            let query = parts.uri.query().unwrap_or_default().to_owned();
            let read: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
            prop_assert!(read.iter().all(|(name, value)| name == "q" && *value == q));
            prop_assert_eq!(read.len(), 1);
            let reader = tokio::runtime::Builder::new_current_thread()
                .build()
                .expect("a runtime")
                .block_on(Reader::from_request_parts(&mut parts, &()));
            let reader = reader.expect("a reader");
            prop_assert!(reader.locale.is_none() && reader.cookies.is_empty());
        }
    }
}
