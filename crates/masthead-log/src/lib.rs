//! The event log and its followers.
