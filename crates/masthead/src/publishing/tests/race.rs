//! Several at once, on both databases: nothing that was acknowledged is lost, and nothing unchecked goes out.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Newsroom, between, said};
use crate::account::{gives, joins, newcomer};
use crate::support::Answer;
use masthead::id::ArticleId;

const ROUNDS: usize = 12;

fn text(words: &str) -> Value {
    json!({"version": 1, "blocks": [{"type": "paragraph", "content": [{"type": "text", "text": words}]}]})
}

async fn saves(room: &Newsroom, who: &str, piece: &str, (version, words): (i64, &str)) -> Answer {
    let sent = json!({"version": version, "document": text(words), "fields": {"title": words}});
    let headers = [("cookie", who)];
    let path = format!("{piece}/draft");
    room.site.posts_json(&path, &sent, &headers).await
}

fn article(piece: &str) -> ArticleId {
    let last = piece.rsplit('/').next().expect("an id");
    last.parse().expect("a number")
}

/// Everything that the draft and its revisions say.
async fn kept(room: &Newsroom, piece: &str) -> String {
    let article = article(piece);
    let read = move |tx: &mut masthead_db::Tx<'_>| {
        tx.query(
            "SELECT body FROM draft WHERE article = $1
            UNION ALL SELECT body FROM revision WHERE article = $1",
            masthead_db::params![article],
            |row| row.get::<String>(0),
        )
    };
    let bodies = room.site.portal.db.read(read).await;
    bodies.expect("a database").join("\n")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_save_at_once_one_wins_and_all_others_are_shown_what_won() {
    for room in Newsroom::each().await {
        let mut people = vec![room.writer.clone()];
        for at in 0..3 {
            let email = format!("w{at}@wangchuan.example");
            people.push(newcomer(&room.site, &email).await);
            joins(&room.site, &email, "harbour").await;
        }
        let piece = room.begins().await;
        for (version, round) in (1..).zip(0..ROUNDS) {
            let words: Vec<String> = (0..4).map(|at| format!("第{round}轮第{at}人")).collect();
            let each = |at: usize| saves(&room, &people[at], &piece, (version, &words[at]));
            let (a, b, c, d) = tokio::join!(each(0), each(1), each(2), each(3));
            let answers = [a, b, c, d];
            let won: Vec<usize> = (0..4).filter(|at| answers[*at].status == 200).collect();
            assert_eq!(won.len(), 1, "one of them");
            for at in (0..4).filter(|at| !won.contains(at)) {
                let answer = &answers[at];
                assert_eq!(answer.status, 409, "{}", answer.text);
                let shown = said(answer);
                assert_eq!(shown["version"], version + 1);
                assert_eq!(shown["document"], text(&words[won[0]]));
            }
            let all = kept(&room, &piece).await;
            assert!(all.contains(&words[won[0]]));
        }
        // Whatever once won stands in the draft or among the revisions: nobody's was lost on the way.
        let history = room.gets(&room.writer, &format!("{piece}/history")).await;
        let numbers: Vec<&str> = history.text.split("/history/").skip(1).collect();
        let numbers: BTreeSet<&str> = numbers
            .iter()
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert!(numbers.len() >= ROUNDS - 1, "{numbers:?}");
    }
}

/// A co-writer saves as soon as there is a next version, again and again.
async fn meddles(room: &Newsroom, who: &str, piece: &str, version: i64) -> Option<String> {
    for at in 0..40 {
        let words = format!("插进来的第{at}句");
        let answer = saves(room, who, piece, (version, &words)).await;
        match answer.status.as_u16() {
            200 => return Some(words),
            // Not yet, or not any more.
            409 | 403 => {}
            other => panic!("{other}: {}", answer.text),
        }
    }
    None
}

async fn hands_in(room: &Newsroom, piece: &str, (version, words): (&str, &str)) -> Answer {
    let channel = room.channel(piece).await;
    let form = [
        ("version", version),
        ("channel", &*channel),
        ("title", words),
        ("body", words),
        ("act", "submit"),
    ];
    let path = format!("{piece}/draft");
    room.posts(&room.writer, &path, &form).await
}

/// Of a co-writer's save and a hand-in at the same moment, whatever comes first.
async fn plays(room: &Newsroom, second: &str, is_out: bool) {
    for round in 0..ROUNDS {
        let piece = room.begins().await;
        let words = format!("第{round}篇看过的正文");
        let (sent, meddled) = tokio::join!(
            hands_in(room, &piece, ("1", &words)),
            meddles(room, second, &piece, 2)
        );
        if let Some(meddled) = &meddled {
            assert!(
                kept(room, &piece).await.contains(meddled),
                "acknowledged and lost"
            );
        }
        match sent.status.as_u16() {
            // Somebody's text came in between: both are there, and nothing went out.
            409 => {
                let meddled = meddled.expect("a reason");
                sent.shows(&meddled).shows(&words);
                assert_eq!(
                    room.site.get(&piece.replace("/studio", "")).await.status,
                    404
                );
            }
            303 if is_out => {
                let public = room.site.get(&piece.replace("/studio", "")).await;
                public.shows(&words).lacks("插进来");
            }
            303 => {
                let submission = room.waiting(&words).await;
                let read = room.gets(&room.reviewer, &submission).await;
                read.shows(&words).lacks("插进来");
            }
            other => panic!("{other}: {}", sent.text),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_handed_in_is_what_was_checked() {
    for room in Newsroom::each().await {
        let second = newcomer(&room.site, "second@wangchuan.example").await;
        joins(&room.site, "second@wangchuan.example", "harbour").await;
        plays(&room, &second, false).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_a_trusted_creator_publishes_is_what_was_checked() {
    for room in Newsroom::each().await {
        let second = newcomer(&room.site, "second@wangchuan.example").await;
        joins(&room.site, "second@wangchuan.example", "harbour").await;
        let email = "admin@wangchuan.example";
        let admin = newcomer(&room.site, email).await;
        gives(&room.site, email, "administrator")
            .await
            .expect("given");
        let desk = room
            .gets(&admin, "/desk/credit/creator?creator=harbour")
            .await;
        let form = between(&desk.text, "/desk/credit/creator/", "\"");
        let id = form.split('/').next().expect("a number");
        let trust = format!("/desk/credit/creator/{id}/trust");
        let given = room.posts(&admin, &trust, &[("act", "give")]).await;
        assert_eq!(given.status, 303, "{}", given.text);
        plays(&room, &second, true).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_update_that_begins_while_another_member_retracts_leaves_no_draft_behind() {
    for room in Newsroom::each().await {
        let second = newcomer(&room.site, "second@wangchuan.example").await;
        joins(&room.site, "second@wangchuan.example", "harbour").await;
        for round in 0..ROUNDS {
            let (piece, _) = room.publishes(&format!("第{round}篇写错了")).await;
            let (update, retraction) = (format!("{piece}/update"), format!("{piece}/retraction"));
            let (begun, retracted) = tokio::join!(
                room.posts(&room.writer, &update, &[]),
                room.posts(&second, &retraction, &[("words", "写错了。")])
            );
            assert!(
                [303, 422].contains(&begun.status.as_u16()),
                "{}",
                begun.text
            );
            assert_eq!(retracted.status, 303, "{}", retracted.text);
            let article = article(&piece);
            let count = move |tx: &mut masthead_db::Tx<'_>| {
                tx.get(
                    "SELECT COUNT(*) FROM draft WHERE article = $1",
                    masthead_db::params![article],
                    |row| row.get::<i64>(0),
                )
            };
            let drafts = room.site.portal.db.read(count).await;
            assert_eq!(drafts.expect("a database"), 0, "nobody could end it");
        }
    }
}
