//! All tests of the product through its front door and on both databases: one
//! binary, so that a changed test compiles alone. Its modules are those that
//! the sources declare behind `#[cfg(suite)]`.

#![allow(
    unreachable_pub,
    reason = "a test binary: everything is reached from here alone"
)]

mod support;

include!(concat!(env!("OUT_DIR"), "/suite.rs"));
