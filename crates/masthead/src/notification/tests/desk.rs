//! What the desk did to what readers had, and to a creator's credit.

use masthead::mail;
use masthead::mail::store::LetterRow;

use crate::account::{PASSWORD, gives, newcomer, session};
use crate::publishing::{Newsroom, between};

const WRITER: &str = "writer@wangchuan.example";
const WHY: [(&str, &str); 2] = [("reason", "facts"), ("words", "数字与来源不符。")];

fn at_desk(public: &str) -> String {
    public.replace("/article/", "/desk/articles/")
}

/// The letters to somebody, newest first.
async fn written(room: &Newsroom, to: &str) -> Vec<LetterRow> {
    let all = room
        .site
        .portal
        .db
        .read(|tx| mail::store::list_newest(tx, 200));
    let mut all = all.await.expect("a database");
    all.retain(|row| row.letter.to == to);
    all
}

async fn goes_on(room: &Newsroom) {
    room.site.caught_up().await;
    room.site.ticks().await;
}

#[tokio::test]
async fn a_takedown_is_told_with_its_reason_and_the_way_out_whatever_was_chosen() {
    for room in Newsroom::each().await {
        let (piece, public) = room.publishes("先采用后下架").await;
        goes_on(&room).await;
        let none = [("review", "none"), ("locale", "en")];
        room.posts(&room.writer, "/account/letters", &none).await;
        let before = written(&room, WRITER).await.len();
        let desk = at_desk(&public);
        let down = room
            .posts(&room.reviewer, &format!("{desk}/takedown"), &WHY)
            .await;
        assert_eq!(down.status, 303, "{}", down.text);
        goes_on(&room).await;
        let list = room.gets(&room.writer, "/account/notifications").await;
        list.shows("已下架：《先采用后下架》")
            .shows("理由：事实")
            .shows("数字与来源不符。")
            .shows("href=\"/studio/credit?creator=harbour\"")
            .shows(&format!("href=\"{piece}\""));
        let sent = written(&room, WRITER).await;
        assert_eq!(sent.len(), before + 1, "one letter");
        let down = &sent[0];
        assert_eq!(down.letter.subject, "Taken down: 先采用后下架");
        assert!(down.letter.body.contains("/studio/credit?creator=harbour"));
        assert!(
            down.letter.body.contains("always sent"),
            "{}",
            down.letter.body
        );
        assert!(down.unsubscribe.is_none());

        // What is given back is a letter that one may do without.
        room.posts(&room.reviewer, &format!("{desk}/restoration"), &[])
            .await;
        goes_on(&room).await;
        let list = room.gets(&room.writer, "/account/notifications").await;
        list.shows("已恢复，读者可以读到：《先采用后下架》");
        assert_eq!(written(&room, WRITER).await.len(), before + 1);
        room.posts(&room.writer, "/account/letters", &[("review", "now")])
            .await;
        for act in ["takedown", "restoration"] {
            room.posts(&room.reviewer, &format!("{desk}/{act}"), &WHY)
                .await;
        }
        goes_on(&room).await;
        let sent = written(&room, WRITER).await;
        assert_eq!(sent.len(), before + 3);
        assert!(sent[0].letter.subject.contains("Given back to readers"));
    }
}

#[tokio::test]
async fn credit_is_told_to_every_member_in_their_language_whatever_they_chose() {
    for room in Newsroom::each().await {
        let email = "admin@wangchuan.example";
        let admin = newcomer(&room.site, email).await;
        gives(&room.site, email, "administrator")
            .await
            .expect("given");
        let none = [("review", "none"), ("locale", "en")];
        room.posts(&room.writer, "/account/letters", &none).await;
        let page = room
            .gets(&admin, "/desk/credit/creator?creator=harbour")
            .await;
        let id = between(&page.text, "/desk/credit/creator/", "/");
        let form = format!("/desk/credit/creator/{id}");
        room.posts(&admin, &format!("{form}/trust"), &[("act", "give")])
            .await;
        let title = [("kind", "title"), ("words", "标题夸张。")];
        let made = room
            .posts(&admin, &format!("{form}/deductions"), &title)
            .await;
        assert_eq!(made.status, 303, "{}", made.text);
        goes_on(&room).await;
        let list = room.gets(&room.writer, "/account/notifications").await;
        list.shows("有一条违规记录").shows("编辑部现在信任");
        room.gets(&admin, "/account/notifications")
            .await
            .lacks("违规记录");
        let sent = written(&room, WRITER).await;
        assert_eq!(sent[0].letter.subject, "A violation was recorded: @harbour");
        assert!(sent[0].letter.body.contains("标题夸张。"));
        assert!(sent[0].letter.body.contains("always sent"));
        room.gets(&room.writer, "/account/letters")
            .await
            .shows("下架、信用和申诉方面的信一律寄送");
        let own = room
            .gets(&room.writer, "/studio/credit?creator=harbour")
            .await;
        let entry = between(&own.text, "action=\"/studio/credit/", "/appeal");
        let words = [("words", "标题没有夸张。")];
        room.posts(
            &room.writer,
            &format!("/studio/credit/{entry}/appeal"),
            &words,
        )
        .await;
        let queue = room.gets(&admin, "/desk/credit").await;
        let appeal = between(&queue.text, "href=\"/desk/credit/appeals/", "\"");
        let lost = [("act", "lost"), ("words", "确实夸张。")];
        // Whoever took the points does not decide on the appeal.
        let decided = room
            .posts(
                &room.reviewer,
                &format!("/desk/credit/appeals/{appeal}/decision"),
                &lost,
            )
            .await;
        assert_eq!(decided.status, 303, "{}", decided.text);
        goes_on(&room).await;
        room.gets(&room.writer, "/account/notifications")
            .await
            .shows("的申诉不成立");
    }
}

#[tokio::test]
async fn what_was_published_at_once_and_stands_is_told() {
    for room in Newsroom::each().await {
        let email = "admin@wangchuan.example";
        let admin = newcomer(&room.site, email).await;
        gives(&room.site, email, "administrator")
            .await
            .expect("given");
        let page = room
            .gets(&admin, "/desk/credit/creator?creator=harbour")
            .await;
        let id = between(&page.text, "/desk/credit/creator/", "/");
        let trust = format!("/desk/credit/creator/{id}/trust");
        room.posts(&admin, &trust, &[("act", "give")]).await;
        let piece = room.begins().await;
        let fields = [("title", "立刻发布"), ("body", "正文。"), ("act", "submit")];
        assert_eq!(room.writes(&piece, &fields).await.status, 303);
        let list = room.gets(&room.reviewer, "/desk/review/unchecked").await;
        let check = between(&list.text, "<h2><a href=\"", "\"");
        let done = room.decides(&check, &[("act", "confirm")]).await;
        assert_eq!(done.status, 303, "{}", done.text);
        goes_on(&room).await;
        let list = room.gets(&room.writer, "/account/notifications").await;
        list.shows("没有问题：《立刻发布》");
        let sent = written(&room, WRITER).await;
        assert_eq!(sent[0].letter.subject, "已检查：立刻发布");
    }
}

#[tokio::test]
async fn letters_are_in_the_language_in_which_somebody_registered() {
    for room in Newsroom::each().await {
        let english = [("cookie", "lang=en")];
        let form = [("name", "Lin Yue"), ("email", "lin.yue@wangchuan.example")];
        let asked = room.site.posts("/register", &form, &english).await;
        assert_eq!(asked.status, 200, "{}", asked.text);
        let (_, link) = crate::account::letters(&room.site).await.remove(0);
        let password = [("password", PASSWORD)];
        let own = session(&room.site.posts(&link, &password, &english).await);
        room.gets(&own, "/account/letters")
            .await
            .shows("value=\"en\" lang=\"en\" selected");
        // Reading in another language changes nothing; choosing does.
        room.posts(&own, "/account/letters", &[("locale", "zh-CN")])
            .await;
        room.gets(&own, "/account/letters")
            .await
            .shows("value=\"zh-CN\" lang=\"zh-CN\" selected");
    }
}
