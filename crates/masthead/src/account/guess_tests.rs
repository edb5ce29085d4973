//! Guessing at an account, and what is left to its holder meanwhile.

use axum::http::Method;

use crate::account::{
    PASSWORD, archive, is_in, letters, logs_in, logs_in_again, newcomer, session,
};
use crate::support::{Answer, Archive, TestSite};

const LIN: &str = "lin@wangchuan.example";
const ANOTHER: &str = "seven lanterns on water";

/// The cookie by which an answer knows the browser again.
fn device(answer: &Answer) -> String {
    let cookies = answer.headers.get_all("set-cookie").iter();
    let mut texts = cookies.filter_map(|value| value.to_str().ok());
    let found = texts.find(|text| text.starts_with("device="));
    let (pair, rest) = found
        .expect("a cookie")
        .split_once(';')
        .expect("attributes");
    assert!(rest.contains("HttpOnly") && rest.contains("SameSite=Lax"));
    pair.to_owned()
}

async fn logs_in_from(site: &TestSite, password: &str, cookie: &str) -> Answer {
    let form = [("email", LIN), ("password", password), ("next", "/hot")];
    site.posts("/login", &form, &[("cookie", cookie)]).await
}

#[tokio::test]
async fn strangers_who_guess_at_an_account_do_not_lock_out_a_browser_that_came_in_before() {
    for site in TestSite::each(&archive()).await {
        newcomer(&site, LIN).await;
        let home = device(&logs_in(&site, LIN, PASSWORD).await);
        newcomer(&site, "du@wangchuan.example").await;
        let theirs = logs_in(&site, "du@wangchuan.example", PASSWORD).await;
        let theirs = device(&theirs);
        guessed_from_everywhere(&site, LIN).await;
        let stopped = logs_in_from(&site, PASSWORD, "lang=zh-CN").await;
        assert_eq!(stopped.status, 429);
        let by_another = logs_in_from(&site, PASSWORD, &theirs).await;
        assert_eq!(by_another.status, 429, "known to somebody else");
        let wrong = logs_in_from(&site, "not the password", &home).await;
        assert_eq!(wrong.status, 422);
        let entered = logs_in_from(&site, PASSWORD, &home).await;
        assert!(is_in(&site, &session(&entered)).await);
        // Another secret each time: one that was put there is soon of no use.
        guessed_from_everywhere(&site, LIN).await;
        assert_eq!(logs_in_from(&site, PASSWORD, &home).await.status, 429);
        let home = device(&entered);
        let mut tried = 0;
        while logs_in_from(&site, "not the password", &home).await.status != 429 {
            tried += 1;
            assert!(tried < 50, "a stolen browser guesses without end");
        }
    }
}

#[tokio::test]
async fn strangers_who_guess_keep_nobody_from_the_own_account_who_is_in() {
    for site in TestSite::each(&archive()).await {
        let cookie = newcomer(&site, LIN).await;
        guessed_from_everywhere(&site, LIN).await;
        let proof = [("proof", PASSWORD)];
        let with = [("cookie", &*cookie)];
        let begun = site.posts("/account/factor/secret", &proof, &with).await;
        assert_eq!(begun.header("location"), "/account/factor");
        let form = [("now", PASSWORD), ("new", ANOTHER)];
        let set = site.posts("/account/password", &form, &with).await;
        assert_eq!(set.header("location"), "/account?done=password");
    }
}

#[tokio::test]
async fn a_password_in_the_form_of_a_recovery_code_proves_who_it_is() {
    // As the demo makes them: 16 letters and digits of RFC 4648, 6.
    let password = "mtk4vq7zhw2plxdb";
    for site in TestSite::each(&archive()).await {
        newcomer(&site, LIN).await;
        site.posts("/reset", &[("email", LIN)], &[]).await;
        let (_, link) = letters(&site).await.remove(0);
        let cookie = session(&site.posts(&link, &[("password", password)], &[]).await);
        let with = [("cookie", &*cookie)];
        for path in ["/account/factor/secret", "/account/passkeys/challenge"] {
            let wrong = [("proof", "mtk4vq7zhw2plxdc")];
            assert_eq!(site.posts(path, &wrong, &with).await.status, 422);
            let right = site.posts(path, &[("proof", password)], &with).await;
            assert!(matches!(right.status.as_u16(), 200 | 303), "{path}");
        }
    }
}

#[tokio::test]
async fn a_link_from_before_a_change_of_the_password_sets_no_other_and_the_holder_is_told() {
    for site in TestSite::each(&archive()).await {
        let cookie = newcomer(&site, LIN).await;
        site.posts("/reset", &[("email", LIN)], &[]).await;
        let (_, before) = letters(&site).await.remove(0);
        site.get(&before).await.shows("name=\"password\"");
        let form = [("now", PASSWORD), ("new", ANOTHER)];
        let set = site
            .posts("/account/password", &form, &[("cookie", &cookie)])
            .await;
        assert_eq!(set.status, 303);
        assert_eq!(site.get(&before).await.status, 410);
        let late = site.posts(&before, &[("password", PASSWORD)], &[]).await;
        assert_eq!(late.status, 410);
        assert_eq!(logs_in(&site, LIN, ANOTHER).await.status, 303);
        assert_eq!(
            letters(&site).await[0],
            (LIN.to_owned(), "/account".to_owned())
        );
        // A forgotten one is told of as well.
        site.posts("/reset", &[("email", LIN)], &[]).await;
        let (_, link) = letters(&site).await.remove(0);
        let told = letters(&site).await.len();
        session(&site.posts(&link, &[("password", PASSWORD)], &[]).await);
        assert_eq!(letters(&site).await.len(), told + 1);
        assert_eq!(
            letters(&site).await[0],
            (LIN.to_owned(), "/account".to_owned())
        );
    }
}

#[tokio::test]
async fn of_two_who_change_a_password_at_once_the_second_knows_only_the_one_before() {
    let third = "nine herons under the bridge";
    for site in TestSite::each(&archive()).await {
        let one = newcomer(&site, LIN).await;
        let other = logs_in_again(&site, LIN).await;
        let sets = async |cookie: &str, new: &str| {
            let form = [("now", PASSWORD), ("new", new)];
            let with = [("cookie", cookie)];
            let set = site.posts("/account/password", &form, &with).await;
            let location = set.headers.get("location");
            location.is_some_and(|to| to == "/account?done=password")
        };
        let (first, second) = tokio::join!(sets(&one, ANOTHER), sets(&other, third));
        assert_ne!(first, second);
        let kept = if first { ANOTHER } else { third };
        assert_eq!(logs_in(&site, LIN, kept).await.status, 303);
    }
}

#[tokio::test]
async fn a_clock_that_stood_ahead_for_two_months_ends_no_session_once_it_is_set_back() {
    const AHEAD_MS: i64 = 62 * 86_400_000;
    for site in TestSite::each(&archive()).await {
        let first = newcomer(&site, LIN).await;
        site.later(AHEAD_MS);
        assert!(!is_in(&site, &first).await, "by that clock nobody used it");
        let second = newcomer(&site, "du@wangchuan.example").await;
        site.later(-AHEAD_MS);
        assert!(is_in(&site, &first).await);
        // What was seen ahead of now ends as long after now as any other.
        assert!(is_in(&site, &second).await);
        site.later(31 * 86_400_000);
        assert!(!is_in(&site, &second).await);
    }
}

#[tokio::test]
async fn over_tls_a_secret_is_read_under_the_name_alone_that_only_this_host_can_give() {
    let set = |settings: &mut masthead::portal::Settings| {
        settings.base_url = Some("https://wangchuan.example".to_owned());
    };
    for site in TestSite::each_with(&archive(), set).await {
        site.posts("/register", &[("name", "林月"), ("email", LIN)], &[])
            .await;
        let all = site
            .portal
            .db
            .read(|tx| masthead::mail::store::list_newest(tx, 1));
        let body = all.await.expect("a database").remove(0).letter.body;
        let start = "https://wangchuan.example";
        let mut lines = body.lines();
        let link = lines
            .find_map(|line| line.strip_prefix(start))
            .expect("a link");
        let welcomed = site.posts(link, &[("password", PASSWORD)], &[]).await;
        let cookies: Vec<&str> = welcomed
            .headers
            .get_all("set-cookie")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .collect();
        assert!(
            cookies.iter().all(|cookie| cookie.ends_with("; Secure")),
            "{cookies:?}"
        );
        let names = cookies.iter().filter_map(|cookie| cookie.split('=').next());
        let names: Vec<&str> = names.collect();
        assert_eq!(names, ["__Host-session", "known", "__Host-device"]);
        let (guarded, _) = cookies[0].split_once(';').expect("attributes");
        assert!(is_in(&site, guarded).await);
        let planted = guarded.replace("__Host-", "");
        assert!(!is_in(&site, &planted).await);
        let lang = site.get("/login?lang=en").await;
        assert!(lang.header("set-cookie").ends_with("; Secure"));
    }
}

#[tokio::test]
async fn letters_of_a_demo_that_others_reach_are_shown_after_a_log_in_alone() {
    let at = |listen: &'static str, base: Option<&'static str>| {
        move |settings: &mut masthead::portal::Settings| {
            settings.listen_url = listen.to_owned();
            settings.base_url = base.map(str::to_owned);
        }
    };
    let (home, open) = ("http://127.0.0.1:8080", "http://0.0.0.0:8080");
    for (listen, base, is_open) in [
        (home, None, true),
        ("http://[::1]:8080", Some("http://localhost:8080"), true),
        (open, None, false),
        (home, Some("http://demo.wangchuan.example"), false),
    ] {
        for site in TestSite::each_with(&archive(), at(listen, base)).await {
            let page = site.get("/outbox").await;
            match is_open {
                true => assert_eq!(page.status, 200),
                false => assert_eq!(page.header("location"), "/login?next=%2Foutbox"),
            }
        }
    }
}

#[tokio::test]
async fn whoever_registers_on_the_way_somewhere_gets_there() {
    for site in TestSite::each(&archive()).await {
        let page = site.get("/login?next=/join/apply").await;
        page.shows("href=\"/register?next=%2Fjoin%2Fapply\"");
        let page = site.get("/register?next=%2Fjoin%2Fapply").await;
        page.shows("name=\"next\" value=\"/join/apply\"")
            .shows("href=\"/login?next=%2Fjoin%2Fapply\"");
        let form = [("name", "林月"), ("email", LIN), ("next", "/join/apply")];
        site.posts("/register", &form, &[]).await.shows(LIN);
        let (_, link) = letters(&site).await.remove(0);
        assert!(link.ends_with("?next=%2Fjoin%2Fapply"), "{link}");
        site.get(&link)
            .await
            .shows("name=\"next\" value=\"/join/apply\"");
        let (path, _) = link.split_once('?').expect("a parameter");
        let form = [("password", PASSWORD), ("next", "/join/apply")];
        let welcomed = site.posts(path, &form, &[]).await;
        assert_eq!(welcomed.header("location"), "/join/apply");
        let away = [
            ("name", "杜若"),
            ("email", "du@wangchuan.example"),
            ("next", "//evil.example"),
        ];
        site.posts("/register", &away, &[]).await;
        let (_, link) = letters(&site).await.remove(0);
        assert!(!link.contains("next"), "{link}");
    }
}

#[tokio::test]
async fn an_address_that_no_letter_reaches_is_refused_when_it_is_typed() {
    for site in TestSite::each(&Archive::small()).await {
        for bad in ["林@例子.测试", "lin.@wangchuan.example"] {
            for path in ["/register", "/reset"] {
                let form = [("name", "林月"), ("email", bad)];
                let refused = site.posts(path, &form, &[]).await;
                assert_eq!(refused.status, 422, "{bad}");
                refused.shows("信寄不到这个地址");
            }
        }
        let form = [("name", "林月"), ("email", "lin@例子.测试")];
        assert_eq!(site.posts("/register", &form, &[]).await.status, 200);
        assert_eq!(letters(&site).await[0].0, "lin@例子.测试");
    }
}

#[tokio::test]
async fn a_form_that_is_refused_for_its_origin_is_let_in_once_the_address_is_set() {
    let form = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("host", "10.0.0.7:8080"),
        ("origin", "https://news.wangchuan.example"),
    ];
    let status = async |base: Option<&str>| {
        let base = base.map(str::to_owned);
        let set = |settings: &mut masthead::portal::Settings| settings.base_url = base.clone();
        let site = TestSite::each_with(&Archive::small(), set).await.remove(0);
        site.asks(Method::POST, "/logout", &form).await.status
    };
    assert_eq!(status(None).await, 403);
    assert_eq!(status(Some("https://news.wangchuan.example")).await, 303);
}

/// Tries the password from so many networks until somebody is stopped; gives how
/// often it was tried.
async fn guessed_from_everywhere(site: &TestSite, email: &str) -> usize {
    let form = [("email", email), ("password", "not the password")];
    for number in 0..500 {
        let from = format!("203.0.{}.{}", 113 + number / 250, number % 250);
        let answer = site
            .posts("/login", &form, &[("x-forwarded-for", &from)])
            .await;
        match answer.status.as_u16() {
            429 => return number,
            422 => {}
            other => panic!("{other}: {}", answer.text),
        }
    }
    panic!("nobody was stopped");
}

#[tokio::test]
async fn guessing_from_everywhere_leaves_the_holder_a_passkey_and_letters() {
    for site in TestSite::each(&archive()).await {
        let email = "lin@wangchuan.example";
        let cookie = newcomer(&site, email).await;
        let page = site
            .posts(
                "/account/passkeys/challenge",
                &[("proof", PASSWORD)],
                &[("cookie", &cookie)],
            )
            .await;
        let device = crate::account_passkey::adds_on(&site, &cookie, &page).await;
        let of_somebody = guessed_from_everywhere(&site, email).await;
        let of_nobody = guessed_from_everywhere(&site, "nobody@wangchuan.example").await;
        assert_eq!(of_somebody, of_nobody, "nobody learns whose it is");
        let stopped = logs_in(&site, email, PASSWORD).await;
        assert_eq!(stopped.status, 429, "no more guesses from anywhere");
        assert!(is_in(&site, &cookie).await, "who is in stays in");
        assert!(
            is_in(
                &site,
                &crate::account_passkey::comes_in(&site, &device).await
            )
            .await
        );
        // Letters that somebody else asks for are no lock either: the last one opens.
        let mut asked = 0;
        while site.posts("/reset", &[("email", email)], &[]).await.status != 429 {
            asked += 1;
            assert!(asked < 50, "nobody was stopped");
        }
        let (to, link) = letters(&site).await.remove(0);
        assert_eq!(to, email);
        let another = [("password", "seven lanterns on water")];
        assert!(is_in(&site, &session(&site.posts(&link, &another, &[]).await)).await);
        let nobody = "nobody@wangchuan.example";
        let mut told = 0;
        while site.posts("/reset", &[("email", nobody)], &[]).await.status != 429 {
            told += 1;
            assert!(told < 50, "nobody was stopped");
        }
        assert_eq!(asked + 1, told, "one had set the account up");
    }
}
