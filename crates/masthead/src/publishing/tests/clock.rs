use super::Newsroom;

const MINUTE_MS: i64 = 60_000;

#[tokio::test]
async fn a_scheduled_article_comes_out_by_itself_and_can_be_held_back() {
    for room in Newsroom::each().await {
        let (piece, held) = (room.begins().await, room.begins().await);
        for (piece, title) in [(&piece, "电视塔亮灯"), (&held, "压下的稿子")] {
            // The clock stands at 04:35.
            let fields = [
                ("title", title),
                ("body", "正文。"),
                ("embargo", "2026-01-18T04:37"),
                ("act", "submit"),
            ];
            assert_eq!(room.writes(piece, &fields).await.status, 303);
            let submission = room.waiting(title).await;
            room.accepts(&submission).await;
        }
        let public = piece.replace("/studio", "");
        room.gets(&room.writer, &piece).await.shows("定时发布");
        room.site.later(MINUTE_MS);
        room.site.ticks().await;
        assert_eq!(room.site.get(&public).await.status, 404);
        room.posts(&room.writer, &format!("{held}/unscheduling"), &[])
            .await;
        room.site.later(MINUTE_MS);
        room.site.ticks().await;
        for path in [&*public, "/", "/channel/city", "/@harbour", "/feed.xml"] {
            room.site
                .get(path)
                .await
                .shows("电视塔亮灯")
                .lacks("压下的稿子");
        }
        room.gets(&room.writer, &held).await.shows("name=\"act\"");
        room.site.caught_up().await;
    }
}

#[tokio::test]
async fn an_update_for_later_is_not_accepted_early_because_its_article_came_out() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let hands_in = async |body, embargo| {
            let fields = [
                ("title", "开闸时间"),
                ("body", body),
                ("embargo", embargo),
                ("act", "submit"),
            ];
            assert_eq!(room.writes(&piece, &fields).await.status, 303);
            room.waiting("开闸时间").await
        };
        let first = hands_in("先发的一稿。", "2026-01-18T04:37").await;
        room.accepts(&first).await;
        room.posts(&room.writer, &format!("{piece}/update"), &[])
            .await;
        let later = hands_in("后发的一稿。", "2026-01-18T04:45").await;
        room.site.later(3 * MINUTE_MS);
        room.site.ticks().await;
        let public = piece.replace("/studio", "");
        room.site.get(&public).await.shows("先发的一稿。");
        let early = room.decides(&later, &[("act", "accept")]).await;
        assert_eq!(early.status, 422, "{}", early.text);
        early.shows("这份文字要到定好的时间才发布");
        room.site.get(&public).await.lacks("后发的一稿。");
        room.site.later(8 * MINUTE_MS);
        room.accepts(&later).await;
        room.site.get(&public).await.shows("后发的一稿。");
    }
}
