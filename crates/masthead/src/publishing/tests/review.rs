use serde_json::json;

use super::{Newsroom, between};
use crate::account::{gives, joins, newcomer};
use crate::support::{Archive, TestSite};

#[tokio::test]
async fn two_reviewers_never_have_the_same_submission() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let submission = room.submits(&piece, "谁来审", "正文。").await;
        let claim = format!("{submission}/claim");
        let (first, second) = tokio::join!(
            room.posts(&room.reviewer, &claim, &[]),
            room.posts(&room.other, &claim, &[]),
        );
        assert_eq!((first.status.as_u16(), second.status.as_u16()), (303, 303));
        let form = "name=\"act\" value=\"accept\"";
        let pages = [
            room.gets(&room.reviewer, &submission).await.text,
            room.gets(&room.other, &submission).await.text,
        ];
        let have = pages.iter().filter(|page| page.contains(form)).count();
        assert_eq!(have, 1);
        let (holder, loser) = match pages[0].contains(form) {
            true => (&room.reviewer, &room.other),
            false => (&room.other, &room.reviewer),
        };
        let decision = format!("{submission}/decision");
        let refused = room.posts(loser, &decision, &[("act", "accept")]).await;
        assert_eq!(refused.status, 422);
        refused.shows("不在您手里");
        // The lease runs out, and its holder is too late.
        room.site.later(31 * 60_000);
        room.posts(loser, &claim, &[]).await;
        room.gets(loser, &submission).await.shows(form);
        assert_eq!(
            room.posts(holder, &decision, &[("act", "accept")])
                .await
                .status,
            422
        );
        let given = room
            .posts(loser, &format!("{submission}/release"), &[])
            .await;
        assert_eq!(given.status, 303);
        room.gets(holder, &submission).await.shows("我来审");
    }
}

#[tokio::test]
async fn what_was_claimed_while_the_clock_stood_ahead_is_offered_again_once_it_is_set_back() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let submission = room.submits(&piece, "钟快了", "正文。").await;
        room.site.later(86_400_000);
        room.posts(&room.reviewer, &format!("{submission}/claim"), &[])
            .await;
        room.gets(&room.other, &submission)
            .await
            .shows("正在审这一篇")
            .lacks("我来审");
        room.site.later(-86_400_000);
        room.gets(&room.other, &submission)
            .await
            .shows("我来审")
            .lacks("正在审这一篇");
        room.gets(&room.other, "/desk/review")
            .await
            .shows("钟快了")
            .lacks("在审</span>");
    }
}

#[tokio::test]
async fn one_submission_is_decided_once_however_many_press_the_button() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let submission = room.submits(&piece, "只发一次", "正文。").await;
        room.posts(&room.reviewer, &format!("{submission}/claim"), &[])
            .await;
        let decision = format!("{submission}/decision");
        let (accept, recall) = ([("act", "accept")], format!("{piece}/recall"));
        let (a, b, c) = tokio::join!(
            room.posts(&room.reviewer, &decision, &accept),
            room.posts(&room.reviewer, &decision, &accept),
            room.posts(&room.writer, &recall, &[]),
        );
        let done = [&a, &b, &c]
            .iter()
            .filter(|answer| answer.status == 303)
            .count();
        assert_eq!(done, 1, "{} {} {}", a.status, b.status, c.status);
    }
}

#[tokio::test]
async fn who_declines_without_a_reason_keeps_what_was_typed() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let submission = room.submits(&piece, "再想想", "正文。").await;
        let refused = room
            .decides(&submission, &[("act", "reject"), ("words", "还不够好")])
            .await;
        assert_eq!(refused.status, 422);
        refused.shows("要选一个理由").shows("还不够好</textarea>");
        let rejected = [("act", "reject"), ("reason", "duplicate"), ("words", "")];
        assert_eq!(room.decides(&submission, &rejected).await.status, 303);
        room.gets(&room.writer, &piece)
            .await
            .shows("未采用")
            .shows("与已有文章重复");
        room.gets(&room.writer, "/studio?state=rejected")
            .await
            .shows("再想想");
        room.gets(&room.writer, "/studio?state=published")
            .await
            .shows("码头旧事")
            .lacks("再想想");
    }
}

#[tokio::test]
async fn a_text_can_be_taken_back_from_the_desk_and_the_queue_moves_up() {
    for room in Newsroom::each().await {
        let (first, second) = (room.begins().await, room.begins().await);
        room.submits(&first, "先到", "正文。").await;
        room.site.later(3_600_000);
        room.submits(&second, "后到", "正文。").await;
        room.gets(&room.writer, &second)
            .await
            .shows("前面还有 1 篇");
        room.gets(&room.reviewer, "/desk/review")
            .await
            .shows("待审 2 篇")
            .shows("已等 1 小时");
        room.posts(&room.writer, &format!("{first}/recall"), &[])
            .await;
        room.gets(&room.writer, &first).await.shows("name=\"act\"");
        room.gets(&room.writer, &second)
            .await
            .shows("前面没有别的稿件");
    }
}

#[tokio::test]
async fn the_columns_that_a_text_asks_for_are_read_before_acceptance_grants_them() {
    let archive = Archive::small().row("columns", json!({"id": "tide", "name": "江潮日志"}));
    for site in TestSite::each(&archive).await {
        let writer = newcomer(&site, "writer@wangchuan.example").await;
        joins(&site, "writer@wangchuan.example", "harbour").await;
        let reviewer = newcomer(&site, "reviewer@wangchuan.example").await;
        gives(&site, "reviewer@wangchuan.example", "reviewer")
            .await
            .expect("given");
        let other = reviewer.clone();
        let room = Newsroom {
            site,
            writer,
            reviewer,
            other,
        };
        let piece = room.begins().await;
        let page = room.gets(&room.writer, &piece).await;
        let column = between(&page.text, "name=\"columns\" value=\"", "\"");
        let fields = [
            ("title", "潮起"),
            ("body", "正文。"),
            ("columns", &*column),
            ("act", "submit"),
        ];
        let sent = room.writes(&piece, &fields).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let submission = room.waiting("潮起").await;
        let read = room.gets(&room.reviewer, &submission).await;
        read.shows("希望进入的栏目").shows("江潮日志");
    }
}
