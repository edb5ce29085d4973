//! What is sent: bounded before it is read, cleaned once, and given back where it cannot be kept.

use axum::body::Body;
use axum::http::{Method, Request};
use masthead_db::{Dialect, Fault};
use serde_json::{Value, json};

use crate::publishing::Newsroom;
use crate::support::{Archive, TestSite};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const OURS: (&str, &str) = ("sec-fetch-site", "same-origin");

const NO_DRAFT: &str = "CREATE TRIGGER no_room BEFORE UPDATE ON draft EXECUTE FUNCTION no_room()";
const NO_SESSION: &str =
    "CREATE TRIGGER no_room BEFORE UPDATE ON session EXECUTE FUNCTION no_room()";

/// From now on a row can be read and not be written: on SQLite the writer's own connection says so, on PostgreSQL this
/// trigger says what a full disk does.
async fn refuses(room: &Newsroom, trigger: &'static str) {
    let dialect = room.site.portal.db.dialect();
    let db = &room.site.portal.db;
    let done = db.write(move |tx| {
        let lines = match dialect {
            Dialect::Sqlite => vec!["PRAGMA query_only = ON"],
            Dialect::Postgres => vec![
                "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN RAISE EXCEPTION ''no room'' USING ERRCODE = ''53100''; END'",
                trigger,
            ],
        };
        for line in lines {
            tx.execute(line, &[])?;
        }
        Ok::<_, Fault>(())
    });
    done.await.expect("a database that refuses");
}

async fn refuses_drafts(room: &Newsroom) {
    refuses(room, NO_DRAFT).await;
}

/// Whoever was away for an hour could not even read: that they are there again had to be written first.
#[tokio::test]
async fn whoever_was_away_for_an_hour_reads_while_nothing_can_be_written() {
    for room in Newsroom::each().await {
        refuses(&room, NO_SESSION).await;
        room.site.later(2 * 3_600_000);
        let studio = room.gets(&room.writer, "/studio").await;
        assert_eq!(studio.status, 200, "{}", studio.text);
    }
}

async fn version(room: &Newsroom, piece: &str) -> i64 {
    let page = room.gets(&room.writer, piece).await;
    let (_, rest) = page
        .text
        .split_once("name=\"version\" value=\"")
        .expect("a form");
    let (number, _) = rest.split_once('"').expect("a value");
    number.parse().expect("a number")
}

fn words(text: &str) -> Value {
    json!({"version": 1, "blocks": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}]})
}

#[tokio::test]
async fn a_text_that_cannot_be_kept_comes_back_whole_with_503_and_is_sent_again() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let version = version(&room, &piece).await;
        refuses_drafts(&room).await;
        let number = version.to_string();
        let fields = [
            ("version", &*number),
            ("title", "锁着的时候"),
            ("body", "写了很久的一段。\n\n还有“一段” & <b>。"),
            ("act", "save"),
        ];
        let path = format!("{piece}/draft");
        let kept = room.posts(&room.writer, &path, &fields).await;
        assert_eq!(kept.status, 503, "{}", kept.text);
        let why = match room.site.portal.db.dialect() {
            Dialect::Sqlite => "网站现在只能读",
            Dialect::Postgres => "服务器的磁盘满了",
        };
        assert_eq!(kept.header("retry-after"), "60");
        kept.shows("没有保存，您发来的都还在这里")
            .shows(why)
            .shows(&format!("action=\"{path}\""))
            .shows("name=\"title\" value=\"锁着的时候\"")
            .shows("写了很久的一段。\n\n还有“一段” &amp; &lt;b&gt;。</textarea>")
            .lacks("no room")
            .lacks("readonly database");
    }
}

/// Every browser takes gzip: the page that was kept was called so after the one in whose place it stands.
#[tokio::test]
async fn a_text_that_comes_back_can_be_read_by_who_takes_gzip() {
    let room = Newsroom::each().await.remove(0);
    let piece = room.begins().await;
    let number = version(&room, &piece).await.to_string();
    refuses_drafts(&room).await;
    let fields = [
        ("version", &*number),
        ("title", "锁着的时候"),
        ("body", "写了很久的一段。"),
        ("act", "save"),
    ];
    let headers = [("cookie", &*room.writer), ("accept-encoding", "gzip, br")];
    let path = format!("{piece}/draft");
    let kept = room.site.posts(&path, &fields, &headers).await;
    assert_eq!(kept.status, 503, "{}", kept.text);
    assert!(!kept.headers.contains_key("content-encoding"));
    kept.shows("写了很久的一段。</textarea>");
}

#[tokio::test]
async fn the_editor_is_told_that_nothing_is_saved_and_when_to_try_again() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let sent = json!({
            "version": version(&room, &piece).await,
            "document": words("写了很久的一段。"), "fields": {"title": "锁着"},
        });
        refuses_drafts(&room).await;
        let cookie = [("cookie", &*room.writer)];
        let kept = room
            .site
            .posts_json(&format!("{piece}/draft"), &sent, &cookie)
            .await;
        assert_eq!(
            (kept.status.as_u16(), kept.header("retry-after")),
            (503, "60")
        );
        let why = match room.site.portal.db.dialect() {
            Dialect::Sqlite => "网站现在只能读",
            Dialect::Postgres => "服务器的磁盘满了",
        };
        // The editor has no such button: it tries again by itself.
        kept.shows(why).lacks("再发一次");
    }
}

#[tokio::test]
async fn a_form_that_meets_a_broken_session_table_is_read_and_comes_back() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let db = &room.site.portal.db;
        let away = db.write(|tx| tx.execute("ALTER TABLE session RENAME TO session_gone", &[]));
        away.await
            .map_err(|fault: Fault| fault.to_string())
            .expect("renamed");
        let path = format!("{piece}/draft");
        let fields = [
            ("version", "1"),
            ("title", "门口"),
            ("body", "在门口就停下的一段。"),
        ];
        let kept = room.posts(&room.writer, &path, &fields).await;
        assert_eq!(kept.status, 500, "a defect of ours is no 503");
        kept.shows("在门口就停下的一段。</textarea>")
            .shows("name=\"title\" value=\"门口\"");
        let own = [
            ("now", "lotus ferry eleven"),
            ("new", "another ferry twelve"),
        ];
        let secret = room.posts(&room.writer, "/account/password", &own).await;
        assert_eq!(secret.status, 500);
        secret
            .lacks("lotus ferry eleven")
            .lacks("another ferry twelve");
    }
}

#[tokio::test]
async fn characters_that_nobody_sees_leave_a_text_and_that_is_said() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let number = version(&room, &piece).await.to_string();
        let fields = [
            ("version", &*number),
            ("title", "大\0桥\u{8}"),
            ("summary", "一\u{9f}行\r\n两行"),
            ("body", "正\u{0}文\u{ffff}。"),
            ("act", "save"),
        ];
        let path = format!("{piece}/draft");
        let saved = room.posts(&room.writer, &path, &fields).await;
        assert_eq!(saved.status, 303, "{}", saved.text);
        let cookie = saved.header("set-cookie");
        assert!(cookie.starts_with("left_out=5; "), "{cookie}");
        let told = format!("{}; left_out=5", room.writer);
        let page = room.gets(&told, &piece).await;
        page.shows("<p class=\"left-out\" role=\"status\">您发来的内容里有 5 个")
            .shows("大桥")
            .shows("一行\n两行")
            .shows("正文。");
        let mut over = page.headers.get_all("set-cookie").iter();
        assert!(over.any(|line| line.as_bytes().starts_with(b"left_out=; ")));
        room.gets(&room.writer, &piece)
            .await
            .lacks("class=\"left-out\"");
    }
}

#[tokio::test]
async fn the_editor_saves_a_text_with_half_a_pair_and_a_zero_byte_and_says_what_it_left_out() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let body = format!(
            r#"{{"version":{},"document":{{"version":1,"blocks":[{{"type":"paragraph","content":[{{"type":"text","text":"大\ud83d\u0000桥"}}]}}]}},"fields":{{"title":"半个\ude00字"}}}}"#,
            version(&room, &piece).await
        );
        let headers = [
            ("content-type", "application/json"),
            ("accept", "application/json"),
            ("cookie", &*room.writer),
            OURS,
        ];
        let path = format!("{piece}/draft");
        let saved = room
            .site
            .sends(Method::POST, &path, &headers, Body::from(body))
            .await;
        assert_eq!(saved.status, 200, "{}", saved.text);
        saved.shows("\"left_out\":3");
        let page = room.gets(&room.writer, &piece).await;
        page.shows("大桥").shows("半个字");
    }
}

#[tokio::test]
async fn an_address_with_a_zero_byte_or_broken_text_is_no_fault_of_the_server() {
    for site in TestSite::each(&Archive::small()).await {
        for (path, status) in [
            ("/search?q=%00", 400),
            ("/search?q=%ED%A0%80", 400),
            ("/search?q=%E5%A4%A7%0A", 200),
            ("/@%00", 404),
            ("/article/1%00", 404),
            ("/channel/%00", 404),
            ("/channel/%EF%BF%BF", 404),
            ("/@%ED%A0%80", 400),
            ("/article/1/%FF%FE", 400),
            ("/?lang=%00", 200),
        ] {
            assert_eq!(site.get(path).await.status.as_u16(), status, "{path}");
        }
        for name in ["a\0b@x.example", "a\u{fffe}@x.example"] {
            let login = [("email", name), ("password", name), ("next", "/")];
            let answer = site.posts("/login", &login, &[]).await;
            assert!(answer.status.as_u16() < 500, "{}", answer.status);
        }
        let half = Body::from("email=%ED%A0%BD%40x.example&password=%ED%A0%BD&next=%2F");
        let answer = site
            .sends(Method::POST, "/login", &[FORM, OURS], half)
            .await;
        assert!(answer.status.as_u16() < 500, "{}", answer.status);
    }
}

#[tokio::test]
async fn a_million_fields_are_refused_in_words_and_not_sent_back() {
    let room = Newsroom::each().await.remove(0);
    let piece = room.begins().await;
    let many = Body::from("a&".repeat(1_000_000));
    let headers = [FORM, OURS, ("cookie", &*room.writer)];
    let path = format!("{piece}/draft");
    let refused = room.site.sends(Method::POST, &path, &headers, many).await;
    assert_eq!(refused.status, 413);
    refused.shows("内容项目太多了");
    assert!(refused.text.len() < 64 * 1024, "{}", refused.text.len());
    let stranger = Body::from("a&".repeat(1_000_000));
    let refused = room
        .site
        .sends(Method::POST, &path, &[FORM, OURS], stranger)
        .await;
    assert_eq!(refused.status, 413);
}

#[tokio::test]
async fn json_of_a_million_values_is_refused_where_the_editor_can_say_it() {
    let room = Newsroom::each().await.remove(0);
    let piece = room.begins().await;
    let many = format!(
        "{{\"version\":1,\"document\":[{}0],\"fields\":{{}}}}",
        "0,".repeat(1_000_000)
    );
    let headers = [
        ("content-type", "application/json"),
        ("accept", "application/json"),
        ("cookie", &*room.writer),
        OURS,
    ];
    let path = format!("{piece}/draft");
    let refused = room
        .site
        .sends(Method::POST, &path, &headers, Body::from(many))
        .await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    refused.shows("\"field\":\"body\"");
    let deep = Body::from("[".repeat(100_000));
    let refused = room
        .site
        .sends(Method::POST, &format!("{piece}/hold"), &headers, deep)
        .await;
    assert_eq!(refused.status, 413);
}

#[tokio::test]
async fn a_long_chinese_text_goes_on_without_a_session_while_others_drip() {
    let room = Newsroom::each().await.remove(0);
    let piece = room.begins().await;
    let path = format!("{piece}/draft");
    // Two bodies that never end, as strangers send them.
    let dripping: Vec<_> = (0..2)
        .map(|_| {
            let (door, path) = (room.site.door.clone(), path.clone());
            tokio::spawn(async move {
                let request = Request::post(path)
                    .header(FORM.0, FORM.1)
                    .header(OURS.0, OURS.1)
                    .body(Body::new(Endless))
                    .expect("a request");
                door.answer([192, 0, 2, 9].into(), request).await
            })
        })
        .collect();
    tokio::task::yield_now().await;
    let text = "长".repeat(300_000);
    let fields = [("version", "1"), ("title", "很长的一篇"), ("body", &*text)];
    let carried = room.site.posts(&path, &fields, &[]).await;
    assert_eq!(carried.status, 401);
    carried
        .shows("登录已过期，您写的还在")
        .shows(&format!("{text}</textarea>"))
        .shows("name=\"title\" value=\"很长的一篇\"");
    assert_eq!(carried.text.matches(&text).count(), 1, "once, not twice");
    for drip in dripping {
        drip.abort();
    }
}

/// A body of which nothing comes.
struct Endless;

impl http_body::Body for Endless {
    type Data = bytes::Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<bytes::Bytes>, std::io::Error>>> {
        std::task::Poll::Pending
    }
}
