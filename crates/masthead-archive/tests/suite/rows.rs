use masthead_archive::parse_line;
use masthead_archive::rows::{
    Article, ArticleState, Body, Channel, Comment, Creator, Follower, Localized, Place, Row, Slot,
    Timestamp, User, is_handle, is_media_path, is_slug,
};

fn again<R: Row>(line: &str) {
    let row: R = parse_line(line.as_bytes(), 1).expect("a good line");
    assert_eq!(serde_json::to_string(&row).expect("json"), line);
}

#[test]
fn every_file_keeps_its_keys_and_their_order() {
    again::<Channel>(
        r#"{"id":"sports","name":{"en":"Sports","zh-CN":"体育"},"headline_title":"体育要闻","parent":"all","position":2}"#,
    );
    again::<User>(
        r#"{"id":"u1","name":"读者","email":"u1@news.example","created_at":"2025-01-01T00:00:00Z"}"#,
    );
    again::<Creator>(
        r#"{"id":"c1","handle":"harbour","name":"港口","kind":"media","bio":"海边","avatar":"media/a.png","region":"浙江","created_at":"2025-01-01T00:00:00Z","members":[{"user":"u1","role":"owner"}]}"#,
    );
    again::<Follower>(r#"{"creator":"c1","user":"u1","since":"2025-01-01T00:00:00Z"}"#);
    again::<Article>(
        r#"{"id":"a1","creator":"c1","title":"题","body":{"format":"text","content":"文"},"channel":"sports","columns":["tea"],"cover":"media/c.jpg","summary":"要","tags":["茶"],"state":"published","published_at":"2025-01-01T00:00:00Z","updated_at":"2025-01-02T00:00:00Z","source":{"name":"晨报","url":"https://news.example/1"},"original":true,"ai_generated":"assisted","region":"浙江","views":7,"locale":"zh-CN"}"#,
    );
    again::<Comment>(
        r#"{"id":"m1","article":"a1","author":"u1","body":"好","created_at":"2025-01-01T00:00:00Z","parent":"m0","likes":3}"#,
    );
    again::<Slot>(
        r#"{"place":"channel/sports/headline","article":"a1","title":"题","from":"2025-01-01T00:00:00Z","until":"2025-01-02T00:00:00Z","position":1}"#,
    );
}

#[test]
fn absent_keys_stay_out_and_null_is_absent() {
    let line = r#"{"creator":"c1","user":"u1","since":null}"#;
    let row: Follower = parse_line(line.as_bytes(), 1).expect("a good line");
    assert_eq!(
        serde_json::to_string(&row).expect("json"),
        r#"{"creator":"c1","user":"u1"}"#
    );
}

#[test]
fn an_article_is_published_where_it_says_nothing() {
    let line = r#"{"id":"a","creator":"c","title":"t","body":{"format":"html","content":""},"published_at":"2025-01-01T00:00:00Z","tags":null}"#;
    let article: Article = parse_line(line.as_bytes(), 1).expect("a good line");
    assert_eq!(article.state(), ArticleState::Published);
    assert_eq!(article.body, Body::Html(String::new()));
}

#[test]
fn a_draft_needs_no_time() {
    let line = r#"{"id":"a","creator":"c","title":"t","body":{"content":{"type":"doc"},"format":"document"},"state":"draft"}"#;
    let article: Article = parse_line(line.as_bytes(), 1).expect("a good line");
    assert!(matches!(article.body, Body::Document(_)));
}

#[test]
fn a_text_falls_back_by_language_then_to_the_first() {
    let text: Localized = serde_json::from_str(r#"{"zh-CN":"体育","en":"Sports"}"#).expect("a map");
    assert_eq!(text.get("zh-CN"), "体育");
    assert_eq!(text.get("zh-TW"), "体育");
    assert_eq!(text.get("en-GB"), "Sports");
    assert_eq!(text.get("fr"), "Sports");
    assert_eq!(Localized::from("体育").get("fr"), "体育");
}

#[test]
fn a_time_with_any_offset_is_the_same_moment() {
    let china: Timestamp = "2026-01-18T04:35:00+08:00".parse().expect("a time");
    let utc: Timestamp = "2026-01-17t20:35:00.000z".parse().expect("a time");
    assert_eq!(china, utc);
    assert_eq!(china.to_string(), "2026-01-17T20:35:00Z");
}

#[test]
fn a_time_without_an_offset_is_no_time() {
    for time in [
        "2026-01-18T04:35:00",
        "2026-01-18",
        "2026-01-18T04:35+08:00",
        "2026-01-18T04:35:00+08",
        "2026-02-30T04:35:00Z",
        "2026-01-18T04:35:00Z[Asia/Shanghai]",
        "1768682100",
        "",
    ] {
        assert!(time.parse::<Timestamp>().is_err(), "{time} is taken");
    }
}

#[test]
fn a_place_is_one_of_four() {
    for place in [
        "home/top",
        "hot",
        "channel/sports/headline",
        "column/tea/headline",
    ] {
        assert_eq!(place.parse::<Place>().expect("a place").to_string(), place);
    }
    for place in [
        "",
        "home",
        "home/top/2",
        "channel//headline",
        "channel/A B/headline",
        "hot/",
    ] {
        assert!(place.parse::<Place>().is_err(), "{place} is taken");
    }
}

#[test]
fn slugs_handles_and_paths_have_a_syntax() {
    assert!(is_slug("sports-2026") && is_slug(&"a".repeat(64)));
    assert!(!is_slug("") && !is_slug("-a") && !is_slug("Sports") && !is_slug("体育"));
    assert!(!is_slug(&"a".repeat(65)));
    assert!(
        is_handle("Harbour.news_1")
            && is_handle("望川日报")
            && !is_handle("..")
            && !is_handle("a b")
    );
    assert!(is_media_path("media/2026/图.jpg"));
    for path in [
        "media/",
        "media",
        "a.jpg",
        "/media/a",
        "media/../a",
        "media/./a",
        "media//a",
        "media/a\\b",
        "media/a\0",
    ] {
        assert!(!is_media_path(path), "{path} is taken");
    }
}
