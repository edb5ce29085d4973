//! Whatever the desk's forms accept, as a browser sends them, comes back as it was.

use std::fs;

use masthead::archive::export::export;
use masthead_archive::Writer;
use masthead_db::Fault;
use serde_json::json;

use super::forms::{some, typed};
use super::house::House;
use crate::account::{gives, newcomer};
use crate::support::{Archive, TestSite};

const HEAD: &str = "head@wangchuan.example";
const AT: &str = "2026-01-16T08:00:00+08:00";
/// Sections, and fillings of one place, of which it takes 40.
const CASES: usize = 24;
const ZONES: [&str; 4] = ["Asia/Shanghai", " UTC ", "asia/urumqi", "Etc/GMT-8"];

/// An administrator at the desk.
struct Head<'s> {
    site: &'s TestSite,
    cookie: String,
}

impl<'s> Head<'s> {
    async fn on(site: &'s TestSite) -> Self {
        let cookie = newcomer(site, HEAD).await;
        gives(site, HEAD, "administrator").await.expect("given");
        Self { site, cookie }
    }

    /// Gives whether the form was accepted.
    async fn sends(&self, path: &str, fields: &[(&str, &str)]) -> bool {
        let cookie = [("cookie", self.cookie.as_str())];
        let answer = self.site.posts(path, fields, &cookie).await;
        if answer.status == 422 {
            return false;
        }
        assert_eq!(answer.status, 303, "{}", answer.text);
        assert!(answer.header("location").contains("?done="));
        true
    }

    /// Channels and columns, each under names of its own, then under others.
    async fn arranges(&self, words: &[[String; 3]]) -> usize {
        let mut accepted = 0;
        let kinds = ["channel", "column"].into_iter().cycle();
        for (at, (kind, [zh, en, headline])) in kinds.zip(words).enumerate() {
            let slug = format!("s-{at}");
            let new = [
                ("kind", kind),
                ("slug", slug.as_str()),
                ("name_zh", zh.as_str()),
                ("name_en", en.as_str()),
                ("headline_zh", headline.as_str()),
            ];
            if !self.sends("/desk/sections/new", &new).await {
                continue;
            }
            accepted += 1;
            let other = [
                ("name_zh", headline.as_str()),
                ("name_en", zh.as_str()),
                ("headline_en", en.as_str()),
            ];
            let path = format!("/desk/sections/{kind}/{slug}");
            self.sends(&path, &other).await;
        }
        accepted
    }

    /// The home page's lead stories, each under a title of its own.
    async fn fills(&self, words: &[[String; 3]]) -> usize {
        let read = self.site.portal.db.read(|tx| -> Result<_, Fault> {
            let sql = "SELECT CAST(id AS TEXT) FROM article ORDER BY id";
            tx.query(sql, &[], |row| row.get::<String>(0))
        });
        let articles = read.await.expect("a database");
        let mut version: usize = 0;
        for (article, [zh, en, _]) in articles.iter().zip(words) {
            let seen = version.to_string();
            let filling = [
                ("place", "home/top"),
                ("version", seen.as_str()),
                ("article", article.as_str()),
                ("title_zh", zh.as_str()),
                ("title_en", en.as_str()),
            ];
            if self.sends("/desk/slots/filling", &filling).await {
                version += 1;
            }
        }
        version
    }
}

/// The archive comes back whole, as it was, in each house.
async fn comes_back(site: &TestSite) {
    let (db, media) = (site.portal.db.clone(), site.portal.media.clone());
    let round = tokio::task::spawn_blocking(move || {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("round.zip");
        let mut writer = Writer::create(&path).expect("a writer");
        let left_out = export(&db, &media, &mut writer).expect("an export");
        assert!(left_out.is_empty(), "{left_out:#?}");
        writer.finish().expect("finished");
        let once = fs::read(&path).expect("the zip");
        for again in House::each() {
            let (report, lines) = again.takes_from(&path, true);
            assert!(report.expect("an import").is_whole(), "{lines:#?}");
            assert!(again.exported() == once, "the second export differs");
        }
    });
    round.await.expect("no panic");
}

#[tokio::test]
async fn whatever_the_desk_arranges_and_fills_is_equal_after_export_and_import() {
    let words = some([typed(), typed(), typed()], CASES);
    let archive = (0..CASES).fold(Archive::small(), |archive, at| {
        let article = json!({"id": format!("a-{at}"), "creator": "harbour", "title": "题",
            "published_at": AT, "body": {"format": "text", "content": "文"}});
        archive.row("articles", article)
    });
    for site in TestSite::each(&archive).await {
        let head = Head::on(&site).await;
        let arranged = head.arranges(&words).await;
        assert!(arranged > 5, "too few to say anything");
        let filled = head.fills(&words).await;
        assert!(filled > 5, "too few to say anything");
        comes_back(&site).await;
    }
}

#[tokio::test]
async fn whatever_the_sites_own_form_accepts_is_equal_after_export_and_import() {
    let words = some([typed(), typed(), typed(), typed()], 8);
    for site in TestSite::each(&Archive::small()).await {
        let head = Head::on(&site).await;
        let mut accepted = 0;
        let zones = ZONES.into_iter().cycle();
        for ([zh, en, notice_zh, notice_en], zone) in words.iter().zip(zones) {
            let fields = [
                ("name_zh", zh.as_str()),
                ("name_en", en.as_str()),
                ("notice_zh", notice_zh.as_str()),
                ("notice_en", notice_en.as_str()),
                ("locale", "zh-CN"),
                ("time_zone", zone),
            ];
            if head.sends("/desk/site", &fields).await {
                accepted += 1;
                comes_back(&site).await;
            }
        }
        assert!(accepted > 1, "too few to say anything");
    }
}
