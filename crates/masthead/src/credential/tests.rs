//! Papers on their way from a creator to the desk, and what may be published with them.

use masthead::portal::Settings;
use masthead::regime::Regime;

use crate::account::{gives, joins_as, newcomer};
use crate::publishing::{Newsroom, between};
use crate::support::Answer;

const PDF: &[u8] = b"%PDF-1.7 a licence";
const DAY_MS: i64 = 24 * 3_600_000;

fn cn(settings: &mut Settings) {
    settings.regimes = vec![Regime::Cn];
}

/// Newsrooms of that place, where the channel asks for papers in health.
async fn rooms() -> Vec<Newsroom> {
    let rooms = Newsroom::each_with(cn).await;
    for room in &rooms {
        let owner = ("harbour", "owner");
        joins_as(&room.site, "writer@wangchuan.example", owner).await;
        let chief = newcomer(&room.site, "chief@wangchuan.example").await;
        gives(&room.site, "chief@wangchuan.example", "administrator")
            .await
            .expect("given");
        let path = "/desk/sections/channel/city";
        let form = room.gets(&chief, path).await;
        form.shows("需要资质的领域");
        let sent = [
            ("name_zh", "城事"),
            ("headline_zh", ""),
            ("field", "health"),
        ];
        let changed = room.posts(&chief, path, &sent).await;
        assert_eq!(changed.status, 303, "{}", changed.text);
        let form = room.gets(&chief, path).await;
        form.shows("<option value=\"health\" selected>");
    }
    rooms
}

async fn sends(room: &Newsroom, until: &str) -> Answer {
    let page = room.gets(&room.writer, "/studio/credentials").await;
    let creator = between(&page.text, "name=\"creator\" value=\"", "\"");
    let form = [
        ("creator", &*creator),
        ("field", "health"),
        ("credential_name", "医师执业证书"),
        ("credential_until", until),
    ];
    let files = [("documents", "licence.pdf", PDF)];
    let cookie = [("cookie", &*room.writer)];
    room.site
        .uploads("/studio/credentials", (&form, &files), &cookie)
        .await
}

/// The page of the paper that waits.
async fn waiting(room: &Newsroom) -> String {
    let queue = room.gets(&room.reviewer, "/desk/credentials").await;
    between(&queue.text, "<h2><a href=\"", "\"")
}

async fn decides(room: &Newsroom, act: &str, words: &str) -> Answer {
    let path = format!("{}/decision", waiting(room).await);
    let form = [("act", act), ("words", words)];
    room.posts(&room.reviewer, &path, &form).await
}

async fn hands_in(room: &Newsroom, title: &str) -> Answer {
    let piece = room.begins().await;
    let fields = [("title", title), ("body", "多喝水。"), ("act", "submit")];
    room.writes(&piece, &fields).await
}

#[tokio::test]
async fn the_day_after_a_paper_ends_nothing_comes_out_in_its_field_until_it_is_renewed() {
    for room in rooms().await {
        let refused = hands_in(&room, "冬天喝什么").await;
        assert_eq!(refused.status, 422, "{}", refused.text);
        refused
            .shows("冬天喝什么")
            .shows("要求该领域的有效资质")
            .shows("/studio/credentials?creator=harbour");
        let late = sends(&room, "2026-01-17").await;
        assert_eq!(late.status, 422);
        late.shows("还没有过期的日期").shows("医师执业证书");
        assert_eq!(sends(&room, "2026-01-19").await.status, 303);
        assert_eq!(hands_in(&room, "还没确认").await.status, 422);
        let creator = room.site.get("/@harbour").await;
        creator.lacks("医师执业证书");

        assert_eq!(decides(&room, "confirm", "").await.status, 303);
        room.site.caught_up().await;
        let told = room.gets(&room.writer, "/account/notifications").await;
        told.shows("经编辑部确认");
        let creator = room.site.get("/@harbour").await;
        creator.shows("医师执业证书").shows("有效期至 2026-01-19");
        let piece = room.begins().await;
        let submission = room.submits(&piece, "春天喝什么", "多喝水。").await;
        room.accepts(&submission).await;

        // The last day counts whole: 04:35 becomes 23:35.
        room.site.later(DAY_MS + 19 * 3_600_000);
        let piece = room.begins().await;
        let submission = room.submits(&piece, "夏天喝什么", "多喝水。").await;
        room.site.later(3_600_000);
        let decided = room.decides(&submission, &[("act", "accept")]).await;
        assert_eq!(decided.status, 422, "it came to the desk a day too late");
        decided.shows("在发布那天已经过期");
        assert_eq!(hands_in(&room, "秋天喝什么").await.status, 422);
        room.site.ticks().await;
        room.site.caught_up().await;
        room.site.get("/@harbour").await.lacks("医师执业证书");
        let own = room.gets(&room.writer, "/studio/credentials").await;
        own.shows("已过期");
        let told = room.gets(&room.writer, "/account/notifications").await;
        told.shows("暂不收新稿");

        assert_eq!(sends(&room, "2027-01-19").await.status, 303);
        assert_eq!(decides(&room, "confirm", "").await.status, 303);
        room.accepts(&submission).await;
    }
}

#[tokio::test]
async fn what_is_to_come_out_after_the_last_day_is_refused_today() {
    for room in rooms().await {
        sends(&room, "2026-01-20").await;
        decides(&room, "confirm", "").await;
        let piece = room.begins().await;
        for (embargo, status) in [("2026-01-21T00:00", 422), ("2026-01-20T23:59", 303)] {
            let fields = [
                ("title", "春天喝什么"),
                ("body", "多喝水。"),
                ("embargo", embargo),
                ("act", "submit"),
            ];
            let sent = room.writes(&piece, &fields).await;
            assert_eq!(sent.status, status, "{embargo}: {}", sent.text);
        }
    }
}

#[tokio::test]
async fn the_desk_says_why_and_of_two_the_second_is_told() {
    for room in rooms().await {
        sends(&room, "2026-12-31").await;
        assert_eq!(sends(&room, "2027-12-31").await.status, 303, "corrected");
        let page = waiting(&room).await;
        let wordless = decides(&room, "refuse", " ").await;
        assert_eq!(wordless.status, 422);
        wordless.shows("请写明理由");
        let words = "章".repeat(1_001);
        for act in ["confirm", "refuse"] {
            let long = decides(&room, act, &words).await;
            assert_eq!(long.status, 422, "{act}");
            long.shows("太长了").shows(&words);
        }
        let path = format!("{page}/decision");
        let confirm = [("act", "confirm")];
        let refuse = [("act", "refuse"), ("words", "印章看不清。")];
        let (one, other) = tokio::join!(
            room.posts(&room.reviewer, &path, &confirm),
            room.posts(&room.other, &path, &refuse)
        );
        let mut statuses = [one.status.as_u16(), other.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422], "{}\n{}", one.text, other.text);
        if one.status == 303 {
            other.shows("已经有人处理过").shows("印章看不清。");
            let revoked = room
                .posts(
                    &room.other,
                    &path,
                    &[("act", "revoke"), ("words", "证号不符。")],
                )
                .await;
            assert_eq!(revoked.status, 303);
        }
        let own = room.gets(&room.writer, "/studio/credentials").await;
        own.shows("已被后来提交的替换");
        let words = if one.status == 303 {
            "证号不符。"
        } else {
            "印章看不清。"
        };
        own.shows(words);
        assert_eq!(hands_in(&room, "冬天喝什么").await.status, 422);
    }
}

#[tokio::test]
async fn a_paper_opens_for_owners_and_reviewers_alone_and_must_be_what_it_says() {
    for room in rooms().await {
        sends(&room, "2026-12-31").await;
        let own = room.gets(&room.writer, "/studio/credentials").await;
        let link = between(&own.text, "href=\"/studio/credentials/", "\"");
        let path = format!("/studio/credentials/{link}");
        assert_eq!(
            room.gets(&room.writer, &path).await.text.as_bytes(),
            PDF,
            "{path}"
        );
        let yue = newcomer(&room.site, "yue@wangchuan.example").await;
        let editor = ("harbour", "editor");
        joins_as(&room.site, "yue@wangchuan.example", editor).await;
        assert_eq!(
            room.gets(&yue, &path).await.status,
            404,
            "an editor of the same creator"
        );
        let desk = path.replace("/studio", "/desk");
        assert_eq!(room.gets(&yue, &desk).await.status, 403);
        assert_eq!(room.gets(&room.reviewer, &desk).await.text.as_bytes(), PDF);
        let told = room
            .site
            .portal
            .db
            .read(|tx| -> Result<i64, masthead_db::Fault> {
                let sql = "SELECT COUNT(*) FROM event WHERE kind = 'credential.opened'";
                tx.get(sql, &[], |row| row.get::<i64>(0))
            });
        assert_eq!(told.await.expect("a database"), 1);
        let form = [("creator", "1"), ("field", "health")];
        let forged = room
            .site
            .uploads(
                "/studio/credentials",
                (&form, &[]),
                &[("cookie", &*room.writer)],
            )
            .await;
        assert_eq!(forged.status, 403, "of no creator of theirs");
    }
}

#[tokio::test]
async fn a_paper_that_ends_soon_is_told_of_once() {
    for room in rooms().await {
        sends(&room, "2026-02-10").await;
        decides(&room, "confirm", "").await;
        for _ in 0..2 {
            room.site.ticks().await;
        }
        room.site.caught_up().await;
        let told = room.gets(&room.writer, "/account/notifications").await;
        assert_eq!(
            told.text.matches(">江岸观察的一份资质即将到期").count(),
            1,
            "{}",
            told.text
        );
        let own = room.gets(&room.writer, "/studio/credentials").await;
        own.shows("还剩 23 天");
    }
}

#[tokio::test]
async fn a_reviewer_who_writes_for_a_creator_decides_nothing_about_its_papers() {
    for room in rooms().await {
        assert_eq!(sends(&room, "2026-12-31").await.status, 303);
        let page = waiting(&room).await;
        joins_as(
            &room.site,
            "reviewer@wangchuan.example",
            ("harbour", "writer"),
        )
        .await;
        let shown = room.gets(&room.reviewer, &page).await;
        shown.shows("由编辑部其他人审核").lacks("value=\"confirm\"");
        for act in ["confirm", "refuse"] {
            let own = decides(&room, act, "看过了").await;
            assert_eq!(own.status, 422, "{act}");
            let said = own.text.matches("由编辑部其他人审核").count();
            assert_eq!(said, 1, "{act}: {}", own.text);
        }
        let other = [("act", "confirm"), ("words", "")];
        let path = format!("{page}/decision");
        let decided = room.posts(&room.other, &path, &other).await;
        assert_eq!(decided.status, 303);
        let revokes = [("act", "revoke"), ("words", "收回")];
        let own = room.posts(&room.reviewer, &path, &revokes).await;
        assert_eq!(own.status, 422, "nor takes a confirmation back");
    }
}
