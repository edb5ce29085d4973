//! Mail that the portal writes. Letters are rows, written in the transaction
//! that they tell of. A postman sends them by SMTP; the demo shows them on a
//! page instead.

pub mod events;
mod message;
pub mod pages;
mod postman;
mod routes;
mod samples;
pub mod store;
#[cfg(suite)]
mod tests;
#[cfg(suite)]
mod tls_tests;

use crate::portal::{Feature, Told, with_ids};
use crate::web::samples::Sampled;

pub use message::reaches;
pub use postman::{BadSmtp, Postman, Round, Smtp, Walking, start};
pub use routes::routes;

pub const FEATURE: Feature = Feature {
    routes,
    events: &[
        Told::quiet::<events::LetterWritten>(r#"{"mail":10}"#),
        Told::quiet::<events::LetterSent>(r#"{"mail":10}"#),
        Told::quiet::<events::LetterGivenUp>(r#"{"mail":10}"#),
    ],
    tables: &[with_ids!("mail")],
    samples: &[Sampled::of::<pages::OutboxPage>()],
    ..Feature::named("mail")
};

/// What becomes of letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    /// There is no way to send them: nothing that needs one is offered.
    #[default]
    Off,
    /// They are sent by SMTP.
    Post,
    /// Everybody may read them, on a page: for demos alone.
    Outbox,
}

/// A letter in plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub to: String,
    pub subject: String,
    pub body: String,
}
