//! Papers that fields such as health or law ask for: creators send them, the
//! desk confirms them, pages show them, and the day after one ends nothing new
//! of its creator comes out in channels of that field. Asked for where the
//! regime `cn` holds (CN-05).

mod changes;
mod clock;
mod desk;
pub mod events;
mod own;
pub mod pages;
mod routes;
pub mod rules;
mod samples;
pub mod store;
#[cfg(suite)]
mod tests;

use crate::portal::{Feature, List, Told, with_ids};
use crate::web::samples::Sampled;

pub use clock::turn;
pub use routes::routes;

pub const FEATURE: Feature = Feature {
    routes,
    events: &[
        Told::changing::<events::CredentialChanged>(
            r#"{"credential":1,"creator":2,"field":"health","state":"confirmed","joined":false}"#,
        ),
        Told::quiet::<events::CredentialEnding>(r#"{"credential":1,"creator":2,"field":"health"}"#),
        Told::quiet::<events::CredentialOpened>(r#"{"credential":1,"creator":2,"by":5}"#),
    ],
    tables: &[with_ids!("creator_credential")],
    lists: &[
        List::new("papers to confirm", store::QUEUE),
        List::new("papers that ended", store::ENDED).with_words(&[1]),
        List::new("papers that end soon", store::ENDING).with_words(&[1]),
    ],
    samples: &[
        Sampled::of::<pages::CredentialPage>(),
        Sampled::of::<pages::CredentialsPage>(),
        Sampled::of::<pages::OwnCredentialsPage>(),
    ],
    ..Feature::named("credential")
};
