//! Following, as a reader does it.

use masthead_db::{Fault, params};

use crate::account::newcomer;
use crate::support::{Answer, Archive, TestSite};

fn archive() -> Archive {
    Archive::small().article("old", "码头旧事", "2026-01-10T08:00:00+08:00")
}

async fn presses(site: &TestSite, cookie: &str, act: &str) -> Answer {
    site.posts("/@harbour/follow", &[("act", act)], &[("cookie", cookie)])
        .await
}

/// How many follow, as the page says and as the log tells.
async fn followers(site: &TestSite) -> (i64, i64) {
    site.caught_up().await;
    let read = site.portal.db.read(|tx| -> Result<_, Fault> {
        let count = "SELECT follower_count FROM creator WHERE handle = 'harbour'";
        let events = "SELECT COUNT(*) FROM event WHERE kind = 'creator.followed'";
        Ok((
            tx.get(count, &[], |row| row.get(0))?,
            tx.get(events, &[], |row| row.get(0))?,
        ))
    });
    read.await.expect("a database")
}

#[tokio::test]
async fn a_reader_follows_and_no_longer_and_public_pages_stay_the_same() {
    for site in TestSite::each(&archive()).await {
        let (before, told) = followers(&site).await;
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        let followed = presses(&site, &lin, "follow").await;
        assert_eq!(followed.header("location"), "/@harbour/follow");
        let cookie = [("cookie", &*lin)];
        let own = site.get_with("/@harbour/follow", &cookie).await;
        own.shows("您已关注这个号").shows("value=\"unfollow\"");
        presses(&site, &lin, "follow").await;
        assert_eq!(followers(&site).await, (before + 1, told + 1), "once");
        let list = site.get_with("/account/following", &cookie).await;
        list.shows("码头旧事").shows("href=\"/@harbour\"");
        for path in ["/@harbour", "/"] {
            let (mine, anybody) = (site.get_with(path, &cookie).await, site.get(path).await);
            assert_eq!(mine.text, anybody.text, "{path}");
        }
        let public = site.get("/@harbour").await;
        public
            .shows("action=\"/@harbour/follow\"")
            .shows("value=\"follow\"");

        presses(&site, &lin, "unfollow").await;
        presses(&site, &lin, "unfollow").await;
        assert_eq!(followers(&site).await.0, before);
        let list = site.get_with("/account/following", &cookie).await;
        list.shows("还没有关注任何号").lacks("码头旧事");
    }
}

#[tokio::test]
async fn clicks_at_the_same_moment_count_once() {
    for site in TestSite::each(&archive()).await {
        let (before, told) = followers(&site).await;
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        let click = || presses(&site, &lin, "follow");
        let clicks = tokio::join!(click(), click(), click(), click());
        for answer in [clicks.0, clicks.1, clicks.2, clicks.3] {
            assert_eq!(answer.status, 303, "{}", answer.text);
        }
        assert_eq!(followers(&site).await, (before + 1, told + 1));
    }
}

#[tokio::test]
async fn a_stranger_is_led_to_the_log_in_and_back_to_the_page() {
    for site in TestSite::each(&archive()).await {
        let from = [("referer", "http://127.0.0.1:8080/@harbour")];
        let form = [("act", "follow")];
        let led = site.posts("/@harbour/follow", &form, &from).await;
        assert_eq!(led.header("location"), "/login?next=%2F%40harbour");
        let script = [from[0], ("accept", "application/json")];
        let told = site.posts("/@harbour/follow", &form, &script).await;
        assert_eq!(told.status, 401);
        told.shows("/login?next=%2F%40harbour");
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        let headers = [("cookie", &*lin), ("accept", "application/json")];
        let followed = site.posts("/@harbour/follow", &form, &headers).await;
        assert_eq!(followed.text, r#"{"follows":true}"#);
        let nobody = site.posts("/@nobody/follow", &form, &headers).await;
        assert_eq!(nobody.status, 404);
    }
}

#[tokio::test]
async fn whom_one_follows_is_paged_by_key() {
    for site in TestSite::each(&archive()).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        let fill = site.portal.db.write(|tx| -> Result<(), Fault> {
            for number in 1..=45_i64 {
                let name = format!("creator-{number}");
                tx.execute(
                    "INSERT INTO creator (id, external_id, handle, handle_folded, name, kind,
                        article_count, follower_count)
                    VALUES ($1, $2, $2, $2, '\"号\"', 'individual', 0, 1)",
                    params![number, &name],
                )?;
                // Some of one moment, some of none that is known.
                let since = (number > 5).then_some(1_000 + number / 10);
                tx.execute(
                    "INSERT INTO follow (creator, reader, since)
                    SELECT $1, account, $2 FROM login",
                    params![number, since],
                )?;
            }
            Ok(())
        });
        fill.await.expect("a database");
        let mut seen = Vec::new();
        let mut path = Some("/account/following".to_owned());
        let mut pages = 0;
        while let Some(page) = path {
            pages += 1;
            assert!(pages <= 45, "pages without an end: {page}");
            let page = site.get_with(&page, &[("cookie", &lin)]).await;
            assert_eq!(page.status, 200, "{}", page.text);
            let rows = page.text.split("action=\"/@creator-").skip(1);
            seen.extend(rows.map(|row| row.split('/').next().expect("a handle").to_owned()));
            let next = page.text.split_once("\" rel=\"next\"");
            path = next.and_then(|(before, _)| before.rsplit('"').next().map(str::to_owned));
        }
        assert_eq!(seen.len(), 45);
        let numbers: Vec<i64> = seen
            .iter()
            .map(|seen| seen.parse().expect("a number"))
            .collect();
        assert!(numbers.is_sorted_by(|a, b| a > b), "{numbers:?}");
    }
}

#[tokio::test]
async fn nobody_follows_more_than_the_most_and_is_told_why() {
    for site in TestSite::each(&archive()).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        let fill = site.portal.db.write(|tx| -> Result<(), Fault> {
            for number in 1..=masthead::following::MOST {
                let name = format!("creator-{number}");
                tx.execute(
                    "INSERT INTO creator (id, external_id, handle, handle_folded, name, kind,
                        article_count, follower_count)
                    VALUES ($1, $2, $2, $2, '\"号\"', 'individual', 0, 1)",
                    params![number, &name],
                )?;
                tx.execute(
                    "INSERT INTO follow (creator, reader, since) SELECT $1, account, 5 FROM login",
                    params![number],
                )?;
            }
            Ok(())
        });
        fill.await.expect("a database");
        let refused = presses(&site, &lin, "follow").await;
        assert_eq!(refused.status, 422);
        refused
            .shows("最多关注 2000 个号")
            .shows("value=\"follow\"");
        let headers = [("cookie", &*lin), ("accept", "application/json")];
        let form = [("act", "follow")];
        let told = site.posts("/@harbour/follow", &form, &headers).await;
        assert_eq!(told.status, 422);
        told.shows("最多关注 2000 个号");
        site.posts("/@creator-1/follow", &[("act", "unfollow")], &headers)
            .await;
        assert_eq!(presses(&site, &lin, "follow").await.status, 303);
    }
}

#[tokio::test]
async fn whoever_follows_and_no_longer_too_often_is_asked_to_wait() {
    for site in TestSite::each(&archive()).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        let mut waits = None;
        for round in 0..100 {
            let act = ["follow", "unfollow"][round % 2];
            let answer = presses(&site, &lin, act).await;
            if answer.status == 429 {
                waits = Some(answer);
                break;
            }
        }
        let waits = waits.expect("somebody is stopped");
        assert!(!waits.header("retry-after").is_empty());
        waits.shows("请过几分钟再来").lacks("follow-wait");
        let headers = [("cookie", &*lin), ("accept", "application/json")];
        let form = [("act", "follow")];
        let script = site.posts("/@harbour/follow", &form, &headers).await;
        assert_eq!(script.status, 429);
        script.shows("请过几分钟再来");
        let yue = newcomer(&site, "yue@wangchuan.example").await;
        assert_eq!(presses(&site, &yue, "follow").await.status, 303);
    }
}
