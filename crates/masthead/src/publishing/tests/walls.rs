//! Who writes for one creator neither reads nor moves anything of another's: every address of the studio, with ids
//! that exist.

use axum::body::Body;
use axum::http::Method;
use masthead::id::ArticleId;
use masthead::portal::Settings;
use masthead::routes;
use masthead_db::{Fault, Tx, params};
use serde_json::json;

use super::Newsroom;
use crate::account::{joins_as, newcomer};
use crate::support::{Answer, Archive, TestSite};

const SECRET: &str = "绝密的码头";

/// A newsroom, and an owner of another creator.
async fn rooms() -> Vec<(Newsroom, String)> {
    let archive = Archive::small().row(
        "creators",
        json!({"id": "hills", "handle": "hills", "name": "山里人家"}),
    );
    let mut rooms = Vec::new();
    for site in TestSite::each_with(&archive, |_: &mut Settings| ()).await {
        let writer = newcomer(&site, "writer@wangchuan.example").await;
        joins_as(&site, "writer@wangchuan.example", ("harbour", "owner")).await;
        let reviewer = newcomer(&site, "reviewer@wangchuan.example").await;
        let stranger = newcomer(&site, "hills@wangchuan.example").await;
        joins_as(&site, "hills@wangchuan.example", ("hills", "owner")).await;
        let room = Newsroom {
            site,
            writer,
            other: reviewer.clone(),
            reviewer,
        };
        rooms.push((room, stranger));
    }
    rooms
}

async fn begins_upload(room: &Newsroom, piece: &str) -> String {
    let headers = [
        ("cookie", room.writer.as_str()),
        ("sec-fetch-site", "same-origin"),
        ("tus-resumable", "1.0.0"),
        ("upload-length", "1000"),
        ("upload-metadata", "filename ZmlsbS5tcDQ="),
    ];
    let to = format!("{piece}/uploads");
    let begun = room
        .site
        .sends(Method::POST, &to, &headers, Body::empty())
        .await;
    assert_eq!(begun.status, 201, "{}", begun.text);
    let place = begun.header("location");
    place.rsplit('/').next().expect("an id").to_owned()
}

/// Everything that is written of the piece.
async fn state(room: &Newsroom, article: ArticleId) -> Vec<(String, i64, i64, i64)> {
    let read = move |tx: &mut Tx<'_>| -> Result<Vec<_>, Fault> {
        tx.query(
            "SELECT d.title || d.body || d.fields || d.stage || a.state, d.version,
                (SELECT COUNT(*) FROM revision), COALESCE(d.holder, 0)
                + (SELECT COUNT(*) FROM upload) + (SELECT COUNT(*) FROM media)
                + (SELECT COUNT(*) FROM preview_link) + (SELECT COUNT(*) FROM submission)
            FROM draft d JOIN article a ON a.id = d.article WHERE a.id = $1",
            params![article],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )
    };
    room.site.portal.db.read(read).await.expect("a database")
}

/// Asks as a page or a script of ours would, and with good faith's own fields.
async fn tries(room: &Newsroom, who: &str, (method, path): (Method, &str)) -> Vec<Answer> {
    let site = &room.site;
    let headers = [("cookie", who)];
    if method == Method::POST && path.ends_with("/draft") {
        let fields = [
            ("version", "2"),
            ("title", "改"),
            ("body", "改"),
            ("act", "submit"),
        ];
        let sent = json!({"version": 2, "document": {"version": 1, "blocks": []}, "fields": {}});
        return vec![
            site.posts(path, &fields, &headers).await,
            site.posts_json(path, &sent, &headers).await,
        ];
    }
    if path.ends_with("/hold") {
        let sent = json!({"take": true});
        return vec![site.posts_json(path, &sent, &headers).await];
    }
    if path.ends_with("/pictures") || path.ends_with("/files") {
        let (field, file) = match path.ends_with("/files") {
            true => ("file", "a.vtt"),
            false => ("picture", "a.png"),
        };
        let bytes = b"WEBVTT\n\n00:00.000 --> 00:01.000\nx\n";
        let form = ([].as_slice(), [(field, file, bytes.as_slice())]);
        return vec![site.uploads(path, (form.0, &form.1), &headers).await];
    }
    if method == Method::POST && !path.contains("/uploads") {
        let fields = [("words", "不该有的撤稿")];
        return vec![site.posts(path, &fields, &headers).await];
    }
    let all = [
        ("cookie", who),
        ("sec-fetch-site", "same-origin"),
        ("accept", "application/json"),
        ("tus-resumable", "1.0.0"),
        ("upload-length", "1000"),
        ("upload-metadata", "filename ZmlsbS5tcDQ="),
        ("upload-offset", "0"),
        ("content-type", "application/offset+octet-stream"),
    ];
    vec![site.sends(method, path, &all, Body::from("x")).await]
}

#[tokio::test]
async fn whoever_writes_for_another_creator_reaches_nothing_of_a_piece() {
    for (room, stranger) in rooms().await {
        let piece = room.begins().await;
        for words in ["第一稿", "第二稿"] {
            let body = format!("{SECRET}{words}");
            let saved = room
                .writes(&piece, &[("title", SECRET), ("body", &body)])
                .await;
            assert_eq!(saved.status, 303);
            room.site.later(700_000);
        }
        let upload = begins_upload(&room, &piece).await;
        let article: ArticleId = piece
            .rsplit('/')
            .next()
            .expect("an id")
            .parse()
            .expect("a number");
        let before = state(&room, article).await;
        let (mut walked, mut own) = (0, 0);
        for route in routes::table() {
            if !route.path.starts_with("/studio/article/{id}") {
                continue;
            }
            let path = route
                .path
                .replace("{id}", &article.to_string())
                .replace("{number}", "1")
                .replace("{upload}", &upload);
            // What the protocol can do is said to everybody: it names no piece.
            if route.method == Method::OPTIONS {
                continue;
            }
            for answer in tries(&room, &stranger, (route.method.clone(), &path)).await {
                let what = format!("{} {path}: {}", route.method, answer.status);
                assert_eq!(answer.status, 404, "{what} {}", answer.text);
                answer.lacks(SECRET);
                walked += 1;
            }
            // One that is not there is answered alike: nobody learns which pieces there are.
            let missing = path.replace(&article.to_string(), "77");
            for answer in tries(&room, &stranger, (route.method.clone(), &missing)).await {
                let what = format!("{} {missing}: {}", route.method, answer.status);
                assert_eq!(answer.status, 404, "{what}");
            }
            assert_eq!(
                state(&room, article).await,
                before,
                "{} {path}",
                route.method
            );
            // The same question is good: whose piece it is gets another answer.
            if route.method == Method::GET {
                let answer = room.gets(&room.writer, &path).await;
                assert_eq!(answer.status, 200, "{path}");
                own += 1;
            }
        }
        assert!(walked > 18 && own >= 4, "{walked} {own}");
        let list = room.gets(&stranger, "/studio").await;
        list.shows("山里人家").lacks(SECRET);
        let theirs = room.gets(&stranger, "/studio?creator=harbour").await;
        theirs.lacks(SECRET);
        let creator = super::between(
            &room.gets(&room.writer, "/studio").await.text,
            "name=\"creator\" value=\"",
            "\"",
        );
        let begun = room
            .posts(&stranger, "/studio/articles", &[("creator", &creator)])
            .await;
        assert!(begun.status != 303, "begins a piece of another");
    }
}
