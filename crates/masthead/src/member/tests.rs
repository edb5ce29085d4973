//! Owners invite people to write with them.

use crate::account::{joins_as, letters, newcomer};
use crate::support::{Archive, TestSite};

const MEMBERS: &str = "/studio/members?creator=harbour";

async fn room() -> Vec<(TestSite, String)> {
    let mut all = Vec::new();
    for site in TestSite::each(&Archive::small()).await {
        let owner = newcomer(&site, "owner@wangchuan.example").await;
        joins_as(&site, "owner@wangchuan.example", ("harbour", "owner")).await;
        all.push((site, owner));
    }
    all
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let rest = page.split(&start).nth(1).expect("the field");
    rest.split('"').next().expect("a value").to_owned()
}

#[tokio::test]
async fn somebody_is_invited_by_mail_joins_once_and_is_made_an_editor() {
    for (site, owner) in room().await {
        let by_owner = [("cookie", owner.as_str())];
        let page = site.get_with(MEMBERS, &by_owner).await;
        let creator = hidden(&page.text, "creator");
        let wrong = [
            ("creator", &*creator),
            ("email", "nobody"),
            ("role", "writer"),
        ];
        let refused = site
            .posts("/studio/members/invitation", &wrong, &by_owner)
            .await;
        assert_eq!(refused.status, 422);
        refused.shows("value=\"nobody\"");
        let asks = [
            ("creator", &*creator),
            ("email", "du@wangchuan.example"),
            ("role", "writer"),
        ];
        let sent = site
            .posts("/studio/members/invitation", &asks, &by_owner)
            .await;
        assert_eq!(sent.status, 303);
        site.get_with(MEMBERS, &by_owner)
            .await
            .shows("du@wangchuan.example");
        let (to, link) = letters(&site).await.remove(0);
        assert_eq!(to, "du@wangchuan.example");
        let stranger = site.get(&link).await;
        assert!(stranger.header("location").starts_with("/login?next="));

        let du = newcomer(&site, "du@wangchuan.example").await;
        let by_du = [("cookie", du.as_str())];
        site.get_with(&link, &by_du).await.shows("加入");
        assert_eq!(site.get_with("/studio", &by_du).await.status, 303);
        let joined = site.posts(&link, &[], &by_du).await;
        assert_eq!(joined.header("location"), "/studio?creator=harbour");
        assert_eq!(site.get_with("/studio", &by_du).await.status, 200);
        site.posts(&link, &[], &by_owner).await;
        site.get_with(&link, &by_du).await.shows("不能用了");

        let page = site.get_with(MEMBERS, &by_du).await;
        page.shows("退出").lacks("邀请成员").lacks("更改身份");
        let member = hidden(&page.text, "member");
        let edits = [
            ("creator", &*creator),
            ("member", &*member),
            ("act", "editor"),
        ];
        let own_wish = site.posts("/studio/members/role", &edits, &by_du).await;
        assert_eq!(own_wish.status, 403);
        let made = site.posts("/studio/members/role", &edits, &by_owner).await;
        assert_eq!(made.status, 303);
        site.get_with(MEMBERS, &by_du).await.shows("编辑");
        let leaves = [
            ("creator", &*creator),
            ("member", &*member),
            ("act", "part"),
        ];
        site.posts("/studio/members/role", &leaves, &by_du).await;
        assert_eq!(site.get_with("/studio", &by_du).await.status, 303);
    }
}

#[tokio::test]
async fn an_address_that_no_letter_reaches_is_refused_for_what_it_is() {
    for (site, owner) in room().await {
        let by_owner = [("cookie", owner.as_str())];
        let page = site.get_with(MEMBERS, &by_owner).await;
        let creator = hidden(&page.text, "creator");
        let form = [
            ("creator", &*creator),
            ("email", "林@例子.测试"),
            ("role", "writer"),
        ];
        let refused = site
            .posts("/studio/members/invitation", &form, &by_owner)
            .await;
        assert_eq!(refused.status, 422);
        refused
            .shows("信寄不到这个地址")
            .shows("value=\"林@例子.测试\"");
    }
}

#[tokio::test]
async fn the_last_owner_stays_however_many_leave_at_once() {
    for (site, owner) in room().await {
        let second = newcomer(&site, "second@wangchuan.example").await;
        joins_as(&site, "second@wangchuan.example", ("harbour", "owner")).await;
        let leaves = async |cookie: &str| {
            let headers = [("cookie", cookie)];
            let page = site.get_with(MEMBERS, &headers).await.text;
            let yours = page.split("</li>").find(|part| part.contains("退出"));
            let yours = yours.expect("oneself").to_owned();
            let (creator, member) = (hidden(&yours, "creator"), hidden(&yours, "member"));
            let form = [
                ("creator", &*creator),
                ("member", &*member),
                ("act", "part"),
            ];
            site.posts("/studio/members/role", &form, &headers)
                .await
                .status
                .as_u16()
        };
        let (one, other) = tokio::join!(leaves(&owner), leaves(&second));
        let mut both = [one, other];
        both.sort_unstable();
        assert_eq!(both, [303, 422], "one leaves, the other is told why not");
    }
}

#[tokio::test]
async fn an_invitation_ends_with_who_made_it_and_is_taken_back_by_an_owner() {
    for (site, owner) in room().await {
        let second = newcomer(&site, "second@wangchuan.example").await;
        joins_as(&site, "second@wangchuan.example", ("harbour", "owner")).await;
        let du = newcomer(&site, "du@wangchuan.example").await;
        let by_du = [("cookie", du.as_str())];
        let page = site.get_with(MEMBERS, &[("cookie", &owner)]).await;
        let creator = hidden(&page.text, "creator");
        let invites = async |cookie: &str, email: &str| {
            let form = [("creator", &*creator), ("email", email), ("role", "owner")];
            let sent = site
                .posts("/studio/members/invitation", &form, &[("cookie", cookie)])
                .await;
            assert_eq!(sent.status, 303, "{}", sent.text);
            let (to, link) = letters(&site).await.remove(0);
            assert_eq!(to, email);
            link
        };
        // Somebody who is parted comes back by no link of their own.
        for act in ["part", "editor"] {
            joins_as(&site, "second@wangchuan.example", ("harbour", "owner")).await;
            let link = invites(&second, "own@wangchuan.example").await;
            site.get_with(&link, &by_du).await.shows("加入");
            let page = site.get_with(MEMBERS, &[("cookie", &second)]).await.text;
            let yours = page.split("</li>").find(|part| part.contains("退出"));
            let member = hidden(yours.expect("oneself"), "member");
            let form = [("creator", &*creator), ("member", &*member), ("act", act)];
            let changed = site
                .posts("/studio/members/role", &form, &[("cookie", &owner)])
                .await;
            assert_eq!(changed.status, 303, "{}", changed.text);
            site.get_with(&link, &by_du).await.shows("不能用了");
            site.posts(&link, &[], &by_du).await;
            assert_eq!(site.get_with("/studio", &by_du).await.status, 303, "{act}");
            site.get_with(MEMBERS, &[("cookie", &owner)])
                .await
                .lacks("own@wangchuan.example");
        }
        let link = invites(&owner, "wrong@wangchuan.example").await;
        let page = site.get_with(MEMBERS, &[("cookie", &owner)]).await;
        page.shows("wrong@wangchuan.example").shows("收回邀请");
        let form = [("creator", &*creator), ("email", "wrong@wangchuan.example")];
        let path = "/studio/members/invitation/removal";
        let by_second = site.posts(path, &form, &[("cookie", &second)]).await;
        assert_eq!(by_second.status, 403, "an editor may not");
        let taken = site.posts(path, &form, &[("cookie", &owner)]).await;
        assert!(taken.header("location").ends_with("&done=taken-back"));
        site.get_with(&link, &by_du).await.shows("不能用了");
        let done = site
            .get_with(taken.header("location"), &[("cookie", &owner)])
            .await;
        done.shows("邀请已收回").lacks("wrong@wangchuan.example");
    }
}

#[tokio::test]
async fn letters_to_one_address_are_limited_and_what_was_typed_stays() {
    for (site, owner) in room().await {
        let by_owner = [("cookie", owner.as_str())];
        let page = site.get_with(MEMBERS, &by_owner).await;
        let creator = hidden(&page.text, "creator");
        let form = [
            ("creator", &*creator),
            ("email", "du@wangchuan.example"),
            ("role", "writer"),
        ];
        let mut answers = Vec::new();
        for _ in 0..4 {
            answers.push(
                site.posts("/studio/members/invitation", &form, &by_owner)
                    .await,
            );
        }
        let last = answers.pop().expect("an answer");
        assert!(answers.iter().all(|answer| answer.status == 303));
        assert_eq!(last.status, 429);
        assert!(!last.header("retry-after").is_empty());
        last.shows("邀请发得太多了")
            .shows("value=\"du@wangchuan.example\"");
    }
}
