use std::fs;

use masthead_archive::{Source, Writer};
use masthead_demo::generate;
use serde_json::json;

use super::house::House;
use crate::support::{Archive, NOW};

/// Every key of every file, in the ways in which they may be given.
fn rich() -> Archive {
    Archive::small()
        .site("footer", json!([{"label": {"en": "About", "zh-CN": "关于"}, "url": "/about"}]))
        .site("original_title", json!("原创栏目"))
        .row("channels", json!({"id": "river", "name": "River", "parent": "z-water", "position": 2}))
        .row("channels", json!({"id": "z-water", "name": "水", "headline_title": {"en": "Water"}}))
        .row("columns", json!({"id": "depth", "name": "深水区", "parent": "shore"}))
        .row("columns", json!({"id": "shore", "name": "岸", "position": -1}))
        .row("users", json!({"id": "u10", "name": {"en": "Ten"}, "email": "ten@example.org",
            "created_at": "2020-02-29T23:59:59.999+08:00"}))
        .row("users", json!({"id": "U2", "name": "Two"}))
        .row("creators", json!({"id": "desk", "handle": "望川日报", "name": {"zh-CN": "望川日报"},
            "kind": "government", "bio": "多行\n简介", "avatar": "media/a/desk.png",
            "region": "浙江", "created_at": "2019-01-01T00:00:00Z",
            "members": [{"user": "u10", "role": "owner"}, {"user": "U2", "role": "writer"}]}))
        .row("followers", json!({"creator": "desk", "user": "u10"}))
        .row("followers", json!({"creator": "desk", "user": "U2", "since": "2021-01-01T00:00:00Z"}))
        .article("b", "江上大桥", "2026-01-10T08:00:00+08:00")
        .row("articles", json!({"id": "a", "creator": "desk", "title": "港口的一天",
            "body": {"format": "markdown", "content":
                "# 清晨\n\n**船**来了。[联系](https://example.org/)\n\n![吊机](media/crane.png)\n\n> 引用\n\n- 一\n- 二\n"},
            "channel": "river", "columns": ["shore", "depth"], "cover": "media/crane.png",
            "summary": "摘要", "tags": ["港口", "桥"], "published_at": "2026-01-11T08:00:00.123Z",
            "updated_at": "2026-01-12T08:00:00Z", "source": {"name": {"en": "Wire"}, "url": "https://example.org/w"},
            "original": false, "ai_generated": "assisted", "region": "宁波", "views": 42,
            "locale": "zh-CN", "comments_open": false,
            "corrections": [{"at": "2026-01-12T08:00:00Z", "text": "吊机有三台，不是两台。"}]}))
        .row("articles", json!({"id": "c", "creator": "desk", "title": "说错的事", "state": "withdrawn",
            "body": {"format": "text", "content": "不是这样。"}, "published_at": "2026-01-11T08:00:00Z",
            "retraction": {"at": "2026-01-13T08:00:00Z", "words": "消息来源不可靠。"}}))
        .row("articles", json!({"id": "B", "creator": "desk", "title": "草稿", "state": "draft",
            "body": {"format": "html", "content": "<p>未完</p><img src=\"media/hill.png\" alt=\"山\">"}}))
        .row("comments", json!({"id": "10", "article": "a", "author": "U2", "body": "回复",
            "created_at": "2026-01-11T09:00:00Z", "parent": "9", "likes": 3}))
        .row("comments", json!({"id": "9", "article": "a", "author": "u10", "body": "一行\n两行",
            "created_at": "2026-01-11T08:30:00Z"}))
        .row("slots", json!({"place": "home/top", "article": "a", "title": "\"引号\"标题",
            "from": "2026-01-11T00:00:00Z", "until": "2026-02-01T00:00:00Z", "position": 1}))
        .row("slots", json!({"place": "home/top", "article": "a"}))
        .row("slots", json!({"place": "column/shore/headline", "article": "b"}))
        .picture("media/a/desk.png", 40, 40)
        .picture("media/crane.png", 320, 180)
        .picture("media/hill.png", 100, 90)
}

#[test]
fn a_rich_archive_comes_out_the_same_after_every_round_on_both_databases() {
    let archive = rich();
    let mut first: Option<Vec<u8>> = None;
    for house in House::each() {
        house.takes_all(&archive);
        let once = house.exported();
        assert_eq!(first.get_or_insert_with(|| once.clone()), &once);
        for again in House::each() {
            let file = tempfile::tempdir().expect("a folder");
            let path = file.path().join("round.zip");
            fs::write(&path, &once).expect("written");
            let (report, lines) = again.takes_from(&path, false);
            assert!(report.expect("an import").is_whole(), "{lines:#?}");
            assert!(again.exported() == once, "the second export differs");
        }
    }
}

#[test]
fn an_export_says_all_that_was_imported() {
    for house in House::each() {
        house.takes_all(&rich());
        let file = tempfile::tempdir().expect("a folder");
        fs::write(file.path().join("x.zip"), house.exported()).expect("written");
        let zip = Source::open(file.path().join("x.zip")).expect("an archive");
        let mut out = String::new();
        let mut say = |line: String| out.push_str(&(line + "\n"));
        say(serde_json::to_string(zip.site()).expect("plain"));
        macro_rules! rows {
            ($($row:ident),*) => {$(
                for (_, row) in zip.lines::<masthead_archive::rows::$row>().expect("a file") {
                    say(serde_json::to_string(&row.expect("a good row")).expect("plain"));
                }
            )*};
        }
        rows!(
            Channel, Column, User, Creator, Follower, Article, Comment, Slot
        );
        insta::with_settings!({prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!("an_export_says_all_that_was_imported", out);
        });
    }
}

#[test]
fn a_generated_archive_comes_out_the_same_after_a_round() {
    let file = tempfile::tempdir().expect("a folder");
    let path = file.path().join("generated.zip");
    let mut writer = Writer::create(&path).expect("a writer");
    let options = generate::Options {
        articles: 60,
        seed: 7,
        creators: None,
        channels: None,
        end: NOW.parse().expect("a time"),
    };
    generate::write(&options, &mut writer).expect("generated");
    writer.finish().expect("finished");
    for house in House::each() {
        let (report, lines) = house.takes_from(&path, true);
        assert!(report.expect("an import").is_whole(), "{lines:#?}");
        let once = house.exported();
        let round = file.path().join("round.zip");
        fs::write(&round, &once).expect("written");
        for again in House::each() {
            let (report, _) = again.takes_from(&round, false);
            assert!(report.expect("an import").is_whole());
            assert!(again.exported() == once, "the second export differs");
        }
    }
}

#[test]
fn the_demo_portal_comes_out_the_same_after_a_round_through_the_other_database() {
    let file = tempfile::tempdir().expect("a folder");
    let path = file.path().join("demo.zip");
    let mut writer = Writer::create(&path).expect("a writer");
    masthead_demo::content::write(&mut writer, NOW.parse().expect("a time")).expect("content");
    writer.finish().expect("finished");
    let mut last: Option<Vec<u8>> = None;
    // With SQLite alone it goes there twice.
    for house in House::each().into_iter().chain(House::each()).take(2) {
        let (report, lines) = house.takes_from(&path, true);
        assert!(report.expect("an import").is_whole(), "{lines:#?}");
        let out = house.exported();
        assert!(last.is_none_or(|last| last == out), "this export differs");
        fs::write(&path, &out).expect("written");
        last = Some(out);
    }
}

#[test]
fn an_empty_portal_is_exported_as_an_archive_with_a_name() {
    for house in House::each() {
        let file = tempfile::tempdir().expect("a folder");
        let path = file.path().join("empty.zip");
        fs::write(&path, house.exported()).expect("written");
        let source = Source::open(&path).expect("an archive");
        assert_eq!(source.site().name.get("en"), "Masthead");
    }
}

#[test]
fn a_reply_that_is_written_before_its_parent_stood_in_the_archive_without_it() {
    let says = |id: &str, parent: Option<&str>| {
        json!({"id": id, "article": "good", "author": "u1", "body": id, "parent": parent,
            "created_at": "2026-01-11T08:30:00Z"})
    };
    let archive = Archive::small()
        .article("good", "好", "2026-01-10T08:00:00+08:00")
        .row("comments", says("a", Some("c")))
        .row("comments", says("b", Some("a")))
        .row("comments", says("c", Some("z")))
        .row("comments", says("d", Some("y")))
        .row("comments", says("e", Some("d")))
        .row("comments", says("y", None))
        .row("comments", says("z", None));
    for house in House::each() {
        house.takes_all(&archive);
        let whole = house.exported();
        // What an older version took.
        house.write("UPDATE comment SET body = ' ' WHERE external_id = 'z'");
        house.write("UPDATE comment SET body = 'y\u{7}' WHERE external_id = 'y'");
        let (bytes, left_out) = house.exported_in_part();
        assert_eq!(
            left_out,
            [
                "comments.jsonl: z: body: is empty",
                "comments.jsonl: c: parent: \"z\" was left out of comments.jsonl",
                "comments.jsonl: a: parent: \"c\" was left out of comments.jsonl",
                "comments.jsonl: b: parent: \"a\" was left out of comments.jsonl",
                "comments.jsonl: y: 1 characters that no text holds",
            ]
        );
        let file = tempfile::tempdir().expect("a folder");
        let path = file.path().join("rest.zip");
        for (bytes, left) in [(whole, "a b c d e y z"), (bytes, "d e y")] {
            fs::write(&path, bytes).expect("written");
            for again in House::each() {
                let (report, lines) = again.takes_from(&path, true);
                assert!(report.expect("an import").is_whole(), "{lines:#?}");
                let names = again.texts("SELECT external_id FROM comment ORDER BY external_id");
                assert_eq!(names.join(" "), left);
            }
        }
    }
}
