//! Pages for when something went wrong.

mod answer;
mod bare;
mod carried;
mod kept;
pub mod pages;
mod place;
mod refused;
mod samples;
mod slow;

use crate::portal::Feature;
use crate::web::samples::Sampled;

pub use answer::{rendered, too_long};
pub use carried::{Carried, CarryPage, Why};
pub use kept::give_back;
pub use place::place;
pub use refused::refusals;
pub use slow::slow;

pub const FEATURE: Feature = Feature {
    samples: &[
        Sampled::of::<CarryPage>(),
        Sampled::of::<pages::ErrorPage>(),
    ],
    ..Feature::named("errors")
};
