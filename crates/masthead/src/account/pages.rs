//! The pages on which people come in and keep their account. None is cached.

use serde::Serialize;

use super::rules::{EMAIL_BYTES, NAME_CHARS};
use crate::id::{PasskeyId, SessionId};
use crate::web::{Layout, Markup, Page, Trouble};

/// What each field takes, to be said beside it.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Limits {
    pub name_most: usize,
    pub email_most: usize,
    pub password_least: usize,
    pub password_most: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            name_most: NAME_CHARS,
            email_most: EMAIL_BYTES,
            password_least: masthead_auth::LEAST_CHARS,
            password_most: masthead_auth::MOST_CHARS,
        }
    }
}

/// `account/enter.html`
#[derive(Clone, Debug, Serialize)]
pub struct EnterPage {
    pub layout: Layout,
    pub email: String,
    /// The path to go on to.
    pub next: String,
    /// Where somebody without an account goes, and from there to the same.
    pub register_url: String,
    pub troubles: Vec<Trouble>,
    /// Whether letters can be sent: without them nobody registers or resets.
    pub has_mail: bool,
    pub passkeys: Option<PasskeyDoor>,
    pub openid: Option<ProviderDoor>,
}

/// A link to the operator's identity provider.
#[derive(Clone, Debug, Serialize)]
pub struct ProviderDoor {
    /// As the operator calls it.
    pub label: String,
    pub url: String,
}

/// What a browser has to know to show a passkey.
#[derive(Clone, Debug, Serialize)]
pub struct PasskeyDoor {
    /// The name that passkeys belong to.
    pub site: String,
    /// Where they work: under another address of the site nothing is offered.
    pub origin: String,
    /// What was asked is old after so long.
    pub refresh_seconds: u64,
}

/// `account/code.html`
#[derive(Clone, Debug, Serialize)]
pub struct CodePage {
    pub layout: Layout,
    /// The path to go on to.
    pub next: String,
    pub troubles: Vec<Trouble>,
}

/// `account/register.html`
#[derive(Clone, Debug, Serialize)]
pub struct RegisterPage {
    pub layout: Layout,
    pub name: String,
    pub email: String,
    /// The path to go on to.
    pub next: String,
    /// Where somebody with an account goes, and from there to the same.
    pub login_url: String,
    pub troubles: Vec<Trouble>,
    pub openid: Option<ProviderDoor>,
    pub has_mail: bool,
    pub limits: Limits,
}

/// `account/reset.html`
#[derive(Clone, Debug, Serialize)]
pub struct ResetPage {
    pub layout: Layout,
    pub email: String,
    pub troubles: Vec<Trouble>,
    pub has_mail: bool,
}

/// `account/sent.html`. The same whether the address has an account or not.
#[derive(Clone, Debug, Serialize)]
pub struct SentPage {
    pub layout: Layout,
    pub email: String,
    /// Where the demo shows the letter.
    pub outbox_url: Option<String>,
}

/// `account/confirm.html`. A link is used by a button: programs that look at
/// the links in mails do not press it.
#[derive(Clone, Debug, Serialize)]
pub struct ConfirmPage {
    pub layout: Layout,
    pub email: String,
    /// The path of this link.
    pub action: String,
    /// The path to go on to.
    pub next: String,
    pub troubles: Vec<Trouble>,
    pub limits: Limits,
}

/// `account/new_password.html`
#[derive(Clone, Debug, Serialize)]
pub struct NewPasswordPage {
    pub layout: Layout,
    pub email: String,
    /// The path of this link.
    pub action: String,
    pub troubles: Vec<Trouble>,
    pub limits: Limits,
}

/// `account/gone.html`. A link that was used, or is too old.
#[derive(Clone, Debug, Serialize)]
pub struct GonePage {
    pub layout: Layout,
    /// Whether the address has an account.
    pub is_known: bool,
}

/// Where somebody is logged in.
#[derive(Clone, Debug, Serialize)]
pub struct Device {
    pub id: SessionId,
    /// Empty where the browser does not say.
    pub name: String,
    /// Milliseconds since 1970.
    pub seen_at: i64,
    pub is_this: bool,
}

/// `account/own.html`
#[derive(Clone, Debug, Serialize)]
pub struct OwnPage {
    pub layout: Layout,
    pub name: String,
    pub email: String,
    /// Whether the name can be changed here.
    pub may_rename: bool,
    /// The name that somebody typed and that was not taken.
    pub typed: Option<String>,
    pub devices: Vec<Device>,
    /// For those who have something to do there.
    pub studio_url: Option<&'static str>,
    pub desk_url: Option<&'static str>,
    /// Whether the log-in asks for a code.
    pub has_factor: bool,
    /// Whether its holder knows the password.
    pub has_password: bool,
    /// Whether one can be set by a letter.
    pub has_mail: bool,
    /// How many passkeys let in.
    pub passkeys: i64,
    /// The operator's identity provider, as the operator calls it.
    pub openid: Option<String>,
    /// What has just been done: the locale key is `account-done-{done}`.
    pub done: Option<String>,
    pub troubles: Vec<Trouble>,
    pub limits: Limits,
}

/// A secret for an authenticator program.
#[derive(Clone, Debug, Serialize)]
pub struct Scan {
    /// The QR code, SVG.
    pub code: Markup,
    /// The same to be typed, in fours.
    pub secret: String,
}

/// `account/factor.html`: not set up, being set up (`scan`), or set.
#[derive(Clone, Debug, Serialize)]
pub struct FactorPage {
    pub layout: Layout,
    pub email: String,
    pub is_set: bool,
    /// Whether the desk waits for it.
    pub is_owed: bool,
    pub codes_left: i64,
    /// Whether there is a password that can be shown as a proof.
    pub has_password: bool,
    /// Whether one can be set by a letter.
    pub has_mail: bool,
    pub scan: Option<Scan>,
    pub troubles: Vec<Trouble>,
}

/// `account/codes.html`. Shown once.
#[derive(Clone, Debug, Serialize)]
pub struct CodesPage {
    pub layout: Layout,
    pub codes: Vec<String>,
}

/// A passkey in the list of its holder.
#[derive(Clone, Debug, Serialize)]
pub struct PasskeyItem {
    pub id: PasskeyId,
    pub name: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
    pub used_at: Option<i64>,
    /// What was typed in place of the name, and is to be put right.
    pub typed: Option<String>,
    /// Ids of the fields in its forms.
    pub name_field: String,
    pub removal_field: String,
    /// Whether its removal is to be put right.
    pub is_removing: bool,
}

/// `account/openid.html`: linked, about to be, or not.
#[derive(Clone, Debug, Serialize)]
pub struct OpenIdPage {
    pub layout: Layout,
    pub label: String,
    pub email: String,
    pub is_linked: bool,
    /// Whether another way in stays without it.
    pub may_unlink: bool,
    /// Whether there is one that can be shown as a proof.
    pub has_password: bool,
    /// Whether one can be set by a letter.
    pub has_mail: bool,
    pub is_waiting: bool,
    pub begin_url: String,
    pub troubles: Vec<Trouble>,
}

/// `account/passkeys.html`
#[derive(Clone, Debug, Serialize)]
pub struct PasskeysPage {
    pub layout: Layout,
    pub email: String,
    pub passkeys: Vec<PasskeyItem>,
    /// Where they work; nowhere while the site has no name of its own.
    pub origin: Option<String>,
    pub most: i64,
    pub is_full: bool,
    /// Whether another way in stays without one of them.
    pub may_remove: bool,
    /// Whether there is one that can be shown as a proof.
    pub has_password: bool,
    /// Whether one can be set by a letter.
    pub has_mail: bool,
    /// What has just been done: the locale key is `account-done-{done}`.
    pub done: Option<String>,
    pub troubles: Vec<Trouble>,
    pub limits: Limits,
}

/// `account/new_passkey.html`: the way to a new one is open for a while.
#[derive(Clone, Debug, Serialize)]
pub struct NewPasskeyPage {
    pub layout: Layout,
    pub site: String,
    pub origin: String,
    pub challenge: String,
    /// What the device knows the account by, in hexadecimal digits.
    pub user: String,
    pub person: String,
    pub email: String,
    /// Numbers of algorithms, best first.
    pub algorithms: String,
    /// The passkeys that are there already, so that no device gets a second.
    pub known: String,
    /// What it will be called.
    pub name: String,
    pub troubles: Vec<Trouble>,
    pub limits: Limits,
}

macro_rules! pages {
    ($($page:ident $template:literal),+ $(,)?) => {$(
        impl Page for $page {
            const TEMPLATE: &'static str = $template;

            fn layout(&self) -> &Layout {
                &self.layout
            }
        }
    )+};
}

pages! {
    EnterPage "account/enter.html",
    RegisterPage "account/register.html",
    ResetPage "account/reset.html",
    SentPage "account/sent.html",
    ConfirmPage "account/confirm.html",
    NewPasswordPage "account/new_password.html",
    GonePage "account/gone.html",
    OwnPage "account/own.html",
    CodePage "account/code.html",
    FactorPage "account/factor.html",
    CodesPage "account/codes.html",
    OpenIdPage "account/openid.html",
    PasskeysPage "account/passkeys.html",
    NewPasskeyPage "account/new_passkey.html",
}
