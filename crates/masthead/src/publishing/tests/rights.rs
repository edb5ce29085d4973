//! A right that is taken is gone for what begins after it, and a count that is full stays so, however many act at once.

use masthead_db::{Fault, params};
use serde_json::json;

use super::{Newsroom, between, said};
use crate::account::{gives, joins_as, newcomer};
use crate::support::Answer;
use masthead::id::AccountId;

const ROUNDS: usize = 8;
const WRITER: &str = "writer@wangchuan.example";
const REVIEWER: &str = "reviewer@wangchuan.example";

fn png(shade: u8) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(40, 20, image::Rgb([90, 120, shade]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("a picture");
    bytes.into_inner()
}

impl Newsroom {
    async fn account_of(&self, email: &'static str) -> AccountId {
        let find = self
            .site
            .portal
            .db
            .read(move |tx| -> Result<AccountId, Fault> {
                let sql = "SELECT account FROM login WHERE email = $1";
                tx.get(sql, params![email], |row| row.get(0))
            });
        find.await.expect("an account")
    }

    async fn counts(&self, sql: &'static str) -> i64 {
        let count = self
            .site
            .portal
            .db
            .read(move |tx| -> Result<i64, Fault> { tx.get(sql, &[], |row| row.get(0)) });
        count.await.expect("a database")
    }

    /// What is written of an account after its right was taken: the kinds of
    /// events in whose name it acted since the last of `taken`.
    async fn acts_after(&self, account: AccountId, taken: &'static str) -> Vec<String> {
        let actor = format!("user:{account}");
        let read = self.site.portal.db.read(move |tx| -> Result<_, Fault> {
            tx.query(
                "SELECT e.kind FROM event e
                WHERE e.actor = $1 AND e.seq > (SELECT MAX(t.seq) FROM event t WHERE t.kind = $2)",
                params![&actor, taken],
                |row| row.get::<String>(0),
            )
        });
        read.await.expect("a database")
    }

    async fn chief(&self) -> String {
        let email = "chief@wangchuan.example";
        let chief = newcomer(&self.site, email).await;
        gives(&self.site, email, "administrator")
            .await
            .expect("given");
        chief
    }

    async fn takes_role(&self, chief: &str, (email, role): (&'static str, &str)) -> Answer {
        let account = self.account_of(email).await.to_string();
        let form = [("account", &*account), ("role", role), ("act", "take")];
        self.posts(chief, "/desk/accounts/roles", &form).await
    }

    /// Parts the creator with a member.
    async fn parts(&self, owner: &str, email: &'static str) -> Answer {
        let creator = self
            .counts("SELECT id FROM creator WHERE handle = 'harbour'")
            .await
            .to_string();
        let member = self.account_of(email).await.to_string();
        let form = [
            ("creator", &*creator),
            ("member", &*member),
            ("act", "part"),
        ];
        self.posts(owner, "/studio/members/role", &form).await
    }
}

#[tokio::test]
async fn a_preview_link_shows_nothing_once_its_maker_writes_for_the_creator_no_more() {
    for room in Newsroom::each().await {
        let owner = newcomer(&room.site, "owner@wangchuan.example").await;
        joins_as(&room.site, "owner@wangchuan.example", ("harbour", "owner")).await;
        let piece = room.begins().await;
        room.writes(&piece, &[("title", "潮汐表"), ("body", "第一稿。")])
            .await;
        let link = async |who: &str| {
            let made = room.posts(who, &format!("{piece}/preview-link"), &[]).await;
            format!("/preview/{}", between(&made.text, "/preview/", "\""))
        };
        let (theirs, owners) = (link(&room.writer).await, link(&owner).await);
        room.site.get(&theirs).await.shows("第一稿。");
        assert_eq!(room.parts(&owner, WRITER).await.status, 303);
        let gone = room.site.get(&theirs).await;
        assert_eq!(gone.status, 404);
        gone.lacks("第一稿。");
        room.site.get(&owners).await.shows("第一稿。");
        joins_as(&room.site, WRITER, ("harbour", "writer")).await;
        room.site.get(&theirs).await.shows("第一稿。");
    }
}

#[tokio::test]
async fn an_approvers_link_publishes_nothing_once_its_maker_reviews_no_more() {
    for room in Newsroom::each().await {
        let chief = room.chief().await;
        let piece = room.begins().await;
        let submission = room.submits(&piece, "请律师看", "正文。").await;
        room.posts(&room.reviewer, &format!("{submission}/claim"), &[])
            .await;
        let ask = format!("{submission}/approver");
        let asked = room
            .posts(&room.reviewer, &ask, &[("name", "周律师")])
            .await;
        let link = format!("/approve/{}", between(&asked.text, "/approve/", "\""));
        room.site.get(&link).await.shows("正文。");
        let taken = room.takes_role(&chief, (REVIEWER, "reviewer")).await;
        assert_eq!(taken.status, 303);
        let page = room.site.get(&link).await;
        page.shows("这个链接不能用了").lacks("正文。");
        for form in [
            [("act", "accept"), ("words", "")],
            [("act", "object"), ("words", "不行")],
        ] {
            let late = room.site.posts(&link, &form, &[]).await;
            assert_eq!(late.status, 422, "{}", late.text);
        }
        let public = piece.replace("/studio", "");
        assert_eq!(room.site.get(&public).await.status, 404);
        gives(&room.site, REVIEWER, "reviewer")
            .await
            .expect("given");
        let agreed = room.site.posts(&link, &[("act", "accept")], &[]).await;
        assert_eq!(agreed.status, 303);
        assert_eq!(room.site.get(&public).await.status, 200);
    }
}

/// Of two approvers who agree at once, each asked by another reviewer, where
/// two have to read: the second makes it two.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_approvers_who_agree_at_once_are_two() {
    let two = |settings: &mut masthead::portal::Settings| {
        settings.second_reading = vec!["*".to_owned()];
    };
    for room in Newsroom::each_with(two).await {
        for round in 0..ROUNDS {
            let piece = room.begins().await;
            let title = format!("第{round}篇请两位看");
            let submission = room.submits(&piece, &title, "正文。").await;
            let mut links = Vec::new();
            for who in [&room.reviewer, &room.other] {
                room.posts(who, &format!("{submission}/claim"), &[]).await;
                let ask = format!("{submission}/approver");
                let asked = room.posts(who, &ask, &[("name", "周律师")]).await;
                let secret = between(&asked.text, "/approve/", "\"");
                links.push(format!("/approve/{secret}"));
                room.posts(who, &format!("{submission}/release"), &[]).await;
            }
            let agrees = async |link: &str| {
                let agreed = room.site.posts(link, &[("act", "accept")], &[]).await;
                assert_eq!(agreed.status, 303, "{}", agreed.text);
            };
            tokio::join!(agrees(&links[0]), agrees(&links[1]));
            let public = piece.replace("/studio", "");
            assert_eq!(
                room.site.get(&public).await.status,
                200,
                "both have read it"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nobody_acts_at_the_desk_after_their_role_was_taken() {
    for room in Newsroom::each().await {
        let chief = room.chief().await;
        let reviewer = room.account_of(REVIEWER).await;
        let articles = room.site.article_url("old").await;
        let article = articles.rsplit('/').next().expect("an id").to_owned();
        for _ in 0..ROUNDS {
            let acts = async || {
                for act in ["takedown", "restoration"].into_iter().cycle().take(12) {
                    let form = [("reason", "facts"), ("words", "")];
                    let path = format!("/desk/articles/{article}/{act}");
                    room.posts(&room.reviewer, &path, &form).await;
                }
            };
            let (taken, ()) = tokio::join!(room.takes_role(&chief, (REVIEWER, "reviewer")), acts());
            assert_eq!(taken.status, 303);
            let after = room.acts_after(reviewer, "account.role_taken").await;
            assert!(after.is_empty(), "{after:?}");
            gives(&room.site, REVIEWER, "reviewer")
                .await
                .expect("given");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nobody_moves_a_piece_of_a_creator_that_has_parted_with_them() {
    for room in Newsroom::each().await {
        let owner = newcomer(&room.site, "owner@wangchuan.example").await;
        joins_as(&room.site, "owner@wangchuan.example", ("harbour", "owner")).await;
        let writer = room.account_of(WRITER).await;
        let piece = room.begins().await;
        for _ in 0..ROUNDS {
            let acts = async || {
                for act in ["discarding", "resumption"].into_iter().cycle().take(12) {
                    room.posts(&room.writer, &format!("{piece}/{act}"), &[])
                        .await;
                }
            };
            let (parted, ()) = tokio::join!(room.parts(&owner, WRITER), acts());
            assert_eq!(parted.status, 303);
            let after = room.acts_after(writer, "creator.member_left").await;
            assert!(after.is_empty(), "{after:?}");
            joins_as(&room.site, WRITER, ("harbour", "editor")).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_owners_who_part_with_each_other_at_once_one_stays() {
    for room in Newsroom::each().await {
        let [one, other] = ["one@wangchuan.example", "two@wangchuan.example"];
        let (first, second) = (
            newcomer(&room.site, one).await,
            newcomer(&room.site, other).await,
        );
        // A third, so that neither is the last.
        joins_as(&room.site, WRITER, ("harbour", "owner")).await;
        for _ in 0..ROUNDS {
            for email in [one, other] {
                joins_as(&room.site, email, ("harbour", "owner")).await;
            }
            let (a, b) = tokio::join!(room.parts(&first, other), room.parts(&second, one));
            let mut statuses = [a.status.as_u16(), b.status.as_u16()];
            statuses.sort_unstable();
            assert_eq!(statuses, [303, 403], "who is no owner parts with nobody");
        }
    }
}

/// Begins so many pieces of the creator without a page for each.
async fn fill(room: &Newsroom, count: i64) {
    let account = room.account_of(WRITER).await;
    let portal = std::sync::Arc::clone(&room.site.portal);
    let pen = masthead::pen::Pen {
        log: portal.log.clone(),
        ids: portal.ids.clone(),
        clock: portal.clock.clone(),
        actor: masthead_log::Actor::User(account.0),
    };
    let fill = portal.db.write(move |tx| -> Result<(), Fault> {
        let sql = "SELECT id FROM creator WHERE handle = 'harbour'";
        let creator = tx.get(sql, &[], |row| row.get(0))?;
        for _ in 0..count {
            let begun = masthead::publishing::acts::begin(tx, &pen, creator);
            begun.map_err(|fault| Fault::shape(fault.to_string()))?;
        }
        Ok(())
    });
    fill.await.expect("a database");
}

const WRITTEN: &str = "SELECT COUNT(*) FROM draft WHERE creator IS NOT NULL";

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn drafts_pass_their_cap_neither_by_giving_up_and_taking_up_nor_side_by_side() {
    for room in Newsroom::each().await {
        let mut given_up = Vec::new();
        for _ in 0..4 {
            let piece = room.begins().await;
            room.posts(&room.writer, &format!("{piece}/discarding"), &[])
                .await;
            given_up.push(piece);
        }
        fill(&room, 498).await;
        let creator = room.gets(&room.writer, "/studio").await;
        let creator = between(&creator.text, "name=\"creator\" value=\"", "\"");
        let begins = async || {
            let form = [("creator", &*creator)];
            room.posts(&room.writer, "/studio/articles", &form).await
        };
        let resumes = async |piece: &str| {
            let path = format!("{piece}/resumption");
            room.posts(&room.writer, &path, &[]).await
        };
        let updates = async || {
            let old = room.site.article_url("old").await;
            let path = format!("/studio{old}/update");
            room.posts(&room.writer, &path, &[]).await
        };
        tokio::join!(
            begins(),
            resumes(&given_up[0]),
            begins(),
            resumes(&given_up[1]),
            updates(),
            resumes(&given_up[2])
        );
        assert_eq!(room.counts(WRITTEN).await, 500);
        let refused = resumes(&given_up[3]).await;
        assert_eq!(refused.status, 422);
        refused.shows("最多 500 篇");
        assert_eq!(begins().await.header("location"), "/studio?full=1");
        assert_eq!(room.counts(WRITTEN).await, 500);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn files_that_are_sent_side_by_side_do_not_pass_the_days_quota() {
    let set = |settings: &mut masthead::portal::Settings| {
        settings.upload_day_bytes = 5 * u64::try_from(png(1).len()).expect("small") + 80;
    };
    for room in Newsroom::each_with(set).await {
        let piece = room.begins().await;
        let sends = async |shade: u8| {
            let headers = [("cookie", &*room.writer), ("accept", "application/json")];
            let picture = png(shade);
            let other = picture.len().abs_diff(png(1).len());
            assert!(other < 16, "five fit, and no sixth");
            let files = [("picture", "a.png", &*picture)];
            let path = format!("{piece}/pictures");
            let sent = room.site.uploads(&path, (&[], &files), &headers).await;
            match sent.status.as_u16() {
                201 => Some(said(&sent)["hash"].clone()),
                422 => None,
                other => panic!("{other}: {}", sent.text),
            }
        };
        let all = futures_join(12, &sends).await;
        let kept = all.iter().flatten().count();
        assert_eq!(kept, 5, "as many as fit");
        assert_eq!(room.counts("SELECT COUNT(*) FROM media_upload").await, 5);
        for (shade, kept) in (0..12).zip(&all) {
            let hash = masthead_media::Hash::of(&png(shade));
            let original = masthead_media::Object::Original;
            let stands = room.site.portal.media.head(hash, original).await;
            assert_eq!(stands.expect("a store").is_some(), kept.is_some());
        }
        // Films that are announced side by side count from their announcement.
        room.site.later(24 * 3_600_000);
        let announces = async |_: u8| {
            let length = png(1).len().to_string();
            let headers = [
                ("cookie", &*room.writer),
                ("sec-fetch-site", "same-origin"),
                ("tus-resumable", "1.0.0"),
                ("upload-length", &*length),
            ];
            let path = format!("{piece}/uploads");
            let post = axum::http::Method::POST;
            let begun = room.site.asks(post, &path, &headers).await;
            match begun.status.as_u16() {
                201 => Some(json!(1)),
                507 => None,
                other => panic!("{other}: {}", begun.text),
            }
        };
        let all = futures_join(20, &announces).await;
        assert_eq!(all.iter().flatten().count(), 5);
    }
}

/// So many at once, in fives.
async fn futures_join<F>(count: u8, act: &F) -> Vec<Option<serde_json::Value>>
where
    F: AsyncFn(u8) -> Option<serde_json::Value>,
{
    let mut all = Vec::new();
    for first in (0..count).step_by(5) {
        let (a, b, c, d, e) = tokio::join!(
            act(first),
            act(first + 1),
            act(first + 2),
            act(first + 3),
            act(first + 4)
        );
        all.extend([a, b, c, d, e]);
    }
    all
}
