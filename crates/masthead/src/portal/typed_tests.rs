//! What somebody typed comes back to them, whatever refuses it.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::Method;
use masthead::capability::Can;
use masthead::routes;
use masthead_db::Fault;

use crate::account::newcomer;
use crate::publishing::Newsroom;
use crate::support::{Answer, Archive, SentFile, TestSite};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const TYPED: &str = "写了很久的一段。";
const FILES_TOO: &str = "选好的文件不在这一页上";

/// From now on nobody can be known.
async fn loses_sessions(site: &TestSite) {
    let db = &site.portal.db;
    let away = db.write(|tx| tx.execute("ALTER TABLE session RENAME TO session_gone", &[]));
    away.await
        .map_err(|fault: Fault| fault.to_string())
        .expect("renamed");
}

/// The names of what is typed or chosen in a form of this page.
fn names(page: &str, form: &str) -> BTreeSet<String> {
    let (_, form) = page.split_once(form).expect("the form");
    let (form, _) = form.split_once("</form>").expect("its end");
    let named = form.split(" name=\"").skip(1);
    let names = named.filter_map(|rest| rest.split('"').next());
    let files = ["avatar", "documents", "act"];
    let typed = names.filter(|name| !files.contains(name));
    typed.map(str::to_owned).collect()
}

/// Its credit code was taken for the six digits of a second factor, and nothing of the form came back; with files it
/// was not even read.
#[tokio::test]
async fn an_application_comes_back_with_its_credit_code_and_without_its_files() {
    for site in TestSite::each(&Archive::small()).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        let by_lin = [("cookie", &*lin)];
        let page = site.get_with("/join/apply", &by_lin).await;
        let names = names(&page.text, "id=\"application\"");
        assert!(names.contains("code") && names.len() > 10, "{names:?}");
        let values: Vec<String> = names.iter().map(|name| format!("typed-{name}")).collect();
        let pairs = names.iter().zip(&values);
        let fields: Vec<(&str, &str)> = pairs.map(|(name, value)| (&**name, &**value)).collect();
        let files: [SentFile<'_>; 1] = [("avatar", "me.png", &b"a picture"[..])];
        loses_sessions(&site).await;
        let kept = site
            .uploads("/join/apply", (&fields, &files), &by_lin)
            .await;
        assert_eq!(kept.status, 500, "{}", kept.text);
        kept.shows("action=\"/join/apply\"").shows(FILES_TOO);
        let plain = site.posts("/join/apply", &fields, &by_lin).await;
        plain.lacks(FILES_TOO);
        for value in &values {
            kept.shows(value);
            plain.shows(value);
        }
    }
}

#[tokio::test]
async fn a_code_of_the_second_factor_never_comes_back() {
    for site in TestSite::each(&Archive::small()).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        let by_lin = [("cookie", &*lin)];
        loses_sessions(&site).await;
        let code = [("code", "271828")];
        let path = "/account/factor/confirmation";
        let kept = site.posts(path, &code, &by_lin).await;
        assert_eq!(kept.status, 500);
        kept.lacks("271828");
        let kept = site.uploads(path, (&code, &[]), &by_lin).await;
        kept.lacks("271828");
    }
}

/// Forms that lead to the log-in without a session, and why.
const FORGOTTEN: [(&str, &[&str]); 3] = [
    (
        "a password, a code or a key never stands in a page",
        &[
            "/account/password",
            "/account/factor/secret",
            "/account/factor/confirmation",
            "/account/factor/recovery",
            "/account/factor/removal",
            "/account/openid",
            "/account/openid/removal",
            "/account/passkeys",
            "/account/passkeys/challenge",
            "/account/passkeys/removal",
        ],
    ),
    (
        "it is a button, which is pressed again",
        &[
            "/account/sessions",
            "/account/notifications/read",
            "/{at_handle}/follow",
            "/invitation/{secret}",
            "/join/application/withdrawal",
            "/join/document/{id}/removal",
            "/studio/articles",
            "/studio/article/{id}/update",
            "/studio/article/{id}/recall",
            "/studio/article/{id}/withdrawal",
            "/studio/article/{id}/unscheduling",
            "/studio/article/{id}/discarding",
            "/studio/article/{id}/resumption",
            "/studio/article/{id}/preview-link",
            "/studio/article/{id}/history/{number}/restoration",
            "/studio/members/invitation/removal",
            "/desk/applications/{id}/claim",
            "/desk/credit/creator/{id}/trust",
            "/desk/review/{id}/claim",
            "/desk/review/{id}/release",
            "/desk/sections",
            "/desk/slots/removal",
            "/desk/slots/restoration",
        ],
    ),
    (
        "the editor sends it, which keeps what it has",
        &[
            "/studio/article/{id}/hold",
            "/studio/article/{id}/uploads",
            "/studio/article/{id}/uploads/{upload}/completion",
        ],
    ),
];

fn leads_to_login(answer: &Answer) -> bool {
    answer.status == 303 && answer.header("location").starts_with("/login?next=")
}

/// Generated from the table of routes: one that is added gives back what was typed, or says here why not.
#[tokio::test]
async fn every_form_outlives_the_session_of_whoever_typed_it() {
    let mut forgotten: BTreeSet<&str> = FORGOTTEN
        .iter()
        .flat_map(|(_, paths)| paths.iter().copied())
        .collect();
    let site = TestSite::each(&Archive::small()).await.remove(0);
    let gone = [("cookie", "session=gone")];
    let files: [SentFile<'_>; 1] = [("picture", "me.png", &b"a picture"[..])];
    for route in routes::table() {
        if route.method != Method::POST || route.can == Can::Read {
            continue;
        }
        let path = route.path.replace(['{', '}'], "");
        let fields = [("version", "1"), ("words", TYPED), ("code", "一个代码")];
        let plain = site.posts(&path, &fields, &gone).await;
        let with_files = site.uploads(&path, (&fields, &files), &gone).await;
        let is_forgotten = forgotten.remove(route.path);
        for answer in [&plain, &with_files] {
            let what = format!("{path}: {}", answer.status);
            if is_forgotten {
                assert!(leads_to_login(answer), "{what}");
                continue;
            }
            assert_eq!(answer.status, 401, "{what}");
            answer
                .shows("登录已过期，您写的还在")
                .shows(&format!("action=\"{path}\""))
                .shows(TYPED)
                .shows("name=\"code\" value=\"一个代码\"");
        }
        if !is_forgotten {
            plain.lacks(FILES_TOO);
            with_files.shows(FILES_TOO);
        }
        let empty = site.posts(&path, &[("words", "")], &gone).await;
        assert!(leads_to_login(&empty), "{path}: nothing was typed");
    }
    assert!(forgotten.is_empty(), "no longer there: {forgotten:?}");
}

/// What was typed stands there to be copied, and nothing sends it.
#[track_caller]
fn is_copy(answer: &Answer, status: u16, path: &str) {
    assert_eq!(answer.status.as_u16(), status, "{path}: {}", answer.text);
    answer
        .shows("没有保存，您写的可以在这里复制")
        .shows(TYPED)
        .lacks(&format!("action=\"{path}\""))
        .lacks("再发一次");
}

#[tokio::test]
async fn what_was_typed_can_be_copied_where_the_role_or_the_thing_is_gone() {
    for room in Newsroom::each().await {
        let reader = newcomer(&room.site, "reader@wangchuan.example").await;
        let draft = [
            ("version", "1"),
            ("title", "大桥开放"),
            ("body", TYPED),
            ("act", "save"),
        ];
        let words = [("block", ""), ("words", TYPED)];
        let draft_path = "/studio/article/77/draft";
        for (who, path, fields, status) in [
            (&reader, draft_path, &draft[..], 403),
            (&room.writer, draft_path, &draft[..], 404),
            (&room.writer, "/desk/review/77/remarks", &words[..], 403),
            (&room.reviewer, "/desk/review/77/remarks", &words[..], 404),
            (&room.writer, "/studio/credit/77/appeal", &words[1..], 404),
        ] {
            let refused = room.posts(who, path, fields).await;
            is_copy(&refused, status, path);
            if path == draft_path {
                refused.shows(&format!("大桥开放\n\n{TYPED}</textarea>"));
            }
        }
        // A button has nothing to copy.
        let pressed = room
            .posts(&room.writer, "/desk/review/77/claim", &[("page", "1")])
            .await;
        assert_eq!(pressed.status, 403);
        pressed.lacks("您写的可以在这里复制");
    }
}

#[tokio::test]
async fn what_seems_to_come_from_elsewhere_is_shown_to_be_copied_and_never_sent_again() {
    let room = Newsroom::each().await.remove(0);
    let path = "/studio/article/77/draft";
    let sent = async |from: &[(&str, &str)], path: &str, form: &str| {
        let mut headers = vec![FORM, ("cookie", &*room.writer), ("host", "127.0.0.1:8080")];
        headers.extend(from);
        let body = Body::from(form.to_owned());
        room.site.sends(Method::POST, path, &headers, body).await
    };
    let form = format!("version=1&title=t&body={TYPED}");
    let strange: [&[(&str, &str)]; 3] = [
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://news.example")],
        &[],
    ];
    for from in strange {
        is_copy(&sent(from, path, &form).await, 403, path);
        let login = sent(from, "/login", "email=a&password=lotus+ferry").await;
        assert_eq!(login.status, 403);
        login.lacks("lotus ferry");
        let code = sent(from, "/login/code", "code=271828").await;
        code.lacks("271828");
    }
    let theirs = sent(&[("sec-fetch-site", "cross-site")], path, &form).await;
    assert_eq!(theirs.status, 403);
    theirs.shows("不是从本站发出的").lacks(TYPED);
}
