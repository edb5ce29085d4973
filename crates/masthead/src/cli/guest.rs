//! One connection's way to the front door.

use std::convert::Infallible;
use std::net::IpAddr;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::Body;
use axum::http::{Request, Response};
use bytes::Bytes;
use http_body_util::{Either, Full};
use hyper::service::Service;
use tokio::runtime::Handle;
use tokio::task::{JoinError, JoinHandle};

use crate::portal::Door;

/// The service of a connection.
pub(super) struct Guest {
    pub(super) door: Door,
    /// Where pages are made: other threads than those that serve.
    pub(super) kitchen: Handle,
    /// The other end.
    pub(super) peer: IpAddr,
}

type Reply = Response<Either<Full<Bytes>, Body>>;

/// A page that is ready costs neither a box nor a second poll. Everything else
/// is made elsewhere, so that whatever it takes keeps no ready page waiting.
pub(super) enum Answering {
    Ready(Option<Reply>),
    Making(Making),
}

/// What is being made for a reader: no longer once the reader has left.
pub(super) struct Making {
    task: JoinHandle<Response<Body>>,
    door: Door,
}

impl Drop for Making {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Future for Answering {
    type Output = Result<Reply, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut *self {
            Self::Ready(reply) => match reply.take() {
                Some(reply) => Poll::Ready(Ok(reply)),
                None => Poll::Pending,
            },
            Self::Making(Making { task, door }) => {
                let made = ready!(Pin::new(task).poll(context));
                let made = made.unwrap_or_else(|error| not_made(door, error));
                Poll::Ready(Ok(made.map(Either::Right)))
            }
        }
    }
}

/// A panic ends the connection, as if it had happened here; else the process
/// is about to end.
fn not_made(door: &Door, error: JoinError) -> Response<Body> {
    match error.try_into_panic() {
        Ok(panic) => resume_unwind(panic),
        Err(_) => door.busy(),
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
        let Some(entered) = self.door.enter(self.peer, &request) else {
            return Answering::Ready(Some(self.door.busy().map(Either::Right)));
        };
        let (door, peer) = (self.door.clone(), self.peer);
        let task = self.kitchen.spawn(async move {
            let _entered = entered;
            door.made(peer, request.map(Body::new)).await
        });
        Answering::Making(Making {
            task,
            door: self.door.clone(),
        })
    }
}
