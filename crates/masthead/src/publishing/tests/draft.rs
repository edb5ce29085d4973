use masthead::id::CreatorId;
use masthead::publishing::acts::NO_TEXT;
use masthead::publishing::store::draft::{self, Text};
use masthead::publishing::typed::Typed;
use serde_json::{Value, json};

use super::{Newsroom, between, said};
use crate::support::Answer;

fn text(words: &str) -> Value {
    json!({"version": 1, "blocks": [{"type": "paragraph", "content": [{"type": "text", "text": words}]}]})
}

async fn saves(room: &Newsroom, who: &str, piece: &str, (version, words): (i64, &str)) -> Answer {
    let sent = json!({"version": version, "document": text(words), "fields": {"title": words, "columns": ["1", "2"]}});
    room.site
        .posts_json(&format!("{piece}/draft"), &sent, &[("cookie", who)])
        .await
}

#[tokio::test]
async fn what_is_typed_is_saved_as_it_is_typed() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let saved = saves(&room, &room.writer, &piece, (1, "第一句")).await;
        assert_eq!(
            (saved.status.as_u16(), &said(&saved)["version"]),
            (200, &json!(2))
        );
        // Nothing new is no write.
        let same = saves(&room, &room.writer, &piece, (2, "第一句")).await;
        assert_eq!(said(&same)["version"], 2);
        let page = room.gets(&room.writer, &piece).await;
        page.shows("data-version=\"2\"").shows("第一句</textarea>");
        room.gets(&room.writer, "/studio")
            .await
            .shows("第一句")
            .shows("草稿");
    }
}

#[tokio::test]
async fn two_who_save_at_once_are_both_told_and_neither_text_is_lost() {
    for room in Newsroom::each().await {
        let second = crate::account::newcomer(&room.site, "second@wangchuan.example").await;
        crate::account::joins(&room.site, "second@wangchuan.example", "harbour").await;
        let piece = room.begins().await;
        saves(&room, &room.writer, &piece, (1, "甲写的")).await;
        let late = saves(&room, &second, &piece, (1, "乙写的")).await;
        assert_eq!(late.status, 409);
        let theirs = said(&late);
        assert_eq!(theirs["document"], text("甲写的"));
        assert_eq!(
            (&theirs["version"], &theirs["fields"]["title"]),
            (&json!(2), &json!("甲写的"))
        );
        let over = saves(&room, &second, &piece, (2, "乙写的")).await;
        assert_eq!(over.status, 200);
        let history = room.gets(&room.writer, &format!("{piece}/history")).await;
        history.shows("甲写的");
        let old = super::between(&history.text, "<h2><a href=\"", "\"");
        room.gets(&room.writer, &old)
            .await
            .shows("<del>")
            .shows("甲")
            .shows("乙");
        room.posts(&room.writer, &format!("{old}/restoration"), &[])
            .await;
        room.gets(&room.writer, &piece)
            .await
            .shows("甲写的</textarea>");
        room.gets(&room.writer, &format!("{piece}/history"))
            .await
            .shows("乙写的");
    }
}

#[tokio::test]
async fn without_script_a_conflict_keeps_what_was_typed_in_the_form() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        saves(&room, &room.writer, &piece, (1, "先存的")).await;
        let form = [
            ("version", "1"),
            ("title", "后存的"),
            ("body", "后存的正文"),
            ("act", "save"),
        ];
        let late = room
            .posts(&room.writer, &format!("{piece}/draft"), &form)
            .await;
        assert_eq!(late.status, 409);
        late.shows("先存的</pre>")
            .shows("后存的正文</textarea>")
            .shows("value=\"2\"");
        assert_eq!(room.writes(&piece, &form[1..]).await.status, 303);
        room.gets(&room.writer, &piece)
            .await
            .shows("后存的正文</textarea>");
        room.gets(&room.writer, &format!("{piece}/history"))
            .await
            .shows("先存的");
    }
}

#[tokio::test]
async fn a_script_learns_in_words_why_nothing_was_saved() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let path = format!("{piece}/draft");
        let out = saves(&room, "session=none", &piece, (1, "x")).await;
        assert_eq!(out.status, 401);
        assert!(
            said(&out)["login"]
                .as_str()
                .is_some_and(|login| login.starts_with("/login?next="))
        );
        let headers = [("cookie", room.writer.as_str())];
        let bad = room
            .site
            .posts_json(&path, &json!({"version": 1}), &headers)
            .await;
        assert_eq!(bad.status, 400);
        let huge = json!({"version": 1, "document": {"version": 2, "blocks": []}, "fields": {}});
        let refused = room.site.posts_json(&path, &huge, &headers).await;
        assert_eq!(refused.status, 422);
        assert_eq!(said(&refused)["troubles"][0]["field"], "body");
        let other = saves(&room, &room.writer, "/studio/article/77", (1, "x")).await;
        assert_eq!(other.status, 404);
    }
}

#[tokio::test]
async fn whoever_opens_a_draft_that_another_writes_is_told_and_can_take_over() {
    for room in Newsroom::each().await {
        let phone = crate::account::logs_in_again(&room.site, "writer@wangchuan.example").await;
        let piece = room.begins().await;
        let holds = async |who: &str, take: bool| {
            let answer = room
                .site
                .posts_json(
                    &format!("{piece}/hold"),
                    &json!({"take": take}),
                    &[("cookie", who)],
                )
                .await;
            said(&answer)["holder"].clone()
        };
        assert_eq!(holds(&room.writer, false).await, Value::Null);
        assert_eq!(holds(&phone, false).await, "您在另一台设备上");
        assert_eq!(holds(&phone, true).await, Value::Null);
        assert_eq!(
            holds(&room.writer, false).await,
            "您在另一台设备上",
            "who loses it is told"
        );
        let late = saves(&room, &room.writer, &piece, (1, "晚了一步")).await;
        assert_eq!(late.status, 423, "{}", late.text);
        assert_eq!(said(&late)["holder"], "您在另一台设备上");
        let saved = saves(&room, &phone, &piece, (1, "手机上写的")).await;
        assert_eq!(saved.status, 200);
        room.site.later(61_000);
        assert_eq!(
            holds(&room.writer, false).await,
            Value::Null,
            "nobody holds it for ever"
        );
        let late = saves(&room, &room.writer, &piece, (1, "晚了一步")).await;
        assert_eq!(late.status, 409, "and then both versions meet");
    }
}

#[tokio::test]
async fn a_draft_that_an_ended_session_held_is_written_on_after_a_log_in() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let holds = async |who: &str| {
            let hold = format!("{piece}/hold");
            let take = json!({"take": false});
            let answer = room.site.posts_json(&hold, &take, &[("cookie", who)]).await;
            said(&answer)["holder"].clone()
        };
        assert_eq!(holds(&room.writer).await, Value::Null);
        let out = room.posts(&room.writer, "/logout", &[]).await;
        assert_eq!(out.status, 303);
        let again = crate::account::logs_in_again(&room.site, "writer@wangchuan.example").await;
        let saved = saves(&room, &again, &piece, (1, "登录以后接着写的")).await;
        assert_eq!(saved.status, 200, "{}", saved.text);
        assert_eq!(holds(&again).await, Value::Null, "nobody holds it by then");
        let phone = crate::account::logs_in_again(&room.site, "writer@wangchuan.example").await;
        assert_eq!(holds(&phone).await, "您在另一台设备上");
    }
}

#[tokio::test]
async fn the_studio_begins_with_what_was_written_last_and_says_when_too_much_is_being_written() {
    for room in Newsroom::each().await {
        let (first, second) = (room.begins().await, room.begins().await);
        saves(&room, &room.writer, &second, (1, "后写的")).await;
        room.site.later(1_000);
        saves(&room, &room.writer, &first, (1, "最后写的")).await;
        let list = room.gets(&room.writer, "/studio").await;
        let titles: Vec<&str> = list.text.split("/studio/article/").skip(1).collect();
        assert!(titles[0].contains("最后写的") && titles[1].contains("后写的"));
        assert!(titles[2].contains("后写的"), "then all, the newest first");
        let creator = between(&list.text, "name=\"creator\" value=\"", "\"");
        let id: CreatorId = creator.parse().expect("an id");
        let portal = &room.site.portal;
        let pen = masthead::pen::Pen {
            log: portal.log.clone(),
            ids: portal.ids.clone(),
            clock: portal.clock.clone(),
            actor: masthead_log::Actor::Platform,
        };
        let fill = move |tx: &mut masthead_db::Tx<'_>| -> Result<(), masthead_db::Fault> {
            let author = tx.get("SELECT MIN(saved_by) FROM draft", &[], |row| row.get(0))?;
            let pen = masthead::pen::Pen {
                actor: masthead_log::Actor::User(author),
                ..pen
            };
            let text = Text::new(&Typed::default(), NO_TEXT.to_owned());
            (2..500).try_for_each(|_| draft::begin(tx, &pen, id, &text).map(drop))
        };
        room.site.portal.db.write(fill).await.expect("a database");
        let begun = room
            .posts(&room.writer, "/studio/articles", &[("creator", &creator)])
            .await;
        assert_eq!(begun.header("location"), "/studio?full=1");
        let list = room.gets(&room.writer, "/studio?full=1").await;
        list.shows("正在写的稿件最多 500 篇，已提交而编辑部还没有采用的也算在内");
        // What was given up does not count.
        let given_up = format!("{first}/discarding");
        assert_eq!(room.posts(&room.writer, &given_up, &[]).await.status, 303);
        room.gets(&room.writer, "/studio").await.lacks("最后写的");
        let again = room.begins().await;
        let back = format!("{first}/resumption");
        let full = room.posts(&room.writer, &back, &[]).await;
        assert_eq!(full.status, 422, "nor is there room for what was given up");
        let given_up = format!("{again}/discarding");
        assert_eq!(room.posts(&room.writer, &given_up, &[]).await.status, 303);
        assert_eq!(room.posts(&room.writer, &back, &[]).await.status, 303);
        room.gets(&room.writer, "/studio?q=最后写的")
            .await
            .shows("最后写的</a>");
    }
}

#[tokio::test]
async fn a_form_that_another_writes_keeps_what_was_typed_until_it_is_taken_over() {
    for room in Newsroom::each().await {
        let second = crate::account::newcomer(&room.site, "second@wangchuan.example").await;
        crate::account::joins(&room.site, "second@wangchuan.example", "harbour").await;
        let piece = room.begins().await;
        let held = json!({"take": false});
        let cookie = [("cookie", &*second)];
        room.site
            .posts_json(&format!("{piece}/hold"), &held, &cookie)
            .await;
        let typed = |act| [("title", "码头"), ("body", "人很多。"), ("act", act)];
        for act in ["save", "submit"] {
            let refused = room.writes(&piece, &typed(act)).await;
            assert_eq!(refused.status, 409, "{act}");
            refused
                .shows(" 正在写这篇稿子，开始于")
                .shows("value=\"码头\"")
                .shows("人很多。</textarea>")
                .shows("由我接手并保存");
        }
        assert_eq!(room.writes(&piece, &typed("take")).await.status, 303);
        room.gets(&second, &piece).await.shows("人很多。");
        let late = saves(&room, &second, &piece, (2, "他写的")).await;
        assert_eq!(late.status, 423);
        assert_ne!(said(&late)["holder"], "您在另一台设备上");
    }
}

#[tokio::test]
async fn a_hold_that_was_taken_while_the_clock_stood_ahead_ends_once_it_is_set_back() {
    for room in Newsroom::each().await {
        let second = crate::account::newcomer(&room.site, "second@wangchuan.example").await;
        crate::account::joins(&room.site, "second@wangchuan.example", "harbour").await;
        let piece = room.begins().await;
        room.site.later(86_400_000);
        let held = json!({"take": true});
        let cookie = [("cookie", &*second)];
        room.site
            .posts_json(&format!("{piece}/hold"), &held, &cookie)
            .await;
        let typed = [("title", "码头"), ("body", "人很多。"), ("act", "save")];
        assert_eq!(room.writes(&piece, &typed).await.status, 409);
        room.site.later(-86_400_000);
        assert_eq!(room.writes(&piece, &typed).await.status, 303);
    }
}

#[tokio::test]
async fn a_form_that_is_not_ready_says_why_and_keeps_everything() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let fields = [
            ("body", "还没有标题。"),
            ("locale", "Deutsch (neu)"),
            ("channel", ""),
            ("source_url", "example"),
            ("tags", "江，桥"),
            ("act", "submit"),
        ];
        let refused = room.writes(&piece, &fields).await;
        assert_eq!(refused.status, 422);
        refused
            .shows("还没有标题。")
            .shows("请选一个频道")
            .shows("应当以 https")
            .shows("<select id=\"locale\" name=\"locale\" aria-invalid=\"true\"")
            .shows("<p class=\"trouble\">这不是语言")
            .shows("value=\"江，桥\"");
    }
}
