//! Accounts: people who read, comment, follow and write for creators. How they
//! register, log in and keep their account.

mod carry;
mod changes;
mod compose;
mod cookie;
mod device;
mod enter;
mod entry;
pub mod events;
mod factor;
#[cfg(suite)]
mod factor_tests;
#[cfg(suite)]
mod guess_tests;
mod halfway;
#[cfg(suite)]
mod hold_tests;
mod known;
mod letters;
mod link;
mod network;
mod openid;
mod openid_in;
mod openid_own;
#[cfg(suite)]
mod openid_tests;
mod own;
pub mod pages;
mod passkey_door;
mod passkey_new;
#[cfg(suite)]
mod passkey_tests;
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
#[cfg(suite)]
mod tests;

use crate::portal::{Feature, List, Table, Told, with_ids};
use crate::web::samples::Sampled;

pub(crate) use carry::carry_other;
pub(crate) use compose::{come_again, pen};
pub(crate) use cookie::SECRET as SECRET_COOKIES;
pub use entry::Entry;
pub(crate) use person::find;
pub use person::{Gate, Person, guard};
pub(crate) use person::{hint, oldest, see_other, session, turn_away};
pub use role::{Grant, MemberRole, Membership, Role};
pub use routes::routes;

const EVENTS: &[Told] = &[
    Told::changing::<events::AccountChanged>(r#"{"account":5}"#),
    Told::quiet::<events::PasswordSet>(r#"{"account":5}"#),
    Told::quiet::<events::SessionStarted>(r#"{"account":5,"session":11}"#),
    Told::quiet::<events::SessionEnded>(r#"{"account":5,"session":11}"#),
    Told::quiet::<events::RoleGiven>(r#"{"account":5,"role":"channel_editor","channel":3}"#),
    Told::quiet::<events::RoleTaken>(r#"{"account":5,"role":"channel_editor","channel":3}"#),
    Told::quiet::<events::MemberSet>(r#"{"creator":2,"account":5,"role":"editor"}"#),
    Told::quiet::<events::MemberLeft>(r#"{"creator":2,"account":5}"#),
    Told::quiet::<events::MemberInvited>(r#"{"creator":2,"role":"writer"}"#),
    Told::quiet::<events::InvitationTakenBack>(r#"{"creator":2}"#),
    Told::quiet::<events::SecondFactorSet>(r#"{"account":5}"#),
    Told::quiet::<events::SecondFactorEnded>(r#"{"account":5}"#),
    Told::quiet::<events::RecoveryCodesMade>(r#"{"account":5}"#),
    Told::quiet::<events::RecoveryCodeUsed>(r#"{"account":5}"#),
    Told::quiet::<events::PasskeyAdded>(r#"{"account":5,"passkey":12}"#),
    Told::quiet::<events::PasskeyRenamed>(r#"{"account":5,"passkey":12}"#),
    Told::quiet::<events::PasskeyRemoved>(r#"{"account":5,"passkey":12}"#),
    Told::quiet::<events::OpenIdLinked>(r#"{"account":5,"issuer":"https://id.example"}"#),
    Told::quiet::<events::OpenIdUnlinked>(r#"{"account":5,"issuer":"https://id.example"}"#),
];

const LISTS: &[List] = &[
    List::new("creators of a member", store::member::LIST),
    List::new("creators of a member by name", store::member::CREATORS),
    List::new("sessions of an account", store::session::LIST),
    List::new("passkeys of an account", store::passkey::LIST),
    List::new("roles of an account", store::role::LIST),
    List::new("accounts", store::role::ROWS),
];

pub const FEATURE: Feature = Feature {
    routes,
    events: EVENTS,
    tables: &[
        Table::keyed("letter_language"),
        with_ids!("user_account"),
        with_ids!("session"),
        with_ids!("role"),
        with_ids!("passkey"),
        Table::keyed("login"),
        Table::keyed("totp"),
        Table::keyed("recovery_code"),
        Table::keyed("halfway"),
        Table::keyed("passkey_challenge"),
        Table::keyed("email_link"),
        Table::keyed("known_device"),
        Table::keyed("openid_link"),
        Table::keyed("openid_pending"),
    ],
    lists: LISTS,
    samples: &[
        Sampled::of::<pages::CodePage>(),
        Sampled::of::<pages::CodesPage>(),
        Sampled::of::<pages::ConfirmPage>(),
        Sampled::of::<pages::EnterPage>(),
        Sampled::of::<pages::FactorPage>(),
        Sampled::of::<pages::GonePage>(),
        Sampled::of::<pages::NewPasskeyPage>(),
        Sampled::of::<pages::NewPasswordPage>(),
        Sampled::of::<pages::OpenIdPage>(),
        Sampled::of::<pages::OwnPage>(),
        Sampled::of::<pages::PasskeysPage>(),
        Sampled::of::<pages::RegisterPage>(),
        Sampled::of::<pages::ResetPage>(),
        Sampled::of::<pages::SentPage>(),
    ],
    ..Feature::named("account")
};
