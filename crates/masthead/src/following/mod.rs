//! Following creators: the button on public pages, which are the same for
//! everybody, and the own list of whom one follows.

mod change;
mod own;
pub mod pages;
mod routes;
mod samples;
pub mod store;
#[cfg(suite)]
mod tests;

use crate::portal::{Feature, List, Reason, Work};
use crate::web::samples::Sampled;

pub use routes::routes;

pub const FEATURE: Feature = Feature {
    routes,
    lists: &[
        List::new("whom a reader follows", store::LIST).for_reasons(&[Reason::of(
            Work::Sorts,
            "a reader follows 2,000 at most (MOST)",
        )]),
        List::new("the newest of whom a reader follows", store::NEWEST).for_reasons(&[
            Reason::of(
                Work::Sorts,
                "a reader follows 2,000 at most, read from the index without their creators",
            ),
            Reason::on_sqlite(
                Work::Scans,
                "what it scans is the page of creators that its own subquery gave, no table",
            ),
        ]),
    ],
    samples: &[
        Sampled::of::<pages::FollowPage>(),
        Sampled::of::<pages::FollowingPage>(),
    ],
    ..Feature::named("following")
};

/// Creators that one reader follows at most: a page of theirs asks for all of them.
pub const MOST: i64 = 2_000;
