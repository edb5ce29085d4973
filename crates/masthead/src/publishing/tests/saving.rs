//! What is not saved, and that it is given back.

use masthead_db::{Fault, Tx, params};
use masthead_document::Limits;
use serde_json::{Value, json};

use super::{Newsroom, between, said};
use crate::support::Answer;
use masthead::id::{AccountId, ArticleId};

fn text(words: &str) -> Value {
    json!({"version": 1, "blocks": [{"type": "paragraph", "content": [{"type": "text", "text": words}]}]})
}

impl Newsroom {
    async fn autosaves(&self, who: &str, piece: &str, sent: &Value) -> Answer {
        let path = format!("{piece}/draft");
        let headers = [("cookie", who)];
        self.site.posts_json(&path, sent, &headers).await
    }

    /// What every way of writing on is answered, of a piece that is at `version`.
    async fn tries_to_write(&self, piece: &str, version: i64, why: &str) {
        let sent = json!({"version": version, "document": text("迟到的一句"), "fields": {"title": "迟到"}});
        let late = self.autosaves(&self.writer, piece, &sent).await;
        assert_eq!(late.status, 403, "{}", late.text);
        assert!(late.text.contains(why), "{}", late.text);
        for act in ["save", "submit"] {
            let version = version.to_string();
            let form = [
                ("version", &*version),
                ("title", "迟到的题"),
                ("summary", "迟到的摘要"),
                ("body", "迟到的一句"),
                ("act", act),
            ];
            let path = format!("{piece}/draft");
            let refused = self.posts(&self.writer, &path, &form).await;
            assert_eq!(refused.status, 422);
            refused
                .shows(why)
                .shows("这些没有保存")
                .shows("迟到的一句</textarea>")
                .shows("迟到的题")
                .shows("迟到的摘要");
        }
    }
}

async fn version(room: &Newsroom, piece: &str) -> i64 {
    let page = room.gets(&room.writer, piece).await;
    let version = between(&page.text, "name=\"version\" value=\"", "\"");
    version.parse().expect("a number")
}

#[tokio::test]
async fn a_rejected_text_is_written_and_handed_in_by_no_way() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        room.writes(&piece, &[("title", "夜航"), ("body", "第一稿。")])
            .await;
        let submission = room.submits(&piece, "夜航", "第二稿。").await;
        let verdict = [("act", "reject"), ("reason", "facts"), ("words", "不用。")];
        room.decides(&submission, &verdict).await;
        let page = room.gets(&room.writer, &piece).await;
        page.shows("未采用").lacks("name=\"act\"");
        for version in 1..8 {
            room.tries_to_write(&piece, version, "编辑部没有采用这一篇")
                .await;
        }
        let back = format!("{piece}/history/1/restoration");
        let refused = room.posts(&room.writer, &back, &[]).await;
        assert_eq!(refused.status, 422, "{}", refused.text);
        refused.shows("编辑部没有采用这一篇");
        let page = room.gets(&room.writer, &piece).await;
        page.shows("未采用").lacks("name=\"act\"").lacks("迟到");
    }
}

#[tokio::test]
async fn a_rejected_update_of_what_readers_have_is_written_on() {
    for room in Newsroom::each().await {
        let (piece, _) = room.publishes("夜航").await;
        room.posts(&room.writer, &format!("{piece}/update"), &[])
            .await;
        let submission = room.submits(&piece, "夜航（改）", "改过的正文。").await;
        let verdict = [("act", "reject"), ("reason", "facts"), ("words", "不用。")];
        room.decides(&submission, &verdict).await;
        room.gets(&room.writer, &piece)
            .await
            .shows("未采用")
            .shows("name=\"act\"");
        let saved = room
            .writes(&piece, &[("title", "夜航（再改）"), ("body", "再改。")])
            .await;
        assert_eq!(saved.status, 303, "{}", saved.text);
        let again = room.gets(&room.writer, &piece).await;
        again.shows("再改。</textarea>").shows("有新修改");
    }
}

#[tokio::test]
async fn what_was_taken_down_or_retracted_is_written_by_no_way() {
    for room in Newsroom::each().await {
        let (piece, _) = room.publishes("夜航").await;
        room.posts(&room.writer, &format!("{piece}/update"), &[])
            .await;
        let open = version(&room, &piece).await;
        let article: ArticleId = piece
            .rsplit('/')
            .next()
            .expect("an id")
            .parse()
            .expect("a number");
        let stands = async |state: &'static str| {
            let write = move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                tx.execute(
                    "UPDATE article SET state = $2 WHERE id = $1",
                    params![article, state],
                )
                .map(drop)
            };
            room.site.portal.db.write(write).await.expect("a database");
        };
        stands("taken_down").await;
        room.tries_to_write(&piece, open, "被编辑部下架").await;
        let back = format!("{piece}/history/1/restoration");
        let refused = room.posts(&room.writer, &back, &[]).await;
        assert_eq!(refused.status, 422);
        refused.shows("被编辑部下架");
        stands("published").await;
        let words = [("words", "内容有误。")];
        let retracted = room
            .posts(&room.writer, &format!("{piece}/retraction"), &words)
            .await;
        assert_eq!(retracted.status, 303, "{}", retracted.text);
        room.tries_to_write(&piece, open, "已经撤稿").await;
        let refused = room.posts(&room.writer, &back, &[]).await;
        refused.shows("已经撤稿");
    }
}

#[tokio::test]
async fn what_is_at_the_desk_or_came_out_meanwhile_gives_the_late_text_back() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let submission = room.submits(&piece, "夜航", "正文。").await;
        room.tries_to_write(&piece, 2, "编辑部正在审").await;
        room.accepts(&submission).await;
        room.tries_to_write(&piece, 2, "这一稿已经不在写了").await;
    }
}

#[tokio::test]
async fn a_text_that_is_too_long_stays_in_the_form_and_a_chinese_one_has_the_stated_room() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        // More than two MiB, and less than the stated limit.
        let most = Limits::default().text_chars;
        let long = "长".repeat(most - 200_000);
        let saved = room
            .writes(&piece, &[("title", "长文"), ("body", &long)])
            .await;
        assert_eq!(saved.status, 303);
        let sent =
            json!({"version": 2, "document": text(&"文".repeat(most - 200_000)), "fields": {}});
        let saved = room.autosaves(&room.writer, &piece, &sent).await;
        assert_eq!(
            saved.status,
            200,
            "{}",
            &saved.text[..200.min(saved.text.len())]
        );

        let over = format!("{}尾", "长".repeat(most));
        let refused = room
            .writes(
                &piece,
                &[("title", "太长"), ("body", &over), ("tags", "江")],
            )
            .await;
        assert_eq!(refused.status, 422);
        assert!(refused.text.contains("正文太长，没有保存"));
        assert!(refused.text.contains("长尾</textarea>"));
        assert!(refused.text.contains("value=\"太长\""));
        assert!(
            !refused.text.contains("studio.js"),
            "the editor knows the stored text"
        );
        let sent = json!({"version": 3, "document": text(&over), "fields": {}});
        let refused = room.autosaves(&room.writer, &piece, &sent).await;
        let why = said(&refused)["troubles"][0]["text"].clone();
        let stated = why
            .as_str()
            .expect("words")
            .replace([',', '\u{2068}', '\u{2069}'], "");
        assert!(stated.contains(&most.to_string()), "{stated}");
    }
}

#[tokio::test]
async fn a_field_that_is_too_long_is_refused_in_words_and_never_cut() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let long = format!("{}尾", "长".repeat(4_000));
        let fields = [("title", "题"), ("body", "正文。"), ("summary", &*long)];
        let refused = room.writes(&piece, &fields).await;
        assert_eq!(refused.status, 422);
        refused
            .shows("这一栏太长")
            .shows("长尾</textarea>")
            .shows("正文。</textarea>");
        let sent = json!({"version": 1, "document": text("正文"), "fields": {"correction": long}});
        let refused = room.autosaves(&room.writer, &piece, &sent).await;
        assert_eq!(refused.status, 422);
        assert_eq!(said(&refused)["troubles"][0]["field"], "correction");
        room.gets(&room.writer, &piece).await.lacks("长长");
    }
}

#[tokio::test]
async fn a_form_outlives_the_session_of_whoever_typed_it() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let form = [
            ("version", "1"),
            ("title", "夜航"),
            ("body", "很长的\r\n一段 & \"话\""),
            ("act", "save"),
        ];
        let path = format!("{piece}/draft");
        let out = room.posts("session=gone", &path, &form).await;
        assert_eq!(out.status, 401);
        out.shows("登录已过期，您写的还在")
            .shows(&format!("<form method=\"post\" action=\"{path}\">"))
            .shows("name=\"title\" value=\"夜航\"")
            .shows("一段 &amp; &quot;话&quot;");
        assert_eq!(out.header("cache-control"), "no-store");
        // What the page holds is what was sent, the longest of it to be seen.
        let plain = |text: &str| text.replace("&quot;", "\"").replace("&amp;", "&");
        let mut fields: Vec<(String, String)> = out
            .text
            .split("<input type=\"hidden\" name=\"")
            .skip(1)
            .map(|input| {
                let (name, rest) = input.split_once("\" value=\"").expect("a value");
                let value = rest.split_once("\">").expect("an end").0;
                (name.to_owned(), plain(value))
            })
            .collect();
        let area = "<textarea id=\"carried\" name=\"body\" rows=\"12\" readonly>\n";
        let (_, shown) = out.text.split_once(area).expect("what was typed");
        let shown = plain(shown.split_once("</textarea>").expect("an end").0);
        fields.insert(2, ("body".to_owned(), shown));
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (&**n, &**v)).collect();
        let mut whole = form;
        whole[2].1 = "很长的\n一段 & \"话\"";
        assert_eq!(fields, whole);
        let saved = room.posts(&room.writer, &path, &fields).await;
        assert_eq!(saved.status, 303, "{}", saved.text);
        room.gets(&room.writer, &piece)
            .await
            .shows("很长的一段")
            .shows("&quot;话&quot;</textarea>");

        let words = [("words", "撤稿的原因")];
        let out = room
            .posts("session=gone", &format!("{piece}/retraction"), &words)
            .await;
        out.shows("撤稿的原因");
        // Without a form there is nothing to carry.
        let bare = room
            .posts("session=gone", &format!("{piece}/recall"), &[])
            .await;
        assert_eq!(bare.status, 303);
    }
}

#[tokio::test]
async fn words_of_a_retraction_that_are_too_long_come_back() {
    for room in Newsroom::each().await {
        let (piece, _) = room.publishes("夜航").await;
        let words = format!("{}尾", "错".repeat(1_000));
        let refused = room
            .posts(
                &room.writer,
                &format!("{piece}/retraction"),
                &[("words", &words)],
            )
            .await;
        assert_eq!(refused.status, 422);
        refused.shows("错尾</textarea>").shows("缩短到一千字");
    }
}

#[tokio::test]
async fn nothing_is_saved_under_another_account_than_the_one_that_typed_it() {
    for room in Newsroom::each().await {
        let second = crate::account::newcomer(&room.site, "second@wangchuan.example").await;
        crate::account::joins(&room.site, "second@wangchuan.example", "harbour").await;
        let piece = room.begins().await;
        let page = room.gets(&room.writer, &piece).await;
        let account = between(&page.text, "name=\"account\" value=\"", "\"");
        page.shows(&format!("data-user=\"{account}\""));
        let id: AccountId = account.parse().expect("a number");
        let sent = json!({"version": 1, "account": id, "document": text("林月写的"), "fields": {}});
        let refused = room.autosaves(&second, &piece, &sent).await;
        assert_eq!(refused.status, 403);
        assert!(refused.text.contains("另一个账号"), "{}", refused.text);
        let held = json!({"take": true, "account": id});
        let hold = format!("{piece}/hold");
        let headers = [("cookie", &*second)];
        let held = room.site.posts_json(&hold, &held, &headers).await;
        assert_eq!(held.status, 403);
        let form = [
            ("version", "1"),
            ("account", &*account),
            ("title", "林月的题"),
            ("body", "林月写的"),
            ("act", "save"),
        ];
        let path = format!("{piece}/draft");
        let refused = room.posts(&second, &path, &form).await;
        assert_eq!(refused.status, 403);
        refused.shows("换了账号").shows("value=\"林月的题\"");
        room.gets(&second, &piece).await.lacks("林月写的");
        assert_eq!(room.posts(&room.writer, &path, &form).await.status, 303);
        assert_eq!(
            room.autosaves(
                &room.writer,
                &piece,
                &json!({"version": 2, "account": id, "document": text("又写"), "fields": {}})
            )
            .await
            .status,
            200
        );
    }
}
