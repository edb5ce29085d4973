use masthead::archive::import::ImportError;
use serde_json::json;

use super::house::House;
use crate::support::Archive;

const AT: &str = "2026-01-10T08:00:00+08:00";

fn archive() -> Archive {
    let cover = json!({"id": "a", "creator": "harbour", "title": "题", "published_at": AT,
        "cover": "media/p.png", "body": {"format": "text", "content": "文"}});
    Archive::small()
        .row("articles", cover)
        .picture("media/p.png", 40, 30)
}

fn files(house: &House) -> usize {
    fn walk(folder: &std::path::Path) -> usize {
        let entries = std::fs::read_dir(folder).expect("a folder");
        let entries = entries.map(|entry| entry.expect("an entry").path());
        entries
            .map(|path| if path.is_dir() { walk(&path) } else { 1 })
            .sum()
    }
    walk(&house.media_folder())
}

#[test]
fn a_strict_import_with_one_bad_line_leaves_no_row_and_no_file() {
    let bad = archive().row("slots", json!({"place": "hot", "article": "unknown"}));
    for house in House::each() {
        let (report, lines) = house.takes_from(bad.path(), true);
        let error = report.expect_err("strict");
        assert!(matches!(error, ImportError::Strict(_)), "{error}");
        assert_eq!(
            error.to_string(),
            "nothing was imported: 1 lines and 0 parts of others cannot be taken, \
            and --strict imports all or nothing"
        );
        assert_eq!(lines, [r#"slots.jsonl:1: article: no article "unknown""#]);
        for table in [
            "SELECT COUNT(*) FROM site",
            "SELECT COUNT(*) FROM article",
            "SELECT COUNT(*) FROM media",
            "SELECT COUNT(*) FROM event",
        ] {
            assert_eq!(house.number(table), 0, "{table}");
        }
        assert_eq!(files(&house), 0);
    }
}

#[test]
fn a_strict_import_that_fails_leaves_an_older_one_as_it_was() {
    let bad = archive()
        .row("slots", json!({"place": "hot", "article": "unknown"}))
        .row("users", json!({"id": "u1", "name": "Renamed"}));
    for house in House::each() {
        house.takes_all(&archive());
        let before = house.exported();
        assert!(house.takes_from(bad.path(), true).0.is_err());
        assert!(house.exported() == before);
        assert_eq!(files(&house), 2);
    }
}

#[test]
fn a_strict_import_of_a_good_archive_is_like_any_other() {
    for house in House::each() {
        let (report, lines) = house.takes_from(archive().path(), true);
        assert!(report.expect("an import").is_whole(), "{lines:?}");
        assert_eq!(house.number("SELECT COUNT(*) FROM article"), 1);
        assert_eq!(files(&house), 2);
    }
}
