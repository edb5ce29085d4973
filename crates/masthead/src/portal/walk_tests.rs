//! All routes, walked: what another site sends is refused by each, and each says
//! to caches what may be kept of it. Generated from the table of routes.

use std::collections::BTreeMap;

use axum::http::Method;
use masthead::capability::Can;
use masthead::portal::Kept;
use masthead::{routes, urls};
use masthead_log::settled;
use serde_json::json;

use crate::account::{MAY, comes_as, is_in, joins};
use crate::support::{Answer, Archive, TestSite};

/// Routes that another site may send to: the secret in their address proves that it may be used.
const SEALED: [&str; 1] = ["/unsubscribe/{link}"];

const UNSAFE: [Method; 4] = [Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

/// What a browser says of a form on another site's page: one of today, an old one, one that keeps it to itself.
const ELSEWHERE: [&[(&str, &str)]; 3] = [
    &[
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://evil.example"),
    ],
    &[
        ("host", "127.0.0.1:8080"),
        ("origin", "https://evil.example"),
    ],
    &[("host", "127.0.0.1:8080")],
];

/// Every path of the table, with the methods that it has.
fn paths() -> BTreeMap<&'static str, Vec<Method>> {
    let mut paths: BTreeMap<&str, Vec<Method>> = BTreeMap::new();
    for route in routes::table() {
        paths.entry(route.path).or_default().push(route.method);
    }
    paths
}

async fn events(site: &TestSite) -> i64 {
    settled(&site.portal.db).await.expect("settled").cursor()
}

#[tokio::test]
async fn no_route_takes_what_another_site_sent_but_those_that_are_sealed() {
    for site in TestSite::each(&Archive::small()).await {
        for (who, _) in MAY {
            let cookie = comes_as(&site, who).await;
            let before = events(&site).await;
            let mut refused = 0;
            for (route, methods) in paths() {
                let path = route.replace(['{', '}'], "");
                for method in UNSAFE {
                    let has_it = methods.contains(&method);
                    let is_sealed = has_it && SEALED.contains(&route);
                    if has_it {
                        assert_eq!(urls::is_sealed(&path), is_sealed, "{route}");
                    }
                    for said in ELSEWHERE {
                        let mut headers = said.to_vec();
                        headers.push(("cookie", &*cookie));
                        let answer = site.asks(method.clone(), &path, &headers).await;
                        let status = answer.status.as_u16();
                        let what = format!("{who} {method} {path} {said:?}: {status}");
                        match (has_it, is_sealed) {
                            (true, false) => assert_eq!(status, 403, "{what}"),
                            (true, true) => assert_ne!(status, 403, "{what}"),
                            (false, _) => assert_eq!(status, 405, "{what}"),
                        }
                        refused += u32::from(status == 403);
                    }
                }
            }
            assert!(refused > 150, "{who}: {refused}");
            assert_eq!(events(&site).await, before, "{who}: nothing was done");
            if who != "stranger" {
                assert!(is_in(&site, &cookie).await, "{who} was logged out");
            }
        }
    }
}

#[tokio::test]
async fn what_is_for_some_alone_is_kept_by_no_cache_and_not_by_the_press() {
    for site in TestSite::each(&Archive::small()).await {
        let mut walked = 0;
        for (who, _) in MAY {
            let cookie = comes_as(&site, who).await;
            let headers = [("sec-fetch-site", "same-origin"), ("cookie", &*cookie)];
            for route in routes::table() {
                if route.can == Can::Read {
                    continue;
                }
                let path = route.path.replace(['{', '}'], "");
                let answer = site.asks(route.method.clone(), &path, &headers).await;
                let what = format!("{who} {} {path}: {}", route.method, answer.status);
                assert_eq!(answer.header("cache-control"), "no-store", "{what}");
                // Nobody has asked for a page of everybody's yet.
                assert_eq!(site.portal.press.count(), 0, "{what}");
                walked += 1;
            }
        }
        assert!(walked > 500, "{walked}");
    }
}

/// What a route says to caches that keep so much of it.
fn words(kept: Kept) -> &'static [&'static str] {
    match kept {
        Kept::Pressed => &["public, max-age=0, s-maxage=1, must-revalidate"],
        Kept::Never => &["no-store"],
        Kept::Briefly => &["public, max-age=600", "no-cache"],
        Kept::ForEver => &["public, max-age=31536000, immutable"],
    }
}

fn archive() -> Archive {
    Archive::small()
        .row("columns", json!({"id": "tide", "name": "江潮日志"}))
        .picture("media/p.png", 640, 400)
        .row(
            "articles",
            json!({"id": "a1", "creator": "harbour", "channel": "city", "title": "江堤合龙",
                "columns": ["tide"], "published_at": "2026-01-10T08:00:00+08:00",
                "cover": "media/p.png", "body": {"format": "text", "content": "文"}}),
        )
}

/// What stands between two marks of a page.
#[track_caller]
fn within<'a>(page: &'a Answer, before: &str, after: &str) -> &'a str {
    let rest = page.text.split_once(before).map(|(_, rest)| rest);
    let found = rest.and_then(|rest| rest.split(after).next());
    found.unwrap_or_else(|| panic!("no {before}: {}", page.text))
}

/// An address of a public route where there is something to see.
struct Addresses {
    article: String,
    media: String,
    asset: String,
    sitemap: String,
}

impl Addresses {
    async fn of(site: &TestSite) -> Self {
        let article = site.article_url("a1").await;
        let feed = site.get("/feed.json").await;
        let home = site.get("/").await;
        let index = site.get("/sitemap.xml").await;
        Self {
            media: format!("/media/{}", within(&feed, "/media/", "\"")),
            asset: format!("/assets/{}", within(&home, "\"/assets/", "\"")),
            sitemap: format!("/sitemap/{}", within(&index, ":8080/sitemap/", "<")),
            article,
        }
    }

    fn at(&self, route: &str) -> String {
        match route {
            "/media/{hash}/{file}" => self.media.clone(),
            "/assets/{file}" => self.asset.clone(),
            "/sitemap/{file}" => self.sitemap.clone(),
            "/column/{slug}" => "/column/tide".to_owned(),
            _ => route
                .replace("/article/{id}", &self.article)
                .replace("{at_handle}", "@harbour")
                .replace("{section}", "channel")
                .replace("{service}", "weibo")
                .replace("/{slug}", "/city")
                .replace(['{', '}'], ""),
        }
    }
}

#[tokio::test]
async fn public_routes_say_to_caches_what_they_are_listed_with_and_the_same_to_everybody() {
    for site in TestSite::each(&archive()).await {
        let addresses = Addresses::of(&site).await;
        let reader = comes_as(&site, "reader").await;
        let all = comes_as(&site, "administrator").await;
        joins(&site, "administrator@wangchuan.example", "harbour").await;
        let mut pages = 0;
        for route in routes::table() {
            if route.can != Can::Read || route.method != Method::GET {
                continue;
            }
            let path = addresses.at(route.path);
            let kept = site.portal.press.count();
            let asked = site.get(&path).await;
            let said = asked.header("cache-control").to_owned();
            assert!(words(route.kept).contains(&&*said), "{path} says {said:?}");
            if route.kept == Kept::Pressed {
                assert_eq!(asked.status, 200, "{path}");
                pages += 1;
            } else {
                assert_eq!(site.portal.press.count(), kept, "{path} is no page");
            }
            for cookie in [&reader, &all] {
                let known = site.get_with(&path, &[("cookie", cookie)]).await;
                is_for_everybody_or_for_nobody_else(&known, &asked, &path);
            }
            // What sets a cookie is for whoever asked alone.
            let chosen = site.get(&format!("{path}?lang=en")).await;
            let sets = !chosen.header("set-cookie").is_empty();
            let public = chosen.header("cache-control").contains("public");
            assert!(!(sets && public), "{path} lets a cookie be kept");
        }
        assert!(pages >= 20, "{pages}");
    }
}

/// A shared cache hands on what says that it is public: nothing in it may be of
/// the person who asked.
#[track_caller]
fn is_for_everybody_or_for_nobody_else(known: &Answer, stranger: &Answer, path: &str) {
    if !known.header("cache-control").contains("public") {
        return;
    }
    assert_eq!(known.text, stranger.text, "{path} tells of who asks");
    assert_eq!(known.header("set-cookie"), "", "{path}");
}
