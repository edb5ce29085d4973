//! Columns: curated series with a page of their own, and tabs of a parent.

pub mod events;
pub mod store;
