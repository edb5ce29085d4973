//! Articles through the front door, on both databases.

use serde_json::json;

use crate::support::{Archive, TestSite};

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
    for site in TestSite::each(&bridge()).await {
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
    for site in TestSite::each(&bridge()).await {
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
    for site in TestSite::each(&bridge()).await {
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
    for site in TestSite::each(&bridge()).await {
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
    for site in TestSite::each(&bridge()).await {
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
    for site in TestSite::each(&bridge()).await {
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
