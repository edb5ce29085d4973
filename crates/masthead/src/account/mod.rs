//! Accounts: people who read, comment, follow and write for creators. How they
//! register, log in and keep their account.

mod carry;
mod compose;
mod cookie;
mod device;
mod enter;
mod entry;
pub mod events;
mod factor;
mod halfway;
mod known;
mod letters;
mod link;
mod network;
mod openid;
mod openid_in;
mod openid_own;
mod own;
pub mod pages;
mod passkey_door;
mod passkey_new;
mod passkeys;
mod person;
mod places;
mod proof;
mod rates;
mod register;
mod role;
mod routes;
pub mod rules;
mod samples;
pub mod standing;
pub mod store;

pub(crate) use carry::carry_other;
pub(crate) use compose::{come_again, pen};
pub(crate) use cookie::SECRET as SECRET_COOKIES;
pub use entry::Entry;
pub(crate) use person::find;
pub use person::{Gate, Person, guard};
pub(crate) use person::{hint, oldest, see_other, session, turn_away};
pub use role::{Grant, MemberRole, Membership, Role};
pub use routes::routes;
