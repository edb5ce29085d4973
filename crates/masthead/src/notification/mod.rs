//! What people are told of: decisions on what they handed in, who follows
//! their creator, and what creators publish whom they follow.
//!
//! A decision or a new follower concerns a few people: a follower of the log
//! writes a row for each. What a creator publishes may concern a million: that
//! has no rows. Whoever looks reads the articles of those whom they follow, by
//! one walk along an index for each, so that publishing costs the same however
//! many follow, and nothing that was taken down is left in anybody's list.

mod clerk;
mod follower;
mod letters;
mod list;
mod mark;
mod now;
pub mod pages;
mod routes;
pub mod rules;
mod samples;
pub mod store;
#[cfg(suite)]
mod tests;
mod words;

use std::sync::Arc;

use crate::portal::{Feature, List, Reason, Table, Work};
use crate::web::samples::Sampled;

pub use clerk::round;
pub use follower::NotificationFollower;
pub use now::me;
pub use routes::routes;

const LISTS: &[List] = &[
    List::new("notifications", store::OWN),
    List::new("what followed creators published", store::OF_FOLLOWED).for_reasons(&[
        Reason::on_sqlite(
            Work::Sorts,
            "the articles of many creators are merged, of the last days alone (FOLLOWING_DAYS)",
        ),
    ]),
    List::new("how many are unread", store::STANDING)
        .with_words(&[1])
        .for_reasons(&[Reason::on_sqlite(
            Work::Scans,
            "what it scans are its own subqueries, each of which ends at a limit (COUNTED)",
        )]),
    List::new("followers who want letters", store::letter::READERS),
];

pub const FEATURE: Feature = Feature {
    routes,
    tables: &[
        Table::keyed("notification"),
        Table::keyed("following_mark"),
        Table::keyed("following_read"),
        Table::keyed("mailing"),
    ],
    lists: LISTS,
    samples: &[Sampled::of::<pages::NotificationsPage>()],
    followers: || vec![Arc::new(NotificationFollower)],
    ..Feature::named("notification")
};
