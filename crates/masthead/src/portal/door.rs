use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, Response, Uri};
use bytes::Bytes;
use masthead_press::Pressed;
use tokio::sync::OwnedSemaphorePermit;
use tower::ServiceExt;

use super::reader::kept;
use super::{Peer, Portal, ViewOf, variant};
use crate::views::{self, Visit};

/// The front door: a page that is ready goes out from here, without a look at
/// the routes or the store; everything else is the router's. Whoever gets an
/// article is counted here.
#[derive(Clone)]
pub struct Door {
    portal: Arc<Portal>,
    router: Router,
}

/// A place at the door, until it is dropped.
pub struct Entered(#[expect(dead_code, reason = "held")] Option<OwnedSemaphorePermit>);

impl Door {
    #[must_use]
    pub fn new(portal: Arc<Portal>, router: Router) -> Self {
        Self { portal, router }
    }

    /// The answer to a request for a page that is ready. `peer` is the other
    /// end of the connection.
    pub fn ready<B>(&self, peer: IpAddr, request: &Request<B>) -> Option<Response<Bytes>> {
        let (method, headers) = (request.method(), request.headers());
        if method != Method::GET && method != Method::HEAD {
            return None;
        }
        let page = self.find(request.uri(), headers)?;
        let response = page.answer(headers);
        if let Some(article) = page.view_of {
            let visit = Visit {
                method,
                headers,
                peer,
            };
            views::count(&self.portal, article, visit, response.status());
        }
        Some(response)
    }

    /// Pages are kept under the address that they themselves link to. Another
    /// way of writing it finds the same page through its route.
    fn find(&self, uri: &Uri, headers: &HeaderMap) -> Option<Arc<Pressed>> {
        let address = uri.path_and_query()?.as_str();
        let (locale, edition) = kept(headers);
        let locale = locale.or_else(|| self.portal.own_locale())?;
        self.portal.press.ready(address, variant(locale, edition))
    }

    /// A place among the questions that wait for their answer, or none where
    /// there are too many. What is sent takes its own time to arrive, and waits
    /// for a place when its page is made.
    #[must_use]
    pub fn enter(&self, method: &Method) -> Option<Entered> {
        if !method.is_safe() {
            return Some(Entered(None));
        }
        let place = Arc::clone(&self.portal.hall).try_acquire_owned().ok()?;
        Some(Entered(Some(place)))
    }

    /// The answer that the router has.
    pub async fn made(&self, peer: IpAddr, mut request: Request<Body>) -> Response<Body> {
        let (method, headers) = (request.method().clone(), request.headers().clone());
        request.extensions_mut().insert(Peer(peer));
        let Ok(response) = self.router.clone().oneshot(request).await;
        if let Some(ViewOf(article)) = response.extensions().get() {
            let visit = Visit {
                method: &method,
                headers: &headers,
                peer,
            };
            views::count(&self.portal, *article, visit, response.status());
        }
        response
    }

    /// The answer to any request.
    pub async fn answer(&self, peer: IpAddr, request: Request<Body>) -> Response<Body> {
        match self.ready(peer, &request) {
            Some(ready) => ready.map(Body::from),
            None => self.made(peer, request).await,
        }
    }
}
