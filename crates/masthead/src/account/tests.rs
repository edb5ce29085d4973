//! Coming in, as a browser does it.

use std::collections::BTreeSet;

use axum::http::Method;
use masthead::account::rules::Email;
use masthead::account::store::role::{self, RoleFault};
use masthead::account::store::{login, member};
use masthead::account::{Grant, MemberRole, Role};
use masthead::capability::Can;
use masthead::channel::store::put::find_id;
use masthead::pen::Pen;
use masthead::{creator, mail, routes};
use masthead_db::Fault;
use masthead_log::Actor;
use serde_json::json;

use crate::support::{Answer, Archive, TestSite};

pub(crate) const PASSWORD: &str = "lotus ferry eleven quiet";

pub(crate) fn archive() -> Archive {
    Archive::small().row(
        "users",
        json!({"id": "old", "name": "老作者", "email": "Old@Wangchuan.example"}),
    )
}

/// The letters, newest first: to whom, and the path of the link.
pub(crate) async fn letters(site: &TestSite) -> Vec<(String, String)> {
    let all = site.portal.db.read(|tx| mail::store::list_newest(tx, 50));
    let all = all.await.expect("a database");
    let path = |body: &str| {
        let start = "http://127.0.0.1:8080";
        let line = body.lines().find_map(|line| line.strip_prefix(start));
        line.expect("a link of ours").to_owned()
    };
    all.into_iter()
        .map(|row| (row.letter.to, path(&row.letter.body)))
        .collect()
}

/// The cookie of a session that an answer begins.
#[track_caller]
pub(crate) fn session(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.text);
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax"),
        "{cookie}"
    );
    let (pair, _) = cookie.split_once(';').expect("attributes");
    assert!(pair.len() > "session=".len(), "{cookie}");
    pair.to_owned()
}

async fn registers(site: &TestSite, email: &str) -> Answer {
    let form = [("name", "林月"), ("email", email)];
    site.posts("/register", &form, &[]).await
}

/// A session of somebody new.
pub async fn newcomer(site: &TestSite, email: &str) -> String {
    assert_eq!(registers(site, email).await.status, 200);
    let (_, link) = letters(site).await.remove(0);
    session(&confirms(site, &link, PASSWORD).await)
}

/// Chooses a password behind the link of a letter.
async fn confirms(site: &TestSite, link: &str, password: &str) -> Answer {
    site.posts(link, &[("password", password)], &[]).await
}

pub(crate) async fn logs_in(site: &TestSite, email: &str, password: &str) -> Answer {
    let form = [("email", email), ("password", password), ("next", "/hot")];
    site.posts("/login", &form, &[]).await
}

/// Another session of somebody who has an account.
pub(crate) async fn logs_in_again(site: &TestSite, email: &str) -> String {
    session(&logs_in(site, email, PASSWORD).await)
}

pub(crate) async fn is_in(site: &TestSite, cookie: &str) -> bool {
    let page = site.get_with("/account", &[("cookie", cookie)]).await;
    let to_login = page.status == 303 && page.header("location").starts_with("/login?next=");
    assert!(
        page.status == 200 || to_login,
        "{} {}",
        page.status,
        page.text
    );
    page.status == 200
}

#[tokio::test]
async fn somebody_registers_by_mail_logs_out_and_logs_in_again() {
    for site in TestSite::each(&archive()).await {
        let sent = registers(&site, "Lin@Wangchuan.example").await;
        sent.shows("lin@wangchuan.example")
            .shows("href=\"/outbox\"");
        let (to, link) = letters(&site).await.remove(0);
        assert_eq!(to, "lin@wangchuan.example");
        let asked = site.get(&link).await;
        asked.shows("lin@wangchuan.example");
        assert_eq!(asked.header("cache-control"), "no-store");
        assert_eq!(asked.header("referrer-policy"), "same-origin");
        assert_eq!(
            logs_in(&site, &to, PASSWORD).await.status,
            422,
            "not confirmed yet"
        );
        let welcomed = confirms(&site, &link, PASSWORD).await;
        assert_eq!(welcomed.status, 303, "{}", welcomed.text);
        assert_eq!(welcomed.header("location"), "/account?done=welcome");
        let cookie = session(&welcomed);
        let own = site
            .get_with("/account?done=welcome", &[("cookie", &cookie)])
            .await;
        own.shows("林月").shows("欢迎").lacks("account-done");
        let again = confirms(&site, &link, PASSWORD).await;
        assert_eq!(again.status, 410, "works once");

        let out = site.posts("/logout", &[], &[("cookie", &cookie)]).await;
        assert!(
            out.header("set-cookie")
                .starts_with("session=; Path=/; Max-Age=0")
        );
        assert!(
            !is_in(&site, &cookie).await,
            "the session is over, not only its cookie"
        );
        let again = logs_in(&site, "LIN@wangchuan.example ", PASSWORD).await;
        assert_eq!(again.header("location"), "/hot");
        assert!(is_in(&site, &session(&again)).await);
    }
}

#[tokio::test]
async fn a_stranger_who_registers_an_address_gets_no_way_into_its_account() {
    for site in TestSite::each(&archive()).await {
        for email in ["lin@wangchuan.example", "old@wangchuan.example"] {
            // As an old page sends it, with a password of the stranger's.
            let strangers = "anchors under the quay";
            let form = [("name", "林月"), ("email", email), ("password", strangers)];
            site.posts("/register", &form, &[]).await.shows(email);
            let (to, link) = letters(&site).await.remove(0);
            assert_eq!(to, email);
            site.get(&link).await.shows("name=\"password\"");
            for bad in ["", "short", "password123"] {
                let refused = confirms(&site, &link, bad).await;
                assert_eq!(refused.status, 422, "{bad:?}");
                refused.shows("href=\"#password\"").lacks("password123");
            }
            let holder = confirms(&site, &link, PASSWORD).await;
            assert_eq!(holder.header("location"), "/account?done=welcome");
            assert_eq!(logs_in(&site, email, strangers).await.status, 422);
            assert_eq!(logs_in(&site, email, PASSWORD).await.status, 303);
        }
    }
}

#[tokio::test]
async fn a_link_to_an_address_that_has_an_account_by_now_says_so() {
    for site in TestSite::each(&archive()).await {
        registers(&site, "lin@wangchuan.example").await;
        let (_, link) = letters(&site).await.remove(0);
        let hand = operators_pen(&site);
        let written = site.portal.db.write(move |tx| -> Result<(), Fault> {
            let email = Email::parse("lin@wangchuan.example").expect("an address");
            let account = login::create(tx, &hand, "林月", &email)?;
            login::set_login(tx, &hand, account, &email, "$argon2id$")
        });
        written.await.expect("written");
        let late = confirms(&site, &link, PASSWORD).await;
        assert_eq!(late.status, 410, "{}", late.text);
        late.shows("这个邮箱已经有账号了")
            .lacks("href=\"/register\"");
    }
}

#[tokio::test]
async fn an_address_is_the_same_on_both_databases() {
    let archive = Archive::small().row(
        "users",
        json!({"id": "other", "name": "另一位", "email": "Ä.Lin@Wangchuan.example"}),
    );
    for site in TestSite::each(&archive).await {
        let found = site.portal.db.read(|tx| -> Result<_, Fault> {
            let find = |text: &str| Email::parse(text).expect("an address");
            Ok((
                login::find_holder(tx, &find("Ä.lin@wangchuan.EXAMPLE"))?.is_some(),
                login::find_holder(tx, &find("ä.lin@wangchuan.example"))?.is_some(),
            ))
        });
        assert_eq!(found.await.expect("a database"), (true, false));
    }
}

#[tokio::test]
async fn nobody_learns_whether_an_address_has_an_account() {
    for site in TestSite::each(&archive()).await {
        newcomer(&site, "known@wangchuan.example").await;
        let page = |answer: Answer, email: &str| (answer.status, answer.text.replace(email, "…"));
        let mut pages = Vec::new();
        for email in ["known@wangchuan.example", "nobody@wangchuan.example"] {
            pages.push([
                page(logs_in(&site, email, "quite another password").await, email),
                page(site.posts("/reset", &[("email", email)], &[]).await, email),
                page(registers(&site, email).await, email),
            ]);
        }
        assert_eq!(pages[0], pages[1]);
        let sent = letters(&site).await;
        let of = |email: &str| sent.iter().filter(|(to, _)| to == email).count();
        assert_eq!(
            of("known@wangchuan.example"),
            3,
            "and one when it was set up"
        );
        assert_eq!(of("nobody@wangchuan.example"), 2, "a letter either way");
        // What is written is as much, or the time would tell.
        assert_eq!(kept_links(&site, "known@wangchuan.example").await, 2);
        assert_eq!(kept_links(&site, "nobody@wangchuan.example").await, 2);
    }
}

async fn kept_links(site: &TestSite, email: &'static str) -> i64 {
    let sql = "SELECT COUNT(*) FROM email_link WHERE email = $1";
    let count = site.portal.db.read(move |tx| -> Result<i64, Fault> {
        tx.get(sql, masthead_db::params![email], |row| row.get(0))
    });
    count.await.expect("a database")
}

#[tokio::test]
async fn a_forgotten_password_is_set_by_mail_and_ends_what_was_open() {
    for site in TestSite::each(&archive()).await {
        let before = newcomer(&site, "lin@wangchuan.example").await;
        site.posts("/reset", &[("email", "lin@wangchuan.example")], &[])
            .await;
        let (_, link) = letters(&site).await.remove(0);
        site.get(&link).await.shows("lin@wangchuan.example");
        let common = site.posts(&link, &[("password", "password123")], &[]).await;
        assert_eq!(common.status, 422);
        common.shows("很容易被猜到").lacks("password123");
        let another = "seven lanterns on water";
        let set = site.posts(&link, &[("password", another)], &[]).await;
        assert!(is_in(&site, &session(&set)).await);
        assert!(!is_in(&site, &before).await);
        assert_eq!(
            logs_in(&site, "lin@wangchuan.example", PASSWORD)
                .await
                .status,
            422
        );
        assert_eq!(
            logs_in(&site, "lin@wangchuan.example", another)
                .await
                .status,
            303
        );
        assert_eq!(site.get(&link).await.status, 410);
    }
}

#[tokio::test]
async fn an_account_from_an_archive_is_claimed_by_who_reads_its_mail() {
    for site in TestSite::each(&archive()).await {
        let cookie = newcomer(&site, "old@wangchuan.example").await;
        let own = site.get_with("/account", &[("cookie", &cookie)]).await;
        own.shows("老作者").lacks("林月");
        let found = site.portal.db.read(|tx| -> Result<_, Fault> {
            let email = Email::parse("old@wangchuan.example");
            login::find_holder(tx, &email.expect("an address"))
        });
        let holder = found.await.expect("a database").expect("an account");
        assert!(
            holder
                .password
                .expect("a password")
                .starts_with("$argon2id$")
        );
    }
}

#[tokio::test]
async fn sessions_are_listed_and_ended_and_a_new_password_ends_the_others() {
    for site in TestSite::each(&archive()).await {
        let first = newcomer(&site, "lin@wangchuan.example").await;
        let phone = [(
            "user-agent",
            "Mozilla/5.0 (iPhone) Version/18.0 Safari/604.1",
        )];
        let form = [("email", "lin@wangchuan.example"), ("password", PASSWORD)];
        let second = session(&site.posts("/login", &form, &phone).await);
        let own = site.get_with("/account", &[("cookie", &first)]).await;
        own.shows("Safari, iPhone");
        let id = own
            .text
            .split("name=\"session\" value=\"")
            .nth(1)
            .expect("another session");
        let id = id.split('"').next().expect("a value");
        let stranger = newcomer(&site, "yue@wangchuan.example").await;
        let ends = [("session", id)];
        site.posts("/account/sessions", &ends, &[("cookie", &stranger)])
            .await;
        assert!(
            is_in(&site, &second).await,
            "another's session is none of theirs"
        );
        site.posts("/account/sessions", &ends, &[("cookie", &first)])
            .await;
        assert!(!is_in(&site, &second).await);

        let third = session(&logs_in(&site, "lin@wangchuan.example", PASSWORD).await);
        let wrong = [
            ("now", "something else entirely"),
            ("new", "seven lanterns on water"),
        ];
        let refused = site
            .posts("/account/password", &wrong, &[("cookie", &first)])
            .await;
        assert_eq!(refused.status, 422);
        refused.shows("现在的密码不对");
        let right = [("now", PASSWORD), ("new", "seven lanterns on water")];
        let set = site
            .posts("/account/password", &right, &[("cookie", &first)])
            .await;
        assert_eq!(set.header("location"), "/account?done=password");
        assert!(is_in(&site, &first).await);
        assert!(!is_in(&site, &third).await);
    }
}

#[tokio::test]
async fn a_form_that_fails_says_why_and_keeps_what_was_typed() {
    for site in TestSite::each(&archive()).await {
        let form = [("name", "  "), ("email", "lin at wangchuan")];
        let refused = site.posts("/register", &form, &[]).await;
        assert_eq!(refused.status, 422);
        refused
            .shows("有 2 处需要修改")
            .shows("value=\"lin at wangchuan\"")
            .shows("aria-invalid=\"true\"");
        assert!(letters(&site).await.is_empty());
        let cut = site.posts("/register", &[("name", "林月")], &[]).await;
        assert_eq!(cut.status, 400);
        let long = "x".repeat(70_000);
        let huge = site
            .posts("/login", &[("email", &long), ("password", "x")], &[])
            .await;
        assert_eq!(huge.status, 413);
    }
}

#[tokio::test]
async fn what_another_site_makes_a_browser_send_does_nothing() {
    for site in TestSite::each(&archive()).await {
        let cookie = newcomer(&site, "lin@wangchuan.example").await;
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let from = [
            vec![("sec-fetch-site", "cross-site")],
            vec![
                ("origin", "https://evil.example"),
                ("host", "127.0.0.1:8080"),
            ],
            vec![],
        ];
        for mut headers in from {
            headers.extend(form);
            headers.push(("cookie", &cookie));
            let refused = site.asks(Method::POST, "/logout", &headers).await;
            assert_eq!(refused.status, 403);
            refused.shows("不是从本站发出的");
        }
        assert!(is_in(&site, &cookie).await);
    }
}

#[tokio::test]
async fn whoever_guesses_has_to_wait_and_is_told_how_long() {
    for site in TestSite::each(&archive()).await {
        newcomer(&site, "lin@wangchuan.example").await;
        let mut tried = 0;
        let waits = loop {
            let answer = logs_in(&site, "lin@wangchuan.example", "not the password").await;
            if answer.status == 429 {
                break answer;
            }
            tried += 1;
            assert!(tried < 50, "nobody was stopped");
        };
        assert!(
            waits
                .header("retry-after")
                .parse::<u64>()
                .is_ok_and(|seconds| seconds > 0)
        );
        waits.shows("value=\"lin@wangchuan.example\"");
        // The holder is not locked out: another way in is open.
        site.posts("/reset", &[("email", "lin@wangchuan.example")], &[])
            .await;
        let (_, link) = letters(&site).await.remove(0);
        let set = site
            .posts(&link, &[("password", "seven lanterns on water")], &[])
            .await;
        assert!(is_in(&site, &session(&set)).await);
    }
}

/// Who may do what, said a second time: [`Person::may`](masthead::account::Person)
/// has to agree.
pub(crate) const MAY: [(&str, &[Can]); 7] = [
    ("stranger", &[Can::Read]),
    ("reader", &[Can::Read, Can::KeepAccount, Can::Apply]),
    (
        "writer",
        &[Can::Read, Can::KeepAccount, Can::Apply, Can::Write],
    ),
    (
        "reviewer",
        &[
            Can::Read,
            Can::KeepAccount,
            Can::Apply,
            Can::SeeDesk,
            Can::Review,
            Can::KeepCredit,
            Can::Moderate,
        ],
    ),
    (
        "moderator",
        &[
            Can::Read,
            Can::KeepAccount,
            Can::Apply,
            Can::SeeDesk,
            Can::KeepCredit,
            Can::Moderate,
        ],
    ),
    (
        "channel_editor",
        &[
            Can::Read,
            Can::KeepAccount,
            Can::Apply,
            Can::SeeDesk,
            Can::Curate,
        ],
    ),
    (
        "administrator",
        &[
            Can::Read,
            Can::KeepAccount,
            Can::Apply,
            Can::SeeDesk,
            Can::Review,
            Can::Curate,
            Can::KeepCredit,
            Can::Moderate,
            Can::RuleCredit,
            Can::Arrange,
            Can::ManageAccounts,
        ],
    ),
];

/// Of an operator at the machine.
pub(crate) fn operators_pen(site: &TestSite) -> Pen {
    Pen {
        log: site.portal.log.clone(),
        ids: site.portal.ids.clone(),
        clock: site.portal.clock.clone(),
        actor: Actor::Platform,
    }
}

/// Gives an account a role as an operator at the machine does.
pub async fn gives(site: &TestSite, email: &str, role: &'static str) -> Result<(), RoleFault> {
    let pen = operators_pen(site);
    let email = Email::parse(email).expect("an address");
    let given = site.portal.db.write(move |tx| {
        let holder = login::find_holder(tx, &email)?.expect("an account");
        let role = Role::from_name(role).expect("a role");
        let channel = match role {
            Role::ChannelEditor => find_id(tx, "city")?,
            _ => None,
        };
        let grant = Grant::new(role, channel).expect("a channel where it needs one");
        role::give(tx, &pen, holder.account, grant)
    });
    given.await
}

/// The cookie of somebody new who is what [`MAY`] calls them.
pub(crate) async fn comes_as(site: &TestSite, who: &'static str) -> String {
    if who == "stranger" {
        return "edition=standard".to_owned();
    }
    let email = format!("{}@wangchuan.example", who.replace('_', "-"));
    let cookie = newcomer(site, &email).await;
    match who {
        "reader" => {}
        "writer" => joins(site, &email, "harbour").await,
        role => gives(site, &email, role).await.expect("given"),
    }
    cookie
}

/// Makes somebody an editor of a creator.
pub(crate) async fn joins(site: &TestSite, email: &str, handle: &'static str) {
    joins_as(site, email, (handle, "editor")).await;
}

pub(crate) async fn joins_as(
    site: &TestSite,
    email: &str,
    (handle, role): (&'static str, &'static str),
) {
    let email = Email::parse(email).expect("an address");
    let role = MemberRole::from_name(role).expect("a role");
    let pen = operators_pen(site);
    let joined = site.portal.db.write(move |tx| -> Result<(), Fault> {
        let holder = login::find_holder(tx, &email)?.expect("an account");
        let found = creator::store::find(tx, handle)?.expect("a creator");
        member::put(tx, &pen, found.id, holder.account, role)
    });
    joined.await.expect("a database");
}

#[tokio::test]
async fn a_name_is_changed_by_whom_it_is_of_and_not_where_names_are_looked_at_first() {
    for site in TestSite::each(&archive()).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        let by_lin = [("cookie", &*lin)];
        let wrong = site
            .posts("/account/name", &[("name", " \u{202e}")], &by_lin)
            .await;
        assert_eq!(wrong.status, 422);
        wrong.shows("id=\"name-trouble\"");
        let changed = site
            .posts("/account/name", &[("name", " 林 望 ")], &by_lin)
            .await;
        assert_eq!(changed.header("location"), "/account?done=name");
        let own = site.get_with("/account?done=name", &by_lin).await;
        own.shows("<dd>林 望</dd>").shows("名字已更改");
    }
    let cn = |settings: &mut masthead::portal::Settings| {
        settings.regimes = vec![masthead::regime::Regime::Cn];
    };
    for site in TestSite::each_with(&archive(), cn).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        let by_lin = [("cookie", &*lin)];
        let own = site.get_with("/account", &by_lin).await;
        own.lacks("action=\"/account/name\"");
        let refused = site
            .posts("/account/name", &[("name", "林望")], &by_lin)
            .await;
        assert_eq!(refused.status, 403);
    }
}

/// Generated from the table of routes: one that is added is walked, by
/// everybody.
#[tokio::test]
async fn every_route_lets_in_whom_its_capability_names_and_nobody_else() {
    for site in TestSite::each(&archive()).await {
        for (who, may) in MAY {
            let cookie = comes_as(&site, who).await;
            let mut seen = BTreeSet::new();
            for route in routes::table() {
                let method = route.method.clone();
                assert!(
                    seen.insert((method.to_string(), route.path)),
                    "{} twice",
                    route.path
                );
                let path = route.path.replace(['{', '}'], "");
                if path == "/logout" {
                    continue;
                }
                let headers = [("sec-fetch-site", "same-origin"), ("cookie", &*cookie)];
                let answer = site.asks(method, &path, &headers).await;
                let to_login =
                    answer.status == 303 && answer.header("location").starts_with("/login?next=");
                let what = format!("{who} {} {path}: {}", route.method, answer.status);
                match (may.contains(&route.can), who) {
                    (true, _) => assert!(!to_login && answer.status != 403, "{what}"),
                    (false, "stranger") => assert!(to_login, "{what}"),
                    // Whoever writes for nobody yet is led to where that begins.
                    (false, _) if route.can == Can::Write && route.method == Method::GET => {
                        assert_eq!(answer.header("location"), "/join", "{what}");
                    }
                    (false, _) => assert_eq!(answer.status, 403, "{what}"),
                }
            }
        }
    }
}

#[tokio::test]
async fn an_administrator_gives_and_takes_roles_and_one_always_stays() {
    for site in TestSite::each(&archive()).await {
        let admin = newcomer(&site, "admin@wangchuan.example").await;
        gives(&site, "admin@wangchuan.example", "administrator")
            .await
            .expect("given");
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        let find = "/desk/accounts?email=lin@wangchuan.example";
        let found = site.get_with(find, &[("cookie", &admin)]).await;
        found
            .shows("lin@wangchuan.example")
            .lacks("admin@wangchuan.example")
            .shows("没有职责");
        let id_of = |page: &Answer| {
            let id = page
                .text
                .split("name=\"account\" value=\"")
                .nth(1)
                .expect("a form");
            id.split('"').next().expect("a value").to_owned()
        };
        let account = id_of(&found);
        let channel = found
            .text
            .split("<option value=\"")
            .skip(1)
            .find_map(|option| {
                option
                    .contains(">城事<")
                    .then(|| option.split('"').next().expect("a value").to_owned())
            });
        let channel = channel.expect("a channel");
        let change = async |account: &str, role: &str, channel: &str, act: &str| {
            let form = [
                ("account", account),
                ("role", role),
                ("channel", channel),
                ("act", act),
            ];
            site.posts("/desk/accounts/roles", &form, &[("cookie", &admin)])
                .await
        };
        assert_eq!(
            site.get_with("/desk", &[("cookie", &lin)]).await.status,
            403
        );
        assert_eq!(
            change(&account, "channel_editor", "", "give").await.status,
            422
        );
        assert_eq!(
            change(&account, "channel_editor", "77", "give")
                .await
                .status,
            422
        );
        assert_eq!(change(&account, "owner", "", "give").await.status, 422);
        assert_eq!(
            change(&account, "channel_editor", &channel, "give")
                .await
                .status,
            303
        );
        assert_eq!(
            change(&account, "channel_editor", &channel, "give")
                .await
                .status,
            303
        );
        let desk = site.get_with("/desk", &[("cookie", &lin)]).await;
        desk.shows("频道编辑 · 城事").lacks("/desk/accounts");
        assert_eq!(
            change(&account, "channel_editor", &channel, "take")
                .await
                .status,
            303
        );
        assert_eq!(
            site.get_with("/desk", &[("cookie", &lin)]).await.status,
            403,
            "at once"
        );

        let own = "/desk/accounts?email=admin@wangchuan.example";
        let own = id_of(&site.get_with(own, &[("cookie", &admin)]).await);
        let last = change(&own, "administrator", "", "take").await;
        assert_eq!(last.status, 422);
        last.shows("至少要留一位管理员");
        assert_eq!(
            change(&account, "administrator", "", "give").await.status,
            303
        );
        assert_eq!(change(&own, "administrator", "", "take").await.status, 303);
        assert_eq!(
            site.get_with("/desk", &[("cookie", &admin)]).await.status,
            403
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_administrators_who_take_each_others_role_at_once_one_stays() {
    for site in TestSite::each(&archive()).await {
        let names = ["one@wangchuan.example", "other@wangchuan.example"];
        let mut all = Vec::new();
        for email in names {
            let cookie = newcomer(&site, email).await;
            gives(&site, email, "administrator").await.expect("given");
            let asked = email.to_owned();
            let found = site
                .portal
                .db
                .read(move |tx| role::find_account(tx, &asked));
            let row = found.await.expect("a database").expect("an account");
            all.push((row.id.to_string(), cookie));
        }
        let takes = async |account: &str, cookie: &str| {
            let form = [
                ("account", account),
                ("role", "administrator"),
                ("channel", ""),
                ("act", "take"),
            ];
            site.posts("/desk/accounts/roles", &form, &[("cookie", cookie)])
                .await
        };
        tokio::join!(takes(&all[0].0, &all[1].1), takes(&all[1].0, &all[0].1));
        let mut in_charge = 0;
        for (_, cookie) in &all {
            let desk = site.get_with("/desk/accounts", &[("cookie", cookie)]).await;
            in_charge += i32::from(desk.status == 200);
        }
        assert_eq!(in_charge, 1);
    }
}
