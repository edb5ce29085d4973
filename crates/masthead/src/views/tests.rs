//! Counting views through the front door and on both databases.

use axum::http::Method;
use masthead::check::{Finding, check};
use masthead::portal::{Role, Thing, Use};
use masthead::views::events::{KEPT, ViewsCounted};
use masthead_clock::Millis;
use masthead_db::{Fault, params};
use masthead_log::{Event, Fact, head, read_after, settled};
use masthead_press::Haste;

use crate::support::{Archive, TestSite};

#[path = "tests/process.rs"]
mod process;
#[path = "tests/stored.rs"]
mod stored;

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0";

fn archive() -> Archive {
    Archive::small()
        .article("bridge", "大桥恢复通车", "2026-01-17T08:30:00+08:00")
        .article("ferry", "轮渡复航", "2026-01-16T08:30:00+08:00")
}

impl TestSite {
    /// A reader at `address` opens the page; gives its status.
    async fn reads(&self, url: &str, address: &str) -> u16 {
        self.reads_with(url, address, &[("user-agent", FIREFOX)])
            .await
    }

    async fn reads_with(&self, url: &str, address: &str, more: &[(&str, &str)]) -> u16 {
        let headers = [&[("x-forwarded-for", address)], more].concat();
        self.get_with(url, &headers).await.status.as_u16()
    }

    async fn flushes(&self) -> usize {
        let flushed = self.portal.views.flush(&self.portal.db, &self.portal.log);
        flushed.await.expect("a flush")
    }

    /// Views, rank and crawls as they are stored.
    async fn counts(&self, external_id: &'static str) -> (i64, i64, Option<i64>) {
        let counts = self.portal.db.read(move |tx| -> Result<_, Fault> {
            tx.get(
                "SELECT a.views, a.hot, c.crawls
                FROM article a
                LEFT JOIN article_crawls c ON c.article = a.id
                WHERE a.external_id = $1",
                params![external_id],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
        });
        counts.await.expect("counts")
    }

    async fn events(&self) -> Vec<Event> {
        let settled = settled(&self.portal.db).await.expect("settled");
        let events = self
            .portal
            .db
            .read(move |tx| read_after(tx, 0, settled, 1_000));
        let mut events = events.await.expect("the log");
        events.retain(|event| event.kind == ViewsCounted::KIND);
        events
    }
}

#[tokio::test]
async fn a_reader_counts_once_and_the_page_says_so() {
    for site in TestSite::each(&archive()).await {
        let url = site.article_url("bridge").await;
        site.get(&url).await.lacks("阅读");
        let rank = site.counts("bridge").await.1;
        for address in ["198.51.100.1", "198.51.100.2", "198.51.100.1"] {
            assert_eq!(site.reads(&url, address).await, 200);
        }
        assert_eq!(site.flushes().await, 1);
        let (views, ranked, _) = site.counts("bridge").await;
        assert_eq!(views, 2);
        assert!(ranked > rank, "the hot list knows");
        // As when the page's seconds are over: see portal::kind_tests.
        let site_wide = Use {
            thing: Thing::Site,
            role: Role::Own,
        };
        site.portal.press.touch(&site_wide, Haste::AtOnce);
        site.get(&url).await.shows("阅读 2");
        let lang = format!("{url}?lang=en");
        site.get(&lang).await.shows("2 views");
        assert_eq!(site.counts("ferry").await.0, 0);
    }
}

#[tokio::test]
async fn a_visitor_who_changes_the_browsers_name_does_not_count_each_time() {
    for site in TestSite::each(&archive()).await {
        let url = site.article_url("bridge").await;
        for number in 0..100 {
            let agent = format!("Mozilla/5.0 ({number}) Firefox/132.0");
            let status = site
                .reads_with(&url, "198.51.100.1", &[("user-agent", &agent)])
                .await;
            assert_eq!(status, 200);
        }
        site.reads(&url, "203.0.113.9").await;
        site.flushes().await;
        assert_eq!(site.counts("bridge").await.0, 8 + 1);
    }
}

#[tokio::test]
async fn only_an_article_that_somebody_asked_for_and_got_is_counted() {
    for site in TestSite::each(&archive()).await {
        let url = site.article_url("bridge").await;
        let etag = site.get(&url).await.header("etag").to_owned();
        for (name, value) in [
            ("sec-purpose", "prefetch;prerender"),
            ("purpose", "prefetch"),
        ] {
            let ahead = [("user-agent", FIREFOX), (name, value)];
            assert_eq!(site.reads_with(&url, "198.51.100.1", &ahead).await, 200);
        }
        assert_eq!(site.reads("/article/1", "198.51.100.1").await, 404);
        assert_eq!(
            site.asks(Method::HEAD, &url, &[("user-agent", FIREFOX)])
                .await
                .status,
            200
        );
        assert_eq!(site.flushes().await, 0);
        let again = [("user-agent", FIREFOX), ("if-none-match", &etag)];
        assert_eq!(site.reads_with(&url, "198.51.100.1", &again).await, 304);
        let with_slug = format!("{url}/da-qiao");
        assert_eq!(site.reads(&with_slug, "198.51.100.1").await, 200);
        assert_eq!(site.reads(&with_slug, "198.51.100.2").await, 200);
        assert_eq!(site.flushes().await, 1);
        assert_eq!(site.counts("bridge").await.0, 2);
    }
}

#[tokio::test]
async fn crawlers_are_counted_apart_and_rank_nothing() {
    for site in TestSite::each(&archive()).await {
        let url = site.article_url("bridge").await;
        let before = site.counts("bridge").await;
        for agent in ["Googlebot/2.1", "Baiduspider/2.0", "curl/8.5.0"] {
            site.reads_with(&url, "198.51.100.1", &[("user-agent", agent)])
                .await;
        }
        site.reads_with(&url, "198.51.100.1", &[]).await;
        assert_eq!(site.flushes().await, 0);
        assert_eq!(site.counts("bridge").await, (before.0, before.1, Some(4)));
        site.reads_with(&url, "198.51.100.2", &[]).await;
        site.flushes().await;
        assert_eq!(site.counts("bridge").await.2, Some(5));
        assert!(site.events().await.is_empty(), "no page shows it");
    }
}

#[tokio::test]
async fn a_flush_is_one_event_that_names_the_articles() {
    for site in TestSite::each(&archive()).await {
        let (bridge, ferry) = (
            site.article_url("bridge").await,
            site.article_url("ferry").await,
        );
        site.reads(&bridge, "198.51.100.1").await;
        site.reads(&ferry, "198.51.100.1").await;
        assert_eq!(site.flushes().await, 2);
        assert_eq!(site.flushes().await, 0, "nothing is left");
        let events = site.events().await;
        let fact: ViewsCounted = events[0].read().expect("of this kind").expect("readable");
        let mut urls: Vec<String> = fact
            .articles
            .iter()
            .map(|id| format!("/article/{id}"))
            .collect();
        let mut expected = vec![bridge, ferry];
        urls.sort();
        expected.sort();
        assert_eq!((events.len(), urls), (1, expected));
        site.caught_up().await;
        let audited = site.portal.db.read(|tx| -> Result<i64, Fault> {
            let sql = "SELECT COUNT(*) FROM audit WHERE kind = 'views.counted'";
            tx.get(sql, &[], |row| row.get(0))
        });
        assert_eq!(audited.await.expect("the audit trail"), 0);
    }
}

#[tokio::test]
async fn old_events_are_cleared_away_and_the_log_never_goes_back() {
    for site in TestSite::each(&archive()).await {
        let url = site.article_url("bridge").await;
        let start = site.portal.clock.now();
        let mut last = 0;
        for minutes in [0, 5, 10, 15, 20, 25] {
            site.portal.clock.set(Millis(start.0 + minutes * 60_000));
            site.reads(&url, &format!("198.51.100.{minutes}")).await;
            site.flushes().await;
            let head = site.portal.db.read(head).await.expect("the log's end");
            assert!(head > last, "after {minutes} minutes");
            last = head;
        }
        let oldest = site.portal.clock.now().minus(KEPT);
        let kept: Vec<i64> = site.events().await.iter().map(|event| event.at.0).collect();
        let minutes = |at: &i64| (at - start.0) / 60_000;
        assert_eq!(
            kept.iter().map(minutes).collect::<Vec<_>>(),
            [10, 15, 20, 25]
        );
        assert!(kept.iter().all(|at| *at >= oldest.0));
        site.caught_up().await;
        let (db, media) = (site.portal.db.clone(), site.portal.media.clone());
        let checking = tokio::task::spawn_blocking(move || check(&db, &media).expect("a check"));
        assert_eq!(checking.await.expect("no panic"), Vec::<Finding>::new());
    }
}
