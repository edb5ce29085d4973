use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, Response, Uri};
use bytes::Bytes;
use masthead_press::Pressed;
use tower::ServiceExt;

use super::reader::kept;
use super::{Portal, variant};

/// The front door: a page that is ready goes out from here, without a look at
/// the routes or the store; everything else is the router's.
#[derive(Clone)]
pub struct Door {
    portal: Arc<Portal>,
    router: Router,
}

impl Door {
    #[must_use]
    pub fn new(portal: Arc<Portal>, router: Router) -> Self {
        Self { portal, router }
    }

    /// The answer to a request for a page that is ready.
    #[must_use]
    pub fn ready(
        &self,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> Option<Response<Bytes>> {
        if method != Method::GET && method != Method::HEAD {
            return None;
        }
        self.find(uri, headers).map(|page| page.answer(headers))
    }

    /// Pages are kept under the address that they themselves link to. Another
    /// way of writing it finds the same page through its route.
    fn find(&self, uri: &Uri, headers: &HeaderMap) -> Option<Arc<Pressed>> {
        let address = uri.path_and_query()?.as_str();
        let (locale, edition) = kept(headers);
        let locale = locale.or_else(|| self.portal.own_locale())?;
        self.portal.press.ready(address, variant(locale, edition))
    }

    /// The answer to any request.
    pub async fn answer(&self, request: Request<Body>) -> Response<Body> {
        if let Some(ready) = self.ready(request.method(), request.uri(), request.headers()) {
            return ready.map(Body::from);
        }
        let Ok(response) = self.router.clone().oneshot(request).await;
        response
    }
}
