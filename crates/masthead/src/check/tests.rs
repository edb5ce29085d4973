//! Each thing that can break is broken, and told by exactly one finding.

use masthead::check::{Finding, check};
use serde_json::json;

use crate::archive::house::House;
use crate::support::Archive;

const AT: &str = "2026-01-10T08:00:00+08:00";

/// Portals where all is well and all is read.
fn sound() -> Vec<House> {
    let article = json!({"id": "a", "creator": "harbour", "channel": "city", "title": "题",
        "published_at": AT, "cover": "media/p.png", "body": {"format": "text", "content": "文"}});
    let archive = Archive::small()
        .row("articles", article)
        .row(
            "comments",
            json!({"id": "c", "article": "a", "author": "u1", "body": "好", "created_at": AT}),
        )
        .row("followers", json!({"creator": "harbour", "user": "u1"}))
        .picture("media/p.png", 40, 30);
    let houses = House::each();
    for house in &houses {
        house.takes_all(&archive);
        house.caught_up();
        house.write("UPDATE media SET renditions_at = 1");
        assert_eq!(house.findings(), Vec::<Finding>::new());
    }
    houses
}

impl House {
    fn findings(&self) -> Vec<Finding> {
        check(&self.home.db, &self.home.store).expect("a check")
    }

    /// Breaks something, and expects one finding with these words in it.
    #[track_caller]
    fn breaks(&self, sql: &'static str, words: &[&str]) {
        self.write(sql);
        self.tells(words);
    }

    #[track_caller]
    fn tells(&self, words: &[&str]) {
        let findings: Vec<String> = self.findings().iter().map(Finding::to_string).collect();
        assert_eq!(findings.len(), 1, "{findings:#?}");
        for word in words {
            assert!(
                findings[0].contains(word),
                "{word:?} is not in {findings:?}"
            );
        }
    }
}

#[test]
fn a_wrong_count_of_articles_is_found() {
    for house in sound() {
        house.breaks(
            "UPDATE creator SET article_count = 5",
            &[
                "creator ",
                "says it has 5 published articles, and there are 1",
            ],
        );
    }
}

#[test]
fn a_wrong_count_of_followers_is_found() {
    for house in sound() {
        house.breaks(
            "UPDATE creator SET follower_count = 0",
            &["says it has 0 followers, and there are 1"],
        );
    }
}

#[test]
fn a_wrong_month_is_found() {
    for house in sound() {
        house.breaks(
            "UPDATE creator_month SET article_count = 2",
            &["says it has 2 published articles in all months"],
        );
    }
}

#[test]
fn a_wrong_count_of_a_channel_is_found() {
    for house in sound() {
        house.breaks(
            "UPDATE channel SET article_count = 3",
            &["channel ", "says it has 3 published"],
        );
    }
}

#[test]
fn a_wrong_count_of_comments_is_found() {
    for house in sound() {
        house.breaks(
            "UPDATE article SET comment_count = 9",
            &["article ", "says it has 9 comments"],
        );
    }
}

#[test]
fn counts_are_not_compared_while_a_follower_is_behind() {
    for house in sound() {
        house.write("UPDATE creator SET article_count = 5");
        house.breaks(
            "UPDATE follower SET cursor = cursor - 1 WHERE name = 'counts'",
            &["follower counts", "is 1 events behind the log"],
        );
    }
}

#[test]
fn a_paused_follower_is_told_with_its_reason() {
    for house in sound() {
        house.breaks(
            "UPDATE follower SET cursor = 0, failures = 2, reason = 'no room' WHERE name = 'audit'",
            &["follower audit", "is paused", "no room"],
        );
    }
}

#[test]
fn a_cursor_beyond_the_log_is_found() {
    for house in sound() {
        house.breaks(
            "UPDATE follower SET cursor = cursor + 100 WHERE name = 'audit'",
            &["follower audit", "but the log ends at"],
        );
    }
}

#[test]
fn a_cover_of_another_shape_than_its_picture_is_found() {
    for house in sound() {
        house.breaks(
            "UPDATE article SET cover_width = 7",
            &["article ", "has a cover of another shape than its picture"],
        );
    }
}

#[test]
fn a_published_article_without_text_is_found() {
    for house in sound() {
        house.breaks(
            "UPDATE article SET revision = 1",
            &["article ", "is published and has no text"],
        );
    }
}

#[test]
fn a_row_without_its_original_is_found() {
    for house in sound() {
        remove(&house, "original");
        house.tells(&["media ", "has no original in the media folder"]);
    }
}

#[test]
fn a_row_without_its_master_is_found() {
    for house in sound() {
        remove(&house, "public");
        house.tells(&["media ", "has no public master in the media folder"]);
    }
}

#[test]
fn a_paper_without_its_file_is_found() {
    for house in sound() {
        house.breaks(
            "INSERT INTO creator_credential (id, creator, field, name, until_day, state, paper_name,
                paper_type, paper_as, asked_by, asked_at, warned)
            SELECT 7, c.id, 'law', '法', '2027-01-01', 'confirmed', 'p.pdf', 'application/pdf',
                'a-paper', a.id, 1, 0
            FROM creator c JOIN user_account a ON TRUE
            WHERE c.handle = 'harbour' AND a.external_id = 'u1'",
            &[
                "paper of credential 7: has no file in the media folder",
                "media/private/a-paper",
            ],
        );
        let private = house.media_folder().join("private");
        std::fs::create_dir_all(&private).expect("a folder");
        std::fs::write(private.join("a-paper"), b"%PDF-1.7").expect("written");
        assert_eq!(house.findings(), Vec::<Finding>::new());
    }
}

/// Removes the only picture from one half of the media folder.
fn remove(house: &House, shelf: &str) {
    std::fs::remove_dir_all(house.media_folder().join(shelf)).expect("removed");
}

#[test]
fn a_file_without_a_row_is_found() {
    for house in sound() {
        let hash = "ab".repeat(32);
        let folder = house.media_folder().join("original/ab");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join(&hash), b"x").expect("written");
        house.tells(&[&format!("media {hash}"), "in no row"]);
    }
}

#[test]
fn pictures_that_wait_and_pictures_that_failed_are_notes() {
    for house in sound() {
        house.breaks(
            "UPDATE media SET renditions_at = NULL",
            &["note: media: 1 pictures wait for their smaller copies"],
        );
        house.breaks(
            "UPDATE media SET failure = 'too odd'",
            &["note: media ", "too odd"],
        );
    }
}

#[test]
fn a_reference_to_nothing_is_found_in_a_sqlite_file() {
    for house in sound() {
        let masthead_db::Target::File(path) = &house.data.target else {
            continue;
        };
        let file = rusqlite::Connection::open(path).expect("the file");
        let broken =
            file.execute_batch("PRAGMA foreign_keys = OFF; UPDATE article SET channel = 77");
        broken.expect("broken");
        let findings: Vec<String> = house.findings().iter().map(Finding::to_string).collect();
        assert!(findings[0].starts_with("article "), "{findings:#?}");
        assert!(findings[0].contains("refers to a row of channel that is not there"));
        // Its channel has lost the article that it counts.
        assert_eq!(findings.len(), 2, "{findings:#?}");
    }
}
