//! The event log and its followers.
//!
//! Each change writes its [`Fact`] through [`Log::append`] in the same
//! transaction as the change. Whatever else has to happen is a [`Follower`]:
//! it reads the log from its stored cursor on, in order, and gets each event
//! once. A follower that is new starts at zero; one that fails is tried again
//! with a growing pause and says so in [`standings`].

mod append;
mod follow;
mod read;
mod runner;
mod standing;
mod trouble;

pub use append::{Actor, Fact, Log};
pub use follow::{Failure, Follower, Keeping, Step, catch_up, step};
pub use read::{Event, Settled, head, read_after, settled};
pub use runner::{Running, run};
pub use standing::{Standing, standings};
pub use trouble::{Reason, Trouble};

/// The log's tables, as a step of the product's migrations.
pub const SCHEMA: &str = include_str!("schema.sql");
