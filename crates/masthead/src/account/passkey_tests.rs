//! Passkeys, as a browser and a device do it.

use masthead::account::rules::PASSKEYS;
use masthead::id::AccountId;
use masthead_auth::passkey::testing::Device;
use masthead_clock::Millis;
use masthead_db::{Fault, params};
use masthead_log::read_after;

use crate::account::{PASSWORD, archive, is_in, logs_in, newcomer, session};
use crate::support::{Answer, TestSite};

const LIN: &str = "lin@wangchuan.example";
const SITE: &str = "localhost";
const ORIGIN: &str = "http://localhost:8080";

/// What stands between these marks.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text.split_once(before).expect(before);
    rest.split_once(after).expect(after).0
}

/// The page on which a passkey is made, once it was shown who asks.
async fn may_add(site: &TestSite, cookie: &str) -> Answer {
    let form = [("proof", PASSWORD)];
    let with = [("cookie", cookie), ("user-agent", "Firefox/130.0 Linux")];
    let page = site
        .posts("/account/passkeys/challenge", &form, &with)
        .await;
    assert_eq!(page.status, 200, "{}", page.text);
    assert_eq!(page.header("cache-control"), "no-store");
    page
}

async fn sends_new(site: &TestSite, cookie: &str, name: &str, credential: &str) -> Answer {
    let form = [("name", name), ("credential", credential)];
    site.posts("/account/passkeys", &form, &[("cookie", cookie)])
        .await
}

/// What the device makes on such a page.
fn makes(device: &mut Device, page: &Answer) -> String {
    let challenge = between(&page.text, "data-challenge=\"", "\"");
    let user = between(&page.text, "data-user=\"", "\"");
    let user = i64::from_str_radix(user, 16).expect("hexadecimal digits");
    device.creates(challenge, &user.to_be_bytes())
}

/// A device with a passkey of this account.
async fn adds(site: &TestSite, cookie: &str, name: &str) -> Device {
    let mut device = Device::es256(SITE, ORIGIN);
    let made = makes(&mut device, &may_add(site, cookie).await);
    let added = sends_new(site, cookie, name, &made).await;
    assert_eq!(added.status, 303, "{}", added.text);
    assert_eq!(
        added.header("location"),
        "/account/passkeys?done=passkey-added"
    );
    device
}

/// The same, where who asks was shown already.
pub(crate) async fn adds_on(site: &TestSite, cookie: &str, page: &Answer) -> Device {
    assert_eq!(page.status, 200, "{}", page.text);
    let mut device = Device::es256(SITE, ORIGIN);
    let added = sends_new(site, cookie, "手机", &makes(&mut device, page)).await;
    assert_eq!(added.status, 303, "{}", added.text);
    device
}

/// A session by this device.
pub(crate) async fn comes_in(site: &TestSite, device: &Device) -> String {
    session(&shows(site, &device.shows(&challenge(site).await)).await)
}

async fn challenge(site: &TestSite) -> String {
    let asked = site.posts("/login/passkey/challenge", &[], &[]).await;
    assert_eq!(asked.status, 200);
    assert_eq!(asked.header("cache-control"), "no-store");
    asked.text
}

async fn shows(site: &TestSite, credential: &str) -> Answer {
    let form = [("credential", credential), ("next", "/hot")];
    site.posts("/login/passkey", &form, &[]).await
}

#[track_caller]
fn is_refused(answer: &Answer) {
    assert_eq!(answer.status, 422, "{}", answer.text);
    assert!(answer.headers.get("set-cookie").is_none());
    answer.shows("这个通行密钥不能登录");
}

async fn events(site: &TestSite) -> Vec<String> {
    let settled = masthead_log::settled(&site.portal.db)
        .await
        .expect("settled");
    let read = site
        .portal
        .db
        .read(move |tx| read_after(tx, 0, settled, i64::MAX));
    let all = read.await.expect("events").into_iter();
    all.map(|event| event.kind).collect()
}

#[tokio::test]
async fn a_passkey_is_added_logs_in_gets_a_name_and_is_removed() {
    for site in TestSite::each(&archive()).await {
        let cookie = newcomer(&site, LIN).await;
        let with = [("cookie", cookie.as_str())];
        may_add(&site, &cookie).await.shows("Firefox, Linux");
        let mut device = adds(&site, &cookie, "书房的电脑").await;
        let own = site.get_with("/account/passkeys", &with).await;
        own.shows("书房的电脑").lacks("最近使用");
        let id = between(&own.text, "name=\"passkey\" value=\"", "\"").to_owned();
        site.get_with("/account", &with).await.shows("1 个通行密钥");

        device.counter = 1;
        let entered = shows(&site, &device.shows(&challenge(&site).await)).await;
        assert_eq!(entered.header("location"), "/hot");
        assert!(is_in(&site, &session(&entered)).await);
        site.get_with("/account/passkeys", &with)
            .await
            .shows("最近使用");

        let name = [("passkey", id.as_str()), ("name", "<b>旧手机</b>")];
        let named = site.posts("/account/passkeys/name", &name, &with).await;
        assert_eq!(named.status, 303);
        let own = site.get_with("/account/passkeys", &with).await;
        own.shows("旧手机").lacks("<b>").lacks("书房的电脑");
        let removal = [("passkey", id.as_str()), ("proof", PASSWORD)];
        let stranger = newcomer(&site, "yue@wangchuan.example").await;
        let other = [("cookie", stranger.as_str())];
        site.posts("/account/passkeys/removal", &removal, &other)
            .await;
        device.counter = 2;
        let still = shows(&site, &device.shows(&challenge(&site).await)).await;
        assert!(
            is_in(&site, &session(&still)).await,
            "another's is none of theirs"
        );
        let removed = site
            .posts("/account/passkeys/removal", &removal, &with)
            .await;
        assert_eq!(
            removed.header("location"),
            "/account/passkeys?done=passkey-removed"
        );
        device.counter = 3;
        is_refused(&shows(&site, &device.shows(&challenge(&site).await)).await);
        let told: Vec<_> = events(&site).await;
        let told = told.iter().filter(|kind| kind.contains("passkey"));
        let expected =
            ["added", "renamed", "removed"].map(|what| format!("account.passkey_{what}"));
        assert!(told.eq(&expected));
    }
}

#[tokio::test]
async fn a_bad_name_is_kept_and_stands_at_its_field() {
    for site in TestSite::each(&archive()).await {
        let cookie = newcomer(&site, LIN).await;
        let with = [("cookie", cookie.as_str())];
        adds(&site, &cookie, "手机").await;
        adds(&site, &cookie, "书房的电脑").await;
        let own = site.get_with("/account/passkeys", &with).await;
        let id = between(&own.text, "name=\"passkey\" value=\"", "\"").to_owned();
        let long = "很".repeat(41);
        let form = [("passkey", id.as_str()), ("name", long.as_str())];
        let refused = site.posts("/account/passkeys/name", &form, &with).await;
        assert_eq!(refused.status, 422);
        refused
            .shows("href=\"#name\"")
            .shows(&format!("value=\"{long}\""))
            .shows("id=\"name-trouble\"")
            .shows("<details open>")
            .shows("手机")
            .shows("书房的电脑");
        assert_eq!(refused.text.matches("aria-invalid").count(), 1);
        assert_eq!(refused.text.matches("id=\"name\"").count(), 1);
        let gone = [("passkey", "7"), ("name", long.as_str())];
        let gone = site.posts("/account/passkeys/name", &gone, &with).await;
        gone.lacks("aria-invalid").lacks("role=\"alert\"");
    }
}

#[tokio::test]
async fn names_that_are_changed_over_and_over_wait_and_what_was_typed_stays() {
    for site in TestSite::each(&archive()).await {
        let cookie = newcomer(&site, LIN).await;
        let with = [("cookie", cookie.as_str())];
        adds(&site, &cookie, "手机").await;
        let own = site.get_with("/account/passkeys", &with).await;
        let id = between(&own.text, "name=\"passkey\" value=\"", "\"").to_owned();
        for round in 0..30 {
            let name = [("name", ["林月", "林望"][round % 2])];
            let changed = site.posts("/account/name", &name, &with).await;
            assert_eq!(changed.status, 303, "{round}: {}", changed.text);
        }
        let own = site.get_with("/account", &with).await;
        own.shows("<dd>林望</dd>");
        let name = [("name", "林远")];
        let passkey = [("passkey", id.as_str()), ("name", "书房的电脑")];
        for (path, form, typed) in [
            ("/account/name", &name[..], "林远"),
            ("/account/passkeys/name", &passkey[..], "书房的电脑"),
        ] {
            let waits = site.posts(path, form, &with).await;
            assert_eq!(waits.status, 429, "{path}");
            assert!(!waits.header("retry-after").is_empty());
            waits
                .shows("改得太频繁")
                .shows("id=\"name-trouble\"")
                .shows(&format!("value=\"{typed}\""))
                .lacks("<dd>林远</dd>");
        }
        let yue = newcomer(&site, "yue@wangchuan.example").await;
        let other = site
            .posts("/account/name", &name, &[("cookie", &yue)])
            .await;
        assert_eq!(other.status, 303, "another account is another");
        site.later(60_000);
        let changed = site.posts("/account/name", &name, &with).await;
        assert_eq!(changed.status, 303, "{}", changed.text);
    }
}

#[tokio::test]
async fn one_is_removed_by_whoever_has_just_shown_who_it_is() {
    for site in TestSite::each(&archive()).await {
        let cookie = newcomer(&site, LIN).await;
        let with = [("cookie", cookie.as_str())];
        let device = adds(&site, &cookie, "手机").await;
        let own = site.get_with("/account/passkeys", &with).await;
        let id = between(&own.text, "name=\"passkey\" value=\"", "\"").to_owned();
        for proof in ["", "not the password", "000000"] {
            let form = [("passkey", id.as_str()), ("proof", proof)];
            let refused = site.posts("/account/passkeys/removal", &form, &with).await;
            assert_eq!(refused.status, 422, "{proof}");
            refused
                .shows("href=\"#removal\"")
                .shows("id=\"removal-trouble\"")
                .shows("密码或动态码不对");
            assert_eq!(refused.text.matches("aria-invalid").count(), 1);
        }
        let still = shows(&site, &device.shows(&challenge(&site).await)).await;
        assert!(is_in(&site, &session(&still)).await);
        // Who guesses here has to wait as at the door.
        let form = [("passkey", id.as_str()), ("proof", "not the password")];
        let mut tried = 0;
        while site
            .posts("/account/passkeys/removal", &form, &with)
            .await
            .status
            != 429
        {
            tried += 1;
            assert!(tried < 50, "nobody was stopped");
        }
    }
}

#[tokio::test]
async fn a_passkey_is_both_factors_and_the_password_alone_is_not() {
    for site in TestSite::each(&archive()).await {
        let cookie = newcomer(&site, LIN).await;
        let device = adds(&site, &cookie, "手机").await;
        crate::account_factor::enrols(&site, &cookie).await;
        let by_password = logs_in(&site, LIN, PASSWORD).await;
        assert!(by_password.header("location").starts_with("/login/code"));
        let by_passkey = shows(&site, &device.shows(&challenge(&site).await)).await;
        assert!(is_in(&site, &session(&by_passkey)).await);
    }
}

#[tokio::test]
async fn what_was_asked_is_answered_once_and_in_time() {
    for site in TestSite::each(&archive()).await {
        let cookie = newcomer(&site, LIN).await;
        let device = adds(&site, &cookie, "手机").await;
        let shown = device.shows(&challenge(&site).await);
        assert_eq!(shows(&site, &shown).await.status, 303);
        is_refused(&shows(&site, &shown).await);
        let never = device.shows(&"A".repeat(43));
        is_refused(&shows(&site, &never).await);
        let late = device.shows(&challenge(&site).await);
        let now = site.portal.clock.now();
        site.portal.clock.set(Millis(now.0 + 600_000));
        is_refused(&shows(&site, &late).await);
        // What an account was asked to add one is not what a log-in answers.
        let page = may_add(&site, &cookie).await;
        let other = between(&page.text, "data-challenge=\"", "\"");
        is_refused(&shows(&site, &device.shows(other)).await);
        for nonsense in ["", "{}", "not JSON", &"[".repeat(20_000)] {
            is_refused(&shows(&site, nonsense).await);
        }
    }
}

#[tokio::test]
async fn what_another_site_or_a_copy_of_the_device_shows_lets_nobody_in() {
    type Bend = fn(&mut Device);
    let bends: [Bend; 6] = [
        |device| device.origin = "http://127.0.0.1:8080".to_owned(),
        |device| device.origin = "https://evil.example".to_owned(),
        |device| device.site = "evil.example".to_owned(),
        |device| device.flags = 1,
        |device| device.counter = 4,
        |device| device.user = vec![0; 8],
    ];
    for site in TestSite::each(&archive()).await {
        let cookie = newcomer(&site, LIN).await;
        for bend in bends {
            let mut device = adds(&site, &cookie, "手机").await;
            device.counter = 5;
            let right = shows(&site, &device.shows(&challenge(&site).await)).await;
            assert_eq!(right.status, 303);
            device.counter = 6;
            bend(&mut device);
            is_refused(&shows(&site, &device.shows(&challenge(&site).await)).await);
        }
        let mut stranger = Device::es256(SITE, ORIGIN);
        stranger.user = vec![0; 8];
        is_refused(&shows(&site, &stranger.shows(&challenge(&site).await)).await);
    }
}

#[tokio::test]
async fn nobody_learns_which_passkeys_there_are() {
    for site in TestSite::each(&archive()).await {
        let cookie = newcomer(&site, LIN).await;
        let known = adds(&site, &cookie, "手机").await;
        let mut unknown = Device::es256(SITE, ORIGIN);
        unknown.user.clone_from(&known.user);
        let mut forged = known;
        forged.origin = "https://evil.example".to_owned();
        let of_known = shows(&site, &forged.shows(&challenge(&site).await)).await;
        let of_unknown = shows(&site, &unknown.shows(&challenge(&site).await)).await;
        let unreadable = shows(&site, "{}").await;
        is_refused(&of_known);
        assert_eq!(of_known.text, of_unknown.text);
        assert_eq!(of_known.text, unreadable.text);
    }
}

#[tokio::test]
async fn one_is_added_by_whoever_has_just_shown_who_it_is() {
    for site in TestSite::each(&archive()).await {
        let cookie = newcomer(&site, LIN).await;
        let with = [("cookie", cookie.as_str())];
        let wrong = [("proof", "not the password")];
        let refused = site
            .posts("/account/passkeys/challenge", &wrong, &with)
            .await;
        assert_eq!(refused.status, 422);
        refused.shows("密码或动态码不对").lacks("data-challenge");
        let mut device = Device::ed25519(SITE, ORIGIN);
        let of_login = device.creates(&challenge(&site).await, &[0; 8]);
        let late = sends_new(&site, &cookie, "手机", &of_login).await;
        assert_eq!(late.status, 422);
        late.shows("等得太久了");
        // A name that does not do is put right without the proof.
        let page = may_add(&site, &cookie).await;
        let nameless = sends_new(&site, &cookie, "  ", &makes(&mut device, &page)).await;
        assert_eq!(nameless.status, 422);
        nameless.shows("看得见的字");
        let made = makes(&mut device, &nameless);
        let stranger = newcomer(&site, "yue@wangchuan.example").await;
        let taken = sends_new(&site, &stranger, "手机", &made).await;
        taken.shows("等得太久了");
        assert_eq!(sends_new(&site, &cookie, "手机", &made).await.status, 303);
        let page = may_add(&site, &cookie).await;
        let known = between(&page.text, "data-known=\"", "\"");
        assert!(!known.is_empty(), "the device is told");
        let twice = sends_new(&site, &cookie, "手机", &makes(&mut device, &page)).await;
        assert_eq!(twice.status, 422);
        twice.shows("这个通行密钥不能使用");
    }
}

/// Leaves room for one passkey in an account that has none.
async fn fills_but_one(site: &TestSite) {
    let fill = site.portal.db.write(|tx| -> Result<(), Fault> {
        let sql = "SELECT account FROM login WHERE email = $1";
        let account: AccountId = tx.get(sql, params![LIN], |row| row.get(0))?;
        for number in 1..PASSKEYS {
            let credential = format!("full-{number}");
            tx.execute(
                "INSERT INTO passkey (id, account, credential, public_key, counter, name, created_at)
                VALUES ($1, $2, $3, '', 0, '钥匙', 0)",
                params![number, account, &credential],
            )?;
        }
        Ok(())
    });
    fill.await.expect("a database");
}

#[tokio::test]
async fn of_two_that_are_added_at_once_where_one_has_room_one_is() {
    for site in TestSite::each(&archive()).await {
        let cookie = newcomer(&site, LIN).await;
        fills_but_one(&site).await;
        let [mut one, mut other] = [0, 1].map(|_| Device::es256(SITE, ORIGIN));
        let one = makes(&mut one, &may_add(&site, &cookie).await);
        let other = makes(&mut other, &may_add(&site, &cookie).await);
        let (first, second) = tokio::join!(
            sends_new(&site, &cookie, "手机", &one),
            sends_new(&site, &cookie, "书房的电脑", &other),
        );
        let mut answers = [first.status.as_u16(), second.status.as_u16()];
        answers.sort_unstable();
        assert_eq!(answers, [303, 422]);
        let own = site.get_with("/account", &[("cookie", &cookie)]).await;
        own.shows("20 个通行密钥");
    }
}

#[tokio::test]
async fn a_site_without_a_name_of_its_own_offers_no_passkeys() {
    let set = |settings: &mut masthead::portal::Settings| {
        settings.base_url = Some("http://192.0.2.1".to_owned());
    };
    for site in TestSite::each_with(&archive(), set).await {
        site.get("/login").await.lacks("passkey");
        let named = TestSite::each(&archive()).await;
        named[0].get("/login").await.shows("data-passkey-login");
        is_refused(&shows(&site, "{}").await);
    }
}

#[tokio::test]
async fn whoever_asks_without_end_has_to_wait() {
    for site in TestSite::each(&archive()).await {
        let mut asked = 0;
        let waits = loop {
            let answer = site.posts("/login/passkey/challenge", &[], &[]).await;
            if answer.status == 429 {
                break answer;
            }
            asked += 1;
            assert!(asked < 500, "nobody was stopped");
        };
        assert!(!waits.header("retry-after").is_empty());
        let mut tried = 0;
        while shows(&site, "{}").await.status != 429 {
            tried += 1;
            assert!(tried < 500, "nobody was stopped");
        }
    }
}
