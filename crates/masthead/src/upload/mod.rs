//! Files on their way into a piece: films, sounds, captions. A large one comes in parts by the tus protocol
//! (<https://tus.io/protocols/resumable-upload>, version 1.0), so that a cut of the network loses only what was not
//! yet acknowledged. Once it is whole its bytes say what it is, and it stands among the pictures.

mod clear;
pub mod events;
mod finish;
mod receive;
pub mod rules;
mod sending;
pub mod store;
#[cfg(suite)]
mod tests;

use crate::portal::{Feature, Table, Told, with_ids};

pub use clear::{clear_due, end};
pub use finish::{finish, keep_plain, may_still};
pub use receive::{Stopped, receive};
pub use sending::{Sender, Senders, Sending};

pub const FEATURE: Feature = Feature {
    events: &[
        Told::quiet::<events::UploadBegun>(r#"{"upload":11,"article":1,"length_bytes":9}"#),
        Told::quiet::<events::FilmStored>(
            r#"{"hash":"abababababababababababababababababababababababababababababababab","kind":"video"}"#,
        ),
        Told::quiet::<events::UploadEnded>(r#"{"upload":11}"#),
    ],
    tables: &[with_ids!("upload"), Table::keyed("upload_part")],
    ..Feature::named("upload")
};
