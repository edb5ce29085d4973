use clap::{Args, Subcommand};
use masthead_auth::{Purpose, Secret};
use masthead_clock::{Ids, Millis, Random};
use masthead_db::{Fault, Tx};
use masthead_log::{Actor, Log};

use super::PlaceArgs;
use super::outcome::{Failed, Outcome, failed};
use super::place::Place;
use super::serve;
use super::settings::Settings;
use crate::account::rules::{self, Email, NAME_CHARS};
use crate::account::store::login::{self, LinkRow};
use crate::pen::Pen;
use crate::urls;

const EXAMPLES: &str = "Examples:
  masthead user add lin@example.org --name 林月 --data /srv/news
  masthead user reset lin@example.org --data /srv/news

Both print a link. Whoever opens it within a day sets the password of the account
and is logged in: hand it over in person, or by a way that you trust.";

#[derive(Subcommand)]
#[command(after_help = EXAMPLES)]
pub(super) enum UserCommand {
    /// Set an account up.
    Add {
        #[command(flatten)]
        whose: Whose,
        /// The name that others see [default: what stands before the @].
        #[arg(long)]
        name: Option<String>,
    },
    /// Let somebody who cannot log in set another password.
    Reset {
        #[command(flatten)]
        whose: Whose,
    },
}

#[derive(Args)]
pub(super) struct Whose {
    /// The e-mail address that the account logs in with.
    email: String,
    /// The address under which readers know the site.
    #[arg(long, value_name = "URL", env = "MASTHEAD_BASE_URL")]
    base_url: Option<String>,
    #[command(flatten)]
    place: PlaceArgs,
}

/// A link that an operator hands over holds so long.
const HOLDS_MS: i64 = 24 * 3_600_000;

/// Why there is no link.
#[derive(Debug, thiserror::Error)]
enum Refused {
    #[error("{0} has an account already: `masthead user reset {0}` lets its holder in")]
    Known(String),
    #[error("there is no account for {0}: `masthead user add {0}` sets one up")]
    Unknown(String),
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// `masthead user`
pub(super) fn run(settings: &Settings, command: &UserCommand) -> Result<Outcome, Failed> {
    let (whose, name) = match command {
        UserCommand::Add { whose, name } => (whose, Some(name.as_deref())),
        UserCommand::Reset { whose } => (whose, None),
    };
    let email = Email::parse(&whose.email).ok_or_else(|| {
        format!(
            "{:?} is no e-mail address: write it as lin@example.org",
            whose.email
        )
    })?;
    let name = name.map(|name| readable(name, &email)).transpose()?;
    let base_url = whose.base_url.as_ref().or(settings.base_url.as_ref());
    base_url.map_or(Ok(()), |url| serve::is_site(url))?;
    let place = Place::open(settings, &whose.place, false)?;
    let path = link(&place, email, name)?;
    match base_url {
        Some(url) => println!("{}{path}", url.trim_end_matches('/')),
        None => println!("http://{}{path}", serve::LISTEN),
    }
    eprintln!("the link holds for 24 hours and works once");
    Ok(Outcome::Done)
}

/// The name of an account that is set up.
fn readable(name: Option<&str>, email: &Email) -> Result<String, Failed> {
    let local = email.as_str().split('@').next().unwrap_or_default();
    let name = name.unwrap_or(local);
    rules::name(name)
        .ok_or_else(|| format!("{name:?} is no name: it has 1 to {NAME_CHARS} visible characters"))
}

/// The path under which a password is set, for an account that is set up
/// first where it has a `name`.
fn link(place: &Place, email: Email, name: Option<String>) -> Result<String, Failed> {
    let clock = serve::clock()?;
    let secret = Secret::fresh(&Random::machine());
    let digest = secret.digest(Purpose::ResetPassword);
    let pen = Pen {
        log: Log::new(clock.clone()),
        ids: Ids::new(clock.clone()),
        clock,
        actor: Actor::Platform,
    };
    let write = move |tx: &mut Tx<'_>| -> Result<(), Refused> {
        let holder = login::find_holder(tx, &email)?;
        let account = match (holder, &name) {
            (Some(_), Some(_)) => return Err(Refused::Known(email.as_str().to_owned())),
            (Some(holder), None) => holder.account,
            (None, Some(name)) => login::create(tx, &pen, name, &email)?,
            (None, None) => return Err(Refused::Unknown(email.as_str().to_owned())),
        };
        let link = LinkRow {
            email,
            account: Some(account),
            name: None,
            password: None,
        };
        let now = pen.now();
        let holds = (now, Millis(now.0 + HOLDS_MS));
        Ok(login::put_link(tx, digest, &link, holds)?)
    };
    place.db.write_now(write).map_err(failed)?;
    Ok(urls::reset(&secret.text()))
}
