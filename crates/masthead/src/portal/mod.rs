//! The running portal: what every handler has at hand.

mod asked;
mod busy;
mod closing;
mod cookies;
mod door;
mod error;
mod feature;
mod form;
mod gate;
mod headers;
mod kind;
mod origin;
mod pages;
mod private;
mod reader;
mod respond;
mod route;
mod sheet;
mod things;

#[cfg(suite)]
mod across_tests;
#[cfg(suite)]
mod form_tests;
#[cfg(suite)]
mod fresh_tests;
#[cfg(test)]
mod gate_tests;
#[cfg(test)]
mod kind_tests;
#[cfg(suite)]
mod tests;
#[cfg(suite)]
mod typed_tests;
#[cfg(suite)]
mod walk_tests;

use std::path::PathBuf;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use axum::http::HeaderMap;
use fluent_bundle::FluentArgs;
use jiff::tz::TimeZone;
use masthead_auth::Cost;
use masthead_clock::{Clock, Ids, Millis, Random};
use masthead_db::{Db, Fault};
use masthead_fetch::{Allowed, Client, Limits};
use masthead_log::Log;
use masthead_media::Store;
use masthead_openid::{OpenId, Provider};
use masthead_press::Press;
use tokio::sync::RwLock as Shelf;
use url::{Host, Url};

use crate::account::Entry;
use crate::front::{Front, FrontDesk};
use crate::mail::Delivery;
use crate::media::pool::Pool;
use crate::media::withheld::Withheld;
use crate::regime::{CnRules, Regime};
use crate::seo::Ranges;
use crate::site::rules::ZONE;
use crate::upload::Senders;
use crate::views::{self, Views};
use crate::visitor::Trusted;
use crate::web::{Edition, Locale, Theme, ThemeFault, Words, machine_time};

pub use asked::Asked;
pub use busy::{busy, slow};
pub use closing::Closing;
pub use cookies::guard_cookies;
pub(crate) use cookies::{SetCookie, set_cookie};
pub use door::{Door, Entered};
pub use error::{AppError, Failed};
pub(crate) use feature::with_ids;
pub use feature::{Changes, Feature, List, Reason, Table, Told, Work};
pub use form::{
    Address, AfterChunk, Arrival, Bounds, Chunk, Chunks, FILE_BYTES, Holds, Intake, Json, LEFT_OUT,
    LeftOut, Most, Sent, SentFile, SentJson, Sizes, Stock, Upload, address, read_json,
};
pub use headers::of_assets;
pub use kind::{Kind, MadeOf, Part, Role, Subject};
pub use origin::{Elsewhere, is_from_elsewhere};
pub use private::{From, Peer, json, packed, private, private_ahead, wants_json};
pub use reader::Reader;
pub use respond::{ViewOf, respond};
pub use route::{Kept, Route};
pub use sheet::{Paper, page, text};
pub use things::{News, Thing, Touch, Use};

/// Which of its four pages an address shows.
#[must_use]
pub fn variant(locale: Locale, edition: Edition) -> u8 {
    let english = u8::from(locale == Locale::En);
    let care = u8::from(edition == Edition::Care);
    2 * english + care
}

/// What an operator sets for the serving of pages.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address under which readers know the site, without a slash at its
    /// end. Rules over what an archive says.
    pub base_url: Option<String>,
    /// Where the server listens, for sites that say no address of their own.
    pub listen_url: String,
    /// Templates that replace ours by their path.
    pub theme: Option<PathBuf>,
    /// Hosts of embeds that articles may show.
    pub embed_hosts: Vec<String>,
    /// Proxies that say truly where a request comes from.
    pub trusted_proxies: Trusted,
    /// Networks of one's own that addresses which others give may lead into.
    pub fetch_networks: Allowed,
    /// What becomes of letters.
    pub delivery: Delivery,
    /// Whose rules hold besides those that always do.
    pub regimes: Vec<Regime>,
    /// What is set of the rules of mainland China.
    pub cn: CnRules,
    /// Slugs of the channels in which two have to read what is handed in; `*` for all.
    pub second_reading: Vec<String>,
    /// Whether everybody with a role at the desk needs a second factor.
    pub two_factor: bool,
    /// Of a film or a sound, in bytes.
    pub video_bytes: u64,
    /// What a creator may store in a day.
    pub upload_day_bytes: u64,
    /// How long a file stays that nothing uses; for ever where nothing is said.
    pub keep_unused: Option<Duration>,
    /// Where else people may log in.
    pub openid: Option<OpenIdSettings>,
    /// Days for which browsers come by https alone; 0 says nothing of it.
    pub hsts_days: u32,
}

/// As where an operator sets nothing.
impl Default for Settings {
    fn default() -> Self {
        Self {
            base_url: None,
            listen_url: "http://127.0.0.1:8080".to_owned(),
            theme: None,
            embed_hosts: Vec::new(),
            trusted_proxies: Trusted::default(),
            fetch_networks: Allowed::none(),
            delivery: Delivery::default(),
            regimes: Vec::new(),
            cn: CnRules::default(),
            second_reading: Vec::new(),
            two_factor: false,
            // Half an hour in good quality.
            video_bytes: 512 * 1024 * 1024,
            // Eight such films.
            upload_day_bytes: 4_096 * 1024 * 1024,
            keep_unused: Some(Duration::from_secs(7 * 86_400)),
            openid: None,
            hsts_days: 0,
        }
    }
}

impl Settings {
    /// Whether readers reach the site over TLS.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        let said = self.base_url.as_deref();
        said.is_some_and(|url| url.starts_with("https:"))
    }
}

/// The operator's identity provider.
#[derive(Clone, Debug)]
pub struct OpenIdSettings {
    pub provider: Provider,
    /// What the link to it says.
    pub label: String,
    /// Networks that may be asked although they are not public.
    pub allowed: Allowed,
}

pub struct Portal {
    pub db: Db,
    pub log: Log,
    pub clock: Clock,
    pub ids: Ids,
    pub media: Store,
    /// Where pictures are decoded.
    pub pool: Pool,
    /// Held while bytes and their row are written, and alone while they are taken away.
    pub shelf: Shelf<()>,
    /// What of it nobody is served.
    pub withheld: Withheld,
    /// The one way in which other servers are asked.
    pub fetch: Client,
    pub settings: Settings,
    pub press: Press<Use>,
    /// A place for each question that waits for its answer.
    hall: gate::Places,
    /// A place for each page in the making.
    gate: gate::Places,
    /// A place for each long work.
    bench: gate::Places,
    /// What every answer says to browsers.
    safe: HeaderMap,
    /// Room for what is sent.
    pub stock: Stock,
    /// Who sends more of an upload.
    pub senders: Senders,
    /// Told when those who wait still are to be answered: it ends.
    pub closing: Closing,
    /// Who comes in, and how often one may try.
    pub entry: Entry,
    /// Logs in where the operator has named a provider.
    pub openid: Option<OpenId>,
    pub views: Views,
    pub sitemaps: Ranges,
    pub(crate) front: FrontDesk,
    /// The language in which the site speaks to those who have not chosen,
    /// as the last page knew it: its place in [`Locale::ALL`].
    own_locale: AtomicU8,
    theme: RwLock<Arc<Zoned>>,
}

/// The theme, made for the zone in which it shows times.
pub struct Zoned {
    pub zone: TimeZone,
    pub zone_name: String,
    pub theme: Theme,
    words: [Words; 2],
}

/// What a portal is built from.
pub struct Parts {
    pub db: Db,
    pub log: Log,
    pub clock: Clock,
    pub media: Store,
    pub settings: Settings,
    pub press: masthead_press::Limits,
    pub random: Random,
    /// Of a password.
    pub cost: Cost,
}

impl Portal {
    /// # Errors
    /// A theme folder whose templates do not work.
    pub fn new(parts: Parts) -> Result<Self, ThemeFault> {
        let theme = Zoned::load(ZONE, &parts.settings)?;
        let safe = headers::safe(&parts.settings);
        Ok(Self {
            ids: Ids::new(parts.clock.clone()),
            sitemaps: Ranges::default(),
            entry: Entry::new(parts.cost, parts.random, parts.clock.clone()),
            openid: openid(&parts.settings),
            views: Views::new(parts.clock.clone(), views::from_machine),
            db: parts.db,
            log: parts.log,
            clock: parts.clock,
            media: parts.media,
            pool: Pool::default(),
            shelf: Shelf::default(),
            withheld: Withheld::default(),
            fetch: Client::new(Limits::default(), parts.settings.fetch_networks.clone()),
            press: Press::new(parts.press, headers::of_pages(&safe)),
            settings: parts.settings,
            hall: gate::Places::new(gate::QUESTIONS),
            gate: gate::Places::new(gate::MAKINGS),
            bench: gate::Places::new(gate::LONG_WORKS),
            safe,
            stock: Stock::default(),
            senders: Senders::default(),
            closing: Closing::default(),
            front: FrontDesk::default(),
            own_locale: AtomicU8::new(u8::MAX),
            theme: RwLock::new(Arc::new(theme)),
        })
    }

    /// # Errors
    /// What the database says.
    pub async fn front(&self) -> Result<Arc<Front>, Fault> {
        let front = self.front.front(&self.db, self.clock.now()).await?;
        let own = front.own_locale();
        let place = Locale::ALL.iter().position(|locale| *locale == own);
        let place = place.and_then(|place| u8::try_from(place).ok());
        self.own_locale
            .store(place.unwrap_or(u8::MAX), Ordering::Relaxed);
        Ok(front)
    }

    /// The language of a reader who has not chosen one, once a page was made.
    fn own_locale(&self) -> Option<Locale> {
        let place = self.own_locale.load(Ordering::Relaxed);
        Locale::ALL.get(usize::from(place)).copied()
    }

    /// The theme in the site's time zone, made again when that has changed.
    ///
    /// # Errors
    /// As [`Portal::new`].
    pub fn theme(&self, front: &Front) -> Result<Arc<Zoned>, ThemeFault> {
        let wanted = front.site.time_zone.as_deref().unwrap_or(ZONE);
        let zoned = Arc::clone(&self.theme.read().unwrap_or_else(PoisonError::into_inner));
        if zoned.zone_name == wanted {
            return Ok(zoned);
        }
        let zoned = Arc::new(Zoned::load(wanted, &self.settings)?);
        *self.theme.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&zoned);
        Ok(zoned)
    }

    /// Whether the operator switched the rules of this place on.
    #[must_use]
    pub fn keeps(&self, regime: Regime) -> bool {
        self.settings.regimes.contains(&regime)
    }

    /// Whether readers reach the site over TLS.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.settings.is_secure()
    }

    /// Adds what every answer says, where this one does not say otherwise.
    pub fn add_safe(&self, headers: &mut HeaderMap) {
        headers::add(&self.safe, headers);
    }

    /// Whether only this machine reaches the site: it listens at loopback, and
    /// nothing says that a proxy stands before it.
    #[must_use]
    pub fn is_at_home(&self) -> bool {
        let base_url = self.settings.base_url.as_deref();
        let all = [Some(&*self.settings.listen_url), base_url];
        all.into_iter().flatten().all(is_loopback)
    }

    /// The address of the site, without a slash at its end.
    #[must_use]
    pub fn base_url<'a>(&'a self, front: &'a Front) -> &'a str {
        let said = self.settings.base_url.as_deref();
        said.or(front.address.as_deref())
            .unwrap_or(&self.settings.listen_url)
    }
}

fn is_loopback(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else {
        return false;
    };
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn openid(settings: &Settings) -> Option<OpenId> {
    let set = settings.openid.clone()?;
    Some(OpenId::new(set.provider, set.allowed))
}

impl Zoned {
    fn load(zone_name: &str, settings: &Settings) -> Result<Self, ThemeFault> {
        let zone = TimeZone::get(zone_name).unwrap_or(TimeZone::UTC);
        Ok(Self {
            theme: Theme::load(&zone, settings.theme.as_deref())?,
            words: [Words::load(Locale::ZhCn)?, Words::load(Locale::En)?],
            zone,
            zone_name: zone_name.to_owned(),
        })
    }

    /// A time with the zone's offset, for machines. One beyond the calendar is
    /// empty: the page's template refuses it with an error that names it.
    #[must_use]
    pub fn rfc3339(&self, at: Millis) -> String {
        machine_time(at.0, &self.zone).unwrap_or_default()
    }

    /// A word for text that no template makes. Where it is missing its key
    /// stands: the test of the locales keeps that from happening.
    #[must_use]
    pub fn say(&self, locale: Locale, key: &str) -> String {
        self.said(locale, key, &FluentArgs::new())
    }

    /// As [`Zoned::say`], with one argument.
    #[must_use]
    pub fn say_with(&self, locale: Locale, key: &str, name: &str, value: &str) -> String {
        let mut arguments = FluentArgs::new();
        arguments.set(name.to_owned(), value.to_owned());
        self.said(locale, key, &arguments)
    }

    /// As [`Zoned::say`], with arguments.
    #[must_use]
    pub fn said(&self, locale: Locale, key: &str, arguments: &FluentArgs<'_>) -> String {
        let words = match locale {
            Locale::ZhCn => &self.words[0],
            Locale::En => &self.words[1],
        };
        words.say(key, arguments).unwrap_or_else(|_| key.to_owned())
    }
}
