//! The studio: where creators write, hand in, and follow what becomes of it.

mod by_form;
mod by_script;
mod desk_of;
mod draft;
mod files;
mod hand_in;
mod history;
mod hold;
mod leave;
mod list;
pub mod pages;
mod pictures;
mod preview;
mod room;
mod routes;
mod samples;
mod sent;
mod show;
mod uploads;
mod view;
mod words;

use crate::portal::Feature;
use crate::web::samples::Sampled;

pub use routes::routes;

pub const FEATURE: Feature = Feature {
    routes,
    samples: &[
        Sampled::of::<pages::HistoryPage>(),
        Sampled::of::<pages::ListPage>(),
        Sampled::of::<pages::PiecePage>(),
        Sampled::of::<pages::RevisionPage>(),
    ],
    ..Feature::named("studio")
};
