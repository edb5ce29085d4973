use masthead::mail;
use masthead::mail::store::LetterRow;
use masthead::notification;

use crate::account::newcomer;
use crate::publishing::Newsroom;

const HOUR_MS: i64 = 3_600_000;

/// The letters to somebody, newest first.
async fn letters(room: &Newsroom, to: &str) -> Vec<LetterRow> {
    let all = room
        .site
        .portal
        .db
        .read(|tx| mail::store::list_newest(tx, 200));
    let mut all = all.await.expect("a database");
    // The one that set the account up is none of ours.
    all.retain(|row| row.letter.to == to && row.unsubscribe.is_some());
    all
}

async fn chooses(room: &Newsroom, who: &str, choices: &[(&str, &str)]) {
    let saved = room.posts(who, "/account/letters", choices).await;
    assert_eq!(saved.header("location"), "/account/letters?done=saved");
}

async fn goes_on(room: &Newsroom) {
    room.site.caught_up().await;
    room.site.ticks().await;
}

/// The path of the link that ends letters like this one.
fn ending(row: &LetterRow) -> String {
    let url = row.unsubscribe.as_deref().expect("a way to end it");
    assert!(row.letter.body.contains(url), "{}", row.letter.body);
    url.replace("http://127.0.0.1:8080", "")
}

#[tokio::test]
async fn a_decision_is_written_at_once_unless_its_writer_chose_otherwise() {
    for room in Newsroom::each().await {
        let to = "writer@wangchuan.example";
        room.publishes("灯塔亮了").await;
        goes_on(&room).await;
        let sent = letters(&room, to).await;
        assert_eq!(sent.len(), 1, "one letter, not two");
        assert!(sent[0].letter.subject.contains("灯塔亮了"));
        chooses(&room, &room.writer, &[("review", "none")]).await;
        room.publishes("钟楼修好了").await;
        goes_on(&room).await;
        assert_eq!(letters(&room, to).await.len(), 1);
        chooses(&room, &room.writer, &[("review", "now"), ("locale", "en")]).await;
        room.publishes("码头重开").await;
        let sent = letters(&room, to).await;
        assert_eq!(sent[0].letter.subject, "Accepted: 码头重开");
        let page = room.gets(&room.writer, "/account/letters").await;
        page.shows("name=\"review\" value=\"now\" checked")
            .shows("name=\"followed\" value=\"none\" checked");
    }
}

#[tokio::test]
async fn followers_who_want_it_are_written_to_once_each() {
    for room in Newsroom::each().await {
        let mut wanting = Vec::new();
        for number in 0..3 {
            let email = format!("reader{number}@wangchuan.example");
            let reader = newcomer(&room.site, &email).await;
            room.posts(&reader, "/@harbour/follow", &[("act", "follow")])
                .await;
            if number > 0 {
                chooses(&room, &reader, &[("following", "now")]).await;
                wanting.push(email);
            }
        }
        room.site.later(1_000);
        room.publishes("灯塔亮了").await;
        goes_on(&room).await;
        // Once more, by two processes at the same time.
        let now = room.site.portal.clock.now();
        let round = || notification::round(&room.site.portal, now);
        let (one, other) = tokio::join!(round(), round());
        one.and(other).expect("rounds");
        for email in &wanting {
            let sent = letters(&room, email).await;
            assert_eq!(sent.len(), 1, "{email}");
            assert!(sent[0].letter.body.contains("发布了《灯塔亮了》"));
        }
        assert!(letters(&room, "reader0@wangchuan.example").await.is_empty());
        // An update is no publication.
        goes_on(&room).await;
        assert_eq!(letters(&room, &wanting[0]).await.len(), 1);
    }
}

#[tokio::test]
async fn the_daily_letter_goes_out_once_at_its_hour() {
    for room in Newsroom::each().await {
        let to = "lin@wangchuan.example";
        let reader = newcomer(&room.site, to).await;
        room.posts(&reader, "/@harbour/follow", &[("act", "follow")])
            .await;
        chooses(&room, &reader, &[("following", "digest")]).await;
        let digests = [("review", "digest"), ("followed", "digest")];
        chooses(&room, &room.writer, &digests).await;
        room.site.later(1_000);
        room.publishes("灯塔亮了").await;
        room.publishes("钟楼修好了").await;
        goes_on(&room).await;
        assert!(letters(&room, to).await.is_empty());
        // The clock stood at 04:35; the hour is 08:00.
        room.site.later(4 * HOUR_MS);
        let now = room.site.portal.clock.now();
        let round = || notification::round(&room.site.portal, now);
        let (one, other) = tokio::join!(round(), round());
        one.and(other).expect("rounds");
        goes_on(&room).await;
        let sent = letters(&room, to).await;
        assert_eq!(sent.len(), 1);
        let body = &sent[0].letter.body;
        assert!(
            body.contains("《灯塔亮了》") && body.contains("《钟楼修好了》"),
            "{body}"
        );
        let own = letters(&room, "writer@wangchuan.example").await;
        assert_eq!(own.len(), 1, "decisions wait for the daily letter too");
        assert!(
            own[0]
                .letter
                .body
                .contains("读者现在可以读到：《灯塔亮了》")
        );
        // The next day there is nothing to tell.
        room.site.later(24 * HOUR_MS);
        goes_on(&room).await;
        assert_eq!(letters(&room, to).await.len(), 1);
    }
}

#[tokio::test]
async fn one_click_ends_letters_without_a_log_in() {
    for room in Newsroom::each().await {
        let to = "writer@wangchuan.example";
        room.publishes("灯塔亮了").await;
        let path = ending(&letters(&room, to).await[0]);
        let asked = room.site.get(&path).await;
        asked
            .shows("编辑部对我的稿件作了决定")
            .shows("确认不再寄送");
        room.publishes("钟楼修好了").await;
        assert_eq!(letters(&room, to).await.len(), 2, "looking ends nothing");
        // As a mail program does it: from no page, with no cookie.
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let ended = room.site.asks(axum::http::Method::POST, &path, &form).await;
        assert_eq!(ended.status, 200, "{}", ended.text);
        ended.shows("不再寄送");
        room.publishes("码头重开").await;
        assert_eq!(letters(&room, to).await.len(), 2);
        let page = room.gets(&room.writer, "/account/letters").await;
        page.shows("name=\"review\" value=\"none\" checked")
            .shows("name=\"application\" value=\"now\" checked");
        let other = path.replace(".review.", ".application.");
        for forged in [&*other, "/unsubscribe/1.review.x", "/unsubscribe/x"] {
            let refused = room
                .site
                .asks(axum::http::Method::POST, forged, &form)
                .await;
            assert_eq!(refused.status, 404, "{forged}");
        }
        room.site.caught_up().await;
    }
}

#[tokio::test]
async fn new_followers_are_written_of_once_until_somebody_looks() {
    for room in Newsroom::each().await {
        chooses(&room, &room.writer, &[("followed", "now")]).await;
        for name in ["lin", "yue", "shen"] {
            let email = format!("{name}@wangchuan.example");
            let reader = newcomer(&room.site, &email).await;
            room.posts(&reader, "/@harbour/follow", &[("act", "follow")])
                .await;
            goes_on(&room).await;
        }
        let sent = letters(&room, "writer@wangchuan.example").await;
        assert_eq!(sent.len(), 1);
        assert!(sent[0].letter.subject.contains("有 1 人新关注了"));
        let until = room.site.portal.clock.now().0.to_string();
        let read = "/account/notifications/read";
        room.posts(&room.writer, read, &[("until", &until)]).await;
        let reader = newcomer(&room.site, "gu@wangchuan.example").await;
        room.posts(&reader, "/@harbour/follow", &[("act", "follow")])
            .await;
        goes_on(&room).await;
        let sent = letters(&room, "writer@wangchuan.example").await;
        assert_eq!(sent.len(), 2);
    }
}
