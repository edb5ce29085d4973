//! The addresses of pages, in one place.

use crate::id::{
    AccountId, AppealId, ApplicationDocumentId, ApplicationId, ArticleId, CreatorId, CredentialId,
    SubmissionId,
};
use crate::share::{Service, percent};

#[must_use]
pub fn article(id: ArticleId) -> String {
    format!("/article/{id}")
}

/// Leads on to where the article is shared with a service.
#[must_use]
pub fn article_share(id: ArticleId, service: Service) -> String {
    format!("/article/{id}/share/{}", service.name())
}

/// The article's address as a QR code.
#[must_use]
pub fn article_qr(id: ArticleId) -> String {
    format!("/article/{id}/qr.svg")
}

#[must_use]
pub fn creator(handle: &str) -> String {
    format!("/@{}", percent::component(handle))
}

#[must_use]
pub fn archive(handle: &str) -> String {
    format!("{}/archive", creator(handle))
}

#[must_use]
pub fn channel(slug: &str) -> String {
    format!("/channel/{}", percent::component(slug))
}

#[must_use]
pub fn column(slug: &str) -> String {
    format!("/column/{}", percent::component(slug))
}

#[must_use]
pub fn login(next: Option<&str>) -> String {
    match next {
        Some(next) => format!("{LOGIN}?next={}", percent::component(next)),
        None => LOGIN.to_owned(),
    }
}

/// What is searched for.
#[must_use]
pub fn search(query: &str) -> String {
    format!("{SEARCH}?q={}", percent::component(query))
}

/// Whether an address is a path and parameters of which every part is encoded,
/// so that it means one thing to whoever takes it apart.
#[must_use]
pub fn is_encoded(address: &str) -> bool {
    let is_part = |part: &str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~@%".contains(&byte);
        part.bytes().all(plain)
    };
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let is_pair = |pair: &str| pair.split('=').count() <= 2 && pair.split('=').all(is_part);
    path.split('/').all(is_part) && query.split('&').all(is_pair)
}

/// Where a piece is written.
#[must_use]
pub fn studio_article(id: ArticleId) -> String {
    format!("{STUDIO}/article/{id}")
}

/// Something that can be done with a piece, or shown of it.
#[must_use]
pub fn studio_part(id: ArticleId, part: &str) -> String {
    format!("{STUDIO}/article/{id}/{part}")
}

/// The piece after something was done: the page says so.
#[must_use]
pub fn studio_done(id: ArticleId, done: &str) -> String {
    format!("{STUDIO}/article/{id}?done={done}")
}

/// The piece after a picture was stored for it: the page says how the text names it.
#[must_use]
pub fn studio_stored(id: ArticleId, picture: &str) -> String {
    format!("{STUDIO}/article/{id}?picture={picture}")
}

/// The pieces of a creator, narrowed to a state and words, below an id.
#[must_use]
pub fn studio_list(handle: &str, state: &str, query: &str, below: Option<ArticleId>) -> String {
    let mut address = format!("{STUDIO}?creator={}", percent::component(handle));
    for (name, value) in [("state", state), ("q", query)] {
        if !value.is_empty() {
            address.push_str(&format!("&{name}={}", percent::component(value)));
        }
    }
    if let Some(below) = below {
        address.push_str(&format!("&below={below}"));
    }
    address
}

/// A link under which a draft is shown for a while.
#[must_use]
pub fn preview(secret: &str) -> String {
    format!("/preview/{secret}")
}

/// Who writes for a creator.
#[must_use]
pub fn members(handle: &str) -> String {
    format!("{MEMBERS}?creator={}", percent::component(handle))
}

/// The papers of a creator.
#[must_use]
pub fn credentials(handle: &str) -> String {
    format!("{CREDENTIALS}?creator={}", percent::component(handle))
}

/// The papers of a creator once one was sent: the page says so.
#[must_use]
pub fn credentials_sent(creator: CreatorId) -> String {
    format!("{CREDENTIALS}?id={creator}&done=sent")
}

/// A paper, where whoever looks at these pages opens it.
#[must_use]
pub fn credential_paper(pages: &str, id: CredentialId) -> String {
    format!("{pages}/{id}/paper")
}

#[must_use]
pub fn desk_credential(id: CredentialId) -> String {
    format!("{DESK_CREDENTIALS}/{id}")
}

/// A link under which somebody joins a creator.
#[must_use]
pub fn invitation(secret: &str) -> String {
    format!("/invitation/{secret}")
}

/// A link under which an approver decides.
#[must_use]
pub fn approve(secret: &str) -> String {
    format!("/approve/{secret}")
}

/// The desk's queue after something was done: the page says so.
#[must_use]
pub fn desk_review_done(done: &str) -> String {
    format!("{DESK_REVIEW}?done={done}")
}

/// Where the desk reads a submission.
#[must_use]
pub fn desk_submission(id: SubmissionId) -> String {
    format!("{DESK_REVIEW}/{id}")
}

/// A creator's credit, for its members.
#[must_use]
pub fn studio_credit(handle: &str) -> String {
    format!("{STUDIO_CREDIT}?creator={}", percent::component(handle))
}

/// A creator's credit at the desk, and what has just been done there.
#[must_use]
pub fn desk_credit(handle: &str, done: Option<&str>) -> String {
    let handle = percent::component(handle);
    match done {
        Some(done) => format!("{DESK_CREDIT_CREATOR}?creator={handle}&done={done}"),
        None => format!("{DESK_CREDIT_CREATOR}?creator={handle}"),
    }
}

/// Where the desk decides an appeal.
#[must_use]
pub fn desk_appeal(id: AppealId) -> String {
    format!("{DESK_CREDIT}/appeals/{id}")
}

/// Where the code is asked for, once the password was right.
#[must_use]
pub fn login_code(next: &str) -> String {
    format!("{LOGIN_CODE}?next={}", percent::component(next))
}

/// Where the operator's identity provider is gone to, and from there to `next`.
#[must_use]
pub fn login_openid(next: &str) -> String {
    format!("{LOGIN_OPENID}?next={}", percent::component(next))
}

/// A link in a letter, which sets an account up, and goes on to `next`.
#[must_use]
pub fn confirm(secret: &str, next: Option<&str>) -> String {
    match next {
        Some(next) => format!("/confirm/{secret}?next={}", percent::component(next)),
        None => format!("/confirm/{secret}"),
    }
}

/// Where an account is asked for, and from there on to `next`.
#[must_use]
pub fn register(next: &str) -> String {
    format!("{REGISTER}?next={}", percent::component(next))
}

/// A link in a letter, under which a password is set.
#[must_use]
pub fn reset(secret: &str) -> String {
    format!("{RESET}/{secret}")
}

/// The own account, which says what has just been done.
#[must_use]
pub fn account_done(done: &str) -> String {
    format!("{ACCOUNT}?done={done}")
}

/// The link at the foot of a letter, under which such letters are ended.
#[must_use]
pub fn unsubscribe(text: &str, seal: &str) -> String {
    format!("{UNSUBSCRIBE}{text}.{seal}")
}

/// Whether a path proves by itself that it may be used: no page of ours has to
/// have sent what comes to it (RFC 8058).
#[must_use]
pub fn is_sealed(path: &str) -> bool {
    path.starts_with(UNSUBSCRIBE)
}

/// Where a creator is followed, and a person sees whether that is so.
#[must_use]
pub fn follow(handle: &str) -> String {
    format!("{}/follow", creator(handle))
}

/// A path as it may stand in a log: without what it proves.
#[must_use]
pub fn without_secret(path: &str) -> &str {
    let places = [
        "/confirm/",
        "/reset/",
        "/preview/",
        "/approve/",
        "/invitation/",
        UNSUBSCRIBE,
    ];
    let place = places.into_iter().find(|place| path.starts_with(place));
    place.unwrap_or(path)
}

/// The own application, which says what has just been done.
#[must_use]
pub fn application_done(done: &str) -> String {
    format!("{APPLICATION}?done={done}")
}

/// A paper, as its applicant opens it.
#[must_use]
pub fn join_document(id: ApplicationDocumentId) -> String {
    format!("/join/document/{id}")
}

/// A paper, as the desk opens it.
#[must_use]
pub fn desk_document(id: ApplicationDocumentId) -> String {
    format!("{DESK_APPLICATIONS}/document/{id}")
}

#[must_use]
pub fn desk_application(id: ApplicationId) -> String {
    format!("{DESK_APPLICATIONS}/{id}")
}

/// The picture of an application, for the desk.
#[must_use]
pub fn desk_application_picture(id: ApplicationId) -> String {
    format!("{DESK_APPLICATIONS}/{id}/picture")
}

/// The own passkeys, which say what has just been done.
#[must_use]
pub fn account_passkeys_done(done: &str) -> String {
    format!("{ACCOUNT_PASSKEYS}?done={done}")
}

/// The list of accounts, from the one below this id on.
#[must_use]
pub fn desk_accounts(below: AccountId) -> String {
    format!("{DESK_ACCOUNTS}?below={below}")
}

pub const STUDIO: &str = "/studio";
/// The studio, where no other piece can be begun.
pub const STUDIO_FULL: &str = "/studio?full=1";
pub const MEMBERS: &str = "/studio/members";
pub const CREDENTIALS: &str = "/studio/credentials";
pub const DESK_CREDENTIALS: &str = "/desk/credentials";
pub const DESK_REVIEW: &str = "/desk/review";
/// Where the desk takes an article down, or gives it back.
#[must_use]
pub fn desk_article(id: ArticleId) -> String {
    format!("{DESK_ARTICLES}/{id}")
}

/// A channel or a column at the desk.
#[must_use]
pub fn desk_section(kind: &str, slug: &str) -> String {
    format!("{DESK_SECTIONS}/{kind}/{slug}")
}

/// The sections at the desk, and what has just been done there.
#[must_use]
pub fn desk_sections_done(done: &str) -> String {
    format!("{DESK_SECTIONS}?done={done}")
}

/// A place at the desk, such as `home/top`; what has just been done there.
#[must_use]
pub fn desk_place(place: &str, done: Option<&str>) -> String {
    match done {
        Some(done) => format!("{DESK_SLOTS}/{place}?done={done}"),
        None => format!("{DESK_SLOTS}/{place}"),
    }
}

/// The page of a place as it will be at a time (`2026-01-18T04:35` on the
/// site's clocks), or now.
#[must_use]
pub fn desk_preview(place: &str, at: Option<&str>) -> String {
    let place = percent::component(place);
    match at {
        Some(at) => format!("{DESK_PREVIEW}?place={place}&at={}", percent::component(at)),
        None => format!("{DESK_PREVIEW}?place={place}"),
    }
}

pub const STUDIO_CREDIT: &str = "/studio/credit";
pub const DESK: &str = "/desk";
pub const DESK_CREDIT: &str = "/desk/credit";
pub const DESK_CREDIT_CREATOR: &str = "/desk/credit/creator";
pub const DESK_CREDIT_RULES: &str = "/desk/credit/rules";
pub const DESK_UNCHECKED: &str = "/desk/review/unchecked";
pub const DESK_ACCOUNTS: &str = "/desk/accounts";
pub const DESK_ROLES: &str = "/desk/accounts/roles";
pub const DESK_ARTICLES: &str = "/desk/articles";
pub const DESK_SECTIONS: &str = "/desk/sections";
pub const DESK_SECTION_NEW: &str = "/desk/sections/new";
pub const DESK_SITE: &str = "/desk/site";
pub const DESK_SLOTS: &str = "/desk/slots";
pub const DESK_PREVIEW: &str = "/desk/slots/preview";
pub const LOGIN: &str = "/login";
pub const LOGIN_CODE: &str = "/login/code";
pub const LOGIN_PASSKEY: &str = "/login/passkey";
pub const LOGIN_OPENID: &str = "/login/openid";
pub const OPENID_BACK: &str = "/login/openid/back";
pub const LOGOUT: &str = "/logout";
pub const REGISTER: &str = "/register";
pub const RESET: &str = "/reset";
pub const ACCOUNT: &str = "/account";
pub const ACCOUNT_PASSWORD: &str = "/account/password";
pub const ACCOUNT_SESSIONS: &str = "/account/sessions";
pub const ACCOUNT_FACTOR: &str = "/account/factor";
pub const FOLLOWING: &str = "/account/following";
pub const NOTIFICATIONS: &str = "/account/notifications";
pub const LETTERS: &str = "/account/letters";
const UNSUBSCRIBE: &str = "/unsubscribe/";
pub const ACCOUNT_OPENID: &str = "/account/openid";
pub const ACCOUNT_PASSKEYS: &str = "/account/passkeys";
pub const OUTBOX: &str = "/outbox";
pub const HOME: &str = "/";
pub const CREATORS: &str = "/creators";
pub const HOT: &str = "/hot";
pub const SEARCH: &str = "/search";
pub const JOIN: &str = "/join";
pub const JOIN_APPLY: &str = "/join/apply";
pub const JOIN_PICTURE: &str = "/join/picture";
pub const APPLICATION: &str = "/join/application";
pub const DESK_APPLICATIONS: &str = "/desk/applications";
pub const ACCESSIBILITY: &str = "/accessibility";
