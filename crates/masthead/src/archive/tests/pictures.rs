use std::fs;

use masthead_archive::FileKind;
use masthead_media::{Hash, Object, Shelf, Store};
use serde_json::json;

use super::house::House;
use crate::support::Archive;

const AT: &str = "2026-01-10T08:00:00+08:00";

fn shown(store: &Store, shelf: Shelf) -> Vec<Hash> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.expect("a runtime");
    let list = |bucket| runtime.block_on(store.list(shelf, bucket)).expect("a list");
    (0..=255).flat_map(list).collect()
}

fn article(id: &str, cover: Option<&str>, body: &str) -> serde_json::Value {
    json!({"id": id, "creator": "harbour", "title": "题", "published_at": AT, "cover": cover,
        "body": {"format": "markdown", "content": body}})
}

#[test]
fn pictures_of_rows_are_stored_once_and_named_by_their_hash() {
    let archive = Archive::small()
        .row(
            "articles",
            article(
                "a",
                Some("media/p.png"),
                "文\n\n![图](media/p.png)\n\n![图](media/q.png)",
            ),
        )
        .row("articles", article("b", Some("media/q.png"), "文"))
        .picture("media/p.png", 120, 80)
        .picture("media/q.png", 50, 60);
    for house in House::each() {
        house.takes_all(&archive);
        assert_eq!(house.number("SELECT COUNT(*) FROM media"), 2);
        assert_eq!(
            house.number("SELECT COUNT(*) FROM event WHERE kind = 'media.stored'"),
            2
        );
        assert_eq!(house.number("SELECT COUNT(*) FROM revision_media"), 2);
        assert_eq!(shown(&house.home.store, Shelf::Original).len(), 2);
        assert_eq!(shown(&house.home.store, Shelf::Public).len(), 2);
        let body = &house.texts(
            "SELECT r.body FROM revision r
            JOIN revision_media m ON m.revision = r.id",
        )[0];
        assert!(body.contains(r#""width":120,"height":80"#), "{body}");
        assert!(!body.contains("media/"), "{body}");
        let hash: Hash = house.texts("SELECT hash FROM media WHERE width = 50")[0]
            .parse()
            .expect("a hash");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let bytes = runtime
            .expect("a runtime")
            .block_on(house.home.store.get(hash, Object::Original))
            .expect("the store answers");
        let original = fs::read(archive.path().join("media/q.png")).expect("the file");
        assert_eq!(bytes.expect("the original"), original);
    }
}

#[test]
fn a_broken_picture_is_told_with_its_line_and_left_out_of_its_article() {
    let archive = Archive::small()
        .row(
            "creators",
            json!({"id": "c", "handle": "c", "name": "c", "avatar": "media/none.png"}),
        )
        .row("articles", article("a", Some("media/broken.jpg"), "文"))
        .row(
            "articles",
            article("b", None, "前\n\n![图](media/broken.jpg)\n\n后"),
        );
    fs::create_dir_all(archive.path().join("media")).expect("a folder");
    fs::write(
        archive.path().join("media/broken.jpg"),
        b"\xff\xd8\xffnothing",
    )
    .expect("written");
    for house in House::each() {
        let (report, lines) = house.takes(&archive);
        assert_eq!(lines.len(), 3, "{lines:#?}");
        assert_eq!(
            lines[0],
            "creators.jsonl:2: avatar: media/none.png: no such file in the archive"
        );
        assert!(
            lines[1].starts_with("articles.jsonl:1: cover: media/broken.jpg: "),
            "{lines:#?}"
        );
        assert!(
            lines[2].starts_with("articles.jsonl:2: body: media/broken.jpg: "),
            "{lines:#?}"
        );
        assert_eq!(report.left_out, 3);
        assert_eq!(report.refused(), 0);
        assert!(!report.is_whole());
        assert_eq!(report.tally(FileKind::Articles).new, 2);
        assert_eq!(
            house.number("SELECT COUNT(*) FROM article WHERE cover IS NULL"),
            2
        );
        let bodies = house.texts("SELECT body FROM revision ORDER BY id");
        assert!(
            bodies[1].contains("前") && !bodies[1].contains("picture"),
            "{}",
            bodies[1]
        );
    }
}

#[test]
fn the_pictures_of_a_line_that_is_refused_do_not_stay() {
    let archive = Archive::small()
        .row("articles", article("a", Some("media/kept.png"), "文"))
        .row("articles", {
            let mut lost = article("b", Some("media/lost.png"), "![](media/kept.png)");
            lost["creator"] = json!("unknown-to-all");
            lost
        })
        .picture("media/kept.png", 30, 30)
        .picture("media/lost.png", 31, 31);
    for house in House::each() {
        let (_, lines) = house.takes(&archive);
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert_eq!(shown(&house.home.store, Shelf::Original).len(), 1);
        assert_eq!(shown(&house.home.store, Shelf::Public).len(), 1);
    }
}
