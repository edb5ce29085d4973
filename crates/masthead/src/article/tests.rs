//! Articles through the front door, on both databases.

use std::collections::BTreeSet;

use serde_json::json;

use crate::support::{Archive, TestSite};

/// Sites with the bridge, whose text has a link that no text may have.
async fn bridges() -> Vec<TestSite> {
    let left_out = ["articles.jsonl:1: body: link removed: javascript:alert(1)"];
    TestSite::each_without(&bridge(), &left_out).await
}

fn bridge() -> Archive {
    Archive::small()
        .site("notice", json!({"zh-CN": "特别声明:由用户上传。", "en": "Notice: uploaded by a user."}))
        .row("users", json!({"id": "u2", "name": "林渡"}))
        .row("followers", json!({"creator": "harbour", "user": "u2"}))
        .picture("media/bridge.png", 1600, 1000)
        .row(
            "articles",
            json!({
                "id": "bridge", "creator": "harbour", "channel": "city", "title": "大桥恢复通车",
                "body": {"format": "markdown", "content":
                    "清晨六点,大桥开放。\n\n## 桥面\n\n![晨光里的桥](media/bridge.png \"桥面 · 图/本报\")\n\n[江](javascript:alert(1))"},
                "cover": "media/bridge.png", "summary": "封闭214天之后。", "tags": ["大桥"],
                "published_at": "2026-01-17T08:30:00+08:00",
                "source": {"name": "江城日报", "url": "https://example.org/"},
                "original": true, "ai_generated": "assisted", "region": "望川", "views": 5,
            }),
        )
        .article("ferry", "轮渡复航", "2026-01-16T08:30:00+08:00")
        .row(
            "comments",
            json!({"id": "c1", "article": "bridge", "author": "u2", "body": "平稳<多>了", "created_at": "2026-01-17T09:00:00+08:00"}),
        )
        .row(
            "comments",
            json!({"id": "c2", "article": "bridge", "author": "u1", "body": "谢谢", "created_at": "2026-01-17T09:05:00+08:00", "parent": "c1"}),
        )
}

#[tokio::test]
async fn an_article_shows_everything_that_is_known_of_it() {
    for site in bridges().await {
        let page = site.get(&site.article_url("bridge").await).await;
        assert_eq!(page.status, 200);
        let lines = page.lines();
        for line in [
            "望川首页 > 望川号 > 正文 申请入驻",
            "大桥恢复通车",
            "2",
            "分享至",
            "清晨六点,大桥开放。",
            "特别声明:由用户上传。",
            "Notice: uploaded by a user.",
            "2文章数 1关注度",
            "往期回顾 全部",
            "轮渡复航",
            "2026-01-18 04:35:00",
            "无障碍浏览 进入关怀版",
        ] {
            assert!(
                lines.iter().any(|found| found == line),
                "{line:?} in {lines:#?}"
            );
        }
        page.shows("江城日报")
            .shows("平稳&lt;多&gt;了")
            .shows("application/ld+json")
            .shows("\"NewsArticle\"")
            .shows("/share/weibo\"")
            .shows("class=\"qr\"")
            .shows("srcset=")
            .lacks("javascript:");
    }
}

#[tokio::test]
async fn the_links_for_sharing_lead_to_the_services() {
    for site in bridges().await {
        let url = site.article_url("bridge").await;
        for (service, host) in [
            ("weibo", "https://service.weibo.com/share/share.php?url="),
            ("qzone", "https://sns.qzone.qq.com/"),
            ("qq", "https://connect.qq.com/widget/shareqq/"),
        ] {
            let answer = site.get(&format!("{url}/share/{service}")).await;
            assert_eq!(answer.status, 303);
            let address = answer.header("location");
            assert!(address.starts_with(host), "{address}");
            let id = url.rsplit('/').next().expect("an id");
            assert!(
                address.contains(&format!("%2Farticle%2F{id}&")),
                "{address}"
            );
        }
        for unknown in ["/article/1/share/weibo", &format!("{url}/share/nobody")] {
            assert_eq!(site.get(unknown).await.status, 404);
        }
    }
}

#[tokio::test]
async fn the_code_for_cameras_is_a_picture_of_its_own() {
    for site in bridges().await {
        let url = site.article_url("bridge").await;
        let code = site.get(&format!("{url}/qr.svg")).await;
        code.shows("<svg ").shows("<path ");
        assert_eq!(code.header("content-type"), "image/svg+xml");
        let none = site.get("/article/1/qr.svg").await;
        assert_eq!(none.status, 404);
    }
}

#[tokio::test]
async fn english_readers_get_english_words_around_the_same_text() {
    for site in bridges().await {
        let url = site.article_url("bridge").await;
        let page = site.get(&format!("{url}?lang=en")).await;
        page.shows("lang=\"en\"")
            .shows("大桥恢复通车")
            .lacks("分享至");
        assert!(page.header("set-cookie").starts_with("lang=en;"));
        let again = site.get_with(&url, &[("cookie", "lang=en")]).await;
        again.lacks("分享至");
        assert_eq!(again.header("set-cookie"), "");
        // The site's own language, whatever the browser would like.
        site.get_with(&url, &[("accept-language", "en")])
            .await
            .shows("分享至");
    }
}

#[tokio::test]
async fn what_is_not_published_is_not_there() {
    let mut archive = Archive::small().article("later", "明天的报", "2026-01-19T00:00:00+08:00");
    for state in ["draft", "submitted", "rejected", "withdrawn", "taken_down"] {
        archive = archive.row(
            "articles",
            json!({"id": state, "creator": "harbour", "channel": "city", "title": format!("机密{state}"),
                "body": {"format": "text", "content": "机密"}, "state": state,
                "published_at": "2026-01-10T00:00:00+08:00"}),
        );
    }
    for site in TestSite::each(&archive).await {
        for id in [
            "later",
            "draft",
            "submitted",
            "rejected",
            "withdrawn",
            "taken_down",
        ] {
            let page = site.get(&site.article_url(id).await).await;
            assert_eq!(page.status, 404, "{id}");
            page.lacks("机密").lacks("明天的报");
        }
        for page in [
            "/",
            "/hot",
            "/channel/city",
            "/@harbour",
            "/@harbour/archive",
            "/feed.xml",
            "/sitemap-news.xml",
        ] {
            site.get(page).await.lacks("机密").lacks("明天的报");
        }
    }
}

#[tokio::test]
async fn a_withdrawn_article_leaves_every_page_and_its_counts() {
    for site in bridges().await {
        let pages = [
            "/",
            "/hot",
            "/channel/city",
            "/@harbour",
            "/@harbour/archive",
            "/feed.xml",
            "/channel/city/feed.json",
        ];
        for page in pages {
            site.get(page).await.shows("轮渡复航");
        }
        let withdrawn = Archive::small().row(
            "articles",
            json!({"id": "ferry", "creator": "harbour", "channel": "city", "title": "轮渡复航",
                "body": {"format": "text", "content": "轮渡复航的正文。"}, "state": "withdrawn",
                "published_at": "2026-01-16T08:30:00+08:00"}),
        );
        site.takes(&withdrawn).await;
        for page in pages {
            site.get(page).await.lacks("轮渡复航");
        }
        let page = site.get(&site.article_url("bridge").await).await;
        assert!(page.lines().iter().any(|line| line == "1文章数 1关注度"));
    }
}

#[tokio::test]
async fn an_address_that_is_no_article_says_where_to_go_on() {
    for site in bridges().await {
        for path in [
            "/article/1",
            "/article/x",
            "/article/99999999999999999999",
            "/article/-1",
        ] {
            let page = site.get(path).await;
            assert_eq!(page.status, 404, "{path}");
            page.shows("轮渡复航").shows("noindex");
        }
        let url = site.article_url("bridge").await;
        let with_slug = site.get(&format!("{url}/da-qiao")).await;
        with_slug.shows(&format!(
            "rel=\"canonical\" href=\"http://127.0.0.1:8080{url}\""
        ));
    }
}

#[tokio::test]
async fn articles_from_before_1970_were_not_reached_behind_the_first_page() {
    let mut archive = Archive::small();
    for month in 0..45 {
        let at = format!("{}-{:02}-01T00:00:00Z", 1964 + month / 12, month % 12 + 1);
        archive = archive.article(&format!("old-{month}"), &format!("旧闻{month:03}号"), &at);
    }
    for site in TestSite::each(&archive).await {
        for start in ["/@harbour/archive", "/@harbour", "/channel/city"] {
            let (mut seen, mut path) = (BTreeSet::new(), start.to_owned());
            let mut pages = 0;
            loop {
                pages += 1;
                assert!(pages <= 45, "pages without an end: {path}");
                let page = site.get(&path).await;
                assert_eq!(page.status, 200, "{path}");
                let main = page.text.split("<main").nth(1).expect("a main part");
                let titles = main.split("旧闻").skip(1);
                seen.extend(titles.filter_map(|rest| Some(rest.split_once('号')?.0.to_owned())));
                let marker = format!("href=\"{start}?before=-");
                let Some(next) = main.split(&marker).nth(1) else {
                    break;
                };
                let key = next.split('"').next().expect("an attribute");
                path = format!("{start}?before=-{key}");
            }
            assert_eq!(seen.len(), 45, "{start}: {seen:?}");
        }
    }
}

#[tokio::test]
async fn the_feed_of_a_column_lists_what_its_tabs_hold() {
    let at = |day: usize| format!("2026-01-{day:02}T08:00:00Z");
    let mut archive = Archive::small()
        .row("columns", json!({"id": "depth", "name": "深水区"}))
        .row(
            "columns",
            json!({"id": "tab", "name": "一栏", "parent": "depth"}),
        )
        .row("columns", json!({"id": "other", "name": "别处"}));
    for (day, columns) in [
        (3, vec!["tab"]),
        (4, vec!["depth", "tab"]),
        (5, vec!["other"]),
    ] {
        archive = archive.row(
            "articles",
            json!({"id": format!("a{day}"), "creator": "harbour", "title": format!("第{day}日"),
                "columns": columns, "published_at": at(day), "body": {"format": "text", "content": "文"}}),
        );
    }
    for site in TestSite::each(&archive).await {
        let feed = site.get("/column/depth/feed.json").await;
        let feed: serde_json::Value = serde_json::from_str(&feed.text).expect("JSON");
        let items = feed["items"].as_array().expect("a list").iter();
        let titles: Vec<_> = items
            .map(|item| item["title"].as_str().expect("a title"))
            .collect();
        assert_eq!(titles, ["第4日", "第3日"]);
        let rss = site.get("/column/tab/feed.xml").await;
        rss.shows("第4日").shows("第3日").lacks("第5日");
    }
}

#[tokio::test]
async fn a_title_turned_the_words_beside_it_and_an_arabic_text_was_set_from_left_to_right() {
    let archive = Archive::small()
        .row("creators", json!({"id": "turned", "handle": "turned", "name": "a\u{202e}b"}))
        .row(
            "articles",
            json!({"id": "t", "creator": "turned", "title": "标\u{202e}题\u{2067}", "published_at": "2026-01-10T08:00:00Z",
                "tags": ["x\u{202e}y"], "body": {"format": "text", "content": "文"}}),
        )
        .row(
            "articles",
            json!({"id": "ar", "creator": "harbour", "title": "ميناء", "locale": "ar", "published_at": "2026-01-11T08:00:00Z",
                "body": {"format": "text", "content": "ميناء"}}),
        );
    for site in TestSite::each(&archive).await {
        let turned = site.article_url("t").await;
        for path in ["/", "/@turned", "/feed.xml", "/feed.json", &turned] {
            site.get(path).await.lacks("\u{202e}");
        }
        let page = site.get(&turned).await;
        page.shows("<title>标题\u{2067}\u{2069} - ");
        let page = site.get(&site.article_url("ar").await).await;
        page.shows("<h1 dir=\"rtl\">")
            .shows("<div class=\"body\" dir=\"rtl\">");
        assert!(
            !page
                .text
                .split("<body")
                .next()
                .expect("a head")
                .contains("rtl")
        );
        site.get("/").await.shows("lang=\"ar\" dir=\"rtl\"");
    }
}

#[tokio::test]
async fn the_publisher_of_an_article_has_a_logo() {
    for site in bridges().await {
        let page = site.get(&site.article_url("bridge").await).await;
        let ld = page
            .text
            .split("application/ld+json")
            .nth(1)
            .expect("a description");
        let json = ld
            .split_once('>')
            .and_then(|(_, rest)| rest.split_once("</script>"));
        let story: serde_json::Value =
            serde_json::from_str(json.expect("a script").0).expect("JSON");
        let logo = story["publisher"]["logo"].as_str().expect("a logo");
        let path = logo
            .split_once("//")
            .and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
        assert_eq!(site.get(path.expect("an address")).await.status, 200);
    }
}
