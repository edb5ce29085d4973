use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, Response, Uri};
use bytes::Bytes;
use masthead_press::Pressed;
use tower::ServiceExt;

use super::gate::{Place, Whose};
use super::reader::kept;
use super::{Peer, Portal, ViewOf, variant};
use crate::id::ArticleId;
use crate::views::{self, Visit};
use crate::visitor;

/// The front door: a page that is ready goes out from here, without a look at
/// the routes or the store; everything else is the router's. Whoever gets an
/// article is counted here.
#[derive(Clone)]
pub struct Door {
    portal: Arc<Portal>,
    router: Router,
}

/// A place at the door, until it is dropped.
pub struct Entered(#[expect(dead_code, reason = "held")] Option<Place>);

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
            views::count(&self.portal, ArticleId(article), visit, response.status());
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
    /// there are too many, of all or of this address. What is sent takes its
    /// own time to arrive, and waits for a place when its page is made.
    #[must_use]
    pub fn enter<B>(&self, peer: IpAddr, request: &Request<B>) -> Option<Entered> {
        if !request.method().is_safe() {
            return Some(Entered(None));
        }
        let place = self
            .portal
            .hall
            .try_take(self.whose(peer, request.headers()))?;
        Some(Entered(Some(place)))
    }

    fn whose(&self, peer: IpAddr, headers: &HeaderMap) -> Whose {
        let trusted = &self.portal.settings.trusted_proxies;
        Whose(visitor::known(peer, headers, trusted))
    }

    /// The answer to whom no answer is made: there are too many.
    #[must_use]
    pub fn busy(&self) -> Response<Body> {
        let mut response = super::busy();
        self.portal.add_safe(response.headers_mut());
        response
    }

    /// The answer that the router has.
    pub async fn made(&self, peer: IpAddr, mut request: Request<Body>) -> Response<Body> {
        let (method, headers) = (request.method().clone(), request.headers().clone());
        let whose = self.whose(peer, &headers);
        let extensions = request.extensions_mut();
        extensions.insert(Peer(peer));
        extensions.insert(whose);
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
