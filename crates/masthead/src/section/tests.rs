//! An administrator sets up the portal's name, its channels and columns.

use crate::account::{gives, newcomer};
use crate::support::{Archive, TestSite};

const ALL: &str = "/desk/sections";
const NEW: &str = "/desk/sections/new";
const SITE: &str = "/desk/site";
const HEAD: &str = "head@wangchuan.example";

async fn head(site: &TestSite) -> String {
    let cookie = newcomer(site, HEAD).await;
    gives(site, HEAD, "administrator").await.expect("given");
    cookie
}

/// Where some words stand on a page.
#[track_caller]
fn at(page: &str, words: &str) -> usize {
    page.find(words)
        .unwrap_or_else(|| panic!("{words} on the page"))
}

async fn adds(site: &TestSite, cookie: &str, fields: &[(&str, &str)]) -> (u16, String) {
    let answer = site.posts(NEW, fields, &[("cookie", cookie)]).await;
    (answer.status.as_u16(), answer.text)
}

#[tokio::test]
async fn a_blank_portal_gets_a_name_and_channels_and_readers_see_them_at_once() {
    for site in TestSite::blank() {
        let cookie = head(&site).await;
        let by_head = [("cookie", cookie.as_str())];
        site.get_with("/desk", &by_head).await.shows("还没有频道");
        site.get_with(ALL, &by_head).await.shows("还没有栏目");
        site.get("/").await.shows("Masthead");
        let named = [
            ("name_zh", "望川"),
            ("name_en", "Wangchuan"),
            ("locale", "zh-CN"),
            ("time_zone", "Asia/Shanghai"),
            ("notice_zh", "文章只代表作者。\r\n欢迎指正。"),
        ];
        let saved = site.posts(SITE, &named, &by_head).await;
        assert_eq!(saved.header("location"), "/desk/site?done=1");
        site.caught_up().await;
        site.get("/").await.shows("望川").lacks(">Masthead<");
        site.get("/?lang=en").await.shows("Wangchuan");

        for (slug, zh, en) in [("city", "城事", "City"), ("sports", "体育", "")] {
            let form = [
                ("kind", "channel"),
                ("slug", slug),
                ("name_zh", zh),
                ("name_en", en),
            ];
            assert_eq!(adds(&site, &cookie, &form).await.0, 303);
        }
        let column = [("kind", "column"), ("slug", "walks"), ("name_en", "Walks")];
        assert_eq!(adds(&site, &cookie, &column).await.0, 303);
        site.caught_up().await;
        site.get("/desk").await;
        site.get_with("/desk", &by_head).await.lacks("还没有频道");
        let home = site.get("/").await;
        assert!(at(&home.text, ">城事<") < at(&home.text, ">体育<"));
        let english = site.get("/channel/city?lang=en").await;
        english.shows("City").shows("体育");
        assert_eq!(site.get("/column/walks").await.status, 200);

        let step = [("kind", "channel"), ("slug", "sports"), ("act", "rise")];
        let moved = site.posts(ALL, &step, &by_head).await;
        assert_eq!(moved.header("location"), "/desk/sections?done=moved");
        site.caught_up().await;
        let home = site.get("/").await;
        assert!(at(&home.text, ">体育<") < at(&home.text, ">城事<"));
    }
}

#[tokio::test]
async fn a_section_is_changed_put_under_another_and_taken_away_while_it_is_empty() {
    let archive = Archive::small().article("a1", "渡口", "2026-01-17T08:00:00+08:00");
    for site in TestSite::each(&archive).await {
        let cookie = head(&site).await;
        let by_head = [("cookie", cookie.as_str())];
        let below = [
            ("kind", "channel"),
            ("slug", "river"),
            ("name_zh", "江岸"),
            ("parent", "city"),
        ];
        assert_eq!(adds(&site, &cookie, &below).await.0, 303);
        site.caught_up().await;
        site.get("/channel/city").await.shows(">江岸<");
        let page = site
            .get_with("/desk/sections/channel/river", &by_head)
            .await;
        page.shows("value=\"江岸\"")
            .shows("value=\"city\" selected");
        let renamed = [
            ("name_zh", "两岸"),
            ("name_en", "Banks"),
            ("headline_zh", "两岸要闻"),
            ("parent", ""),
        ];
        let changed = site
            .posts("/desk/sections/channel/river", &renamed, &by_head)
            .await;
        assert_eq!(changed.header("location"), "/desk/sections?done=changed");
        site.caught_up().await;
        site.get("/").await.shows(">两岸<");
        site.get("/channel/city").await.lacks(">江岸<");

        let gone = async |slug: &str| {
            let form = [("kind", "channel"), ("slug", slug), ("act", "remove")];
            site.posts(ALL, &form, &by_head).await
        };
        let kept = gone("city").await;
        assert_eq!(kept.status, 422);
        kept.shows("没有删除");
        assert_eq!(gone("river").await.status, 303);
        site.caught_up().await;
        assert_eq!(site.get("/channel/river").await.status, 404);
        assert_eq!(site.get("/channel/city").await.status, 200);
        let nowhere = site
            .get_with("/desk/sections/channel/river", &by_head)
            .await;
        assert_eq!(nowhere.status, 404);
    }
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field_and_what_was_typed_stays() {
    for site in TestSite::each(&Archive::small()).await {
        let cookie = head(&site).await;
        let by_head = [("cookie", cookie.as_str())];
        let long = "长".repeat(101);
        for (fields, says) in [
            (
                [("slug", "sports"), ("name_zh", " ")],
                "id=\"name_zh-trouble\"",
            ),
            (
                [("slug", "sports"), ("name_zh", &*long)],
                "id=\"name_zh-trouble\"",
            ),
            (
                [("slug", "体育"), ("name_zh", "体育版")],
                "id=\"slug-trouble\"",
            ),
            (
                [("slug", "Sports"), ("name_zh", "体育版")],
                "id=\"slug-trouble\"",
            ),
            (
                [("slug", "city"), ("name_zh", "体育版")],
                "这个网址已经有了",
            ),
        ] {
            let form = [("kind", "channel"), fields[0], fields[1]];
            let (status, page) = adds(&site, &cookie, &form).await;
            assert_eq!(status, 422, "{fields:?}");
            assert!(page.contains(says), "{fields:?}: {says}");
            let kept = format!("value=\"{}\"", fields[0].1);
            assert!(page.contains(&kept), "{fields:?} keeps the address");
        }
        let under_itself = [("name_zh", "城事"), ("parent", "city")];
        let refused = site
            .posts("/desk/sections/channel/city", &under_itself, &by_head)
            .await;
        assert_eq!(refused.status, 422);
        refused.shows("id=\"parent-trouble\"");
        let site_form = [
            ("name_zh", "望川"),
            ("locale", "tlh"),
            ("time_zone", "Moon/Rains"),
        ];
        let refused = site.posts(SITE, &site_form, &by_head).await;
        assert_eq!(refused.status, 422);
        refused
            .shows("id=\"time_zone-trouble\"")
            .shows("id=\"locale-trouble\"")
            .shows("value=\"Moon/Rains\"");
    }
}

#[tokio::test]
async fn two_who_set_up_the_same_channel_at_once_make_one() {
    for site in TestSite::blank() {
        let cookie = head(&site).await;
        let form = [("kind", "channel"), ("slug", "sports"), ("name_zh", "体育")];
        let ((one, _), (other, page)) =
            tokio::join!(adds(&site, &cookie, &form), adds(&site, &cookie, &form),);
        let mut both = [one, other];
        both.sort_unstable();
        assert_eq!(both, [303, 422], "{page}");
        site.caught_up().await;
        let home = site.get("/").await.text;
        assert_eq!(home.matches("href=\"/channel/sports\"").count(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_channels_that_are_put_under_each_other_at_once_one_stands() {
    for site in TestSite::each(&Archive::small()).await {
        let cookie = head(&site).await;
        for slug in ["north", "south"] {
            let form = [("kind", "channel"), ("slug", slug), ("name_zh", slug)];
            assert_eq!(adds(&site, &cookie, &form).await.0, 303);
        }
        let puts = async |slug: &str, parent: &str| {
            let path = format!("/desk/sections/channel/{slug}");
            let form = [("name_zh", slug), ("parent", parent)];
            let sent = site.posts(&path, &form, &[("cookie", &cookie)]).await;
            sent.status.as_u16()
        };
        for _ in 0..8 {
            let (one, other) = tokio::join!(puts("north", "south"), puts("south", "north"));
            let mut both = [one, other];
            both.sort_unstable();
            assert_eq!(both, [303, 422]);
            let stood = [puts("north", "").await, puts("south", "").await];
            assert_eq!(stood, [303, 303]);
        }
    }
}
