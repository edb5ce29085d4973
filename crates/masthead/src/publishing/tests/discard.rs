//! A text is given up, and taken up again.

use serde_json::json;

use super::{Newsroom, between};

impl Newsroom {
    async fn discards(&self, piece: &str) {
        let gone = self
            .posts(&self.writer, &format!("{piece}/discarding"), &[])
            .await;
        assert_eq!(gone.status, 303, "{}", gone.text);
    }
}

#[tokio::test]
async fn a_piece_that_was_given_up_leaves_the_list_and_comes_back_as_it_was() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let sent_back = room.submits(&piece, "雾中的码头", "雾还没有散。").await;
        let verdict = [
            ("act", "send_back"),
            ("reason", "facts"),
            ("words", "请核实。"),
        ];
        room.decides(&sent_back, &verdict).await;
        let linked = room
            .posts(&room.writer, &format!("{piece}/preview-link"), &[])
            .await;
        let link = format!("/preview/{}", between(&linked.text, "/preview/", "\""));
        room.site.get(&link).await.shows("雾中的码头");

        room.gets(&room.writer, &piece).await.shows("丢弃这一篇");
        room.discards(&piece).await;
        let page = room
            .gets(&room.writer, &format!("{piece}?done=discarded"))
            .await;
        page.shows("什么也没有删除")
            .shows("已丢弃")
            .shows("请核实。")
            .shows("接着写")
            .lacks("name=\"act\"")
            .lacks("丢弃这一篇");
        room.gets(&room.writer, "/studio").await.lacks("雾中的码头");
        room.gets(&room.writer, "/studio?state=sent-back")
            .await
            .lacks("雾中的码头");
        room.gets(&room.writer, "/studio?state=discarded")
            .await
            .shows("雾中的码头");
        room.gets(&room.writer, &format!("{piece}/preview"))
            .await
            .shows("雾还没有散。");
        assert_eq!(room.site.get(&link).await.status, 404);
        let sent = json!({"version": 9, "document": {"version": 1, "blocks": []}, "fields": {"title": "迟到"}});
        let cookie = [("cookie", &*room.writer)];
        let late = format!("{piece}/draft");
        let late = room.site.posts_json(&late, &sent, &cookie).await;
        assert_eq!(late.status, 403);
        assert!(late.text.contains("这一篇已丢弃"), "{}", late.text);

        let back = format!("{piece}/resumption");
        assert_eq!(room.posts(&room.writer, &back, &[]).await.status, 303);
        room.gets(&room.writer, "/studio")
            .await
            .shows("雾中的码头")
            .shows("退回修改");
        room.gets(&room.writer, &piece)
            .await
            .shows("雾还没有散。</textarea>");
        let twice = room.posts(&room.writer, &back, &[]).await;
        assert_eq!(twice.status, 422);
        twice.shows("这一篇没有被丢弃");
        room.submits(&piece, "雾散的码头", "雾散了。").await;
        let waits = room
            .posts(&room.writer, &format!("{piece}/discarding"), &[])
            .await;
        assert_eq!(waits.status, 422);
        waits.shows("编辑部正在审这一篇");
    }
}

#[tokio::test]
async fn an_update_that_was_given_up_changes_nothing_for_readers_and_stays_in_the_history() {
    for room in Newsroom::each().await {
        let (piece, public) = room.publishes("夜航").await;
        let update = format!("{piece}/update");
        room.posts(&room.writer, &update, &[]).await;
        let typed = [("title", "夜航（改坏了）"), ("body", "改坏了。")];
        room.writes(&piece, &typed).await;
        room.gets(&room.writer, &piece)
            .await
            .shows("放弃这次修改")
            .lacks("丢弃这一篇");
        room.discards(&piece).await;
        room.site.get(&public).await.shows("夜航").lacks("改坏了");
        room.gets(&room.writer, "/studio")
            .await
            .shows("夜航")
            .lacks("改坏了");
        room.gets(&room.writer, &format!("{piece}/history"))
            .await
            .shows("夜航（改坏了）");
        room.posts(&room.writer, &update, &[]).await;
        room.gets(&room.writer, &piece)
            .await
            .shows("正文在这里。</textarea>")
            .lacks("改坏了。");
    }
}

#[tokio::test]
async fn what_somebody_else_is_writing_is_not_given_up_under_their_hands() {
    for room in Newsroom::each().await {
        let second = crate::account::newcomer(&room.site, "second@wangchuan.example").await;
        crate::account::joins(&room.site, "second@wangchuan.example", "harbour").await;
        let piece = room.begins().await;
        let cookie = [("cookie", &*second)];
        let hold = format!("{piece}/hold");
        room.site
            .posts_json(&hold, &json!({"take": false}), &cookie)
            .await;
        let path = format!("{piece}/discarding");
        let refused = room.posts(&room.writer, &path, &[]).await;
        assert_eq!(refused.status, 422);
        refused.shows("别人正在写这一篇");
        assert_eq!(room.posts(&second, &path, &[]).await.status, 303);
    }
}
