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
