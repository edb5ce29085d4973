//! Who writes for a creator: its owners invite people, change what they are, and part with them.

mod change;
mod invite;
mod join;
mod list;
pub mod pages;
mod routes;
pub mod rules;
mod samples;
pub mod store;
#[cfg(suite)]
mod tests;

use crate::portal::{Feature, List, Table};
use crate::web::samples::Sampled;

pub use routes::routes;

pub const FEATURE: Feature = Feature {
    routes,
    tables: &[Table::keyed("invitation")],
    lists: &[
        List::new("members of a creator", store::LIST),
        List::new("who is invited", store::INVITED),
    ],
    samples: &[
        Sampled::of::<pages::InvitationPage>(),
        Sampled::of::<pages::MembersPage>(),
    ],
    ..Feature::named("member")
};
