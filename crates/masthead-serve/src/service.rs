//! The portal's service as hyper calls it, with signs for beginning and end.

use std::convert::Infallible;
use std::error::Error;
use std::mem;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use http_body::{Frame, SizeHint};
use hyper::body::Incoming;
use hyper::header::{CONNECTION, HeaderValue, RETRY_AFTER};
use hyper::service::Service;
use hyper::{Request, Response, StatusCode};
use pin_project_lite::pin_project;

use crate::shares::Tab;
use crate::signs::{Running, Signs};
use crate::worker::House;
use crate::{Body, Refusals, host};

/// A service that connections can be given: every hyper service that takes
/// this crate's [`Body`] and never fails. It need not be `Send`.
pub trait Serves:
    Service<Request<Body>, Response = Response<Self::Answer>, Error = Infallible> + 'static
{
    /// The body of its answers.
    type Answer: http_body::Body<Data = Self::Piece, Error = Self::Broken> + 'static;
    /// What it comes in. A body of ours is one, too.
    type Piece: Buf + From<Bytes>;
    /// Why such a body may break off.
    type Broken: Into<Box<dyn Error + Send + Sync>>;
}

impl<S, B> Serves for S
where
    S: Service<Request<Body>, Response = Response<B>, Error = Infallible> + 'static,
    B: http_body::Body + 'static,
    B::Data: From<Bytes>,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    type Answer = B;
    type Piece = B::Data;
    type Broken = B::Error;
}

pub(crate) struct Told<S> {
    pub(crate) service: S,
    pub(crate) signs: Arc<Signs>,
    pub(crate) tab: Rc<Tab>,
    pub(crate) house: Rc<House>,
}

impl<S: Serves> Service<Request<Incoming>> for Told<S> {
    type Response = Response<Answer<S::Answer>>;
    type Error = Infallible;
    type Future = Answering<S::Future>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        let running = Some(Running::begin(&self.signs));
        let limits = &self.house.limits;
        let request = request.map(|body| Body::new(body, Arc::clone(&self.signs), limits));
        let work = match refusal(&request, &self.tab) {
            Some(refusal) => Work::Refused {
                refusal,
                house: Rc::clone(&self.house),
            },
            None => Work::Service {
                answer: self.service.call(request),
            },
        };
        Answering {
            work,
            tab: Rc::clone(&self.tab),
            running,
            signs: Arc::clone(&self.signs),
        }
    }
}

/// Why a request does not get to the service.
#[derive(Clone, Copy)]
enum Refusal {
    Host,
    Unsent,
}

fn refusal<B>(request: &Request<B>, tab: &Tab) -> Option<Refusal> {
    if !host::is_named(request) {
        return Some(Refusal::Host);
    }
    let has_room = tab.begin(request.headers());
    (!has_room).then_some(Refusal::Unsent)
}

impl Refusal {
    fn answer(self, refusals: &Refusals) -> Response<Bytes> {
        let (status, body) = match self {
            Self::Host => (StatusCode::BAD_REQUEST, &refusals.host),
            Self::Unsent => (StatusCode::SERVICE_UNAVAILABLE, &refusals.unsent),
        };
        let mut response = Response::new(body.clone());
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.clone_from(&refusals.headers);
        match self {
            Self::Host => headers.insert(CONNECTION, HeaderValue::from_static("close")),
            Self::Unsent => headers.insert(RETRY_AFTER, HeaderValue::from_static("1")),
        };
        response
    }
}

pin_project! {
    #[project = Doing]
    enum Work<F> {
        Service { #[pin] answer: F },
        Refused { refusal: Refusal, house: Rc<House> },
    }
}

pin_project! {
    pub(crate) struct Answering<F> {
        #[pin]
        work: Work<F>,
        tab: Rc<Tab>,
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
        let mut response = match this.work.project() {
            Doing::Service { answer } => {
                ready!(answer.poll(cx))?.map(|body| Said::Service { body })
            }
            Doing::Refused { refusal, house } => {
                let answer = refusal.answer(&house.limits.refusals);
                answer.map(|bytes| Said::House { bytes })
            }
        };
        // hyper closes a connection whose body nobody read: a peer that is not told sends its next request into it,
        // and gets no answer.
        if this.signs.body_unread() {
            let close = HeaderValue::from_static("close");
            response.headers_mut().insert(CONNECTION, close);
        }
        let (tab, running) = (Rc::clone(this.tab), this.running.take());
        Poll::Ready(Ok(response.map(|said| Answer {
            said,
            tab,
            _running: running,
        })))
    }
}

pin_project! {
    /// Whose body it is.
    #[project = Saying]
    enum Said<B> {
        Service { #[pin] body: B },
        House { bytes: Bytes },
    }
}

pin_project! {
    /// An answer's body; the request runs until hyper lets go of it.
    pub(crate) struct Answer<B> {
        #[pin]
        said: Said<B>,
        tab: Rc<Tab>,
        _running: Option<Running>,
    }
}

impl<B> http_body::Body for Answer<B>
where
    B: http_body::Body,
    B::Data: From<Bytes>,
{
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        let this = self.project();
        let polled = match this.said.project() {
            Saying::Service { body } => body.poll_frame(cx),
            Saying::House { bytes } if bytes.is_empty() => Poll::Ready(None),
            Saying::House { bytes } => {
                let all = B::Data::from(mem::take(bytes));
                Poll::Ready(Some(Ok(Frame::data(all))))
            }
        };
        if let Poll::Ready(Some(Ok(frame))) = &polled {
            // hyper has it from here on, until the reader takes it.
            this.tab.handed(frame.data_ref().map_or(0, Buf::remaining));
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        match &self.said {
            Said::Service { body } => body.is_end_stream(),
            Said::House { bytes } => bytes.is_empty(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.said {
            Said::Service { body } => body.size_hint(),
            Said::House { bytes } => SizeHint::with_exact(bytes.len() as u64),
        }
    }
}
