//! What all pages have in common, through the front door.

use axum::http::Method;
use masthead::{FEATURES, routes};
use serde_json::json;

use crate::account::newcomer;
use crate::support::{Archive, TestSite, kept_beside};

fn archive() -> Archive {
    let mut archive = Archive::small()
        .row("columns", json!({"id": "tide", "name": "江潮日志"}))
        .row(
            "slots",
            json!({"place": "home/top", "article": "a3", "title": "编辑的标题"}),
        );
    for number in 1..=45 {
        let at = format!(
            "2026-01-{:02}T{:02}:00:00+08:00",
            1 + number / 4,
            number % 4
        );
        archive = archive.article(&format!("a{number}"), &format!("第{number}篇"), &at);
    }
    archive
}

#[tokio::test]
async fn every_page_kind_stands_in_both_languages_and_editions() {
    for site in TestSite::each(&archive()).await {
        let article = site.article_url("a1").await;
        for path in [
            "/",
            "/channel/city",
            "/column/tide",
            "/@harbour",
            "/@harbour/archive",
            "/creators",
            "/hot",
            "/search?q=x",
            "/join",
            "/accessibility",
            &article,
        ] {
            for query in ["", "lang=en", "edition=care", "lang=en&edition=care"] {
                let mark = if path.contains('?') { '&' } else { '?' };
                let page = site.get(&format!("{path}{mark}{query}")).await;
                assert_eq!(page.status, 200, "{path} {query}");
                assert_eq!(page.text.matches("<h1").count(), 1, "{path} {query}");
                page.shows("rel=\"canonical\"");
                let policy = page.header("content-security-policy");
                assert!(policy.starts_with("default-src 'none'"), "{path}");
            }
        }
    }
}

#[tokio::test]
async fn the_care_edition_is_kept_in_a_cookie_until_it_is_left() {
    for site in TestSite::each(&archive()).await {
        site.get("/").await.shows("进入关怀版").lacks("退出关怀版");
        let chosen = site.get("/?edition=care").await;
        chosen.shows("退出关怀版");
        assert!(
            chosen
                .header("set-cookie")
                .starts_with("edition=care; Path=/; Max-Age=31536000")
        );
        let kept = site.get_with("/hot", &[("cookie", "edition=care")]).await;
        kept.shows("退出关怀版");
        let left = site
            .get_with("/?edition=standard", &[("cookie", "edition=care")])
            .await;
        left.shows("进入关怀版");
        assert!(left.header("set-cookie").contains("Max-Age=0"));
    }
}

#[tokio::test]
async fn a_list_is_walked_by_key_and_shows_each_article_once() {
    for site in TestSite::each(&archive()).await {
        for start in ["/channel/city", "/@harbour", "/@harbour/archive"] {
            let mut seen = Vec::new();
            let mut path = start.to_owned();
            for _ in 0..9 {
                let page = site.get(&path).await;
                let main = page
                    .text
                    .split("<main")
                    .nth(1)
                    .expect("a main part")
                    .to_owned();
                for number in 1..=45 {
                    if main.contains(&format!("第{number}篇</")) && !seen.contains(&number) {
                        seen.push(number);
                    }
                }
                let marker = format!("href=\"{start}?before=");
                let Some(next) = main.split(&marker).nth(1) else {
                    break;
                };
                let key = next.split('"').next().expect("an attribute");
                path = format!("{start}?before={key}");
            }
            assert_eq!(seen.len(), 45, "{start}: {seen:?}");
        }
    }
}

#[tokio::test]
async fn an_unchanged_page_is_not_sent_again() {
    for site in TestSite::each(&archive()).await {
        for path in [
            "/",
            "/channel/city",
            "/feed.xml",
            "/feed.json",
            "/sitemap.xml",
            "/robots.txt",
        ] {
            let first = site.get_with(path, &[("accept-encoding", "br")]).await;
            let (etag, date) = (
                first.header("etag").to_owned(),
                first.header("last-modified").to_owned(),
            );
            assert!(etag.starts_with('"') && !date.is_empty(), "{path}");
            let headers = [("accept-encoding", "br"), ("if-none-match", etag.as_str())];
            let again = site.get_with(path, &headers).await;
            assert_eq!(
                (again.status.as_u16(), again.text.as_str()),
                (304, ""),
                "{path}"
            );
            let since = site
                .get_with(path, &[("if-modified-since", date.as_str())])
                .await;
            assert_eq!(since.status, 304, "{path}");
        }
    }
}

#[tokio::test]
async fn wrong_addresses_are_answered_in_words() {
    for site in TestSite::each(&archive()).await {
        let long = format!("/channel/{}", "x".repeat(3_000));
        for (path, status) in [
            ("/nothing", 404),
            ("/channel/sprots", 404),
            ("/@nobody", 404),
            ("/nobody/feed.xml", 404),
            ("/channel/city?before=yesterday", 400),
            ("/@harbour/archive?month=2026-13", 400),
            ("/creators?after=x", 400),
            ("/search?q=a&q=b", 400),
            ("/channel/%FF", 400),
            ("/@%FF%FE/archive", 400),
            ("/channel/city%", 404),
            ("/sitemap/x.xml", 404),
            ("/assets/none.css", 404),
            ("/media/abc/640.webp", 404),
            (long.as_str(), 414),
        ] {
            let page = site.get(path).await;
            assert_eq!(page.status.as_u16(), status, "{path}");
            if !path.starts_with("/media/") {
                page.shows("<h1");
            }
        }
        site.get("/nothing?lang=en").await.shows("<h1");
    }
}

#[tokio::test]
async fn a_search_for_words_with_an_ampersand_is_no_search_in_another_language() {
    for site in TestSite::each(&archive()).await {
        let words = "/search?q=zebra%26lang=en";
        let english = "/search?q=zebra&lang=en";
        for (first, second) in [(words, english), (english, words)] {
            for path in [first, second] {
                let page = site.get(path).await;
                let (value, lang) = match path == words {
                    true => ("value=\"zebra&amp;lang=en\"", "<html lang=\"zh-CN\""),
                    false => ("value=\"zebra\"", "<html lang=\"en\""),
                };
                assert!(page.text.contains(value), "{path}: {}", page.text);
                assert!(page.text.contains(lang), "{path}");
            }
        }
    }
}

#[tokio::test]
async fn a_sitemap_that_the_index_does_not_name_is_not_made() {
    for site in TestSite::each(&archive()).await {
        let index = site.get("/sitemap.xml").await;
        let mut places = index.text.split("<loc>").skip(1);
        let place = places.find_map(|place| place.split_once("/sitemap/"));
        let (_, named) = place.expect("a sitemap of articles");
        let name = named.split(".xml").next().expect("its name");
        let page = site.get(&format!("/sitemap/{name}.xml")).await;
        assert_eq!(page.status, 200);
        assert_eq!(page.text.matches("/article/").count(), 45);
        let first = name.strip_suffix('-').expect("one that is not full yet");
        for made_up in ["2-", "2-9223372036854775806"] {
            assert_eq!(
                site.get(&format!("/sitemap/{made_up}.xml")).await.status,
                404
            );
        }
        for end in [first, "9223372036854775806", "9223372036854775807"] {
            let path = format!("/sitemap/{first}-{end}.xml");
            assert_eq!(site.get(&path).await.status, 404, "{path}");
        }
    }
}

#[tokio::test]
async fn what_a_stranger_wrote_into_an_address_is_not_compressed_beside_what_is_ones_own() {
    for site in TestSite::each(&archive()).await {
        let cookie = newcomer(&site, "lin@wangchuan.example").await;
        let headers = [("accept-encoding", "gzip"), ("cookie", cookie.as_str())];
        let own = site.get_with("/account", &headers).await;
        assert_eq!(
            (own.status.as_u16(), own.header("content-encoding")),
            (200, "gzip")
        );
        let guess = "/account?done=lin%40wangchuan";
        let guessed = site.get_with(guess, &headers).await;
        assert_eq!(guessed.header("content-encoding"), "");
        guessed.shows("lin@wangchuan.example");
    }
}

#[tokio::test]
async fn browsers_are_told_to_keep_to_https_only_where_the_operator_says_so() {
    let promised = async |base_url: &'static str, hsts_days: u32| {
        let set = |settings: &mut masthead::portal::Settings| {
            settings.base_url = Some(base_url.to_owned());
            settings.hsts_days = hsts_days;
        };
        let mut sites = TestSite::each_with(&Archive::small(), set)
            .await
            .into_iter();
        let site = sites.next().expect("a site");
        let mut said = Vec::new();
        for path in ["/", "/login", "/no/such", "/healthz", "/assets/none.css"] {
            let page = site.get(path).await;
            assert_eq!(
                page.header("cross-origin-opener-policy"),
                "same-origin",
                "{path}"
            );
            said.push(page.header("strict-transport-security").to_owned());
        }
        said.dedup();
        said
    };
    assert_eq!(promised("https://news.example", 0).await, [""]);
    assert_eq!(promised("http://news.example", 7).await, [""]);
    assert_eq!(
        promised("https://news.example", 7).await,
        ["max-age=604800"]
    );
}

#[tokio::test]
async fn pages_for_one_and_pages_that_say_no_are_sent_compressed() {
    for site in TestSite::each(&archive()).await {
        let gzip = [("accept-encoding", "gzip, deflate, br")];
        for path in ["/login", "/register", "/no/such", "/login?next=%2Fhot"] {
            let packed = site.get_with(path, &gzip).await;
            assert_eq!(packed.header("content-encoding"), "gzip", "{path}");
            assert_eq!(packed.header("vary"), "accept-encoding, cookie", "{path}");
            let plain = site.get(path).await;
            assert_eq!(plain.header("content-encoding"), "", "{path}");
            plain.shows("<h1");
        }
    }
}

#[tokio::test]
async fn an_editors_slot_rules_over_the_ranking_and_shows_at_once() {
    for site in TestSite::each(&archive()).await {
        site.get("/").await.shows("编辑的标题");
        let filled = Archive::small()
            .row("slots", json!({"place": "channel/city/headline", "article": "a1", "title": "江堤合龙"}))
            .row("slots", json!({"place": "hot", "article": "a2", "title": "", "until": "2026-01-10T00:00:00Z"}));
        site.get("/channel/city").await.lacks("江堤合龙");
        let (_, lines) = site.takes(&filled).await;
        assert!(lines.len() <= 1, "{lines:?}");
        site.get("/channel/city").await.shows("江堤合龙");
        site.get("/").await.shows("江堤合龙");
    }
}

#[tokio::test]
async fn a_parent_column_shows_the_newest_of_its_tabs_once() {
    let archive = Archive::small()
        .row("columns", json!({"id": "original", "name": "原创"}))
        .row(
            "columns",
            json!({"id": "style", "name": "时尚", "parent": "original"}),
        )
        .row(
            "columns",
            json!({"id": "home", "name": "房产", "parent": "original"}),
        )
        .row(
            "articles",
            json!({"id": "a", "creator": "harbour", "title": "棉衣", "columns": ["style", "home"],
            "body": {"format": "text", "content": "x"}, "published_at": "2026-01-02T00:00:00Z"}),
        );
    for site in TestSite::each(&archive).await {
        let page = site.get("/column/original").await;
        assert_eq!(
            page.lines().iter().filter(|line| *line == "棉衣").count(),
            1
        );
        site.get("/column/home").await.shows("棉衣");
    }
}

#[tokio::test]
async fn an_empty_portal_says_so_kindly() {
    for site in TestSite::each(&Archive::new()).await {
        for path in [
            "/",
            "/hot",
            "/creators",
            "/search",
            "/feed.xml",
            "/sitemap.xml",
            "/sitemap-news.xml",
        ] {
            assert_eq!(site.get(path).await.status, 200, "{path}");
        }
    }
}

/// Routes and the capability that each names: no line vanishes unnoticed.
#[test]
fn every_route_states_its_capability() {
    for feature in FEATURES {
        let routes = (feature.routes)();
        let lines = routes
            .iter()
            .map(|route| format!("{} {:?}", route.path, route.can));
        let table: Vec<String> = lines.collect();
        if !table.is_empty() {
            kept_beside(feature).bind(|| insta::assert_snapshot!("routes", table.join("\n")));
        }
    }
}

/// A path that proves something by itself stands in no log.
#[test]
fn every_route_with_a_secret_in_its_path_is_logged_without_it() {
    let secret = "5ec2e7";
    let mut found = 0;
    for route in routes::table() {
        let named = ["{secret}", "{link}"];
        if let Some(name) = named.into_iter().find(|name| route.path.contains(name)) {
            found += 1;
            let path = route.path.replace(name, secret);
            let logged = masthead::urls::without_secret(&path);
            assert!(!logged.contains(secret), "{path} is logged whole");
        }
    }
    assert!(found >= 10, "{found}");
}

#[tokio::test]
async fn whoever_loads_the_address_of_a_form_is_led_to_its_page() {
    for site in TestSite::each(&Archive::small()).await {
        for (form, page) in [
            ("/account/password?lang=en", "/account?lang=en"),
            ("/studio/article/1/draft", "/studio/article/1"),
            (
                "/desk/accounts/roles?edition=care",
                "/desk/accounts?edition=care",
            ),
            ("/logout", "/"),
        ] {
            let led = site.get(form).await;
            assert_eq!((led.status.as_u16(), led.header("location")), (303, page));
        }
        let ours = [("sec-fetch-site", "same-origin")];
        let put = site.asks(Method::PUT, "/account", &ours).await;
        assert_eq!(put.status, 405);
    }
}
