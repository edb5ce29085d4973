//! Names of files and characters of rows as other systems write them.

use std::fs;

use serde_json::json;

use super::house::House;
use crate::support::Archive;

const AT: &str = "2026-01-10T08:00:00+08:00";

fn shows(id: &str, html: &str) -> serde_json::Value {
    json!({"id": id, "creator": "harbour", "title": id, "published_at": AT,
        "body": {"format": "html", "content": html}})
}

#[test]
fn a_picture_of_any_name_stands_in_a_body_as_on_a_cover() {
    const NAMES: [&str; 9] = [
        "50% off",
        "a+b",
        "what?",
        "no#1",
        "a&b",
        "12:30",
        "a b",
        "café",
        "がっこう",
    ];
    for house in House::each() {
        let mut archive = Archive::small();
        for (name, side) in NAMES.iter().zip(20..) {
            archive = archive.picture(&format!("media/{name}.png"), side, 20);
            let encoded = name.replace('%', "%25").replace('&', "&amp;");
            let mut row = shows(name, &format!("<img src=\"media/{encoded}.png\" alt=x>"));
            row["cover"] = json!(format!("media/{name}.png"));
            archive = archive.row("articles", row);
        }
        house.takes_all(&archive);
        assert_eq!(
            house.number("SELECT COUNT(*) FROM article WHERE cover IS NULL"),
            0
        );
        let shown = "SELECT COUNT(*) FROM article a JOIN revision_media r
            ON r.revision = a.revision AND r.hash = a.cover";
        assert_eq!(house.number(shown), NAMES.len() as i64);
    }
}

#[test]
fn a_file_from_a_mac_is_found_though_its_name_is_written_otherwise() {
    for house in House::each() {
        let archive = Archive::small()
            .row(
                "articles",
                shows("a", "<img src=\"media/caf\u{e9}.png\" alt=x>"),
            )
            .picture("media/cafe\u{301}.png", 20, 20)
            .picture("media/literal%20name.png", 30, 20)
            .row(
                "articles",
                shows("b", "<img src=\"media/literal%20name.png\" alt=x>"),
            );
        fs::write(archive.path().join(".DS_Store"), "x").expect("written");
        house.takes_all(&archive);
        assert_eq!(house.number("SELECT COUNT(*) FROM revision_media"), 2);
    }
}

#[test]
fn whatever_is_left_out_of_a_body_is_said_with_its_line() {
    for house in House::each() {
        let html = "<p>文<a href=\"javascript:x\">链</a></p><img src=\"media/../x\" alt=y>\
            <iframe src=\"https://player.example.org/1\"></iframe><style>p{}</style>";
        let (report, lines) = house.takes(&Archive::small().row("articles", shows("a", html)));
        assert!(!report.is_whole());
        assert_eq!(
            lines,
            [
                "articles.jsonl:1: body: link removed: javascript:x",
                "articles.jsonl:1: body: media left out: media/../x",
                "articles.jsonl:1: body: embed left out, its host is not listed: https://player.example.org/1",
            ]
        );
    }
}

#[test]
fn a_row_with_a_zero_byte_is_taken_without_it_and_said_and_comes_out_the_same_twice() {
    for house in House::each() {
        let archive = Archive::small()
            .row("articles", shows("a", "<p>a\u{0}b\u{8}</p>"))
            .row("articles", json!({"id": "b", "creator": "harbour", "title": "铃\u{7}声", "published_at": AT,
                "tags": ["x\u{fffe}"], "summary": "y\u{85}", "body": {"format": "text", "content": "文"}}))
            .article("c", "后面的", AT);
        let path = archive.path();
        let file = path.join("users.jsonl");
        let more = fs::read_to_string(&file).expect("a file");
        let half = "{\"id\": \"u2\", \"name\": \"half \\ud83d\"}\n";
        fs::write(&file, more + half).expect("written");
        let (report, lines) = house.takes_from(path, false);
        assert_eq!(report.expect("an import").left_out, 3);
        assert_eq!(
            lines,
            [
                "users.jsonl:2: taken without 1 characters that no text holds",
                "articles.jsonl:1: taken without 2 characters that no text holds",
                "articles.jsonl:2: taken without 3 characters that no text holds",
            ]
        );
        let titles = "SELECT title FROM article WHERE external_id = 'b'";
        assert_eq!(house.texts(titles), ["铃声"]);
        let once = house.exported();
        let round = path.join("round.zip");
        fs::write(&round, &once).expect("written");
        for again in House::each() {
            let (report, lines) = again.takes_from(&round, true);
            assert!(report.expect("an import").is_whole(), "{lines:#?}");
            assert!(again.exported() == once, "the second export differs");
        }
    }
}

#[test]
fn a_line_that_was_refused_was_also_told_as_taken_without_characters() {
    let bell = |id: &str, body: serde_json::Value| json!({"id": id, "creator": "harbour", "title": "铃\u{7}声", "published_at": AT, "body": body});
    let text = json!({"format": "text", "content": "文"});
    let mut lost = bell("lost", text.clone());
    lost["creator"] = json!("entirely-else");
    let unread = json!({"format": "document", "content": {"version": 2, "blocks": []}});
    let says = |id: &str, parent: Option<&str>| {
        json!({"id": id, "article": "good", "author": "u1", "body": "好\u{7}", "created_at": AT,
            "parent": parent})
    };
    let archive = Archive::small()
        .row(
            "channels",
            json!({"id": "x", "name": "x\u{7}", "parent": "nowhere-at-all"}),
        )
        .row(
            "channels",
            json!({"id": "y", "name": "y\u{7}", "parent": "y2"}),
        )
        .row("channels", json!({"id": "y2", "name": "y", "parent": "y"}))
        .row("articles", lost)
        .row("articles", bell("unread", unread))
        .row("articles", bell("good", text))
        .row("comments", says("late", Some("first")))
        .row("comments", says("orphan", Some("nobody")))
        .row("comments", says("first", None))
        .row("comments", says("round", Some("again")))
        .row("comments", says("again", Some("round")));
    for house in House::each() {
        let (report, lines) = house.takes(&archive);
        let (cleaned, refused): (Vec<_>, Vec<_>) = lines
            .iter()
            .map(String::as_str)
            .partition(|line| line.contains("taken without"));
        assert_eq!(
            cleaned,
            [
                "articles.jsonl:3: taken without 1 characters that no text holds",
                "comments.jsonl:3: taken without 1 characters that no text holds",
                "comments.jsonl:1: taken without 1 characters that no text holds",
            ]
        );
        assert_eq!(report.left_out, 3);
        assert_eq!((refused.len(), report.refused()), (8, 8), "{refused:#?}");
    }
}
