//! How a text comes to its readers: drafts, submissions to the desk, and what is decided there. The studio and the
//! desk's review are pages over it; the rules of who may come next are one state machine, in [`rules`].

pub mod acts;
pub mod diff;
pub mod events;
pub mod rules;
pub mod saving;
pub mod store;
pub mod tags;
pub mod typed;
