//! How often an article was read.
//!
//! Every answer with an article counts once per visitor and half hour, in
//! memory; each second what came together is written in one transaction.
//! Visitors are told apart by a hash whose key is made anew each day and never
//! leaves memory: nothing that identifies a reader is stored. What one network
//! adds to an article is bounded, whatever its browsers call themselves.
//! Well-known crawlers are counted apart.

mod changes;
mod counter;
mod crowd;
pub mod events;
mod flush;
pub mod flusher;
mod rules;
mod salt;
mod seen;
mod store;
#[cfg(suite)]
mod tests;
mod visit;

use crate::portal::{Feature, Table, Told};

pub use counter::{Views, Visitor};
pub use rules::is_crawler;
pub use salt::{Salt, Salts, from_machine};
pub use visit::{Visit, count};

pub const FEATURE: Feature = Feature {
    events: &[Told::changing::<events::ViewsCounted>(
        r#"{"articles":[1]}"#,
    )],
    tables: &[Table::keyed("article_crawls")],
    ..Feature::named("views")
};
