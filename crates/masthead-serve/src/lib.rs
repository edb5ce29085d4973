//! HTTP/1.1 connections: accepting, limits, time limits, a graceful stop.
//!
//! One acceptor hands connections to worker threads, each with a runtime of
//! its own; a connection stays with its worker. hyper speaks HTTP; this crate
//! watches what each connection does ([`Limits`]) and ends those that take
//! room without using it. It knows nothing of what is served.

mod accept;
mod body;
mod connection;
mod host;
mod limits;
mod patience;
mod refusals;
mod service;
mod shares;
mod signs;
mod turned_away;
mod watch;
mod wire;
mod worker;

pub use accept::{Stopped, serve};
pub use body::{Body, BodyError};
pub use limits::Limits;
pub use refusals::Refusals;
pub use service::Serves;
pub use shares::Whose;
