use std::fs::{self, OpenOptions};
use std::io::Write;

use masthead_archive::FileKind;
use serde_json::json;

use super::house::House;
use crate::support::Archive;

const AT: &str = "2026-01-10T08:00:00+08:00";

fn article(id: &str, key: &str, value: serde_json::Value) -> serde_json::Value {
    let mut article = json!({
        "id": id, "creator": "harbour", "title": "题", "published_at": AT,
        "body": {"format": "text", "content": "文"},
    });
    article[key] = value;
    article
}

fn comment(id: &str, parent: Option<&str>) -> serde_json::Value {
    json!({"id": id, "article": "good", "author": "u1", "body": id, "created_at": AT,
        "parent": parent})
}

#[test]
fn a_line_with_an_unknown_name_says_which_was_meant_and_the_others_are_taken() {
    let archive = Archive::small()
        .row("columns", json!({"id": "depth", "name": "x"}))
        .row("followers", json!({"creator": "harbour", "user": "u2"}))
        .article("good", "好", AT)
        .row("articles", article("a", "channel", json!("ctiy")))
        .row("articles", article("b", "creator", json!("harbor")))
        .row(
            "articles",
            article("c", "columns", json!(["depth", "deph"])),
        )
        .row("articles", article("d", "channel", json!("entirely-else")))
        .row(
            "comments",
            json!({"id": "1", "article": "goods", "author": "u1", "body": "x", "created_at": AT}),
        )
        .row(
            "slots",
            json!({"place": "channel/cit/headline", "article": "good"}),
        )
        .row("slots", json!({"place": "hot", "article": "good"}));
    for house in House::each() {
        let (report, lines) = house.takes(&archive);
        assert_eq!(
            lines,
            [
                r#"followers.jsonl:1: user: no user "u2" (did you mean "u1"?)"#,
                r#"articles.jsonl:2: channel: no channel "ctiy" (did you mean "city"?)"#,
                r#"articles.jsonl:3: creator: no creator "harbor" (did you mean "harbour"?)"#,
                r#"articles.jsonl:4: columns[1]: no column "deph" (did you mean "depth"?)"#,
                r#"articles.jsonl:5: channel: no channel "entirely-else""#,
                r#"comments.jsonl:1: article: no article "goods" (did you mean "good"?)"#,
                r#"slots.jsonl:1: place: no channel "cit" (did you mean "city"?)"#,
            ]
        );
        assert!(!report.is_whole());
        assert_eq!(report.refused(), 7);
        assert_eq!(house.texts("SELECT external_id FROM article"), ["good"]);
        assert_eq!(report.tally(FileKind::Slots).new, 1);
    }
}

#[test]
fn lines_that_cannot_be_read_are_told_and_passed_over() {
    let archive = Archive::small().article("good", "好", AT);
    let folder = archive.path().to_owned();
    let path = folder.join("articles.jsonl");
    let mut file = OpenOptions::new()
        .append(true)
        .open(path)
        .expect("the file");
    writeln!(file, "{{\n{{\"id\":\"x\",\"tilte\":1}}").expect("written");
    let deep = format!("{}{}", "[".repeat(90), "]".repeat(90));
    let bad = article(
        "deep",
        "body",
        json!({"format": "document", "content": {"version": 2, "blocks": []}}),
    );
    writeln!(file, "{bad}\n{deep}").expect("written");
    drop(file);
    for house in House::each() {
        let (report, lines) = house.takes_from(&folder, false);
        assert_eq!(report.expect("an import").refused(), 4);
        assert!(
            lines[0].starts_with("articles.jsonl:2: is not JSON"),
            "{lines:#?}"
        );
        assert!(
            lines
                .iter()
                .any(|line| line.contains("articles.jsonl:3: tilte: unknown key"))
        );
        assert!(
            lines
                .iter()
                .any(|line| line.contains("articles.jsonl:4: body: document version 2")),
            "{lines:#?}"
        );
        assert_eq!(house.number("SELECT COUNT(*) FROM article"), 1);
    }
}

#[test]
fn parents_may_come_later_and_circles_are_refused() {
    let archive = Archive::small()
        .row("channels", json!({"id": "a", "name": "a", "parent": "b"}))
        .row(
            "channels",
            json!({"id": "b", "name": "b", "parent": "city"}),
        )
        .row("channels", json!({"id": "x", "name": "x", "parent": "y"}))
        .row("channels", json!({"id": "y", "name": "y", "parent": "x"}))
        .row(
            "columns",
            json!({"id": "tab", "name": "t", "parent": "whole"}),
        )
        .row("columns", json!({"id": "whole", "name": "w"}))
        .row(
            "columns",
            json!({"id": "lost", "name": "l", "parent": "hole"}),
        );
    let circle = "parent: goes round in a circle: following the parents leads back to the row";
    for house in House::each() {
        let (_, lines) = house.takes(&archive);
        assert_eq!(
            lines,
            [
                format!("channels.jsonl:4: {circle}"),
                format!("channels.jsonl:5: {circle}"),
                r#"columns.jsonl:3: parent: no column "hole" (did you mean "whole"?)"#.to_owned(),
            ]
        );
        let pairs = "SELECT p.slug || '>' || c.slug FROM channel c
            JOIN channel p ON p.id = c.parent ORDER BY c.slug";
        assert_eq!(house.texts(pairs), ["b>a", "city>b"]);
        let closing = Archive::new().row(
            "channels",
            json!({"id": "city", "name": "c", "parent": "a"}),
        );
        let (_, lines) = house.takes(&closing);
        assert_eq!(lines, [format!("channels.jsonl:1: {circle}")]);
    }
}

#[test]
fn replies_find_what_they_answer_above_and_below_and_nowhere_else() {
    let archive = Archive::small()
        .article("good", "好", AT)
        .article("other", "另", AT)
        .row("comments", comment("c3", Some("c2")))
        .row("comments", comment("c2", Some("c1")))
        .row("comments", comment("c1", None))
        .row("comments", comment("c4", Some("c0")))
        .row("comments", comment("c5", Some("c4")))
        .row("comments", comment("c6", Some("c7")))
        .row("comments", comment("c7", Some("c6")))
        .row(
            "comments",
            json!({"id": "far", "article": "other", "author": "u1", "body": "x",
            "created_at": AT, "parent": "c1"}),
        );
    for house in House::each() {
        let (_, mut lines) = house.takes(&archive);
        lines.sort();
        let circle = "goes round in a circle: following the parents leads back to the row";
        assert_eq!(
            lines,
            [
                "comments.jsonl:4: parent: no comment \"c0\"".to_owned(),
                "comments.jsonl:5: parent: no comment \"c4\"".to_owned(),
                format!("comments.jsonl:6: parent: {circle}"),
                format!("comments.jsonl:7: parent: {circle}"),
                "comments.jsonl:8: parent: comment \"c1\" stands under another article".to_owned(),
            ]
        );
        let pairs = "SELECT p.external_id || '>' || c.external_id FROM comment c
            JOIN comment p ON p.id = c.parent ORDER BY c.external_id";
        assert_eq!(house.texts(pairs), ["c1>c2", "c2>c3"]);
        let moved = Archive::small().article("good", "好", AT).article("other", "另", AT).row(
            "comments",
            json!({"id": "c1", "article": "other", "author": "u1", "body": "x", "created_at": AT}),
        );
        let (_, lines) = house.takes(&moved);
        assert!(
            lines[0].starts_with("comments.jsonl:1: article: "),
            "{lines:?}"
        );
    }
}

#[test]
fn a_handle_belongs_to_one_creator_in_any_case() {
    let archive = Archive::small()
        .row("creators", json!({"id": "second", "handle": "HARBOUR", "name": "x"}))
        .row("creators", json!({"id": "third", "handle": "third", "name": "x",
            "members": [{"user": "u1", "role": "owner"}, {"user": "nobody-here", "role": "writer"}]}));
    for house in House::each() {
        let (_, lines) = house.takes(&archive);
        assert_eq!(
            lines,
            [
                r#"creators.jsonl:2: handle: "HARBOUR" is the handle of creator "harbour": choose another"#,
                r#"creators.jsonl:3: members[1].user: no user "nobody-here""#,
            ]
        );
    }
}

#[test]
fn an_archive_without_rows_is_an_archive() {
    let archive = Archive::new();
    fs::write(archive.path().join("comments.jsonl"), "\n\n").expect("written");
    for house in House::each() {
        let report = house.takes_all(&archive);
        assert_eq!(report.tally(FileKind::Site).new, 1);
        assert_eq!(report.tally(FileKind::Comments).new, 0);
    }
}

#[test]
fn an_import_arranged_sections_out_of_turn_beside_a_form() {
    let archive = Archive::new().row("columns", json!({"id": "depth", "name": "深"}));
    for house in House::each() {
        let turns = || house.number("SELECT turns FROM section_turn");
        house.takes_all(&Archive::new());
        assert_eq!(turns(), 1, "the site's own form takes it too");
        house.takes_all(&Archive::small());
        assert_eq!(turns(), 3);
        house.takes_all(&archive);
        assert_eq!(turns(), 5);
    }
}

#[test]
fn an_import_did_not_end_below_a_circle_that_stood() {
    let below = Archive::small()
        .row("channels", json!({"id": "c", "name": "c", "parent": "a"}))
        .row(
            "channels",
            json!({"id": "city", "name": "城", "parent": "b"}),
        );
    let circle = "parent: goes round in a circle: following the parents leads back to the row";
    for house in House::each() {
        house.takes_all(
            &Archive::small()
                .row("channels", json!({"id": "a", "name": "a"}))
                .row("channels", json!({"id": "b", "name": "b", "parent": "a"})),
        );
        // As an import beside a form once left it.
        house.write(
            "UPDATE channel SET parent = (SELECT id FROM channel WHERE slug = 'b')
            WHERE slug = 'a'",
        );
        let (_, lines) = house.takes(&below);
        assert_eq!(
            lines,
            [
                format!("channels.jsonl:2: {circle}"),
                format!("channels.jsonl:3: {circle}"),
            ]
        );
        // It is undone as it came.
        house.takes_all(&Archive::new().row("channels", json!({"id": "a", "name": "a"})));
        house.takes_all(
            &Archive::new().row("channels", json!({"id": "c", "name": "c", "parent": "b"})),
        );
    }
}
