//! How fresh pages are, through the front door.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use masthead::article::events::{ArticleHidden, ArticleRevised, Standing};
use masthead::changes;
use masthead::comment::events::CommentPosted;
use masthead::creator::events::CreatorFollowed;
use masthead::followers;
use masthead::id::{AccountId, ArticleId, CommentId};
use masthead_db::{Fault, Tx, params};
use masthead_log::{Actor, Event, Fact, Failure, Follower, Keeping, catch_up};
use serde_json::json;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::timeout;

use crate::support::{Archive, TestSite};

const MINUTE_MS: i64 = 60_000;
/// What takes longer never comes.
const PATIENCE: Duration = Duration::from_secs(60);
/// So many begin to follow, one after the other.
const READERS: i64 = 20;

fn archive() -> Archive {
    Archive::small()
        .row("columns", json!({"id": "tide", "name": "江潮日志"}))
        .row(
            "articles",
            json!({"id": "bridge", "creator": "harbour", "channel": "city", "title": "大桥通车",
            "columns": ["tide"], "body": {"format": "text", "content": "x"},
            "published_at": "2026-01-17T08:00:00+08:00"}),
        )
        .article("ferry", "轮渡复航", "2026-01-16T08:00:00+08:00")
        .row("slots", json!({"place": "home/top", "article": "bridge"}))
}

/// Every page that shows the bridge's title.
const SHOWING: [&str; 12] = [
    "/",
    "/hot",
    "/channel/city",
    "/column/tide",
    "/@harbour",
    "/@harbour/archive",
    "/feed.xml",
    "/feed.json",
    "/channel/city/feed.xml",
    "/column/tide/feed.json",
    "/@harbour/feed.xml",
    "/sitemap-news.xml",
];

impl TestSite {
    /// A change as the portal's own routes make it: rows and fact together.
    async fn changes<F: Fact + Send + 'static>(
        &self,
        change: impl FnOnce(&mut Tx<'_>) -> Result<F, Fault> + Send + 'static,
    ) {
        let log = self.portal.log.clone();
        let written: Result<(), Fault> = self
            .portal
            .db
            .write(move |tx| {
                let fact = change(tx)?;
                log.append(tx, Actor::Platform, &fact)
            })
            .await;
        written.expect("the change is written");
    }
}

/// An article's id and standing, by its external id.
fn find(tx: &mut Tx<'_>, external_id: &'static str) -> Result<(ArticleId, Standing), Fault> {
    let (article, mut standing) = tx.get(
        "SELECT id, creator, channel, published_at FROM article WHERE external_id = $1",
        params![external_id],
        |row| {
            let standing = Standing {
                creator: row.get(1)?,
                channel: row.get(2)?,
                columns: Vec::new(),
                published_at: row.get(3)?,
            };
            Ok((row.get::<ArticleId>(0)?, standing))
        },
    )?;
    standing.columns = tx.query(
        "SELECT news_column FROM article_column WHERE article = $1",
        params![article],
        |row| row.get(0),
    )?;
    Ok((article, standing))
}

fn hide_bridge(tx: &mut Tx<'_>) -> Result<ArticleHidden, Fault> {
    let (article, before) = find(tx, "bridge")?;
    tx.execute(
        "UPDATE article SET state = 'taken_down' WHERE id = $1",
        params![article],
    )?;
    let state = "taken_down".to_owned();
    Ok(ArticleHidden {
        article,
        before,
        state,
    })
}

#[tokio::test]
async fn what_is_taken_down_is_on_no_page_once_the_taker_is_answered() {
    for site in TestSite::each(&archive()).await {
        let (bridge, ferry) = (
            site.article_url("bridge").await,
            site.article_url("ferry").await,
        );
        for path in SHOWING.into_iter().chain([bridge.as_str(), &ferry]) {
            site.get(path).await.shows("大桥通车");
            assert!(site.is_ready(path), "{path}");
        }
        site.changes(hide_bridge).await;
        for path in SHOWING.into_iter().chain([ferry.as_str()]) {
            site.get(path).await.lacks("大桥通车");
        }
        assert_eq!(site.get(&bridge).await.status, 404);
    }
}

/// Without a tick: nothing but the event tells it.
#[tokio::test]
async fn what_another_process_takes_down_is_on_no_page_once_its_event_is_heard() {
    for site in TestSite::each(&archive()).await {
        let other = site.beside();
        other.hears().await;
        let bridge = site.article_url("bridge").await;
        for path in SHOWING.into_iter().chain([bridge.as_str()]) {
            other.get(path).await.shows("大桥通车");
            assert!(other.is_ready(path), "{path}");
        }
        site.changes(hide_bridge).await;
        other.hears().await;
        for path in SHOWING {
            other.get(path).await.lacks("大桥通车");
        }
        assert_eq!(other.get(&bridge).await.status, 404);
    }
}

#[tokio::test]
async fn a_corrected_title_stands_everywhere_once_the_editor_is_answered() {
    for site in TestSite::each(&archive()).await {
        let ferry = site.article_url("ferry").await;
        for path in SHOWING.into_iter().chain([ferry.as_str()]) {
            site.get(path).await.shows("大桥通车");
        }
        site.changes(|tx| {
            let (article, before) = find(tx, "bridge")?;
            tx.execute(
                "UPDATE article SET title = '大桥试通车' WHERE id = $1",
                params![article],
            )?;
            let after = before.clone();
            Ok(ArticleRevised {
                article,
                before,
                after,
            })
        })
        .await;
        for path in SHOWING.into_iter().chain([ferry.as_str()]) {
            site.get(path).await.shows("大桥试通车").lacks("大桥通车");
        }
    }
}

#[tokio::test]
async fn a_comment_stands_below_its_article_at_once_and_its_count_follows() {
    for site in TestSite::each(&archive()).await {
        let url = site.article_url("bridge").await;
        site.get(&url).await.lacks("桥面很平");
        site.changes(|tx| {
            let (article, _) = find(tx, "bridge")?;
            tx.execute(
                "INSERT INTO user_account (id, external_id, name) VALUES (77, 'walker', '行人')",
                &[],
            )?;
            tx.execute(
                "INSERT INTO comment (id, external_id, article, author, body, created_at, likes)
                VALUES (78, 'c', $1, 77, '桥面很平', 5, 0)",
                params![article],
            )?;
            let comment = CommentId(78);
            Ok(CommentPosted { comment, article })
        })
        .await;
        site.get(&url).await.shows("桥面很平");
        site.caught_up().await;
        site.get(&url).await.shows("跟贴（1）");
    }
}

#[tokio::test]
async fn a_new_follower_counts_on_the_creators_pages() {
    for site in TestSite::each(&archive()).await {
        let before = site.get("/@harbour").await.text;
        site.changes(|tx| {
            let creator = tx.get("SELECT id FROM creator", &[], |row| row.get(0))?;
            tx.execute(
                "INSERT INTO user_account (id, external_id, name) VALUES (77, 'walker', '行人')",
                &[],
            )?;
            tx.execute(
                "INSERT INTO follow (creator, reader, since) VALUES ($1, 77, 5)",
                params![creator],
            )?;
            let reader = AccountId(77);
            Ok(CreatorFollowed { creator, reader })
        })
        .await;
        site.caught_up().await;
        assert_ne!(site.get("/@harbour").await.text, before);
    }
}

/// Who was told something, and how many followers the creator had then.
type Told = (&'static str, i64);

async fn next(heard: &mut UnboundedReceiver<Told>) -> Told {
    let told = timeout(PATIENCE, heard.recv()).await;
    told.expect("in time").expect("they run")
}

/// A follower of the portal's, and how many followers the creator had whenever
/// it was told of something.
struct Watched {
    follower: Arc<dyn Follower>,
    told: UnboundedSender<Told>,
}

impl Follower for Watched {
    fn name(&self) -> &'static str {
        self.follower.name()
    }

    fn keeping(&self) -> Keeping {
        self.follower.keeping()
    }

    fn after(&self) -> Option<&'static str> {
        self.follower.after()
    }

    fn follow(&self, tx: &mut Tx<'_>, events: &[Event]) -> Result<(), Failure> {
        let sql = "SELECT follower_count FROM creator";
        let count = tx.get(sql, &[], |row| row.get(0))?;
        self.follower.follow(tx, events)?;
        // The test may be over.
        let _ = self.told.send((self.name(), count));
        Ok(())
    }
}

/// A page that is told of the event alone is made anew with the old count, and
/// nobody tells it of the new one.
#[tokio::test]
async fn pages_with_a_count_are_told_of_an_event_once_the_count_has_moved() {
    for site in TestSite::each(&archive()).await {
        let (told, mut heard) = unbounded_channel();
        let watched = changes::followers(&site.portal)
            .into_iter()
            .map(|follower| {
                let told = told.clone();
                Arc::new(Watched { follower, told }) as Arc<dyn Follower>
            });
        let watched: Vec<_> = watched.collect();
        let (db, log) = (&site.portal.db, &site.portal.log);
        let running = masthead_log::run(db, log, &watched).await.expect("run");
        // Nobody counts meanwhile: those who wait for the count hear nothing,
        // however often the others do.
        for reader in 1..=READERS {
            site.changes(move |tx| {
                let creator = tx.get("SELECT id FROM creator", &[], |row| row.get(0))?;
                let walker = format!("walker-{reader}");
                tx.execute(
                    "INSERT INTO user_account (id, external_id, name) VALUES ($1, $2, '行人')",
                    params![reader, &walker],
                )?;
                tx.execute(
                    "INSERT INTO follow (creator, reader, since) VALUES ($1, $2, 5)",
                    params![creator, reader],
                )?;
                let reader = AccountId(reader);
                Ok(CreatorFollowed { creator, reader })
            })
            .await;
            assert_eq!(next(&mut heard).await, ("pages", 0));
        }
        let counted = catch_up(db, &site.portal.clock, &followers::stored()).await;
        counted.expect("counted");
        assert_eq!(next(&mut heard).await, ("counted pages", READERS));
        running.stop().await;
    }
}

#[tokio::test]
async fn a_slot_begins_and_ends_by_the_clock_alone() {
    let archive = archive().row(
        "slots",
        json!({"place": "channel/city/headline", "article": "ferry", "title": "今夜直播",
            "from": "2026-01-18T04:40:00+08:00", "until": "2026-01-18T05:00:00+08:00"}),
    );
    for site in TestSite::each(&archive).await {
        for (minutes, shown) in [(0, false), (5, true), (20, false)] {
            site.later(minutes * MINUTE_MS);
            site.ticks().await;
            let page = site.get("/channel/city").await;
            match shown {
                true => page.shows("今夜直播"),
                false => page.lacks("今夜直播"),
            };
        }
    }
}

#[tokio::test]
async fn an_article_comes_out_when_its_time_has_come() {
    let archive = archive().article("tower", "电视塔亮灯", "2026-01-18T04:36:00+08:00");
    for site in TestSite::each(&archive).await {
        let url = site.article_url("tower").await;
        assert_eq!(site.get(&url).await.status, 404);
        for path in ["/", "/channel/city", "/@harbour", "/feed.xml"] {
            site.get(path).await.lacks("电视塔亮灯");
        }
        let last = site.portal.clock.now();
        site.later(2 * MINUTE_MS);
        site.portal.tick(last).await.expect("a tick");
        site.get(&url).await.shows("电视塔亮灯");
        for path in ["/", "/channel/city", "/@harbour", "/feed.xml"] {
            site.get(path).await.shows("电视塔亮灯");
        }
    }
}

#[tokio::test]
async fn pages_are_kept_by_language_and_edition_and_by_nothing_else() {
    for site in TestSite::each(&archive()).await {
        let plain = site.get("/hot").await.header("etag").to_owned();
        let kept = site.portal.press.count();
        for cookie in [
            "session=abc",
            "theme=dark",
            "x=1; lang=zh-CN; edition=standard",
            "lang=xx",
            "edition=none",
        ] {
            for agent in ["Firefox", "Chrome"] {
                let headers = [("cookie", cookie), ("user-agent", agent)];
                let page = site.get_with("/hot", &headers).await;
                assert_eq!(page.header("etag"), plain, "{cookie}");
            }
        }
        for path in ["/hot?lang=zh-CN", "/hot?utm_source=x"] {
            assert_eq!(site.get(path).await.header("etag"), plain, "{path}");
        }
        assert_eq!(site.portal.press.count(), kept);
        for cookie in ["lang=en", "edition=care", "lang=en; edition=care"] {
            let page = site.get_with("/hot", &[("cookie", cookie)]).await;
            assert_ne!(page.header("etag"), plain, "{cookie}");
        }
        assert_eq!(site.portal.press.count(), kept + 3);
    }
}

#[tokio::test]
async fn a_page_that_is_ready_asks_the_store_nothing() {
    for site in TestSite::each(&archive()).await {
        let url = site.article_url("bridge").await;
        let etag = site.get(&url).await.header("etag").to_owned();
        let reader = IpAddr::V4(Ipv4Addr::LOCALHOST);
        for (name, value, status) in [
            ("accept", "*/*", StatusCode::OK),
            ("if-none-match", etag.as_str(), StatusCode::NOT_MODIFIED),
        ] {
            let request = Request::get(&url).header(name, value);
            let request = request.body(Body::empty()).expect("a request");
            // Answered without waiting for anything: it is no future.
            let answer = site.door.ready(reader, &request).expect("ready");
            assert_eq!(answer.status(), status);
            assert!(answer.headers().contains_key("content-security-policy"));
        }
    }
}
