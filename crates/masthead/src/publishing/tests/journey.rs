use super::Newsroom;
use masthead::mail;

#[tokio::test]
async fn a_text_is_written_remarked_corrected_published_updated_and_retracted() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let submission = room
            .submits(&piece, "大桥重新开放", "今天早上，大桥开放。\n\n不收费。")
            .await;
        let own = room.gets(&room.writer, &piece).await;
        own.shows("编辑部正在等着看这一篇").lacks("name=\"act\"");

        room.posts(&room.reviewer, &format!("{submission}/claim"), &[])
            .await;
        let remark = [("block", "1"), ("words", "请写明到哪天不收费。")];
        let said = room
            .posts(&room.reviewer, &format!("{submission}/remarks"), &remark)
            .await;
        assert_eq!(said.status, 303, "{}", said.text);
        room.gets(&room.writer, &piece).await.lacks("请写明到哪天");
        let verdict = [
            ("act", "send_back"),
            ("reason", "facts"),
            ("words", "写得好，补一处。"),
        ];
        room.decides(&submission, &verdict).await;

        let own = room.gets(&room.writer, &piece).await;
        own.shows("退回修改")
            .shows("事实有误")
            .shows("写得好，补一处。");
        own.shows("<blockquote>不收费。</blockquote>")
            .shows("请写明到哪天不收费。");
        let letters = room
            .site
            .portal
            .db
            .read(|tx| mail::store::list_newest(tx, 1))
            .await;
        let letter = letters.expect("a database").remove(0).letter;
        assert_eq!(letter.to, "writer@wangchuan.example");
        assert!(
            letter.subject.contains("大桥重新开放") && letter.body.contains("写得好，补一处。")
        );

        let submission = room
            .submits(
                &piece,
                "大桥重新开放",
                "今天早上，大桥开放。\n\n年底前不收费。",
            )
            .await;
        for path in ["/", "/channel/city", "/@harbour", "/feed.xml"] {
            room.site.get(path).await.lacks("大桥重新开放");
        }
        room.accepts(&submission).await;
        for path in ["/", "/channel/city", "/@harbour", "/feed.xml"] {
            room.site.get(path).await.shows("大桥重新开放");
        }
        let public = piece.replace("/studio", "");
        room.site
            .get(&public)
            .await
            .shows("年底前不收费。")
            .lacks("退回");

        updates(&room, &piece, &public).await;
        let form = [("words", "大桥其实没有开放。")];
        let retracted = room
            .posts(&room.writer, &format!("{piece}/retraction"), &form)
            .await;
        assert_eq!(retracted.status, 303, "{}", retracted.text);
        let stub = room.site.get(&public).await;
        assert_eq!(stub.status, 200);
        stub.shows("大桥重新开放")
            .shows("这篇文章已撤稿")
            .shows("大桥其实没有开放。");
        stub.shows("noindex").lacks("不收费");
        for edition in ["", "edition=care"] {
            let cookie = [("cookie", edition)];
            let stub = room.site.get_with(&public, &cookie).await;
            let place = |words: &str| stub.text.find(words).expect("it stands there");
            assert!(
                place("大桥其实没有开放。") < place("原文误写为年底。"),
                "the retraction stands first"
            );
        }
        for path in ["/", "/channel/city", "/@harbour", "/feed.xml"] {
            room.site.get(path).await.lacks("大桥重新开放");
        }
        room.gets(&room.writer, &piece).await.lacks("name=\"act\"");
        room.site.caught_up().await;
    }
}

/// What readers have stays as it is while its next text is read.
async fn updates(room: &Newsroom, piece: &str, public: &str) {
    let begun = room
        .posts(&room.writer, &format!("{piece}/update"), &[])
        .await;
    assert_eq!(begun.status, 303, "{}", begun.text);
    let own = room.gets(&room.writer, piece).await;
    own.shows("年底前不收费。").shows("name=\"correction\"");
    let fields = [
        ("title", "大桥重新开放"),
        ("body", "今天早上，大桥开放。\n\n明年三月前不收费。"),
        ("correction", "原文误写为年底。"),
        ("act", "submit"),
    ];
    let sent = room.writes(piece, &fields).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    room.site
        .get(public)
        .await
        .shows("年底前")
        .lacks("明年三月");
    let submission = room.waiting("大桥重新开放").await;
    let page = room.gets(&room.reviewer, &submission).await;
    page.shows("改了什么").shows("原文误写为年底。");
    room.accepts(&submission).await;
    room.site
        .get(public)
        .await
        .shows("明年三月")
        .shows("原文误写为年底。")
        .lacks("年底前");
}

#[tokio::test]
async fn a_withdrawn_text_leaves_its_readers_and_can_come_again() {
    for room in Newsroom::each().await {
        let (piece, public) = room.publishes("灯塔亮了").await;
        room.site.get(&public).await.shows("灯塔亮了");
        let first = super::between(
            &room.site.get(&public).await.text,
            "<time datetime=\"",
            "\"",
        );
        room.posts(&room.writer, &format!("{piece}/withdrawal"), &[])
            .await;
        assert_eq!(room.site.get(&public).await.status, 404);
        room.site.get("/channel/city").await.lacks("灯塔亮了");
        room.site.later(86_400_000);
        let submission = room.submits(&piece, "灯塔又亮了", "正文。").await;
        room.accepts(&submission).await;
        let again = room.site.get(&public).await;
        again.shows("灯塔又亮了");
        assert_eq!(
            super::between(&again.text, "<time datetime=\"", "\""),
            first
        );
        room.site.caught_up().await;
    }
}

#[tokio::test]
async fn nobody_else_learns_of_a_text_before_it_is_published() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        room.writes(&piece, &[("title", "秘密"), ("body", "还不能说。")])
            .await;
        let stranger = crate::account::newcomer(&room.site, "stranger@wangchuan.example").await;
        for (who, status) in [(&room.reviewer, 303), (&stranger, 303)] {
            for part in ["", "/preview", "/history"] {
                let answer = room.gets(who, &format!("{piece}{part}")).await;
                assert_eq!(answer.status, status, "{part}");
            }
        }
        // Somebody who writes for another creator.
        crate::account::joins(&room.site, "stranger@wangchuan.example", "harbour").await;
        room.gets(&stranger, &piece).await.shows("还不能说。");
        assert_eq!(
            room.site.get(&piece.replace("/studio", "")).await.status,
            404
        );
        let made = room
            .posts(&room.writer, &format!("{piece}/preview-link"), &[])
            .await;
        let link = super::between(&made.text, "<a href=\"http://127.0.0.1:8080/preview/", "\"");
        let shown = room.site.get(&format!("/preview/{link}")).await;
        shown.shows("还不能说。").shows("noindex");
        assert_eq!(shown.header("cache-control"), "no-store");
        room.site.later(8 * 86_400_000);
        assert_eq!(room.site.get(&format!("/preview/{link}")).await.status, 404);
    }
}
