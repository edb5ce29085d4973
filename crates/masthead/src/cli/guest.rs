//! One connection's way to the front door.

use std::convert::Infallible;
use std::net::IpAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::{Request, Response};
use bytes::Bytes;
use http_body_util::{Either, Full};
use hyper::service::Service;

use crate::portal::Door;

/// The service of a connection.
pub(super) struct Guest {
    pub(super) door: Door,
    /// The other end.
    pub(super) peer: IpAddr,
}

type Reply = Response<Either<Full<Bytes>, Body>>;
type Making = Pin<Box<dyn Future<Output = Reply>>>;

/// A page that is ready costs neither a box nor a second poll.
pub(super) enum Answering {
    Ready(Option<Reply>),
    Making(Making),
}

impl Future for Answering {
    type Output = Result<Reply, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut *self {
            Self::Ready(reply) => match reply.take() {
                Some(reply) => Poll::Ready(Ok(reply)),
                None => Poll::Pending,
            },
            Self::Making(making) => making.as_mut().poll(context).map(Ok),
        }
    }
}

impl Service<Request<masthead_serve::Body>> for Guest {
    type Response = Reply;
    type Error = Infallible;
    type Future = Answering;

    fn call(&self, request: Request<masthead_serve::Body>) -> Answering {
        if let Some(ready) = self.door.ready(self.peer, &request) {
            return Answering::Ready(Some(ready.map(|bytes| Either::Left(Full::new(bytes)))));
        }
        let (door, peer) = (self.door.clone(), self.peer);
        Answering::Making(Box::pin(async move {
            let response = door.made(peer, request.map(Body::new)).await;
            response.map(Either::Right)
        }))
    }
}
