//! SQLite and PostgreSQL behind one seam.
//!
//! A piece of database work is a closure that runs whole on a connection's
//! own thread, inside one transaction: [`Db::read`] gives it a snapshot,
//! [`Db::write`] commits when it answers `Ok`. The SQL is one text for both
//! databases: `$1` placeholders, `i64`, text and bytes.

mod dialect;
mod fault;
mod hold;
mod lane;
mod limits;
mod meter;
mod migrate;
mod open;
mod param;
mod postgres;
mod row;
mod server;
mod snapshot;
mod sqlite;
mod tls;
mod tx;

pub mod testing;

pub use dialect::Dialect;
pub use fault::{Fault, FaultKind};
pub use hold::Holder;
pub use limits::Limits;
pub use meter::{Meter, metered};
pub use migrate::{Migration, MigrationError};
pub use open::{Db, OpenError, Target};
pub use param::Param;
pub use row::{Column, Row};
pub use snapshot::Snapshot;
pub use tx::Tx;

/// The values of a query in the order of its `$1`, `$2`, ….
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::Param::from($value)),*] };
}
