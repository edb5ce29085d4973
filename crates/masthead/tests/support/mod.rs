//! A site under test: an archive, imported, behind the real router.

mod archive;
mod caches;
pub mod process;
pub mod smtp;

use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use masthead::archive::import::{Home, News, Options, Report, import};
use masthead::mail::Delivery;
use masthead::portal::{Door, Feature, Parts, Portal, Settings};
use masthead::{changes, followers, routes, schema};
use masthead_archive::Source;
use masthead_auth::Cost;
use masthead_clock::{Clock, Millis, Random};
use masthead_db::Db;
use masthead_db::testing::TestDb;
use masthead_log::{Follower, Log, catch_up, read_after, settled};
use masthead_media::Store;

pub use archive::Archive;

/// Snapshots of a feature lie in its folder.
pub fn kept_beside(feature: &Feature) -> insta::Settings {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(source.join(feature.name).join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings
}

/// Where requests come from.
const READER: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// The moment at which the clocks of all tests stand.
pub const NOW: &str = "2026-01-18T04:35:00+08:00";

pub struct TestSite {
    pub portal: Arc<Portal>,
    pub door: Door,
    /// What `masthead serve` runs besides the stored followers.
    pages: Vec<Arc<dyn Follower>>,
    /// The last event that they have seen.
    seen: AtomicI64,
    /// None where it is another site's, which this one stands beside.
    _data: Option<TestDb>,
    folder: tempfile::TempDir,
}

/// A file in a form: field, name, bytes.
pub type SentFile<'a> = (&'a str, &'a str, &'a [u8]);

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
    path: String,
}

impl TestSite {
    /// A site on each database, with this archive.
    pub async fn each(archive: &Archive) -> Vec<Self> {
        Self::each_with(archive, |_| ()).await
    }

    /// The same, as an operator has set it.
    pub async fn each_with(archive: &Archive, set: impl Fn(&mut Settings)) -> Vec<Self> {
        Self::each_of(archive, set, &[]).await
    }

    /// A site on each database with what the import takes of this archive: it leaves these out.
    pub async fn each_without(archive: &Archive, left_out: &[&str]) -> Vec<Self> {
        Self::each_of(archive, |_| (), left_out).await
    }

    async fn each_of(
        archive: &Archive,
        set: impl Fn(&mut Settings),
        left_out: &[&str],
    ) -> Vec<Self> {
        let mut sites = Vec::new();
        for data in TestDb::each(schema::STEPS) {
            let site = Self::on(data, &set);
            let (report, lines) = site.takes(archive).await;
            assert_eq!(lines, left_out);
            assert_eq!(report.is_whole(), left_out.is_empty());
            sites.push(site);
        }
        sites
    }

    /// A site on each database with nothing in it: as `masthead serve` first starts.
    pub fn blank() -> Vec<Self> {
        let all = TestDb::each(schema::STEPS).into_iter();
        all.map(|data| Self::on(data, &|_: &mut Settings| ()))
            .collect()
    }

    fn on(data: TestDb, set: &impl Fn(&mut Settings)) -> Self {
        let mut settings = Settings {
            delivery: Delivery::Outbox,
            ..Settings::default()
        };
        set(&mut settings);
        let db = data.db.clone();
        Self {
            _data: Some(data),
            ..Self::running(db, settings, Random::seeded(1))
        }
    }

    /// Another process on the same database, for as long as this site stands:
    /// it has pages and a log of its own, and draws nothing that this one draws.
    pub fn beside(&self) -> Self {
        let settings = self.portal.settings.clone();
        let beside = Self::running(self.portal.db.clone(), settings, Random::seeded(2));
        beside.portal.ids.draw_as(1);
        beside
    }

    fn running(db: Db, settings: Settings, random: Random) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Clock::frozen(NOW).expect("a time");
        let portal = Portal::new(Parts {
            db,
            log: Log::new(clock.clone()),
            clock,
            media: Store::folder(folder.path()).expect("a store"),
            settings,
            press: masthead_press::Limits::default(),
            random,
            cost: Cost::CHEAP,
        });
        let portal = Arc::new(portal.expect("the templates work"));
        Self {
            door: Door::new(Arc::clone(&portal), routes::router(Arc::clone(&portal))),
            pages: changes::followers(&portal),
            seen: AtomicI64::new(0),
            portal,
            _data: None,
            folder,
        }
    }

    /// Imports an archive and brings every follower to the end of the log.
    pub async fn takes(&self, archive: &Archive) -> (Report, Vec<String>) {
        self.takes_from(archive.path()).await
    }

    /// As [`TestSite::takes`], from a folder or a file.
    pub async fn takes_from(&self, path: &Path) -> (Report, Vec<String>) {
        let source = Source::open(path).expect("an archive");
        let clock = self.portal.clock.clone();
        let home = Home {
            db: self.portal.db.clone(),
            log: self.portal.log.clone(),
            ids: self.portal.ids.clone(),
            clock,
            store: self.portal.media.clone(),
        };
        let taking = tokio::task::spawn_blocking(move || {
            let mut lines = Vec::new();
            let report = import(source, Options::default(), &home, &mut |news| match news {
                News::Refused(error) | News::LeftOut(error) => lines.push(error.to_string()),
                News::Progress { .. } => {}
            });
            (report.expect("an import"), lines)
        });
        let outcome = taking.await.expect("no panic");
        self.caught_up().await;
        outcome
    }

    /// Runs every follower to the end of the log.
    pub async fn caught_up(&self) {
        let (db, clock) = (&self.portal.db, &self.portal.clock);
        catch_up(db, clock, &followers::stored())
            .await
            .expect("followers follow");
        self.hears().await;
        self.ticks().await;
    }

    /// Tells pages of what other processes have written.
    pub async fn hears(&self) {
        let db = &self.portal.db;
        let settled = settled(db).await.expect("settled");
        let seen = self.seen.swap(settled.cursor(), Ordering::SeqCst);
        let pages = self.pages.clone();
        let followed = db
            .read(move |tx| {
                let events = read_after(tx, seen, settled, i64::MAX)?;
                pages.iter().try_for_each(|pages| pages.follow(tx, &events))
            })
            .await;
        followed.expect("pages follow");
    }

    /// Where pictures and films lie.
    pub fn media_folder(&self) -> &Path {
        self.folder.path()
    }

    /// Whether the press has this page ready.
    pub fn is_ready(&self, path: &str) -> bool {
        self.portal.press.ready(path, 0).is_some()
    }

    /// Lets happen what happens by the time alone.
    pub async fn ticks(&self) {
        let now = self.portal.clock.now();
        self.portal.tick(now).await.expect("the front is read");
        self.portal.end_credentials().await.ok();
        self.portal.write_letters().await.ok();
        self.portal.tidy().await.ok();
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.asks(Method::GET, path, headers).await
    }

    pub async fn asks(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.sends(method, path, headers, Body::empty()).await
    }

    /// Sends a form as a page of this site does.
    pub async fn posts(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Answer {
        let pairs = fields.iter().map(|(name, value)| {
            let escaped: String = value.bytes().map(|byte| format!("%{byte:02x}")).collect();
            format!("{name}={escaped}")
        });
        let form = pairs.collect::<Vec<_>>().join("&");
        let mut all = vec![
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
        ];
        all.extend(headers);
        self.sends(Method::POST, path, &all, Body::from(form)).await
    }

    /// Sends JSON as a script of ours does.
    pub async fn posts_json(
        &self,
        path: &str,
        value: &serde_json::Value,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut all = vec![
            ("content-type", "application/json"),
            ("accept", "application/json"),
            ("sec-fetch-site", "same-origin"),
        ];
        all.extend(headers);
        self.sends(Method::POST, path, &all, Body::from(value.to_string()))
            .await
    }

    /// Sends a form with files: field, name and bytes of each.
    pub async fn uploads(
        &self,
        path: &str,
        (fields, files): (&[(&str, &str)], &[SentFile<'_>]),
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut body = Vec::new();
        let mut part = |head: String, bytes: &[u8]| {
            body.extend(
                format!("--edge\r\ncontent-disposition: form-data; {head}\r\n\r\n").bytes(),
            );
            body.extend(bytes);
            body.extend(b"\r\n");
        };
        for (name, value) in fields {
            part(format!("name=\"{name}\""), value.as_bytes());
        }
        for (name, file, bytes) in files {
            part(format!("name=\"{name}\"; filename=\"{file}\""), bytes);
        }
        body.extend(b"--edge--\r\n");
        let mut all = vec![
            ("content-type", "multipart/form-data; boundary=edge"),
            ("sec-fetch-site", "same-origin"),
        ];
        all.extend(headers);
        self.sends(Method::POST, path, &all, Body::from(body)).await
    }

    pub async fn sends(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Answer {
        let asked = method.clone();
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body);
        let request = request.unwrap_or_else(|error| panic!("{path}: {error}"));
        let response = self.door.answer(READER, request).await;
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        let answer = Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            path: path.to_owned(),
        };
        caches::look_at(&self.portal.press, &asked, &answer);
        answer
    }

    /// Moves the clock on.
    pub fn later(&self, ms: i64) {
        let now = self.portal.clock.now();
        self.portal.clock.set(Millis(now.0 + ms));
    }

    /// The address of the article with this external id.
    pub async fn article_url(&self, external_id: &'static str) -> String {
        let id: i64 = self
            .portal
            .db
            .read(move |tx| {
                tx.get(
                    "SELECT id FROM article WHERE external_id = $1",
                    masthead_db::params![external_id],
                    |row| row.get(0),
                )
            })
            .await
            .map_err(|fault: masthead_db::Fault| fault.to_string())
            .expect("the article is there");
        format!("/article/{id}")
    }
}

impl Answer {
    #[track_caller]
    pub fn shows(&self, text: &str) -> &Self {
        assert!(
            self.text.contains(text),
            "{} lacks {text:?}:\n{}",
            self.path,
            self.text
        );
        self
    }

    #[track_caller]
    pub fn lacks(&self, text: &str) -> &Self {
        assert!(!self.text.contains(text), "{} shows {text:?}", self.path);
        self
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// What a reader's eyes get: text by lines, as block elements part it.
    pub fn lines(&self) -> Vec<String> {
        archive::visible_lines(&self.text)
    }
}
