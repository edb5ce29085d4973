//! What people are told of, on pages and in letters.

#[path = "tests/desk.rs"]
mod desk;
#[path = "tests/letters.rs"]
mod letters;

use masthead_db::{Fault, params};

use crate::account::newcomer;
use crate::publishing::Newsroom;

/// What a script of a public page is answered.
async fn unread(room: &Newsroom, who: &str) -> i64 {
    let answer = room.gets(who, "/account/now").await;
    let answer: serde_json::Value = serde_json::from_str(&answer.text).expect("an answer");
    answer["unread"].as_i64().expect("a number")
}

async fn sends_back(room: &Newsroom, title: &str) -> String {
    let piece = room.begins().await;
    let submission = room.submits(&piece, title, "正文在这里。").await;
    room.posts(&room.reviewer, &format!("{submission}/claim"), &[])
        .await;
    let remark = [("block", "0"), ("words", "哪座桥？")];
    room.posts(&room.reviewer, &format!("{submission}/remarks"), &remark)
        .await;
    room.site.caught_up().await;
    assert_eq!(
        unread(room, &room.writer).await,
        0,
        "remarks come with the decision"
    );
    let verdict = [("act", "send_back"), ("reason", "facts"), ("words", "")];
    let decided = room.decides(&submission, &verdict).await;
    assert_eq!(decided.status, 303, "{}", decided.text);
    room.site.caught_up().await;
    piece
}

#[tokio::test]
async fn a_writer_hears_what_the_desk_decided_and_marks_it_as_read() {
    for room in Newsroom::each().await {
        let piece = sends_back(&room, "大桥重新开放").await;
        room.publishes("灯塔亮了").await;
        room.site.caught_up().await;
        assert_eq!(unread(&room, &room.writer).await, 2);
        let list = room.gets(&room.writer, "/account/notifications").await;
        list.shows("请修改后再投：《大桥重新开放》")
            .shows("有 1 条意见")
            .shows("读者现在可以读到：《灯塔亮了》")
            .shows(&format!("href=\"{piece}\""))
            .shows("data-unread>2<");
        room.gets(&room.reviewer, "/account/notifications")
            .await
            .lacks("大桥")
            .shows("还没有通知");
        let key = list.text.split("name=\"item\" value=\"").nth(1);
        let key = key.and_then(|rest| rest.split('"').next()).expect("a key");
        let read = "/account/notifications/read";
        room.posts(&room.reviewer, read, &[("item", key)]).await;
        assert_eq!(unread(&room, &room.writer).await, 2, "none of theirs");
        room.posts(&room.writer, read, &[("item", key)]).await;
        assert_eq!(unread(&room, &room.writer).await, 1);
        // What came after the page was made stays unread.
        let until = room.site.portal.clock.now().0.to_string();
        room.site.later(1_000);
        room.publishes("钟楼修好了").await;
        room.site.caught_up().await;
        room.posts(&room.writer, read, &[("until", &until)]).await;
        assert_eq!(unread(&room, &room.writer).await, 1);
        room.gets(&room.writer, "/account")
            .await
            .shows("data-unread>1<");
    }
}

#[tokio::test]
async fn what_is_unread_of_one_is_on_no_page_of_others() {
    for room in Newsroom::each().await {
        room.publishes("灯塔亮了").await;
        room.site.caught_up().await;
        // The first page after a change makes what stands around all of them.
        room.site.later(60_000);
        room.site.ticks().await;
        for path in ["/account", "/account/notifications"] {
            room.gets(&room.writer, path).await.shows("data-unread>1<");
        }
        for path in ["/", "/@harbour", "/hot", "/login"] {
            room.site.get(path).await.shows("data-unread hidden>0<");
        }
        let other = room.gets(&room.reviewer, "/account").await;
        other.shows("data-unread hidden>0<");
    }
}

#[tokio::test]
async fn a_scheduled_article_is_told_of_when_it_comes_out() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let fields = [
            ("title", "电视塔亮灯"),
            ("body", "正文。"),
            ("embargo", "2026-01-18T04:37"),
            ("act", "submit"),
        ];
        assert_eq!(room.writes(&piece, &fields).await.status, 303);
        let submission = room.waiting("电视塔亮灯").await;
        room.accepts(&submission).await;
        room.site.caught_up().await;
        let list = room.gets(&room.writer, "/account/notifications").await;
        list.shows("将按时发布：《电视塔亮灯》").lacks("已按时发布");
        room.site.later(120_000);
        room.site.ticks().await;
        room.site.caught_up().await;
        let list = room.gets(&room.writer, "/account/notifications").await;
        list.shows("已按时发布：《电视塔亮灯》");
    }
}

#[tokio::test]
async fn new_followers_are_one_line_until_it_is_read_and_a_new_start_changes_nothing() {
    for room in Newsroom::each().await {
        for name in ["lin", "yue", "shen"] {
            let email = format!("{name}@wangchuan.example");
            let reader = newcomer(&room.site, &email).await;
            room.posts(&reader, "/@harbour/follow", &[("act", "follow")])
                .await;
        }
        room.site.caught_up().await;
        let list = room.gets(&room.writer, "/account/notifications").await;
        list.shows("有 3 人新关注了");
        assert_eq!(unread(&room, &room.writer).await, 1);
        let until = room.site.portal.clock.now().0.to_string();
        let read = "/account/notifications/read";
        room.posts(&room.writer, read, &[("until", &until)]).await;
        let last = newcomer(&room.site, "gu@wangchuan.example").await;
        room.posts(&last, "/@harbour/follow", &[("act", "follow")])
            .await;
        room.site.caught_up().await;
        // Who changes their mind is not counted twice, and who leaves not at all.
        for act in ["unfollow", "follow"] {
            room.posts(&last, "/@harbour/follow", &[("act", act)]).await;
        }
        let guest = newcomer(&room.site, "guest@wangchuan.example").await;
        for act in ["follow", "unfollow"] {
            room.posts(&guest, "/@harbour/follow", &[("act", act)])
                .await;
        }
        room.site.caught_up().await;
        let before = room.gets(&room.writer, "/account/notifications").await;
        before.shows("有 3 人新关注了").shows("有 1 人新关注了");
        let again = room.site.portal.db.write(|tx| -> Result<u64, Fault> {
            tx.execute(
                "DELETE FROM follower WHERE name = $1",
                params!["notifications"],
            )
        });
        again.await.expect("a database");
        room.site.caught_up().await;
        let after = room.gets(&room.writer, "/account/notifications").await;
        assert_eq!(after.text, before.text);
    }
}

#[tokio::test]
async fn what_a_followed_creator_publishes_is_there_until_it_is_withdrawn() {
    for room in Newsroom::each().await {
        let reader = newcomer(&room.site, "lin@wangchuan.example").await;
        room.posts(&reader, "/@harbour/follow", &[("act", "follow")])
            .await;
        room.site.later(1_000);
        assert_eq!(
            unread(&room, &reader).await,
            0,
            "what was there before is no news"
        );
        let (piece, public) = room.publishes("灯塔亮了").await;
        room.site.later(1_000);
        let (_, second) = room.publishes("钟楼修好了").await;
        assert_eq!(
            unread(&room, &reader).await,
            2,
            "at once, without a follower of the log"
        );
        let list = room.gets(&reader, "/account/notifications").await;
        list.shows("发布了《灯塔亮了》")
            .shows(&format!("href=\"{public}\""))
            .lacks("码头旧事");
        let id = second.rsplit('/').next().expect("an id");
        let item = format!("a{id}");
        let read = "/account/notifications/read";
        room.posts(&reader, read, &[("item", &item)]).await;
        assert_eq!(unread(&room, &reader).await, 1);
        room.posts(&room.writer, &format!("{piece}/withdrawal"), &[])
            .await;
        assert_eq!(unread(&room, &reader).await, 0);
        let list = room.gets(&reader, "/account/notifications").await;
        list.lacks("灯塔亮了").shows("钟楼修好了");
        let creator = room.gets(&reader, "/account/now?creator=1").await;
        creator.shows(r#""follows":false"#);
        room.site.caught_up().await;
    }
}

#[tokio::test]
async fn a_stranger_is_told_nothing_and_the_hint_of_an_ended_session_goes() {
    for room in Newsroom::each().await {
        for cookie in ["edition=standard", "known=1; session=no-such"] {
            let answer = room.gets(cookie, "/account/now").await;
            assert_eq!((answer.status.as_u16(), &*answer.text), (204, ""));
            assert!(
                answer
                    .header("set-cookie")
                    .starts_with("known=1; Path=/; Max-Age=0")
            );
        }
        let now = room.gets(&room.writer, "/account/now").await;
        assert_eq!(now.header("cache-control"), "no-store");
        // Who logged in before there was a hint gets it on a page of their own.
        let own = room.gets(&room.writer, "/account").await;
        assert!(own.header("set-cookie").starts_with("known=1; "));
        let hinted = format!("{}; known=1", room.writer);
        assert_eq!(
            room.gets(&hinted, "/account").await.header("set-cookie"),
            ""
        );
    }
}

#[tokio::test]
async fn old_ones_are_cleared_away_and_long_lists_are_paged() {
    for room in Newsroom::each().await {
        let fill = room.site.portal.db.write(|tx| -> Result<(), Fault> {
            for number in 1..=45_i64 {
                tx.execute(
                    "INSERT INTO notification (account, event, kind, at, number)
                    SELECT account, $1, 'application-asked', $2, 0 FROM login
                    WHERE email = 'writer@wangchuan.example'",
                    params![100_000 + number, 1_768_600_000_000 + number / 3],
                )?;
            }
            Ok(())
        });
        fill.await.expect("a database");
        let mut seen = Vec::new();
        let mut path = Some("/account/notifications".to_owned());
        let mut pages = 0;
        while let Some(page) = path {
            pages += 1;
            assert!(pages <= 45, "pages without an end: {page}");
            let page = room.gets(&room.writer, &page).await;
            let rows = page.text.split("name=\"item\" value=\"").skip(1);
            seen.extend(rows.map(|row| row.split('"').next().expect("a key").to_owned()));
            let next = page.text.split_once("\" rel=\"next\"");
            path = next.and_then(|(before, _)| before.rsplit('"').next().map(str::to_owned));
        }
        let all: Vec<String> = (1..=45)
            .rev()
            .map(|n| format!("e{}", 100_000 + n))
            .collect();
        assert_eq!(seen, all);
        room.site.later(91 * 86_400_000);
        room.site.ticks().await;
        let count = room.site.portal.db.read(|tx| -> Result<i64, Fault> {
            tx.get("SELECT COUNT(*) FROM notification", &[], |row| row.get(0))
        });
        assert_eq!(count.await.expect("a database"), 0);
    }
}
