//! What will be seen, what goes by itself, and what an archive takes along.

use std::sync::Arc;

use masthead::archive::export::export;
use masthead::pen::Pen;
use masthead::slot::rules::{self, Act, Filling, New, Window};
use masthead::slot::store::candidate;
use masthead::slot::store::change::{ChangeFault, Save, change};
use masthead_archive::Writer;
use masthead_clock::Millis;
use masthead_db::{Fault, Meter, Tx, metered, params};
use masthead_document::Document;
use masthead_log::Actor;
use serde_json::json;

use super::{Editor, HOME, archive, article, id_of, kinds, slots};
use crate::support::{Archive, TestSite};

const MINUTE_MS: i64 = 60_000;

#[tokio::test]
async fn a_look_ahead_shows_the_page_of_that_minute_and_leaves_no_trace() {
    let archive = archive()
        .row("articles", {
            let mut row = article("tower", "电视塔亮灯", "scheduled", "city");
            row["published_at"] = json!("2026-01-18T11:00:00+08:00");
            row
        })
        .row(
            "slots",
            json!({"place": "home/top", "article": "tower", "title": "塔已亮",
            "from": "2026-01-18T10:00:00+08:00"}),
        );
    for site in TestSite::each(&archive).await {
        let admin = Editor::on(&site, "admin", "administrator").await;
        let ferry = id_of(&site, "ferry").await;
        let fields = [
            ("article", &*ferry),
            ("title_zh", "晚高峰"),
            ("from", "2026-01-18T12:00"),
            ("until", "2026-01-18T13:00"),
        ];
        let placed = admin.sends("filling", ("home/top", 1), &fields).await;
        assert_eq!(placed.status, 303, "{}", placed.text);
        let home = site.get("/").await;
        home.lacks("晚高峰").lacks("电视塔亮灯");
        let (kept, events) = (site.portal.press.count(), kinds(&site).await.len());
        let look = async |at: &str| {
            let path = format!("/desk/slots/preview?place=home/top&at={at}");
            let page = admin.sees(&path).await;
            assert_eq!(page.status, 200, "{}", page.text);
            assert_eq!(page.header("cache-control"), "no-store");
            page.shows("只有您能看到").shows("noindex");
            // What stands below the banner.
            let (_, page) = page.text.split_once("</aside>").expect("a banner");
            page.to_owned()
        };
        for (at, shown) in [
            ("", [false, false, false]),
            ("2026-01-18T10:30", [false, false, false]),
            ("2026-01-18T11:00", [true, true, false]),
            ("2026-01-18T12:00", [true, true, true]),
            ("2026-01-18T13:00", [true, true, false]),
        ] {
            let page = look(at).await;
            let words = ["电视塔亮灯", "塔已亮", "晚高峰"];
            let seen = words.map(|word| page.contains(word));
            assert_eq!(seen, shown, "{at}");
        }
        let places = ["hot", "channel/city/headline", "column/tide/headline"];
        for place in places {
            let path = format!("/desk/slots/preview?place={place}&at=2026-01-18T12:00");
            let page = admin.sees(&path).await;
            assert_eq!(page.status, 200, "{place}");
            let awaited = page.text.contains("电视塔亮灯");
            assert_eq!(awaited, place == "channel/city/headline", "{place}");
        }
        let coming = admin.sees("/desk/slots/preview").await;
        coming
            .shows("上：晚高峰")
            .shows("下：晚高峰")
            .shows("发布：电视塔亮灯");
        coming.shows("at=2026-01-18T12%3A00");
        assert_eq!(site.portal.press.count(), kept, "nothing was pressed");
        assert_eq!(kinds(&site).await.len(), events);
        assert_eq!(site.get("/").await.text, home.text);
        let path = "/desk/slots/preview?at=soon";
        assert_eq!(admin.sees(path).await.status, 400);
    }
}

#[tokio::test]
async fn a_slot_whose_article_goes_is_filled_by_the_ranking_in_the_next_answer() {
    let places = ["home/top", "hot", "channel/city/headline"];
    for state in ["withdrawn", "taken_down"] {
        for site in TestSite::each(&archive()).await {
            let admin = Editor::on(&site, "admin", "administrator").await;
            let bridge = id_of(&site, "bridge").await;
            for place in places {
                let fields = [("article", &*bridge), ("title_zh", "占位的标题")];
                let placed = admin.sends("filling", (place, 0), &fields).await;
                assert_eq!(placed.status, 303, "{}", placed.text);
            }
            site.get("/").await.shows("占位的标题");
            site.get("/channel/city").await.shows("占位的标题");
            let gone = archive().row("articles", article("bridge", "大桥通车", state, "city"));
            // The archive's last word rules; what it imports again changes nothing.
            site.takes(&gone).await;
            for path in ["/", "/channel/city", "/hot"] {
                site.get(path).await.lacks("占位的标题").lacks("大桥通车");
            }
            for path in ["/", "/channel/city"] {
                site.get(path).await.shows("轮渡复航");
            }
            let why = match state {
                "withdrawn" => "已撤回",
                _ => "已下架",
            };
            admin.sees(HOME).await.shows(why);
            admin
                .sees("/desk/slots")
                .await
                .shows(why)
                .shows("由排行补上");
        }
    }
}

#[tokio::test]
async fn a_film_that_is_to_be_placed_is_warned_of() {
    let film = json!({"version": 1, "blocks": [{"type": "video", "src": "ab".repeat(32)}]});
    let film: Document = serde_json::from_value(film).expect("a document");
    let film = serde_json::to_string(&film).expect("plain data");
    assert!(film.contains("video"), "{film}");
    let archive = archive().article("film", "船的影像", "2026-01-17T08:00:00+08:00");
    for site in TestSite::each(&archive).await {
        let film = film.clone();
        let filmed = site.portal.db.write(move |tx| -> Result<_, Fault> {
            tx.execute(
                "UPDATE revision SET body = $1
                WHERE id = (SELECT revision FROM article WHERE external_id = 'film')",
                params![&film],
            )
        });
        assert_eq!(filmed.await.expect("written"), 1);
        let admin = Editor::on(&site, "admin", "administrator").await;
        admin.sees(HOME).await.shows("含视频");
        admin
            .sees("/desk/slots/channel/sports/headline")
            .await
            .lacks("含视频");
        let film = id_of(&site, "film").await;
        let placed = admin.places(&film, ("channel/sports/headline", 0)).await;
        assert_eq!(placed.status, 303);
        admin
            .sees("/desk/slots/channel/sports/headline")
            .await
            .shows("含视频");
    }
}

#[tokio::test]
async fn what_the_desk_fills_travels_in_an_archive_byte_for_byte() {
    for site in TestSite::each(&archive()).await {
        let admin = Editor::on(&site, "admin", "administrator").await;
        let bridge = id_of(&site, "bridge").await;
        let fields = [
            ("article", &*bridge),
            ("title_zh", "头条"),
            ("title_en", "Lead"),
            ("from", "2026-01-19T08:00"),
            ("until", "2026-01-20T08:00"),
        ];
        assert_eq!(
            admin
                .sends("filling", ("home/top", 0), &fields)
                .await
                .status,
            303
        );
        assert_eq!(admin.places(&bridge, ("hot", 0)).await.status, 303);
        site.portal
            .clock
            .set(Millis(site.portal.clock.now().0 + MINUTE_MS));
        let slot = slots(&admin.sees("/desk/slots/hot").await).remove(0);
        assert_eq!(
            admin
                .sends("removal", ("hot", 1), &[("slot", &slot)])
                .await
                .status,
            303
        );
        let once = exported(&site).await;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("round.zip");
        std::fs::write(&path, &once).expect("written");
        for other in TestSite::each(&Archive::new()).await {
            let (report, lines) = other.takes_from(&path).await;
            assert!(report.is_whole(), "{lines:#?}");
            assert!(exported(&other).await == once, "the second export differs");
            other.get("/hot").await.lacks("占位");
        }
    }
}

#[tokio::test]
async fn filling_asks_a_handful_of_queries_whatever_the_portal_holds() {
    let mut counts = Vec::new();
    for articles in [3, 300] {
        let mut archive = archive();
        for number in 0..articles {
            let id = format!("n{number}");
            archive = archive.row("articles", article(&id, "又一篇", "published", "city"));
        }
        for site in TestSite::each(&archive).await {
            let bridge = id_of(&site, "bridge").await.parse().expect("an id");
            let account = site.portal.db.read(|tx| -> Result<i64, Fault> {
                tx.get("SELECT MIN(id) FROM user_account", &[], |row| row.get(0))
            });
            let pen = Pen {
                log: site.portal.log.clone(),
                ids: site.portal.ids.clone(),
                clock: site.portal.clock.clone(),
                actor: Actor::User(account.await.expect("an account")),
            };
            let save = Save {
                place: "home/top".to_owned(),
                rests_on: 0,
                act: Act::Filled,
            };
            let make = move |tx: &mut Tx<'_>, state: &[Filling]| {
                let row = candidate::find(tx, bridge)?.expect("the article");
                let new = New {
                    article: row.id,
                    name: row.title,
                    title: None,
                    window: Window {
                        from: Millis(5),
                        until: Millis(i64::MAX),
                    },
                    first: true,
                };
                let refused = |refusal| ChangeFault::Refused("article", refusal);
                rules::fill(state, new).map_err(refused)
            };
            let meter = Arc::new(Meter::default());
            let write = site
                .portal
                .db
                .write(move |tx| change(tx, &pen, &save, make));
            let filled = metered(Arc::clone(&meter), write).await;
            filled.expect("filled");
            counts.push(meter.queries());
        }
    }
    let (few, many) = counts.split_at(counts.len() / 2);
    assert_eq!(few, many, "whatever the portal holds");
    // Place, version, fillings, article, kept or not, two versions, the slot, two events, and
    // on PostgreSQL what keeps the log in order.
    assert!(few.iter().all(|count| *count <= 11), "{few:?}");
}

/// Everything that the site holds, as an archive.
async fn exported(site: &TestSite) -> Vec<u8> {
    let (db, media) = (site.portal.db.clone(), site.portal.media.clone());
    let writing = tokio::task::spawn_blocking(move || {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("portal.zip");
        let mut writer = Writer::create(&path).expect("a writer");
        export(&db, &media, &mut writer).expect("an export");
        writer.finish().expect("finished");
        std::fs::read(path).expect("an archive")
    });
    writing.await.expect("no panic")
}
