use std::io::{self, Write};

use clap::{Args, Subcommand};
use masthead_auth::{Purpose, Secret};
use masthead_clock::{Millis, Random};
use masthead_db::{Fault, Tx};

use super::PlaceArgs;
use super::outcome::{Failed, Outcome};
use super::place::Place;
use super::serve;
use super::settings::Settings;
use crate::account::rules::{self, Email, NAME_CHARS};
use crate::account::store::factor;
use crate::account::store::login::{self, LinkRow, Opens};
use crate::account::store::role::{self, RoleFault};
use crate::account::{Grant, Role};
use crate::channel;
use crate::urls;

const EXAMPLES: &str = "Examples:
  masthead user add lin@example.org --name 林月 --data /srv/news
  masthead user reset lin@example.org --data /srv/news
  masthead user reset lin@example.org --two-factor --data /srv/news
  masthead user role lin@example.org administrator --data /srv/news
  masthead user role lin@example.org channel_editor --channel city --data /srv/news

`add` and `reset` print a link. Whoever opens it within a day sets the password of the account
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
        #[command(flatten)]
        site: SiteArgs,
    },
    /// Let somebody who cannot log in set another password.
    Reset {
        #[command(flatten)]
        whose: Whose,
        /// Also forget the authenticator and its recovery codes: the password alone lets in.
        #[arg(long)]
        two_factor: bool,
        #[command(flatten)]
        site: SiteArgs,
    },
    /// Give somebody a role, or take it away.
    Role {
        #[command(flatten)]
        whose: Whose,
        /// administrator, moderator, reviewer or channel_editor.
        role: String,
        /// The channel that a channel editor is for, by its name in addresses.
        #[arg(long, value_name = "SLUG")]
        channel: Option<String>,
        /// Take the role away.
        #[arg(long)]
        take: bool,
    },
}

#[derive(Args)]
pub(super) struct Whose {
    /// The e-mail address that the account logs in with.
    email: String,
    #[command(flatten)]
    place: PlaceArgs,
}

#[derive(Args)]
pub(super) struct SiteArgs {
    /// The address under which readers know the site.
    #[arg(long, value_name = "URL", env = "MASTHEAD_BASE_URL")]
    base_url: Option<String>,
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
    #[error("there is no channel {0:?}: see the addresses of the portal's channels")]
    Channel(String),
    #[error(
        "{0}: write one of administrator, moderator, reviewer; or channel_editor with --channel SLUG"
    )]
    Role(String),
    #[error(transparent)]
    Kept(#[from] RoleFault),
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// How the account of a link comes to it.
enum Way {
    /// It is set up first, under this name.
    Add(String),
    Reset {
        two_factor: bool,
    },
}

/// `masthead user`
pub(super) fn run(settings: &Settings, command: &UserCommand) -> Result<Outcome, Failed> {
    match command {
        UserCommand::Add { whose, name, site } => {
            let name = readable(name.as_deref(), &email(whose)?)?;
            show_link(settings, whose, site, Way::Add(name))
        }
        UserCommand::Reset {
            whose,
            two_factor,
            site,
        } => {
            let two_factor = *two_factor;
            show_link(settings, whose, site, Way::Reset { two_factor })
        }
        UserCommand::Role {
            whose,
            role,
            channel,
            take,
        } => {
            let email = email(whose)?;
            let place = Place::open(settings, &whose.place, false)?;
            let change = RoleChange {
                role: role.clone(),
                channel: channel.clone(),
                take: *take,
            };
            change_role(&place, email, change)?;
            Ok(Outcome::Done)
        }
    }
}

fn email(whose: &Whose) -> Result<Email, Failed> {
    Email::parse(&whose.email).ok_or_else(|| {
        format!(
            "{:?} is no e-mail address: write it as lin@example.org",
            whose.email
        )
    })
}

/// Prints a link for the password of an account.
fn show_link(
    settings: &Settings,
    whose: &Whose,
    site: &SiteArgs,
    way: Way,
) -> Result<Outcome, Failed> {
    let email = email(whose)?;
    let base_url = site.base_url.as_ref().or(settings.base_url.as_ref());
    let base_url = base_url.map(|url| serve::site_address(url)).transpose()?;
    let place = Place::open(settings, &whose.place, false)?;
    let path = link(&place, email, way)?;
    let address = base_url.unwrap_or_else(|| format!("http://{}", serve::LISTEN));
    // The account has it by now: whoever does not see it asks for another.
    writeln!(io::stdout(), "{address}{path}").map_err(|error| {
        format!(
            "the link cannot be printed: {error}; `masthead user reset {}` gives another",
            whose.email
        )
    })?;
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

/// The path under which a password is set. What was asked for is done with it,
/// or not at all.
fn link(place: &Place, email: Email, way: Way) -> Result<String, Failed> {
    let clock = serve::clock()?;
    let secret = Secret::fresh(&Random::machine());
    let digest = secret.digest(Purpose::ResetPassword);
    let pen = place.pen(clock)?;
    let write = move |tx: &mut Tx<'_>| -> Result<(), Refused> {
        let holder = login::find_holder(tx, &email)?;
        let account = match (holder, &way) {
            (Some(_), Way::Add(_)) => return Err(Refused::Known(email.as_str().to_owned())),
            (Some(holder), Way::Reset { two_factor }) => {
                // For somebody who has lost the telephone and the recovery codes.
                if *two_factor {
                    factor::end(tx, &pen, holder.account)?;
                }
                holder.account
            }
            (None, Way::Add(name)) => login::create(tx, &pen, name, &email)?,
            (None, Way::Reset { .. }) => return Err(Refused::Unknown(email.as_str().to_owned())),
        };
        let link = LinkRow {
            email,
            opens: Opens::Account(account),
        };
        let now = pen.now();
        let ends_at = Millis(now.0 + HOLDS_MS);
        Ok(login::put_link(tx, digest, &link, now, ends_at)?)
    };
    place.write(write)?;
    Ok(urls::reset(&secret.text()))
}

/// What becomes of a role, as the command line names it.
struct RoleChange {
    role: String,
    /// By its slug.
    channel: Option<String>,
    /// It is taken away, not given.
    take: bool,
}

fn change_role(place: &Place, email: Email, change: RoleChange) -> Result<(), Failed> {
    let RoleChange {
        role,
        channel,
        take,
    } = change;
    let pen = place.pen(serve::clock()?)?;
    let write = move |tx: &mut Tx<'_>| -> Result<(), Refused> {
        let holder = login::find_holder(tx, &email)?;
        let Some(holder) = holder else {
            return Err(Refused::Unknown(email.as_str().to_owned()));
        };
        let channel = match &channel {
            Some(slug) => {
                let found = channel::store::put::find_id(tx, slug)?;
                Some(found.ok_or_else(|| Refused::Channel(slug.clone()))?)
            }
            None => None,
        };
        let grant = Role::from_name(&role).and_then(|role| Grant::new(role, channel));
        let grant = grant.ok_or(Refused::Role(role))?;
        match take {
            true => role::take(tx, &pen, holder.account, grant)?,
            false => role::give(tx, &pen, holder.account, grant)?,
        }
        Ok(())
    };
    place.write(write)
}
