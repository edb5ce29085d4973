//! Levels and credit through the front door: trust, quota, deductions, appeals, and rules that are tried first.

use std::sync::Arc;

use masthead::portal::Settings;
use tokio::task::JoinSet;

use crate::account::{gives, joins, newcomer};
use crate::publishing::{Newsroom, between};

/// A newsroom with somebody who rules over credit.
async fn ruled() -> Vec<(Newsroom, String)> {
    ruled_with(|_| ()).await
}

async fn ruled_with(set: fn(&mut Settings)) -> Vec<(Newsroom, String)> {
    let mut rooms = Vec::new();
    for room in Newsroom::each_with(set).await {
        let email = "admin@wangchuan.example";
        let admin = newcomer(&room.site, email).await;
        gives(&room.site, email, "administrator")
            .await
            .expect("given");
        rooms.push((room, admin));
    }
    rooms
}

const CREATOR: &str = "/desk/credit/creator?creator=harbour";
const OWN: &str = "/studio/credit?creator=harbour";

/// The address to which the forms of the creator's page at the desk are sent.
async fn at_desk(room: &Newsroom, who: &str) -> String {
    let page = room.gets(who, CREATOR).await;
    let rest = between(&page.text, "/desk/credit/creator/", "\"");
    let id = rest.split('/').next().expect("a number");
    format!("/desk/credit/creator/{id}")
}

async fn trusts(room: &Newsroom, admin: &str) {
    let form = format!("{}/trust", at_desk(room, admin).await);
    let given = room.posts(admin, &form, &[("act", "give")]).await;
    assert_eq!(given.status, 303, "{}", given.text);
}

async fn hands_in(room: &Newsroom, title: &str) -> String {
    let piece = room.begins().await;
    let fields = [("title", title), ("body", "正文。"), ("act", "submit")];
    let sent = room.writes(&piece, &fields).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    piece
}

/// The page on which the desk checks what is out already.
async fn unchecked(room: &Newsroom, title: &str) -> String {
    let list = room.gets(&room.reviewer, "/desk/review/unchecked").await;
    let mut lines = list.text.split("<h2><a href=\"");
    let line = lines.find(|line| line.contains(title));
    let line = line.unwrap_or_else(|| panic!("{title} is not listed: {}", list.text));
    line.split('"').next().expect("an address").to_owned()
}

/// Makes a table count that is ours but for these fields.
async fn rules(room: &Newsroom, admin: &str, fields: &[(&str, &str)]) -> crate::support::Answer {
    let page = room.gets(admin, "/desk/credit/rules").await;
    let version = between(&page.text, "name=\"version\" value=\"", "\"");
    let mut all = Vec::new();
    if fields.iter().all(|(field, _)| *field != "version") {
        all.push(("version".to_owned(), version));
    }
    for input in page.text.split("<input ").skip(1) {
        let input = input.split('>').next().unwrap_or_default();
        let is_number = input.contains("inputmode");
        let is_checked = input.contains(" checked");
        if is_number || is_checked {
            let name = between(input, "name=\"", "\"");
            if fields.iter().all(|(field, _)| *field != name) {
                all.push((name, between(input, "value=\"", "\"")));
            }
        }
    }
    let mut all: Vec<_> = all
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    all.extend(fields.iter().filter(|(_, value)| !value.is_empty()));
    room.posts(admin, "/desk/credit/rules", &all).await
}

#[tokio::test]
async fn where_two_have_to_read_even_the_trusted_wait() {
    let in_all = |settings: &mut Settings| settings.second_reading = vec!["*".to_owned()];
    for (room, admin) in ruled_with(in_all).await {
        trusts(&room, &admin).await;
        let piece = room.begins().await;
        let submission = room.submits(&piece, "两人先看", "正文。").await;
        let public = piece.replace("/studio", "");
        assert_eq!(room.site.get(&public).await.status, 404);
        room.gets(&room.reviewer, &submission)
            .await
            .shows("两人先后审读");
    }
}

#[tokio::test]
async fn a_trusted_creator_publishes_at_once_and_the_desk_checks_afterwards() {
    for (room, admin) in ruled().await {
        trusts(&room, &admin).await;
        let piece = hands_in(&room, "渡口加开夜班").await;
        let public = piece.replace("/studio", "");
        room.site.get(&public).await.shows("渡口加开夜班");
        room.gets(&room.writer, &piece)
            .await
            .shows("已发布，待检查");
        let check = unchecked(&room, "渡口加开夜班").await;
        let confirmed = room.decides(&check, &[("act", "confirm")]).await;
        assert_eq!(confirmed.status, 303, "{}", confirmed.text);
        room.gets(&room.writer, &piece).await.shows("检查过了");
        room.gets(&room.reviewer, "/desk/review/unchecked")
            .await
            .lacks("渡口加开夜班");
        // Once confirmed it is not taken down from there any more.
        let late = room
            .decides(&check, &[("act", "take_down"), ("reason", "facts")])
            .await;
        assert_eq!(late.status, 422);

        let second = hands_in(&room, "没有出处的数字").await;
        let public = second.replace("/studio", "");
        let check = unchecked(&room, "没有出处的数字").await;
        let reasonless = room.decides(&check, &[("act", "take_down")]).await;
        assert_eq!(reasonless.status, 422);
        room.site.get(&public).await.shows("没有出处的数字");
        let down = [("act", "take_down"), ("reason", "source")];
        assert_eq!(room.decides(&check, &down).await.status, 303);
        assert_eq!(room.site.get(&public).await.status, 404);
        room.gets(&room.writer, &second)
            .await
            .shows("已下架")
            .shows("来源不清");
        room.gets(&room.writer, OWN).await.shows("没有违规记录");
    }
}

#[tokio::test]
async fn nobody_confirms_what_their_own_creator_published_at_once() {
    for (room, admin) in ruled().await {
        trusts(&room, &admin).await;
        joins(&room.site, "other@wangchuan.example", "harbour").await;
        let piece = hands_in(&room, "自家人来检查").await;
        let check = unchecked(&room, "自家人来检查").await;
        room.posts(&room.other, &format!("{check}/claim"), &[])
            .await;
        let confirm = [("act", "confirm")];
        let own = room
            .posts(&room.other, &format!("{check}/decision"), &confirm)
            .await;
        assert_eq!(own.status, 422, "{}", own.text);
        own.shows("这是您所在创作号的文章");
        room.posts(&room.other, &format!("{check}/release"), &[])
            .await;
        room.gets(&room.writer, &piece)
            .await
            .shows("已发布，待检查");
        let confirmed = room.decides(&check, &confirm).await;
        assert_eq!(confirmed.status, 303, "{}", confirmed.text);
        room.gets(&room.writer, &piece).await.shows("检查过了");
    }
}

#[tokio::test]
async fn a_won_appeal_puts_everything_back_and_is_never_decided_by_who_took_the_points() {
    for (room, admin) in ruled().await {
        trusts(&room, &admin).await;
        let piece = hands_in(&room, "码头的旧照片").await;
        let public = piece.replace("/studio", "");
        let check = unchecked(&room, "码头的旧照片").await;
        let down = [
            ("act", "take_down"),
            ("reason", "rights"),
            ("words", "图片不是您的。"),
            ("kind", "rights"),
        ];
        assert_eq!(room.decides(&check, &down).await.status, 303);
        assert_eq!(room.site.get(&public).await.status, 404);
        let own = room.gets(&room.writer, OWN).await;
        own.shows("85 / 100")
            .shows("侵犯他人权利")
            .shows("图片不是您的。");
        // With fewer points it is reviewed first again.
        own.shows("先审后发");
        let entry = between(&own.text, "action=\"/studio/credit/", "/appeal");
        let form = format!("/studio/credit/{entry}/appeal");
        let empty = room.posts(&room.writer, &form, &[("words", " ")]).await;
        assert_eq!(empty.status, 422);
        let stranger = [("words", "我也想说")];
        let other = room.posts(&room.other, &form, &stranger).await;
        assert_eq!(other.status, 403, "{}", other.text);
        let words = [("words", "照片是我拍的，有底片。")];
        let sent = room.posts(&room.writer, &form, &words).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let again = room.posts(&room.writer, &form, &words).await;
        assert_eq!(again.status, 422);
        again.shows("已经申诉过");

        let queue = room.gets(&room.other, "/desk/credit").await;
        queue.shows("照片是我拍的");
        let appeal = between(&queue.text, "href=\"/desk/credit/appeals/", "\"");
        let decision = format!("/desk/credit/appeals/{appeal}/decision");
        let won = [("act", "won"), ("words", "底片已核对。")];
        let own_case = room.posts(&room.reviewer, &decision, &won).await;
        assert_eq!(own_case.status, 422);
        own_case.shows("不能由您决定");
        assert_eq!(room.posts(&room.other, &decision, &won).await.status, 303);
        assert_eq!(room.posts(&room.other, &decision, &won).await.status, 422);
        room.gets(&room.writer, OWN)
            .await
            .shows("100 / 100")
            .shows("先发后审")
            .shows("底片已核对。");
        room.site.get(&public).await.shows("码头的旧照片");
    }
}

#[tokio::test]
async fn points_come_back_day_by_day_and_a_lost_appeal_changes_nothing() {
    for (room, admin) in ruled().await {
        let form = format!("{}/deductions", at_desk(&room, &room.reviewer).await);
        let wrong = [("kind", ""), ("article", "12"), ("words", "写得夸张")];
        let refused = room.posts(&room.reviewer, &form, &wrong).await;
        assert_eq!(refused.status, 422);
        refused.shows("写得夸张</textarea>").shows("请选择违规类型");
        let foreign = [
            ("kind", "title"),
            ("article", "/article/1"),
            ("words", "夸张"),
        ];
        let foreign = room.posts(&room.reviewer, &form, &foreign).await;
        foreign.shows("没有这篇文章");
        let title = [("kind", "title"), ("words", "标题夸张。")];
        assert_eq!(room.posts(&room.reviewer, &form, &title).await.status, 303);
        room.gets(&room.writer, OWN).await.shows("95 / 100");
        room.site.later(2 * 24 * 3_600_000);
        let own = room.gets(&room.writer, OWN).await;
        own.shows("97 / 100");
        let entry = between(&own.text, "action=\"/studio/credit/", "/appeal");
        let words = [("words", "标题没有夸张。")];
        let appeal = format!("/studio/credit/{entry}/appeal");
        assert_eq!(room.posts(&room.writer, &appeal, &words).await.status, 303);
        let queue = room.gets(&admin, "/desk/credit").await;
        let appeal = between(&queue.text, "href=\"/desk/credit/appeals/", "\"");
        let lost = [("act", "lost"), ("words", "确实夸张。")];
        let decision = format!("/desk/credit/appeals/{appeal}/decision");
        assert_eq!(room.posts(&admin, &decision, &lost).await.status, 303);
        room.gets(&room.writer, OWN)
            .await
            .shows("97 / 100")
            .shows("申诉不成立");
        room.site.later(3 * 24 * 3_600_000);
        room.gets(&room.writer, OWN).await.shows("100 / 100");
    }
}

#[tokio::test]
async fn beyond_the_days_quota_nothing_typed_is_lost_and_the_page_says_when_it_opens() {
    for (room, admin) in ruled().await {
        let counted = rules(&room, &admin, &[("quota_2", "1"), ("act", "count")]).await;
        assert_eq!(counted.status, 303, "{}", counted.text);
        let first = hands_in(&room, "第一篇").await;
        let second = room.begins().await;
        let fields = [
            ("title", "第二篇"),
            ("body", "写了很久。"),
            ("act", "submit"),
        ];
        let refused = room.writes(&second, &fields).await;
        assert_eq!(refused.status, 422);
        refused
            .shows("今天可以投的 1 篇已经用完")
            .shows("可以再投的时间")
            .shows("写了很久。");
        room.gets(&room.writer, &second).await.shows("写了很久。");
        // The first is handed in again on the same day for nothing.
        let recalled = room
            .posts(&room.writer, &format!("{first}/recall"), &[])
            .await;
        assert_eq!(recalled.status, 303);
        room.submits(&first, "第一篇", "改过了。").await;
        room.site.later(24 * 3_600_000);
        room.submits(&second, "第二篇", "写了很久。").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn those_who_hand_in_at_the_same_moment_share_one_quota() {
    for (room, admin) in ruled().await {
        let counted = rules(&room, &admin, &[("quota_2", "3"), ("act", "count")]).await;
        assert_eq!(counted.status, 303, "{}", counted.text);
        let mut pieces = Vec::new();
        for _ in 0..9 {
            pieces.push(room.begins().await);
        }
        let room = Arc::new(room);
        let mut sent = JoinSet::new();
        for (at, piece) in pieces.into_iter().enumerate() {
            let room = Arc::clone(&room);
            sent.spawn(async move {
                let title = format!("第{at}篇");
                let fields = [("title", &*title), ("body", "正文。"), ("act", "submit")];
                let answer = room.writes(&piece, &fields).await;
                (answer.status.as_u16(), answer.text.contains("已经用完"))
            });
        }
        let mut taken = 0;
        while let Some(answer) = sent.join_next().await {
            match answer.expect("no panic") {
                (303, _) => taken += 1,
                (422, true) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(taken, 3);
        let queue = room.gets(&room.reviewer, "/desk/review").await;
        assert_eq!(queue.text.matches("<h2><a href=\"").count(), 3);
    }
}

#[tokio::test]
async fn new_rules_are_tried_on_the_last_days_before_they_count() {
    for (room, admin) in ruled().await {
        let form = format!("{}/deductions", at_desk(&room, &room.reviewer).await);
        let facts = [("kind", "facts"), ("words", "数字不实。")];
        assert_eq!(room.posts(&room.reviewer, &form, &facts).await.status, 303);
        let harder = [("points_facts", "60"), ("act", "rehearse")];
        let tried = rules(&room, &admin, &harder).await;
        assert_eq!(tried.status, 200, "{}", tried.text);
        tried.shows("其中 1 个会不一样").shows("今天 40 分");
        room.gets(&room.writer, OWN).await.shows("90 / 100");
        let wrong = [
            ("recovery_days", "0"),
            ("points_law", "101"),
            ("quota_3", "many"),
            ("act", "count"),
        ];
        let wrong = rules(&room, &admin, &wrong).await;
        assert_eq!(wrong.status, 422);
        wrong
            .shows("有 3 处需要修改")
            .shows("<a href=\"#recovery_days\">每几天恢复一次 · 请填 1 到 30 的整数")
            .shows("<a href=\"#points_law\">违反法律法规 · 请填")
            .shows("<a href=\"#quota_3\">3 级 · 每天可投多少篇 · 请填")
            .shows("id=\"recovery_days\"");
        let counted = rules(&room, &admin, &[("points_facts", "60"), ("act", "count")]).await;
        assert_eq!(counted.status, 303, "{}", counted.text);
        room.gets(&room.writer, OWN)
            .await
            .shows("40 / 100")
            .shows("规则第 1 版");
        // Somebody who still looks at the version before is told.
        let late = rules(&room, &admin, &[("version", "0"), ("act", "count")]).await;
        assert_eq!(late.status, 409);
        late.shows("别人先让另一版生效");
    }
}

#[tokio::test]
async fn a_fallen_level_closes_functions_and_says_so() {
    for (room, _) in ruled().await {
        let form = format!("{}/deductions", at_desk(&room, &room.reviewer).await);
        let law = [("kind", "law"), ("words", "见说明。")];
        assert_eq!(room.posts(&room.reviewer, &form, &law).await.status, 303);
        let piece = room.begins().await;
        let fields = [
            ("title", "明早见报"),
            ("body", "留住这段话。"),
            ("embargo", "2026-06-01T08:00"),
            ("act", "submit"),
        ];
        let refused = room.writes(&piece, &fields).await;
        assert_eq!(refused.status, 422);
        refused.shows("不能定时发布").shows("留住这段话。");
    }
}

#[tokio::test]
async fn an_empty_queue_of_appeals_said_so_twice() {
    for (room, admin) in ruled().await {
        let queue = room.gets(&admin, "/desk/credit").await;
        assert_eq!(queue.text.matches("没有待处理的申诉").count(), 1);
    }
}
