//! Filling places, as editors do it in a browser.

#[path = "tests/later.rs"]
mod later;

use std::collections::HashSet;

use masthead_db::Fault;
use serde_json::json;

use crate::account::{gives, newcomer};
use crate::support::{Answer, Archive, TestSite};

/// Of the home page's lead stories.
const HOME: &str = "/desk/slots/home/top";

fn article(id: &str, title: &str, state: &str, channel: &str) -> serde_json::Value {
    json!({"id": id, "creator": "harbour", "channel": channel, "title": title, "state": state,
        "body": {"format": "text", "content": format!("{title}的正文。")},
        "published_at": "2026-01-16T08:00:00+08:00"})
}

fn archive() -> Archive {
    Archive::small()
        .row(
            "channels",
            json!({"id": "port", "name": "港口", "parent": "city"}),
        )
        .row("channels", json!({"id": "sports", "name": "体育"}))
        .row("columns", json!({"id": "tide", "name": "江潮日志"}))
        .row(
            "articles",
            article("bridge", "大桥通车", "published", "city"),
        )
        .row(
            "articles",
            article("ferry", "轮渡复航", "published", "city"),
        )
        .row(
            "articles",
            article("crane", "吊机上岗", "published", "port"),
        )
        .row(
            "articles",
            article("match", "县队九连胜", "published", "sports"),
        )
        .row("articles", article("draft", "未完的稿", "draft", "city"))
}

/// Somebody at the desk.
struct Editor<'s> {
    site: &'s TestSite,
    cookie: String,
}

impl<'s> Editor<'s> {
    /// `role` as on the command line; a channel editor has the channel `city`.
    async fn on(site: &'s TestSite, name: &str, role: &'static str) -> Self {
        let email = format!("{name}@wangchuan.example");
        let cookie = newcomer(site, &email).await;
        gives(site, &email, role).await.expect("given");
        Self { site, cookie }
    }

    async fn sees(&self, path: &str) -> Answer {
        self.site.get_with(path, &[("cookie", &self.cookie)]).await
    }

    /// Sends a form of the place at `version`.
    async fn sends(
        &self,
        act: &str,
        (place, version): (&str, i64),
        fields: &[(&str, &str)],
    ) -> Answer {
        let version = version.to_string();
        let mut form = vec![("place", place), ("version", version.as_str())];
        form.extend(fields);
        let path = format!("/desk/slots/{act}");
        let cookie = [("cookie", self.cookie.as_str())];
        self.site.posts(&path, &form, &cookie).await
    }

    /// Places an article, in front of all others, from now on.
    async fn places(&self, id: &str, at: (&str, i64)) -> Answer {
        self.sends("filling", at, &[("article", id)]).await
    }
}

async fn id_of(site: &TestSite, external_id: &'static str) -> String {
    let url = site.article_url(external_id).await;
    url.trim_start_matches("/article/").to_owned()
}

/// The slots of a place as its page lists them.
fn slots(page: &Answer) -> Vec<String> {
    let parts = page.text.split("data-slot=\"").skip(1);
    let ids = parts.map(|part| part.split('"').next().expect("a value"));
    ids.map(str::to_owned).collect()
}

/// The kinds of events since the last look.
async fn kinds(site: &TestSite) -> Vec<String> {
    let read = site.portal.db.read(|tx| -> Result<_, Fault> {
        let sql =
            "SELECT kind FROM event WHERE actor LIKE 'user:%' AND kind LIKE '%l%' ORDER BY seq";
        tx.query(sql, &[], |row| row.get::<String>(0))
    });
    let all = read.await.expect("a database").into_iter();
    all.filter(|kind| kind.starts_with("slot.") || kind.starts_with("place."))
        .collect()
}

#[tokio::test]
async fn what_an_editor_places_stands_on_the_page_once_it_is_answered() {
    for site in TestSite::each(&archive()).await {
        let admin = Editor::on(&site, "admin", "administrator").await;
        for path in ["/", "/hot", "/channel/city"] {
            site.get(path).await.lacks("今日头条");
        }
        let bridge = site.article_url("bridge").await;
        let address = format!("http://127.0.0.1:8080{bridge}?from=home");
        let fields = [
            ("article", &*address),
            ("title_zh", "今日头条"),
            ("title_en", "Lead"),
        ];
        let placed = admin.sends("filling", ("home/top", 0), &fields).await;
        assert_eq!(placed.status, 303, "{}", placed.text);
        assert_eq!(
            placed.header("location"),
            "/desk/slots/home/top?done=filled"
        );
        site.get("/").await.shows("今日头条");
        site.get("/?lang=en").await.shows("Lead").lacks("今日头条");
        let page = admin.sees(HOME).await;
        page.shows("今日头条")
            .shows("安排稿件")
            .shows("value=\"Lead\"");
        assert_eq!(page.header("cache-control"), "no-store");
        admin.sees("/desk/slots").await.shows("今日头条");

        let [slot] = &slots(&page)[..] else {
            panic!("one filling")
        };
        let fields = [
            ("slot", &**slot),
            ("title_zh", "另一个标题"),
            ("until", "2026-01-18T06:00"),
        ];
        let revised = admin.sends("revision", ("home/top", 1), &fields).await;
        assert_eq!(revised.status, 303, "{}", revised.text);
        site.get("/").await.shows("另一个标题").lacks("今日头条");
        let removed = admin
            .sends("removal", ("home/top", 2), &[("slot", slot)])
            .await;
        assert_eq!(removed.status, 303, "{}", removed.text);
        site.get("/").await.lacks("另一个标题");
        let told = [
            "slot.filled",
            "place.changed",
            "slot.filled",
            "place.changed",
        ];
        let told = told.into_iter().chain(["slot.emptied", "place.changed"]);
        assert_eq!(kinds(&site).await, told.collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn fillings_are_put_in_order_by_steps_and_as_a_whole() {
    for site in TestSite::each(&archive()).await {
        let admin = Editor::on(&site, "admin", "administrator").await;
        for (version, name) in [(0, "bridge"), (1, "ferry"), (2, "match")] {
            let id = id_of(&site, name).await;
            assert_eq!(admin.places(&id, ("home/top", version)).await.status, 303);
        }
        let before = slots(&admin.sees(HOME).await);
        let [a, b, c] = &before[..] else {
            panic!("three fillings")
        };
        let step = [("slot", &**a), ("step", "down")];
        assert_eq!(
            admin.sends("order", ("home/top", 3), &step).await.status,
            303
        );
        assert_eq!(slots(&admin.sees(HOME).await), [&**b, a, c]);
        let order = format!("{c},{b},{a}");
        let whole = [("order", &*order)];
        assert_eq!(
            admin.sends("order", ("home/top", 4), &whole).await.status,
            303
        );
        assert_eq!(slots(&admin.sees(HOME).await), [&**c, b, a]);
        let home = site.get("/").await;
        let at = |title: &str| home.text.find(title).expect("on the page");
        assert!(at("大桥通车") < at("轮渡复航") && at("轮渡复航") < at("县队九连胜"));
    }
}

#[tokio::test]
async fn a_form_that_is_wrong_says_where_and_keeps_what_was_typed() {
    for site in TestSite::each(&archive()).await {
        let admin = Editor::on(&site, "admin", "administrator").await;
        let (bridge, draft) = (id_of(&site, "bridge").await, id_of(&site, "draft").await);
        let fields = [
            ("article", "no such thing"),
            ("title_zh", "一个好标题"),
            ("from", "2026-01-17T00:00"),
        ];
        let refused = admin.sends("filling", ("home/top", 0), &fields).await;
        assert_eq!(refused.status, 422);
        refused
            .shows("有 2 处需要修改")
            .shows("没有找到这篇稿件")
            .shows("开始时间已经过去")
            .shows("value=\"no such thing\"")
            .shows("value=\"一个好标题\"")
            .shows("value=\"2026-01-17T00:00\"");
        for (fields, why) in [
            (vec![("article", &*draft)], "还没有发布"),
            (vec![("article", "77")], "没有找到这篇稿件"),
            (
                vec![("article", &bridge), ("until", "2026-01-18T04:00")],
                "结束时间已经过去",
            ),
            (
                vec![
                    ("article", &bridge),
                    ("from", "2026-01-19T00:00"),
                    ("until", "2026-01-18T05:00"),
                ],
                "结束时间要晚于开始时间",
            ),
            (vec![("article", &bridge), ("until", "soon")], "这不是时间"),
        ] {
            let refused = admin.sends("filling", ("home/top", 0), &fields).await;
            assert_eq!(refused.status, 422, "{why}");
            refused.shows(why);
        }
        assert_eq!(admin.places(&bridge, ("home/top", 0)).await.status, 303);
        let twice = admin.places(&bridge, ("home/top", 1)).await;
        assert_eq!(twice.status, 422);
        twice.shows("它已经在这里了");
        assert_eq!(slots(&admin.sees(HOME).await).len(), 1);
    }
}

#[tokio::test]
async fn a_channels_editor_has_the_channel_and_those_below_it_and_nothing_else() {
    for site in TestSite::each(&archive()).await {
        let editor = Editor::on(&site, "city", "channel_editor").await;
        let list = editor.sees("/desk/slots").await;
        list.shows("城事频道").shows("港口频道");
        list.lacks("体育频道")
            .lacks("首页 · 头条区")
            .lacks("江潮日志栏目");
        let (crane, game) = (id_of(&site, "crane").await, id_of(&site, "match").await);
        let own = ["channel/city/headline", "channel/port/headline"];
        for place in own {
            assert_eq!(
                editor.sees(&format!("/desk/slots/{place}")).await.status,
                200
            );
            assert_eq!(editor.places(&crane, (place, 0)).await.status, 303);
            let foreign = editor.places(&game, (place, 1)).await;
            assert_eq!(foreign.status, 422);
            foreign.shows("属于别的频道");
        }
        for place in [
            "home/top",
            "hot",
            "channel/sports/headline",
            "column/tide/headline",
        ] {
            assert_eq!(
                editor.sees(&format!("/desk/slots/{place}")).await.status,
                403
            );
            let look = format!("/desk/slots/preview?place={place}");
            assert_eq!(editor.sees(&look).await.status, 403);
            assert_eq!(editor.places(&crane, (place, 0)).await.status, 403);
            let fields = [("slot", "1"), ("to", "0"), ("order", "1")];
            for act in ["removal", "order", "restoration", "revision"] {
                let answer = editor.sends(act, (place, 0), &fields).await;
                assert_eq!(answer.status, 403, "{act} {place}");
            }
        }
        for place in ["front/page", "channel/none/headline", "channel/city"] {
            assert_eq!(
                editor.sees(&format!("/desk/slots/{place}")).await.status,
                404
            );
        }
    }
}

#[tokio::test]
async fn any_earlier_state_is_put_back_and_that_is_a_change_too() {
    for site in
        TestSite::each(&archive().row("slots", json!({"place": "home/top", "article": "match"})))
            .await
    {
        let admin = Editor::on(&site, "admin", "administrator").await;
        let bridge = id_of(&site, "bridge").await;
        // The import has made version 1, which the first change keeps.
        let fields = [("article", &*bridge), ("title_zh", "错误的头条")];
        assert_eq!(
            admin
                .sends("filling", ("home/top", 1), &fields)
                .await
                .status,
            303
        );
        site.get("/").await.shows("错误的头条");
        let page = admin.sees(HOME).await;
        page.shows("原有安排")
            .shows("上：大桥通车")
            .shows("name=\"to\" value=\"1\"");
        let back = admin
            .sends("restoration", ("home/top", 2), &[("to", "1")])
            .await;
        assert_eq!(
            back.header("location"),
            "/desk/slots/home/top?done=restored"
        );
        site.get("/").await.lacks("错误的头条").shows("县队九连胜");
        let page = admin.sees(HOME).await;
        page.shows("恢复旧版本").shows("下：大桥通车");
        let again = admin
            .sends("restoration", ("home/top", 3), &[("to", "2")])
            .await;
        assert_eq!(again.status, 303);
        site.get("/").await.shows("错误的头条");
    }
}

#[tokio::test]
async fn a_save_that_rests_on_an_old_version_writes_nothing_and_loses_nothing() {
    for site in TestSite::each(&archive()).await {
        let admin = Editor::on(&site, "admin", "administrator").await;
        let other = Editor::on(&site, "other", "administrator").await;
        let (bridge, ferry) = (id_of(&site, "bridge").await, id_of(&site, "ferry").await);
        assert_eq!(other.places(&bridge, ("home/top", 0)).await.status, 303);
        let fields = [
            ("article", &*ferry),
            ("title_zh", "我的标题"),
            ("until", "2026-01-18T06:00"),
        ];
        let late = admin.sends("filling", ("home/top", 0), &fields).await;
        assert_eq!(late.status, 409);
        late.shows("有人改动了这里")
            .shows("上：大桥通车")
            .shows("林月");
        late.shows("value=\"我的标题\"")
            .shows("value=\"2026-01-18T06:00\"");
        late.shows("name=\"version\" value=\"1\"");
        site.get("/").await.lacks("我的标题");
        assert_eq!(
            admin
                .sends("filling", ("home/top", 1), &fields)
                .await
                .status,
            303
        );
        site.get("/").await.shows("我的标题");

        // What was to be changed has been taken out: what was typed stands in the form for another.
        let slot = slots(&admin.sees(HOME).await).remove(0);
        let removed = other
            .sends("removal", ("home/top", 2), &[("slot", &slot)])
            .await;
        assert_eq!(removed.status, 303);
        let fields = [("slot", &*slot), ("title_zh", "更好的标题")];
        let late = admin.sends("revision", ("home/top", 2), &fields).await;
        assert_eq!(late.status, 409);
        late.shows("value=\"更好的标题\"").shows("下：轮渡复航");
    }
}

#[tokio::test]
async fn of_editors_who_save_at_the_same_time_one_is_first_and_all_others_are_told() {
    for site in TestSite::each(&archive()).await {
        let admin = Editor::on(&site, "admin", "administrator").await;
        let [a, b, c, d] = ["bridge", "ferry", "crane", "match"];
        let places = async |name| {
            let id = id_of(&site, name).await;
            admin.places(&id, ("home/top", 0)).await
        };
        let (a, b, c, d) = tokio::join!(places(a), places(b), places(c), places(d));
        let mut statuses = [a, b, c, d].map(|answer| answer.status.as_u16());
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409, 409, 409]);
        assert_eq!(slots(&admin.sees(HOME).await).len(), 1);
        let versions = site.portal.db.read(|tx| -> Result<_, Fault> {
            let sql = "SELECT version FROM place_version ORDER BY version";
            tx.query(sql, &[], |row| row.get::<i64>(0))
        });
        assert_eq!(versions.await.expect("a database"), [0, 1]);
    }
}

/// Every address on a page of ours that a click opens.
fn links(page: &str) -> Vec<String> {
    let parts = page.split("href=\"").skip(1);
    let links = parts.filter_map(|part| part.split(['"', '#']).next());
    links
        .filter(|link| link.starts_with('/'))
        .map(|link| link.replace("&amp;", "&"))
        .collect()
}

#[tokio::test]
async fn nobody_at_the_desk_is_offered_what_answers_that_they_may_not() {
    for site in TestSite::each(&archive()).await {
        for role in ["channel_editor", "moderator", "reviewer", "administrator"] {
            let email = format!("{}@wangchuan.example", role.replace('_', "-"));
            let cookie = newcomer(&site, &email).await;
            gives(&site, &email, role).await.expect("given");
            let (mut seen, mut open) = (HashSet::new(), vec!["/desk".to_owned()]);
            while let Some(path) = open.pop() {
                if !path.starts_with("/desk") || !seen.insert(path.clone()) || seen.len() > 120 {
                    continue;
                }
                let page = site.get_with(&path, &[("cookie", &cookie)]).await;
                assert_ne!(page.status, 403, "{role} is offered {path}");
                open.extend(links(&page.text));
            }
            assert!(seen.len() > 1, "{role} saw nothing");
        }
    }
}
