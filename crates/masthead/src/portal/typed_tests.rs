//! What somebody typed comes back to them, whatever refuses it.

use std::collections::BTreeSet;

use axum::http::Method;
use masthead::capability::Can;
use masthead::routes;
use masthead_db::Fault;

use crate::account::newcomer;
use crate::support::{Answer, Archive, SentFile, TestSite};

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
