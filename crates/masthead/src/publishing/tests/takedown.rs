//! The desk takes articles from their readers and gives them back; what goes leaves nothing behind.

use super::{Newsroom, between, said};
use crate::account::{gives, joins, joins_as, letters, newcomer};

/// Where the desk decides on an article that readers have.
fn at_desk(public: &str) -> String {
    public.replace("/article/", "/desk/articles/")
}

const WHY: [(&str, &str); 2] = [("reason", "facts"), ("words", "数字与来源不符。")];

#[tokio::test]
async fn what_the_desk_had_accepted_is_taken_down_by_a_moderator_and_given_back() {
    for room in Newsroom::each().await {
        let moderator = newcomer(&room.site, "moderator@wangchuan.example").await;
        gives(&room.site, "moderator@wangchuan.example", "moderator")
            .await
            .expect("given");
        let (piece, public) = room.publishes("先采用后下架").await;
        let desk = at_desk(&public);
        let found = format!("/desk/articles?article=https://news.example{public}");
        let found = room.gets(&moderator, &found).await;
        assert_eq!(found.header("location"), desk);
        room.gets(&moderator, &desk).await.shows("下架这篇文章");
        let mute = room
            .posts(
                &moderator,
                &format!("{desk}/takedown"),
                &[("words", "说不清")],
            )
            .await;
        assert_eq!(mute.status, 422);
        mute.shows("说不清")
            .shows("没有记下决定：下架要选一个理由。")
            .lacks("退回或不采用");

        let down = room
            .posts(&moderator, &format!("{desk}/takedown"), &WHY)
            .await;
        assert_eq!(down.status, 303, "{}", down.text);
        assert_eq!(room.site.get(&public).await.status, 404);
        room.site.get("/").await.lacks("先采用后下架");
        room.gets(&room.writer, &piece)
            .await
            .shows("已下架")
            .shows("数字与来源不符。");
        let (to, _) = letters(&room.site).await.remove(0);
        assert_eq!(to, "writer@wangchuan.example");
        room.gets(&moderator, "/desk/articles")
            .await
            .shows("先采用后下架");

        let back = room
            .posts(&moderator, &format!("{desk}/restoration"), &[])
            .await;
        assert_eq!(back.status, 303);
        assert_eq!(room.site.get(&public).await.status, 200);
        room.gets(&moderator, "/desk/articles")
            .await
            .lacks("先采用后下架");
        // A second time is as good as the first.
        room.posts(&moderator, &format!("{desk}/takedown"), &WHY)
            .await;
        assert_eq!(room.site.get(&public).await.status, 404);
    }
}

#[tokio::test]
async fn what_came_with_an_archive_is_taken_down_too() {
    for room in Newsroom::each().await {
        let public = room.site.article_url("old").await;
        let down = room
            .posts(
                &room.reviewer,
                &format!("{}/takedown", at_desk(&public)),
                &WHY,
            )
            .await;
        assert_eq!(down.status, 303, "{}", down.text);
        assert_eq!(room.site.get(&public).await.status, 404);
    }
}

#[tokio::test]
async fn a_takedown_of_an_imported_article_told_nobody_who_could_log_in() {
    for room in Newsroom::each().await {
        let owner = "owner@wangchuan.example";
        let holder = newcomer(&room.site, owner).await;
        joins_as(&room.site, owner, ("harbour", "owner")).await;
        let public = room.site.article_url("old").await;
        let desk = at_desk(&public);
        let down = room
            .posts(&room.reviewer, &format!("{desk}/takedown"), &WHY)
            .await;
        assert_eq!(down.status, 303, "{}", down.text);
        let sent = letters(&room.site).await;
        assert!(sent.iter().any(|(to, _)| to == owner), "{sent:?}");
        room.site.later(3_600_000);
        room.posts(&room.reviewer, &format!("{desk}/restoration"), &[])
            .await;
        room.site.caught_up().await;
        let list = room.gets(&holder, "/account/notifications").await;
        list.shows("已下架：《码头旧事》")
            .shows("已恢复，读者可以读到：《码头旧事》");
        // The record dates both with what was done, not with when the article came out.
        let piece = public.replace("/article/", "/studio/article/");
        let record = room.gets(&holder, &piece).await;
        let record = between(&record.text, "id=\"decisions\"", "</section>");
        assert!(
            record.contains("已下架") && record.contains("已恢复"),
            "{record}"
        );
        assert!(
            record.contains("2026-01-18") && !record.contains("2026-01-10"),
            "{record}"
        );
    }
}

#[tokio::test]
async fn nobody_decides_on_what_their_own_creator_published() {
    for room in Newsroom::each().await {
        let (_, public) = room.publishes("自家的文章").await;
        joins(&room.site, "other@wangchuan.example", "harbour").await;
        let desk = at_desk(&public);
        room.gets(&room.other, &desk).await.lacks("下架这篇文章");
        let own = room
            .posts(&room.other, &format!("{desk}/takedown"), &WHY)
            .await;
        assert_eq!(own.status, 422);
        assert_eq!(room.site.get(&public).await.status, 200);
        room.posts(&room.reviewer, &format!("{desk}/takedown"), &WHY)
            .await;
        let own = room
            .posts(&room.other, &format!("{desk}/restoration"), &[])
            .await;
        assert_eq!(own.status, 422);
        assert_eq!(room.site.get(&public).await.status, 404);
    }
}

#[tokio::test]
async fn the_page_of_a_retracted_piece_goes_and_comes_back_as_the_stub_it_was() {
    for room in Newsroom::each().await {
        let (piece, public) = room.publishes("撤稿以后").await;
        let words = [("words", "写撤稿说明的人骂了人。")];
        room.posts(&room.writer, &format!("{piece}/retraction"), &words)
            .await;
        room.site.get(&public).await.shows("骂了人");
        let desk = at_desk(&public);
        room.posts(&room.reviewer, &format!("{desk}/takedown"), &WHY)
            .await;
        assert_eq!(room.site.get(&public).await.status, 404);
        room.posts(&room.reviewer, &format!("{desk}/restoration"), &[])
            .await;
        room.site
            .get(&public)
            .await
            .shows("骂了人")
            .lacks("正文在这里。");
    }
}

#[tokio::test]
async fn a_link_to_the_next_text_ends_with_the_article_and_no_new_one_is_made() {
    for room in Newsroom::each().await {
        let (piece, public) = room.publishes("链接还在吗").await;
        room.posts(&room.writer, &format!("{piece}/update"), &[])
            .await;
        let make = format!("{piece}/preview-link");
        let made = room.posts(&room.writer, &make, &[]).await;
        let link = format!("/preview/{}", between(&made.text, "/preview/", "\""));
        room.site.get(&link).await.shows("正文在这里。");
        let desk = at_desk(&public);
        room.posts(&room.reviewer, &format!("{desk}/takedown"), &WHY)
            .await;
        assert_eq!(room.site.get(&link).await.status, 404);
        let again = room.posts(&room.writer, &make, &[]).await;
        assert_eq!(again.status, 422);
        again.lacks("/preview/").shows("不能再用链接给人看");
        room.posts(&room.reviewer, &format!("{desk}/restoration"), &[])
            .await;
        let gone = room.site.get(&link).await;
        assert_eq!(gone.status, 404, "the old link does not come back");
    }
}

#[tokio::test]
async fn a_rejected_text_is_shown_to_nobody_by_a_link() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let submission = room.submits(&piece, "不采用的稿", "正文。").await;
        let make = format!("{piece}/preview-link");
        let made = room.posts(&room.writer, &make, &[]).await;
        let link = format!("/preview/{}", between(&made.text, "/preview/", "\""));
        room.site.get(&link).await.shows("正文。");
        room.decides(&submission, &[("act", "reject"), ("reason", "law")])
            .await;
        assert_eq!(room.site.get(&link).await.status, 404);
        assert_eq!(room.posts(&room.writer, &make, &[]).await.status, 422);
    }
}

#[tokio::test]
async fn a_draft_that_a_retraction_ends_stays_in_the_history() {
    for room in Newsroom::each().await {
        let (piece, _) = room.publishes("撤稿时正在改").await;
        room.posts(&room.writer, &format!("{piece}/update"), &[])
            .await;
        let fields = [("title", "撤稿时正在改"), ("body", "刚写下还没投的一段。")];
        assert_eq!(room.writes(&piece, &fields).await.status, 303);
        let words = [("words", "有误。")];
        let retracted = room
            .posts(&room.writer, &format!("{piece}/retraction"), &words)
            .await;
        assert_eq!(retracted.status, 303);
        let history = room.gets(&room.writer, &format!("{piece}/history")).await;
        let newest = between(&history.text, &format!("{piece}/history/"), "\"");
        room.gets(&room.writer, &format!("{piece}/history/{newest}"))
            .await
            .shows("刚写下还没投的一段。");
    }
}

#[tokio::test]
async fn an_update_leaves_comments_closed_as_they_were() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let fields = [
            ("title", "不开跟贴"),
            ("body", "正文。"),
            ("comments", "closed"),
            ("act", "submit"),
        ];
        assert_eq!(room.writes(&piece, &fields).await.status, 303);
        let submission = room.waiting("不开跟贴").await;
        room.accepts(&submission).await;
        room.posts(&room.writer, &format!("{piece}/update"), &[])
            .await;
        let page = room.gets(&room.writer, &piece).await;
        page.shows("value=\"closed\" checked");
    }
}

/// Stores a picture for a piece. Gives its hash.
async fn picture(room: &Newsroom, piece: &str, shade: u8) -> String {
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(40, 30, image::Rgb([shade, 120, 60]))
        .write_to(&mut png, image::ImageFormat::Png)
        .expect("a picture");
    let headers = [
        ("cookie", room.writer.as_str()),
        ("accept", "application/json"),
    ];
    let files: [crate::support::SentFile<'_>; 1] = [("picture", "a.png", png.get_ref())];
    let stored = room
        .site
        .uploads(&format!("{piece}/pictures"), (&[], &files), &headers)
        .await;
    said(&stored)["hash"].as_str().expect("a hash").to_owned()
}

async fn publishes_with(room: &Newsroom, title: &str, hashes: &[&str]) -> String {
    let piece = room.begins().await;
    let pictures = hashes.iter().map(|hash| format!("![渡口]({hash})"));
    let body = pictures.collect::<Vec<_>>().join("\n\n");
    let submission = room.submits(&piece, title, &body).await;
    room.accepts(&submission).await;
    piece.replace("/studio", "")
}

#[tokio::test]
async fn what_only_a_taken_article_showed_is_served_to_no_reader_until_it_is_given_back() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let (own, shared) = (
            picture(&room, &piece, 10).await,
            picture(&room, &piece, 20).await,
        );
        let public = publishes_with(&room, "两张图", &[&own, &shared]).await;
        let other = publishes_with(&room, "共用一张", &[&shared]).await;
        let found = room.site.get(&public).await;
        let address = between(&found.text, &format!("/media/{own}/"), "\"");
        let address = address.split([' ', ',']).next().unwrap_or_default();
        let own_url = format!("/media/{own}/{address}");
        let shared_url = own_url.replace(&own, &shared);
        let fresh = room.site.get(&own_url).await;
        assert_eq!(fresh.status, 200, "{own_url}");
        let etag = fresh.header("etag").to_owned();

        let desk = at_desk(&public);
        room.posts(&room.reviewer, &format!("{desk}/takedown"), &WHY)
            .await;
        assert_eq!(room.site.get(&own_url).await.status, 404);
        let known = room
            .site
            .get_with(
                &own_url,
                &[("if-none-match", &*etag), ("range", "bytes=0-9")],
            )
            .await;
        assert_eq!(
            known.status, 404,
            "also who has it already is not told to keep it"
        );
        let reader = newcomer(&room.site, "reader@wangchuan.example").await;
        assert_eq!(room.gets(&reader, &own_url).await.status, 404);
        for who in [&room.writer, &room.reviewer] {
            let seen = room.gets(who, &own_url).await;
            assert_eq!(seen.status, 200);
            assert_eq!(seen.header("cache-control"), "private, no-store");
        }
        assert_eq!(
            room.site.get(&shared_url).await.status,
            200,
            "another shows it"
        );

        room.posts(
            &room.reviewer,
            &format!("{}/takedown", at_desk(&other)),
            &WHY,
        )
        .await;
        assert_eq!(room.site.get(&shared_url).await.status, 404);
        room.posts(&room.reviewer, &format!("{desk}/restoration"), &[])
            .await;
        assert_eq!(room.site.get(&own_url).await.status, 200);
        assert_eq!(room.site.get(&shared_url).await.status, 200);
    }
}

#[tokio::test]
async fn a_retraction_takes_the_pictures_with_the_text() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let hash = picture(&room, &piece, 30).await;
        let public = publishes_with(&room, "撤稿的图", &[&hash]).await;
        let found = room.site.get(&public).await;
        let address = between(&found.text, &format!("/media/{hash}/"), "\"");
        let address = address.split([' ', ',']).next().unwrap_or_default();
        let url = format!("/media/{hash}/{address}");
        assert_eq!(room.site.get(&url).await.status, 200);
        let words = [("words", "图片有误。")];
        let path = format!(
            "{}/retraction",
            public.replace("/article", "/studio/article")
        );
        let retracted = room.posts(&room.writer, &path, &words).await;
        assert_eq!(retracted.status, 303, "{}", retracted.text);
        assert_eq!(room.site.get(&url).await.status, 404);
    }
}
