use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use masthead_auth::Cost;
use masthead_clock::{Clock, Random};
use masthead_fetch::{AddressBlock, Allowed};
use masthead_log::{Actor, Log};
use masthead_openid::Provider;
use masthead_serve::Whose;
use tokio::net::TcpListener;
use tokio::runtime::Handle;

use super::PlaceArgs;
use super::ending::{self, ANSWERING, AtWork};
use super::guest::Guest;
use super::outcome::{Failed, Outcome, failed};
use super::place::{Place, past_locks};
use super::settings::Settings;
use crate::mail::{self, Delivery, Postman, Smtp};
use crate::media::worker;
use crate::node::Node;
use crate::pen::Pen;
use crate::portal::{self, Door, Parts, Portal};
use crate::site::{self, rules::reached_at};
use crate::views::flusher;
use crate::visitor::Trusted;
use crate::{changes, errors, followers, routes, tick, visitor};

#[derive(Args, Clone)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    pub(super) place: PlaceArgs,
    /// Address and port to listen at; port 0 takes a free one [default: 127.0.0.1:8080].
    #[arg(long, value_name = "ADDR", env = "MASTHEAD_LISTEN")]
    listen: Option<String>,
    /// The address under which readers know the site, as in https://news.example.org.
    #[arg(long, value_name = "URL", env = "MASTHEAD_BASE_URL")]
    base_url: Option<String>,
    /// The mail server, as in smtps://user:password@mail.example.org or smtp://localhost:25.
    #[arg(
        long,
        value_name = "URL",
        env = "MASTHEAD_SMTP",
        hide_env_values = true
    )]
    smtp: Option<String>,
    /// Whom letters come from, as in "Wangchuan <news@example.org>".
    #[arg(long, value_name = "ADDR", env = "MASTHEAD_MAIL_FROM")]
    mail_from: Option<String>,
    /// Folder of templates that replace ours by their path.
    #[arg(long, value_name = "DIR", env = "MASTHEAD_THEME")]
    theme: Option<PathBuf>,
}

pub(super) const LISTEN: &str = "127.0.0.1:8080";

pub(super) fn run(settings: &Settings, args: ServeArgs) -> Result<Outcome, Failed> {
    let smtp = smtp(settings, &args)?;
    let place = Place::open(settings, &args.place, true)?;
    let delivery = smtp.map_or(Mail::Off, |smtp| Mail::Post(Box::new(smtp)));
    serve(settings, args, place, delivery)
}

/// What becomes of letters, and how.
pub(super) enum Mail {
    Off,
    Outbox,
    Post(Box<Smtp>),
}

impl Mail {
    fn delivery(&self) -> Delivery {
        match self {
            Self::Off => Delivery::Off,
            Self::Outbox => Delivery::Outbox,
            Self::Post(_) => Delivery::Post,
        }
    }
}

/// The mail server, where one is set.
fn smtp(settings: &Settings, args: &ServeArgs) -> Result<Option<Smtp>, Failed> {
    let url = args.smtp.as_ref().or(settings.smtp.as_ref());
    let from = args.mail_from.as_ref().or(settings.mail_from.as_ref());
    match (url, from) {
        (Some(url), Some(from)) => Smtp::new(url, from).map(Some).map_err(failed),
        (Some(_), None) => Err("smtp is set and mail_from is not: say whom letters come from, with --mail-from \"Wangchuan <news@example.org>\"".to_owned()),
        (None, _) => Ok(None),
    }
}

/// The present, or the moment at which `MASTHEAD_CLOCK` holds it.
pub(super) fn clock() -> Result<Clock, Failed> {
    match std::env::var("MASTHEAD_CLOCK") {
        Ok(text) => Clock::frozen(&text).map_err(|error| format!("MASTHEAD_CLOCK: {error}")),
        Err(_) => Ok(Clock::machine()),
    }
}

pub(super) fn serve(
    settings: &Settings,
    args: ServeArgs,
    place: Place,
    mail: Mail,
) -> Result<Outcome, Failed> {
    let clock = clock()?;
    let runtime = runtime()?;
    let served = runtime.block_on(async move {
        let listener = listen(settings, &args).await?;
        let address = listener.local_addr().map_err(failed)?;
        let opened = Opened {
            clock,
            address,
            delivery: mail.delivery(),
        };
        let portal = Arc::new(portal(settings, &args, place, opened)?);
        let taken = past_locks(|| Node::take(&portal.db, &portal.ids));
        let _node = taken.map_err(failed)?;
        let postman = match mail {
            Mail::Post(smtp) => Some(postman(&portal, *smtp)),
            Mail::Off | Mail::Outbox => None,
        };
        work(portal, listener, address, postman).await
    });
    // What still waits for a disk or a server is not waited for.
    runtime.shutdown_background();
    served
}

pub(super) fn runtime() -> Result<tokio::runtime::Runtime, Failed> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(failed)
}

async fn listen(settings: &Settings, args: &ServeArgs) -> Result<TcpListener, Failed> {
    let address = args.listen.as_deref().or(settings.listen.as_deref());
    let address = address.unwrap_or(LISTEN);
    TcpListener::bind(address).await.map_err(|error| {
        let way_out = match error.kind() {
            std::io::ErrorKind::AddrInUse => {
                "another program listens there: end it, or choose a free port"
            }
            std::io::ErrorKind::PermissionDenied => {
                "ports below 1024 need rights: choose a higher one"
            }
            _ => "write it as 127.0.0.1:8080",
        };
        format!("cannot listen at {address}: {error}; {way_out} with --listen ADDR")
    })
}

/// What a portal is told besides its settings, once it listens.
struct Opened {
    clock: Clock,
    address: SocketAddr,
    delivery: Delivery,
}

fn portal(
    settings: &Settings,
    args: &ServeArgs,
    place: Place,
    opened: Opened,
) -> Result<Portal, Failed> {
    let Opened {
        clock,
        address,
        delivery,
    } = opened;
    let base_url = args.base_url.clone().or_else(|| settings.base_url.clone());
    let base_url = base_url.as_deref().map(site_address).transpose()?;
    let unset = portal::Settings::default();
    let mut press = masthead_press::Limits::default();
    if let Some(mib) = settings.press_mib {
        press.size_bytes = mib.saturating_mul(1024 * 1024);
    }
    let looks = crate::creator::store::look::fill;
    place.write(looks)?;
    let place = place.for_serving()?;
    Portal::new(Parts {
        db: place.db,
        log: Log::new(clock.clone()),
        clock,
        media: place.media,
        settings: portal::Settings {
            base_url,
            listen_url: reached_at(address),
            theme: args.theme.clone().or_else(|| settings.theme.clone()),
            embed_hosts: settings.embed_hosts.clone(),
            trusted_proxies: trusted(settings)?,
            fetch_networks: fetch_networks(settings)?,
            delivery,
            regimes: settings.regimes.clone(),
            cn: settings.cn,
            second_reading: settings.second_reading.clone(),
            two_factor: settings.two_factor,
            video_bytes: settings.video_bytes().unwrap_or(unset.video_bytes),
            upload_day_bytes: settings
                .upload_day_bytes()
                .unwrap_or(unset.upload_day_bytes),
            keep_unused: settings.keep_unused().unwrap_or(unset.keep_unused),
            openid: openid(settings)?,
            hsts_days: settings.hsts_days,
        },
        press,
        random: Random::machine(),
        cost: Cost::default(),
    })
    .map_err(|fault| portal::AppError::from(fault).to_string())
}

/// An address of a site as links carry it; what is none is refused.
pub(super) fn site_address(typed: &str) -> Result<String, Failed> {
    site::rules::address(typed).map_err(|why| {
        format!("{typed:?} is no address of a site: {why}; write it as https://news.example.org")
    })
}

/// Refuses what is no address of a provider. It may have a path.
fn is_issuer(url: &str) -> Result<(), Failed> {
    if url.starts_with("https://") || url.starts_with("http://") {
        return Ok(());
    }
    Err(format!(
        "{url:?} is no address of a provider: write it as https://id.example.org"
    ))
}

fn trusted(settings: &Settings) -> Result<Trusted, Failed> {
    let Some(networks) = &settings.trusted_proxies else {
        return Ok(Trusted::default());
    };
    let read = networks
        .iter()
        .map(|network| network.parse::<AddressBlock>());
    read.collect::<Result<_, _>>()
        .map_err(|error| format!("trusted_proxies: {error}"))
}

fn fetch_networks(settings: &Settings) -> Result<Allowed, Failed> {
    let networks = settings.fetch_networks.iter().map(String::as_str);
    Allowed::networks(networks).map_err(|error| format!("fetch_networks: {error}"))
}

/// The identity provider, where one is named. Its secret may stand in the
/// environment.
fn openid(settings: &Settings) -> Result<Option<portal::OpenIdSettings>, Failed> {
    let Some(set) = settings.openid.clone() else {
        return Ok(None);
    };
    let client_secret = match std::env::var("MASTHEAD_OPENID_SECRET") {
        Ok(secret) => secret,
        Err(_) => set
            .client_secret
            .ok_or("openid has no client_secret: set it there or in MASTHEAD_OPENID_SECRET")?,
    };
    is_issuer(&set.issuer)?;
    let networks = set.allow_networks.iter().map(String::as_str);
    let origins = set.allow_origins.iter().map(String::as_str);
    let allowed = Allowed::networks(networks)
        .map_err(|error| format!("openid.allow_networks: {error}"))?
        .with_origins(origins)
        .map_err(|error| format!("openid.allow_origins: {error}"))?;
    Ok(Some(portal::OpenIdSettings {
        provider: Provider {
            issuer: set.issuer,
            client_id: set.client_id,
            client_secret,
        },
        label: set.label,
        allowed,
    }))
}

fn postman(portal: &Portal, smtp: Smtp) -> Postman {
    Postman {
        db: portal.db.clone(),
        pen: Pen {
            log: portal.log.clone(),
            ids: portal.ids.clone(),
            clock: portal.clock.clone(),
            actor: Actor::Platform,
        },
        smtp,
    }
}

/// Serves until the process is told to end, then finishes what runs.
async fn work(
    portal: Arc<Portal>,
    listener: TcpListener,
    address: SocketAddr,
    postman: Option<Postman>,
) -> Result<Outcome, Failed> {
    let mut followers = followers::stored();
    followers.extend(changes::followers(&portal));
    let running = masthead_log::run(&portal.db, &portal.log, &followers)
        .await
        .map_err(failed)?;
    let worker = worker::start(
        portal.db.clone(),
        portal.media.clone(),
        portal.pool.clone(),
        portal.log.clone(),
        portal.clock.clone(),
    );
    println!("{}", reached_at(address));
    std::io::stdout().flush().map_err(failed)?;
    let flusher = flusher::start(Arc::clone(&portal));
    let ticks = tick::start(Arc::clone(&portal));
    let walking = postman.map(mail::start);
    let trusted = portal.settings.trusted_proxies.clone();
    let limits = masthead_serve::Limits {
        whose: Whose::by(move |peer, headers| visitor::known(peer, headers, &trusted)),
        refusals: errors::refusals(&portal),
        grace: ANSWERING,
        ..masthead_serve::Limits::default()
    };
    let door = Door::new(Arc::clone(&portal), routes::router(Arc::clone(&portal)));
    let kitchen = Handle::current();
    let guest = move |peer: SocketAddr| Guest {
        door: door.clone(),
        kitchen: kitchen.clone(),
        peer: peer.ip(),
    };
    let stop = ending::begun(Arc::clone(&portal));
    let stopped = masthead_serve::serve(listener, guest, limits, stop)
        .await
        .map_err(failed)?;
    if stopped.cut_off > 0 {
        let cut_off = stopped.cut_off;
        tracing::warn!(cut_off, "{cut_off} connections were cut off at the end");
    }
    let at_work = AtWork {
        ticks,
        walking,
        flusher,
        worker,
        running,
    };
    at_work.end(&portal).await;
    Ok(Outcome::Done)
}
