//! What each event changes of pages, as the feature that writes it says.

mod followers;

use masthead_log::Event;

use crate::FEATURES;
use crate::front::Front;
use crate::portal::Touch;

pub use followers::followers;
#[cfg(test)]
pub(crate) use followers::tell_of;

/// The things that an event changes. An event that changes no page, or whose
/// kind is of a later version, gives none. `front` is what pages show now.
pub fn changed(event: &Event, front: Option<&Front>) -> Vec<Touch> {
    let told = FEATURES.iter().flat_map(|feature| feature.events);
    let mut of_kind = told.filter(|told| told.kind == event.kind);
    of_kind
        .next()
        .map_or_else(Vec::new, |told| told.changes(event, front))
}
