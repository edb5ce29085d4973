use serde_json::Value;

use super::schema::{self, Article, Crumb, Party, Profile, Site, WorkType};
use super::*;
use crate::id::ArticleId;

const NOW: i64 = 1_768_682_100_000;
const HOUR_MS: i64 = 60 * 60 * 1000;

fn parsed(ld: &JsonLd) -> Value {
    serde_json::from_str(ld.as_str()).expect("JSON")
}

fn news(hours_old: i64) -> NewsUrl {
    NewsUrl {
        url: format!("https://news.example/article/{hours_old}"),
        title: "Bridge & \"harbour\" <reopen>".into(),
        published: NOW - hours_old * HOUR_MS,
        language: "zh-CN".into(),
    }
}

#[test]
fn news_of_47_hours_is_in_and_of_49_hours_is_out() {
    let xml = news_sitemap(NOW, "港湾日报", &[news(-1), news(0), news(47), news(49)]);
    assert!(xml.contains("/article/0<") && xml.contains("/article/47<"));
    assert!(!xml.contains("/article/49<") && !xml.contains("/article/-1<"));
    assert!(xml.contains("<news:language>zh-cn</news:language>"));
    assert!(xml.contains("<news:title>Bridge &#x26; &#x22;harbour&#x22; &#x3C;reopen&#x3E;<"));
}

#[test]
fn a_news_sitemap_holds_a_thousand_at_most() {
    let xml = news_sitemap(NOW, "Harbour", &vec![news(1); 1_001]);
    assert_eq!(xml.matches("<url>").count(), 1_000);
}

#[test]
fn ids_are_cut_into_ranges_of_ten_thousand() {
    let shown = |after: i64, ids: Vec<i64>| -> Vec<String> {
        let ids = ids.into_iter().map(ArticleId);
        let ranges = KeyRanges::of(ArticleId(after), ids);
        ranges.map(|range| range.to_string()).collect()
    };
    let ids = (1..=20_001).map(|id| id * 3).collect();
    assert_eq!(shown(0, ids), ["1-30000", "30001-60000", "60001-60003"]);
    assert_eq!(shown(60_000, vec![60_003]), ["60001-60003"]);
    assert_eq!(shown(0, Vec::new()), Vec::<String>::new());
}

#[test]
fn an_article_that_came_out_later_fell_between_two_sitemaps() {
    let mut published: Vec<ArticleId> = (1..=20_000).map(|id| ArticleId(id * 3)).collect();
    let before: Vec<KeyRange> = KeyRanges::of(ArticleId(0), published.clone()).collect();
    for late in [1, 30_001, 30_002].map(ArticleId) {
        let holds = |range: &&KeyRange| range.first <= late && late <= range.last;
        assert_eq!(before.iter().filter(holds).count(), 1, "{late}");
    }
    published.remove(0);
    let after = KeyRanges::of(ArticleId(0), published).next();
    assert_eq!(after.map(|range| range.first), Some(before[0].first));
}

#[test]
fn a_range_is_read_back_and_nonsense_is_none() {
    let range = KeyRange {
        first: ArticleId(3),
        last: ArticleId(30_000),
    };
    assert_eq!(range.to_string().parse(), Ok(range));
    assert_eq!("3-".parse(), Ok(KeyRange::from(ArticleId(3))));
    assert_eq!(KeyRange::from(ArticleId(3)).to_string(), "3-");
    for text in [
        "",
        "-",
        "3",
        "03-9",
        "3-9223372036854775807",
        "9-3",
        "-1-3",
        "+1-3",
        "1-99999999999999999999",
        "1-2-3",
    ] {
        assert!(text.parse::<KeyRange>().is_err(), "{text}");
    }
}

#[test]
fn a_sitemap_names_address_and_last_change() {
    let url = SitemapUrl {
        url: "https://news.example/channel/体育?a=1&b=2".into(),
        changed_at: Some(NOW + 999),
    };
    let xml = sitemap(&vec![url; 50_001]);
    assert_eq!(xml.matches("<url>").count(), 50_000);
    assert!(xml.contains(
        "<loc>https://news.example/channel/%E4%BD%93%E8%82%B2?a=1&#x26;b=2</loc>\n\
         <lastmod>2026-01-17T20:35:00Z</lastmod>"
    ));
}

#[test]
fn robots_are_told_what_is_closed_and_where_the_maps_are() {
    let robots = Robots {
        closed_paths: vec!["/studio/".into(), "/desk/".into()],
        refused_agents: vec!["ExampleBot\nAllow: /".into()],
        sitemap_urls: vec!["https://news.example/sitemap.xml".into()],
    };
    insta::assert_snapshot!(robots_txt(&robots), @r"
    User-agent: *
    Disallow: /studio/
    Disallow: /desk/

    User-agent: ExampleBotAllow: /
    Disallow: /

    Sitemap: https://news.example/sitemap.xml
    ");
}

fn bridge() -> Article {
    Article {
        work_type: WorkType::Analysis,
        url: "https://news.example/article/7".into(),
        headline: "</script><!-- & \u{2028}\u{2029} 大桥".into(),
        image_urls: vec!["https://news.example/media/1x1.jpg".into()],
        published: "2026-01-18T04:35:00+08:00".into(),
        modified: "2026-01-18T05:35:00+08:00".into(),
        authors: vec![Party {
            is_person: true,
            name: "港湾".into(),
            url: "https://news.example/@harbour".into(),
            image_url: None,
        }],
        is_free: true,
        language: "zh-CN".into(),
        comment_count: 3,
        ..Article::default()
    }
}

#[test]
fn nothing_in_a_headline_can_leave_the_script() {
    let ld = schema::article(&bridge());
    for forbidden in ['<', '>', '&', '\u{2028}', '\u{2029}'] {
        assert!(!ld.as_str().contains(forbidden), "{forbidden:?}");
    }
    assert_eq!(parsed(&ld)["headline"], bridge().headline);
}

#[test]
fn an_article_says_its_kind_its_times_with_zone_and_its_author() {
    let ld = parsed(&schema::article(&bridge()));
    assert_eq!(ld["@context"], "https://schema.org");
    assert_eq!(ld["@type"], "AnalysisNewsArticle");
    assert_eq!(ld["datePublished"], "2026-01-18T04:35:00+08:00");
    assert_eq!(ld["dateModified"], "2026-01-18T05:35:00+08:00");
    assert_eq!(ld["author"][0]["@type"], "Person");
    assert_eq!(ld["interactionStatistic"]["userInteractionCount"], 3);
    assert!(ld.get("articleSection").is_none(), "unknown, so not said");
}

#[test]
fn breadcrumbs_count_from_one() {
    let crumb = |name: &str| Crumb {
        name: name.into(),
        url: format!("https://news.example/{name}"),
    };
    let ld = parsed(&schema::breadcrumbs(&[crumb("home"), crumb("sport")]));
    assert_eq!(ld["itemListElement"][1]["position"], 2);
    assert_eq!(
        ld["itemListElement"][1]["item"],
        "https://news.example/sport"
    );
}

#[test]
fn home_names_only_the_policies_that_exist() {
    let site = Site {
        name: "Harbour".into(),
        url: "https://news.example/".into(),
        policies: vec![("correctionsPolicy", "https://news.example/c".into())],
        ..Site::default()
    };
    let ld = parsed(&schema::home(&site));
    let organization = &ld["@graph"][0];
    assert_eq!(organization["correctionsPolicy"], "https://news.example/c");
    assert!(organization.get("logo").is_none());
    assert_eq!(ld["@graph"][1]["publisher"]["@id"], organization["@id"]);
}

#[test]
fn a_profile_counts_followers_and_articles() {
    let ld = parsed(&schema::profile(&Profile {
        handle: "harbour".into(),
        follower_count: 110,
        article_count: 3337,
        ..Profile::default()
    }));
    let entity = &ld["mainEntity"];
    assert_eq!(entity["alternateName"], "@harbour");
    assert_eq!(entity["interactionStatistic"]["userInteractionCount"], 110);
    assert_eq!(
        entity["agentInteractionStatistic"]["userInteractionCount"],
        3337
    );
    assert!(ld.get("dateCreated").is_none(), "unknown, so not said");
}
