//! Two who read, and somebody without an account who decides.

use masthead::portal::Settings;

use super::{Newsroom, between};

fn in_all_channels(settings: &mut Settings) {
    settings.second_reading = vec!["*".to_owned()];
}

#[tokio::test]
async fn two_read_without_knowing_what_the_other_says_and_then_it_is_published() {
    for room in Newsroom::each_with(in_all_channels).await {
        let piece = room.begins().await;
        let submission = room.submits(&piece, "两人都读", "第一段。").await;
        let public = piece.replace("/studio", "");
        let claim = format!("{submission}/claim");
        let decision = format!("{submission}/decision");
        let accept = [("act", "accept"), ("words", "只有我知道的话")];
        room.posts(&room.reviewer, &claim, &[]).await;
        let remark = [("block", "0"), ("words", "第一位的批注")];
        room.posts(&room.reviewer, &format!("{submission}/remarks"), &remark)
            .await;
        let read = room.posts(&room.reviewer, &decision, &accept).await;
        assert_eq!(read.header("location"), "/desk/review?done=read");
        assert_eq!(
            room.site.get(&public).await.status,
            404,
            "one is not enough"
        );
        let again = room.posts(&room.reviewer, &decision, &accept).await;
        assert_eq!(again.status, 422, "the same person twice is not two");
        room.gets(&room.reviewer, &submission)
            .await
            .shows("等另一位审读")
            .lacks("我来审");

        room.posts(&room.other, &claim, &[]).await;
        room.gets(&room.other, &submission)
            .await
            .shows("互不知道")
            .lacks("第一位的批注")
            .lacks("只有我知道的话");
        room.posts(&room.other, &decision, &[("act", "accept")])
            .await;
        assert_eq!(room.site.get(&public).await.status, 200);
        room.gets(&room.other, &submission)
            .await
            .shows("第一位的批注")
            .shows("只有我知道的话");
    }
}

#[tokio::test]
async fn whoever_has_the_link_decides_once_and_not_after_its_end() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let submission = room.submits(&piece, "请律师看", "正文。").await;
        let ask = format!("{submission}/approver");
        room.posts(&room.reviewer, &format!("{submission}/claim"), &[])
            .await;
        let stranger = room.posts(&room.other, &ask, &[("name", "周律师")]).await;
        assert_eq!(
            stranger.status, 422,
            "who has not claimed it hands nothing on"
        );
        let link = async || {
            let asked = room
                .posts(&room.reviewer, &ask, &[("name", "周律师")])
                .await;
            let secret = between(&asked.text, "/approve/", "\"");
            format!("/approve/{secret}")
        };
        let (first, late) = (link().await, link().await);
        let page = room.site.get(&first).await;
        page.shows("周律师").shows("正文。");
        let mute = room.site.posts(&first, &[("act", "object")], &[]).await;
        assert_eq!(mute.status, 422);
        let objects = [("act", "object"), ("words", "引语要先问过本人。")];
        let sent = room.site.posts(&first, &objects, &[]).await;
        assert_eq!(sent.header("location"), "/approve/done");
        room.gets(&room.writer, &piece)
            .await
            .shows("退回修改")
            .shows("引语要先问过本人");
        let again = room.site.posts(&first, &objects, &[]).await;
        assert_eq!(again.status, 422, "once");
        room.site.get(&late).await.shows("这个链接不能用了");

        let submission = room.submits(&piece, "请律师看", "改过的正文。").await;
        room.posts(&room.reviewer, &format!("{submission}/claim"), &[])
            .await;
        let ask = format!("{submission}/approver");
        let asked = room
            .posts(&room.reviewer, &ask, &[("name", "周律师")])
            .await;
        let secret = between(&asked.text, "/approve/", "\"");
        let (link, public) = (format!("/approve/{secret}"), piece.replace("/studio", ""));
        room.site.later(3 * 24 * 3_600_000 + 1);
        room.site.get(&link).await.shows("这个链接不能用了");
        room.posts(&room.reviewer, &format!("{submission}/claim"), &[])
            .await;
        let asked = room
            .posts(&room.reviewer, &ask, &[("name", "周律师")])
            .await;
        let secret = between(&asked.text, "/approve/", "\"");
        let agreed = room
            .site
            .posts(&format!("/approve/{secret}"), &[("act", "accept")], &[])
            .await;
        assert_eq!(agreed.header("location"), "/approve/done");
        room.site.get(&public).await.shows("改过的正文");
    }
}

#[tokio::test]
async fn one_person_is_never_both_readers_whatever_name_is_on_the_link() {
    for room in Newsroom::each_with(in_all_channels).await {
        let piece = room.begins().await;
        let submission = room.submits(&piece, "一个人读两遍", "正文。").await;
        let public = piece.replace("/studio", "");
        let (ask, decision) = (
            format!("{submission}/approver"),
            format!("{submission}/decision"),
        );
        room.posts(&room.reviewer, &format!("{submission}/claim"), &[])
            .await;
        let link = async |name: &str| {
            let asked = room.posts(&room.reviewer, &ask, &[("name", name)]).await;
            format!("/approve/{}", between(&asked.text, "/approve/", "\""))
        };
        let (first, second) = (link("周律师").await, link("吴教授").await);
        let accept = [("act", "accept")];
        room.posts(&room.reviewer, &decision, &accept).await;
        for link in [&first, &second] {
            let own = room.site.posts(link, &accept, &[]).await;
            assert_eq!(own.status, 422, "who asked has read it already");
            own.shows("另一位");
        }
        assert_eq!(room.site.get(&public).await.status, 404);
        room.posts(&room.other, &format!("{submission}/claim"), &[])
            .await;
        let asked = room.posts(&room.other, &ask, &[("name", "郑医生")]).await;
        let link = format!("/approve/{}", between(&asked.text, "/approve/", "\""));
        assert_eq!(room.site.posts(&link, &accept, &[]).await.status, 303);
        assert_eq!(room.site.get(&public).await.status, 200);
    }
}

#[tokio::test]
async fn nobody_asks_an_approver_for_a_text_of_ones_own_where_two_have_to_read() {
    for room in Newsroom::each_with(in_all_channels).await {
        crate::account::gives(&room.site, "writer@wangchuan.example", "reviewer")
            .await
            .expect("given");
        let piece = room.begins().await;
        let submission = room.submits(&piece, "自己的稿子", "正文。").await;
        room.posts(&room.writer, &format!("{submission}/claim"), &[])
            .await;
        let ask = format!("{submission}/approver");
        let asked = room.posts(&room.writer, &ask, &[("name", "周律师")]).await;
        assert_eq!(asked.status, 422);
        asked.lacks("/approve/");
    }
}

#[tokio::test]
async fn who_wrote_a_text_is_neither_its_first_nor_its_second_reader_where_two_have_to_read() {
    for room in Newsroom::each_with(in_all_channels).await {
        crate::account::gives(&room.site, "writer@wangchuan.example", "reviewer")
            .await
            .expect("given");
        let piece = room.begins().await;
        let submission = room.submits(&piece, "自己先读", "正文。").await;
        let public = piece.replace("/studio", "");
        let takes = async |who: &str| {
            room.posts(who, &format!("{submission}/claim"), &[]).await;
            let decision = format!("{submission}/decision");
            let taken = room.posts(who, &decision, &[("act", "accept")]).await;
            room.posts(who, &format!("{submission}/release"), &[]).await;
            taken
        };
        let first = takes(&room.writer).await;
        assert_eq!(first.status, 422, "{}", first.text);
        first.shows("自己的稿件不能自己审");
        let read = takes(&room.reviewer).await;
        assert_eq!(read.header("location"), "/desk/review?done=read");
        let second = takes(&room.writer).await;
        assert_eq!(second.status, 422, "{}", second.text);
        second.shows("自己的稿件不能自己审");
        assert_eq!(room.site.get(&public).await.status, 404);
        let taken = takes(&room.other).await;
        assert_eq!(taken.header("location"), "/desk/review?done=accept");
        assert_eq!(room.site.get(&public).await.status, 200);
    }
}
