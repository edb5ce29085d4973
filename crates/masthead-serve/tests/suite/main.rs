//! The server over real sockets on loopback. Tests wait for events: a byte,
//! an end, a drop; their time limits are only there to fail.

mod crowd;
mod ends;
mod files;
mod http;
mod site;
mod slow;
