//! The portal's service as hyper calls it, with signs for beginning and end.

use std::convert::Infallible;
use std::error::Error;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use http_body::{Frame, SizeHint};
use hyper::body::Incoming;
use hyper::header::{CONNECTION, HeaderValue};
use hyper::service::Service;
use hyper::{Request, Response};
use pin_project_lite::pin_project;

use crate::Body;
use crate::signs::{Running, Signs};

/// A service that connections can be given: every hyper service that takes
/// this crate's [`Body`] and never fails. It need not be `Send`.
pub trait Serves:
    Service<Request<Body>, Response = Response<Self::Answer>, Error = Infallible> + 'static
{
    /// The body of its answers.
    type Answer: http_body::Body<Error = Self::Broken> + 'static;
    /// Why such a body may break off.
    type Broken: Into<Box<dyn Error + Send + Sync>>;
}

impl<S, B> Serves for S
where
    S: Service<Request<Body>, Response = Response<B>, Error = Infallible> + 'static,
    B: http_body::Body + 'static,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    type Answer = B;
    type Broken = B::Error;
}

pub(crate) struct Told<S> {
    pub(crate) service: S,
    pub(crate) signs: Arc<Signs>,
    pub(crate) body_bytes: u64,
}

impl<S: Serves> Service<Request<Incoming>> for Told<S> {
    type Response = Response<Answer<S::Answer>>;
    type Error = Infallible;
    type Future = Answering<S::Future>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        let running = Some(Running::begin(&self.signs));
        let request = request.map(|body| Body::new(body, Arc::clone(&self.signs), self.body_bytes));
        Answering {
            work: self.service.call(request),
            running,
            signs: Arc::clone(&self.signs),
        }
    }
}

pin_project! {
    pub(crate) struct Answering<F> {
        #[pin]
        work: F,
        running: Option<Running>,
        signs: Arc<Signs>,
    }
}

impl<F, B> Future for Answering<F>
where
    F: Future<Output = Result<Response<B>, Infallible>>,
{
    type Output = Result<Response<Answer<B>>, Infallible>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let mut response = ready!(this.work.poll(cx))?;
        // hyper closes a connection whose body nobody read: a peer that is not told sends its next request into it,
        // and gets no answer.
        if this.signs.body_unread() {
            let close = HeaderValue::from_static("close");
            response.headers_mut().insert(CONNECTION, close);
        }
        let running = this.running.take();
        Poll::Ready(Ok(response.map(|body| Answer {
            body,
            _running: running,
        })))
    }
}

pin_project! {
    /// An answer's body; the request runs until hyper lets go of it.
    pub(crate) struct Answer<B> {
        #[pin]
        body: B,
        _running: Option<Running>,
    }
}

impl<B: http_body::Body> http_body::Body for Answer<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        self.project().body.poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
