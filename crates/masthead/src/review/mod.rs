//! The desk reads what creators hand in, and decides.

mod accept;
mod approve;
mod claim;
mod decide;
mod letters;
mod moderate;
pub mod pages;
mod queue;
mod read;
mod routes;
pub mod rules;
mod samples;
mod takedown;

use crate::portal::Feature;
use crate::web::samples::Sampled;

pub use routes::routes;

pub const FEATURE: Feature = Feature {
    routes,
    samples: &[
        Sampled::of::<pages::ApprovePage>(),
        Sampled::of::<pages::ModeratePage>(),
        Sampled::of::<pages::QueuePage>(),
        Sampled::of::<pages::ReadPage>(),
        Sampled::of::<pages::TakenPage>(),
    ],
    ..Feature::named("review")
};
