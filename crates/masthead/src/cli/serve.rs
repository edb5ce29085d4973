use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use masthead_clock::Clock;
use masthead_log::Log;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::PlaceArgs;
use super::guest::Guest;
use super::outcome::{Failed, Outcome, failed};
use super::place::Place;
use super::settings::Settings;
use crate::media::worker;
use crate::portal::{self, Door, Parts, Portal, tick};
use crate::views::flusher;
use crate::visitor::{Network, Trusted};
use crate::{followers, routes};

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
    /// Folder of templates that replace ours by their path.
    #[arg(long, value_name = "DIR", env = "MASTHEAD_THEME")]
    theme: Option<PathBuf>,
}

const LISTEN: &str = "127.0.0.1:8080";

pub(super) fn run(settings: &Settings, args: ServeArgs) -> Result<Outcome, Failed> {
    let place = Place::open(settings, &args.place, true)?;
    serve(settings, args, place)
}

/// The present, or the moment at which `MASTHEAD_CLOCK` holds it.
pub(super) fn clock() -> Result<Clock, Failed> {
    match std::env::var("MASTHEAD_CLOCK") {
        Ok(text) => Clock::frozen(&text).map_err(|error| format!("MASTHEAD_CLOCK: {error}")),
        Err(_) => Ok(Clock::machine()),
    }
}

pub(super) fn serve(settings: &Settings, args: ServeArgs, place: Place) -> Result<Outcome, Failed> {
    let clock = clock()?;
    runtime()?.block_on(async move {
        let listener = listen(settings, &args).await?;
        let address = listener.local_addr().map_err(failed)?;
        let portal = Arc::new(portal(settings, &args, place, clock, address)?);
        work(portal, listener, address).await
    })
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

fn portal(
    settings: &Settings,
    args: &ServeArgs,
    place: Place,
    clock: Clock,
    address: SocketAddr,
) -> Result<Portal, Failed> {
    let base_url = args.base_url.clone().or_else(|| settings.base_url.clone());
    if let Some(url) = &base_url
        && !(url.starts_with("https://") || url.starts_with("http://"))
    {
        return Err(format!(
            "{url:?} is no address of a site: write it as https://news.example.org"
        ));
    }
    let mut press = masthead_press::Limits::default();
    if let Some(mib) = settings.press_mib {
        press.size_bytes = mib.saturating_mul(1024 * 1024);
    }
    Portal::new(Parts {
        db: place.db,
        log: Log::new(clock.clone()),
        clock,
        media: place.media,
        settings: portal::Settings {
            base_url,
            listen_url: format!("http://{address}"),
            theme: args.theme.clone().or_else(|| settings.theme.clone()),
            embed_hosts: settings.embed_hosts.clone(),
            trusted_proxies: trusted(settings)?,
        },
        press,
    })
    .map_err(|fault| portal::Stop::from(fault).to_string())
}

fn trusted(settings: &Settings) -> Result<Trusted, Failed> {
    let Some(networks) = &settings.trusted_proxies else {
        return Ok(Trusted::default());
    };
    let read = networks.iter().map(|network| network.parse::<Network>());
    read.collect::<Result<_, _>>()
        .map_err(|error| format!("trusted_proxies: {error}"))
}

/// Serves until the process is told to end, then finishes what runs.
async fn work(
    portal: Arc<Portal>,
    listener: TcpListener,
    address: SocketAddr,
) -> Result<Outcome, Failed> {
    let mut followers = followers::stored();
    followers.extend(portal::followers(&portal));
    let running = masthead_log::run(&portal.db, &portal.log, &followers)
        .await
        .map_err(failed)?;
    let worker = worker::start(
        portal.db.clone(),
        portal.media.clone(),
        portal.log.clone(),
        portal.clock.clone(),
    );
    println!("http://{address}");
    std::io::stdout().flush().map_err(failed)?;
    let flusher = flusher::start(Arc::clone(&portal));
    let ticks = tick::start(Arc::clone(&portal));
    let door = Door::new(Arc::clone(&portal), routes::router(portal));
    let guest = move |peer: SocketAddr| Guest {
        door: door.clone(),
        peer: peer.ip(),
    };
    let limits = masthead_serve::Limits::default();
    let stopped = masthead_serve::serve(listener, guest, limits, told_to_end())
        .await
        .map_err(failed)?;
    if stopped.cut_off > 0 {
        let cut_off = stopped.cut_off;
        tracing::warn!(cut_off, "{cut_off} connections were cut off at the end");
    }
    ticks.abort();
    flusher.stop().await;
    worker.stop().await;
    running.stop().await;
    Ok(Outcome::Done)
}

async fn told_to_end() {
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
