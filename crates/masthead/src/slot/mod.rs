//! Slots: places on pages that an editor fills for a time.

pub mod events;
pub mod rules;
pub mod store;
