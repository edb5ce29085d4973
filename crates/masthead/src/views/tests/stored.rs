//! What the database holds of counted views, and what it does not.

use std::sync::mpsc;

use masthead_db::{Dialect, Fault, FaultKind};
use serde_json::json;

use super::{FIREFOX, archive};
use crate::support::{Archive, TestSite};
use masthead::id::ArticleId;

impl TestSite {
    async fn alters(&self, sql: &'static str) {
        let altered = self.portal.db.write(move |tx| tx.execute(sql, &[]));
        altered
            .await
            .map(drop)
            .map_err(|fault: Fault| fault.to_string())
            .expect("altered");
    }

    async fn texts(&self, sql: &'static str) -> Vec<String> {
        let texts = self.portal.db.read(move |tx| -> Result<_, Fault> {
            tx.query(sql, &[], |row| {
                Ok(row.get::<Option<String>>(0)?.unwrap_or_default())
            })
        });
        texts.await.expect("texts")
    }

    /// Every column of every table, as text.
    async fn dump(&self) -> String {
        let columns = match self.portal.db.dialect() {
            Dialect::Sqlite => {
                "SELECT 'SELECT CAST(\"' || p.name || '\" AS TEXT) FROM \"' || m.name || '\"'
                FROM sqlite_schema m, pragma_table_info(m.name) p
                WHERE m.type = 'table'"
            }
            Dialect::Postgres => {
                "SELECT 'SELECT CAST(\"' || column_name || '\" AS TEXT) FROM \"' || table_name || '\"'
                FROM information_schema.columns
                WHERE table_schema = 'public'"
            }
        };
        let mut dump = Vec::new();
        for sql in self.texts(columns).await {
            // A test may keep a text for ever; a query has to.
            dump.extend(self.texts(sql.leak()).await);
        }
        dump.join("\n")
    }
}

#[tokio::test]
async fn what_the_database_refuses_is_written_with_the_next_flush() {
    for site in TestSite::each(&archive()).await {
        let url = site.article_url("bridge").await;
        site.reads(&url, "198.51.100.1").await;
        site.alters("ALTER TABLE event RENAME TO event_away").await;
        let flushed = site
            .portal
            .views
            .flush(&site.portal.db, &site.portal.log)
            .await;
        assert!(flushed.is_err(), "the log is away");
        assert_eq!(site.counts("bridge").await.0, 0, "all or nothing");
        site.reads(&url, "198.51.100.2").await;
        assert_eq!(site.portal.views.waiting(), 2);
        site.alters("ALTER TABLE event_away RENAME TO event").await;
        assert_eq!(site.flushes().await, 1);
        assert_eq!(site.counts("bridge").await.0, 2);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_holds_an_article_goes_first() {
    for site in TestSite::each(&archive()).await {
        if site.portal.db.dialect() == Dialect::Sqlite {
            continue; // One writer: nobody else can hold it.
        }
        let url = site.article_url("bridge").await;
        site.reads(&url, "198.51.100.1").await;
        let ((held, holds), (release, released)) = (mpsc::channel(), mpsc::channel());
        let db = site.portal.db.clone();
        let holder = tokio::task::spawn_blocking(move || {
            db.write_now(move |tx| -> Result<(), Fault> {
                tx.execute("UPDATE article SET version = version + 1", &[])?;
                held.send(()).expect("the test listens");
                released.recv().expect("the test tells");
                Ok(())
            })
        });
        tokio::task::block_in_place(|| holds.recv()).expect("it holds the rows");
        let flushed = site
            .portal
            .views
            .flush(&site.portal.db, &site.portal.log)
            .await;
        assert_eq!(flushed.expect_err("no waiting").kind(), FaultKind::Busy);
        release.send(()).expect("it waits for this");
        holder.await.expect("no panic").expect("the other's change");
        assert_eq!(site.flushes().await, 1);
        assert_eq!(site.counts("bridge").await.0, 1);
    }
}

#[tokio::test]
async fn articles_that_are_gone_meanwhile_keep_nobody_waiting() {
    for site in TestSite::each(&archive()).await {
        let (bridge, ferry) = (
            site.article_url("bridge").await,
            site.article_url("ferry").await,
        );
        for agent in [FIREFOX, "bingbot/2.0"] {
            site.reads_with(&bridge, "198.51.100.1", &[("user-agent", agent)])
                .await;
            site.reads_with(&ferry, "198.51.100.1", &[("user-agent", agent)])
                .await;
        }
        // An id that no article has: counted by hand, as no page answers for it.
        let visitor = masthead::views::Visitor {
            address: [198, 51, 100, 1].into(),
            agent: FIREFOX.as_bytes(),
        };
        site.portal.views.saw(ArticleId(77), &visitor);
        site.alters("UPDATE article SET state = 'taken_down' WHERE external_id = 'ferry'")
            .await;
        assert_eq!(site.flushes().await, 1);
        assert_eq!(site.counts("bridge").await.0, 1);
        let (views, _, crawls) = site.counts("ferry").await;
        assert_eq!((views, crawls), (0, None));
    }
}

#[tokio::test]
async fn nothing_that_identifies_a_reader_is_stored() {
    const SECRET: &str = "198.51.100.77";
    for site in TestSite::each(&archive()).await {
        let url = site.article_url("bridge").await;
        for address in [SECRET, "2001:db8:7777::1"] {
            let agent = format!("{FIREFOX} Unmistakable/9");
            site.reads_with(&url, address, &[("user-agent", &agent)])
                .await;
        }
        site.reads_with(&url, SECRET, &[("user-agent", "Unmistakablebot/1")])
            .await;
        assert_eq!(site.flushes().await, 1);
        site.caught_up().await;
        let dump = site.dump().await;
        assert!(dump.contains("大桥恢复通车") && dump.contains("views.counted"));
        for trace in [
            SECRET,
            "7777",
            "Unmistakable",
            "Firefox",
            "Mozilla",
            "198.51",
        ] {
            assert!(!dump.contains(trace), "{trace} stands in the database");
        }
    }
}

#[tokio::test]
async fn an_archive_never_takes_counted_views_back() {
    let with = |views: serde_json::Value| {
        Archive::small().row(
            "articles",
            json!({"id": "bridge", "creator": "harbour", "channel": "city", "title": "大桥",
                "body": {"format": "text", "content": "大桥开放。"}, "views": views,
                "published_at": "2026-01-17T08:30:00+08:00"}),
        )
    };
    for site in TestSite::each(&with(json!(5))).await {
        let url = site.article_url("bridge").await;
        site.reads(&url, "198.51.100.1").await;
        site.flushes().await;
        let counted = site.counts("bridge").await;
        assert_eq!(counted.0, 6);
        for views in [json!(5), json!(0)] {
            let (report, _) = site.takes(&with(views)).await;
            assert!(report.is_whole());
            assert_eq!(site.counts("bridge").await, counted);
        }
        site.takes(&with(json!(40))).await;
        assert_eq!(site.counts("bridge").await.0, 40);
    }
}

#[tokio::test]
async fn old_events_are_found_without_reading_the_log() {
    const CLEAR: &str = "DELETE FROM event WHERE kind = 'views.counted' AND at < 5";
    for site in TestSite::each(&archive()).await {
        let dialect = site.portal.db.dialect();
        let plan = site
            .portal
            .db
            .write(move |tx| -> Result<Vec<String>, Fault> {
                if dialect == Dialect::Postgres {
                    // Small tables are scanned, and a missing index would not show.
                    tx.execute("SET LOCAL enable_seqscan = off", &[])?;
                }
                let column = if dialect == Dialect::Sqlite { 3 } else { 0 };
                let sql = format!("{}{CLEAR}", dialect.explain());
                tx.query(sql.leak(), &[], |row| row.get(column))
            });
        let plan = plan.await.expect("a plan").join("\n");
        assert!(plan.contains("event_views_counted"), "{plan}");
    }
}
