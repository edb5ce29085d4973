use masthead_archive::FileKind;
use serde_json::{Value, json};

use super::house::House;
use crate::support::Archive;

const AT: &str = "2026-01-10T08:00:00+08:00";

/// One article whose keys `change` may set otherwise.
fn with(change: Value) -> Archive {
    let mut article = json!({
        "id": "a", "creator": "harbour", "channel": "city", "title": "大桥",
        "body": {"format": "text", "content": "通车。"}, "published_at": AT,
    });
    let keys = change.as_object().expect("an object");
    for (key, value) in keys {
        article[key] = value.clone();
    }
    Archive::small()
        .row("channels", json!({"id": "sports", "name": "体育"}))
        .row("articles", article)
        .row(
            "comments",
            json!({"id": "c", "article": "a", "author": "u1", "body": "好",
            "created_at": AT}),
        )
        .row("slots", json!({"place": "hot", "article": "a"}))
        .row("followers", json!({"creator": "harbour", "user": "u1"}))
}

impl House {
    /// The kinds of the facts since the event of this number.
    fn facts_after(&self, seq: i64) -> Vec<String> {
        self.read(move |tx| {
            let params = masthead_db::params![seq];
            tx.query(
                "SELECT kind FROM event WHERE seq > $1 ORDER BY seq",
                params,
                |row| row.get(0),
            )
        })
    }

    fn last(&self) -> i64 {
        self.number("SELECT COALESCE(MAX(seq), 0) FROM event")
    }

    fn facts_of(&self, archive: &Archive) -> Vec<String> {
        let last = self.last();
        self.takes_all(archive);
        self.facts_after(last)
    }
}

#[test]
fn every_row_that_is_new_is_a_fact() {
    for house in House::each() {
        assert_eq!(
            house.facts_of(&with(json!({}))),
            [
                "site.changed",
                "channel.changed",
                "channel.changed",
                "account.changed",
                "creator.changed",
                "creator.followed",
                "article.published",
                "comment.posted",
                "slot.filled",
            ]
        );
    }
}

#[test]
fn the_same_archive_again_writes_nothing() {
    for house in House::each() {
        house.takes_all(&with(json!({})));
        let (last, version) = (house.last(), house.number("SELECT version FROM article"));
        let report = house.takes_all(&with(json!({})));
        for file in FileKind::ALL
            .into_iter()
            .filter(|file| *file != FileKind::Columns)
        {
            let tally = report.tally(file);
            assert_eq!((tally.new, tally.changed), (0, 0), "{file}");
            assert!(tally.same > 0, "{file}");
        }
        assert_eq!(house.last(), last);
        assert_eq!(house.number("SELECT version FROM article"), version);
        assert_eq!(house.number("SELECT COUNT(*) FROM revision"), 1);
    }
}

#[test]
fn another_text_is_another_revision_and_another_title_is_none() {
    for house in House::each() {
        house.takes_all(&with(json!({})));
        let titled = with(json!({"title": "新桥"}));
        assert_eq!(house.facts_of(&titled), ["article.revised"]);
        assert_eq!(house.number("SELECT COUNT(*) FROM revision"), 1);
        let body = json!({"format": "text", "content": "今天通车。"});
        let rewritten = with(json!({"title": "新桥", "body": body}));
        assert_eq!(house.facts_of(&rewritten), ["article.revised"]);
        assert_eq!(house.number("SELECT MAX(number) FROM revision"), 2);
        let shown = "SELECT r.body FROM article a JOIN revision r ON r.id = a.revision";
        assert!(house.texts(shown)[0].contains("今天通车"));
        assert_eq!(house.number("SELECT version FROM article"), 3);
    }
}

#[test]
fn facts_follow_from_the_state_before_and_after() {
    for house in House::each() {
        let steps = [
            (
                json!({"state": "draft", "published_at": null}),
                "article.kept",
            ),
            (json!({"state": "scheduled"}), "article.kept"),
            (json!({}), "article.published"),
            (json!({"channel": "sports"}), "article.revised"),
            (json!({"state": "taken_down"}), "article.hidden"),
            (json!({"state": "withdrawn"}), "article.kept"),
            (json!({"views": 7}), "article.published"),
        ];
        house.takes_all(&with(json!({"state": "submitted"})));
        for (change, fact) in steps {
            assert_eq!(house.facts_of(&with(change.clone())), [fact], "{change}");
        }
    }
}

#[test]
fn counts_and_audit_follow_an_import_and_its_changes() {
    for house in House::each() {
        house.takes_all(&with(json!({})));
        house.caught_up();
        let counts = "SELECT CAST(c.article_count AS TEXT) || ' ' || CAST(c.follower_count AS TEXT) || ' '
            || CAST(h.article_count AS TEXT) || ' ' || CAST(a.comment_count AS TEXT) || ' ' || m.month
            FROM creator c, channel h, article a, creator_month m WHERE h.slug = 'city'";
        assert_eq!(house.texts(counts), ["1 1 1 1 2026-01"]);
        house.takes_all(&with(
            json!({"channel": "sports", "published_at": "2025-12-31T17:00:00Z"}),
        ));
        house.caught_up();
        assert_eq!(house.texts(counts), ["1 1 0 1 2026-01"]);
        house.takes_all(&with(json!({"state": "draft"})));
        house.caught_up();
        assert_eq!(house.number("SELECT article_count FROM creator"), 0);
        assert_eq!(house.number("SELECT COUNT(*) FROM audit"), house.last());
    }
}

#[test]
fn the_rank_counts_views_and_the_comments_that_stand() {
    for house in House::each() {
        house.takes_all(&with(json!({})));
        house.caught_up();
        house.takes_all(&with(json!({"views": 12})));
        let hot = house.number("SELECT hot FROM article");
        let at = house.number("SELECT published_at FROM article");
        let wanted = masthead::article::rules::hot(masthead_clock::Millis(at), 12, 1);
        assert_eq!(hot, wanted);
    }
}
