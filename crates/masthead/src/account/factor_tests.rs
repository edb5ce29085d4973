//! The second factor, as a browser and a telephone do it.

use masthead_auth::Totp;
use masthead_clock::Millis;

use crate::account::{PASSWORD, archive, gives, is_in, letters, logs_in, newcomer, session};
use crate::support::{Answer, TestSite};

const LIN: &str = "lin@wangchuan.example";

/// A telephone that has scanned the secret.
pub(crate) struct Phone(Totp);

impl Phone {
    /// The code that it shows now, or so many steps from now.
    fn shows(&self, site: &TestSite, steps: i64) -> String {
        let now = Totp::step(site.portal.clock.now());
        self.0.code(now + steps)
    }
}

/// Time goes by, until the next code at least.
fn later(site: &TestSite) {
    let now = site.portal.clock.now();
    site.portal.clock.set(Millis(now.0 + 60_000));
}

/// What stands between these marks.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text.split_once(before).expect(before);
    rest.split_once(after).expect(after).0
}

/// Sets the second factor up, and gives the recovery codes.
pub(crate) async fn enrols(site: &TestSite, cookie: &str) -> (Phone, Vec<String>) {
    let with = [("cookie", cookie)];
    let proof = [("proof", PASSWORD)];
    let begun = site.posts("/account/factor/secret", &proof, &with).await;
    assert_eq!(begun.header("location"), "/account/factor");
    let page = site.get_with("/account/factor", &with).await;
    assert_eq!(page.header("cache-control"), "no-store");
    page.shows("<svg ");
    let secret = between(&page.text, "<p class=\"secret\"><code>", "<");
    let phone = Phone(Totp::parse(secret).expect("a secret"));
    let form = [("code", phone.shows(site, 0))];
    let form = form.each_ref().map(|(name, code)| (*name, code.as_str()));
    let codes = site
        .posts("/account/factor/confirmation", &form, &with)
        .await;
    assert_eq!(codes.status, 200, "{}", codes.text);
    let all = codes.text.split("<li><code>").skip(1);
    let all: Vec<_> = all
        .map(|rest| rest.split('<').next().expect("a code").to_owned())
        .collect();
    assert_eq!(all.len(), 10);
    later(site);
    (phone, all)
}

/// The cookie with which an answer asks for the code.
#[track_caller]
fn halfway(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.text);
    let location = answer.header("location");
    assert!(location.starts_with("/login/code?next="), "{location}");
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.starts_with("halfway=") && cookie.contains("; HttpOnly"),
        "{cookie}"
    );
    cookie.split(';').next().expect("a pair").to_owned()
}

async fn shows_code(site: &TestSite, cookie: &str, code: &str) -> Answer {
    let form = [("code", code), ("next", "/hot")];
    site.posts("/login/code", &form, &[("cookie", cookie)])
        .await
}

#[tokio::test]
async fn the_log_in_asks_for_a_code_once_the_password_is_right() {
    for site in TestSite::each(&archive()).await {
        let first = newcomer(&site, LIN).await;
        let (phone, _) = enrols(&site, &first).await;
        assert!(is_in(&site, &first).await);
        let wrong = logs_in(&site, LIN, "quite another password").await;
        let unknown = logs_in(&site, "nobody@wangchuan.example", PASSWORD).await;
        assert_eq!(wrong.status, 422);
        assert_eq!(unknown.status, 422, "and no code is asked for");
        let cookie = halfway(&logs_in(&site, LIN, PASSWORD).await);
        assert!(!is_in(&site, &cookie).await, "halfway is not in");
        let with = [("cookie", cookie.as_str())];
        let asked = site.get_with("/login/code?next=/hot", &with).await;
        asked.shows("value=\"/hot\"").lacks(LIN);
        for code in ["000000", "", "not a code"] {
            let refused = shows_code(&site, &cookie, code).await;
            assert_eq!(refused.status, 422);
            refused.shows("这个码不对").shows("value=\"/hot\"");
        }
        let code = phone.shows(&site, 0);
        let entered = shows_code(&site, &cookie, &code).await;
        assert_eq!(entered.header("location"), "/hot");
        assert!(is_in(&site, &session(&entered)).await);
        let again = shows_code(&site, &cookie, &code).await;
        assert!(again.header("location").starts_with("/login?next="), "over");
    }
}

#[tokio::test]
async fn a_code_lets_in_once_and_halfway_ends_after_ten_minutes() {
    for site in TestSite::each(&archive()).await {
        let first = newcomer(&site, LIN).await;
        let (phone, _) = enrols(&site, &first).await;
        let code = phone.shows(&site, 0);
        let cookie = halfway(&logs_in(&site, LIN, PASSWORD).await);
        assert_eq!(shows_code(&site, &cookie, &code).await.status, 303);
        let cookie = halfway(&logs_in(&site, LIN, PASSWORD).await);
        assert_eq!(shows_code(&site, &cookie, &code).await.status, 422, "used");
        let now = site.portal.clock.now();
        site.portal.clock.set(Millis(now.0 + 600_000));
        let late = shows_code(&site, &cookie, &phone.shows(&site, 0)).await;
        assert!(late.header("location").starts_with("/login?next="));
    }
}

#[tokio::test]
async fn a_recovery_code_stands_for_the_telephone_once() {
    for site in TestSite::each(&archive()).await {
        let first = newcomer(&site, LIN).await;
        let (_, codes) = enrols(&site, &first).await;
        let cookie = halfway(&logs_in(&site, LIN, PASSWORD).await);
        let typed = codes[3].to_uppercase().replace('-', " ");
        let entered = shows_code(&site, &cookie, &typed).await;
        assert!(is_in(&site, &session(&entered)).await);
        let cookie = halfway(&logs_in(&site, LIN, PASSWORD).await);
        assert_eq!(shows_code(&site, &cookie, &codes[3]).await.status, 422);
        let page = site
            .get_with("/account/factor", &[("cookie", &first)])
            .await;
        page.shows("还有 9 个备用码")
            .lacks(&codes[0])
            .lacks("class=\"scan\"");

        let form = [("proof", PASSWORD)];
        let renewed = site
            .posts("/account/factor/recovery", &form, &[("cookie", &first)])
            .await;
        assert_eq!(renewed.status, 200, "{}", renewed.text);
        renewed.lacks(&codes[0]);
        assert_eq!(shows_code(&site, &cookie, &codes[0]).await.status, 422);
        let fresh = between(&renewed.text, "<li><code>", "<").to_owned();
        assert_eq!(shows_code(&site, &cookie, &fresh).await.status, 303);
    }
}

#[tokio::test]
async fn guessing_at_the_code_is_stopped_and_a_right_password_does_not_help() {
    for site in TestSite::each(&archive()).await {
        let first = newcomer(&site, LIN).await;
        let (phone, codes) = enrols(&site, &first).await;
        let cookie = halfway(&logs_in(&site, LIN, PASSWORD).await);
        let mut tried = 0;
        let waits = loop {
            let answer = shows_code(&site, &cookie, "000000").await;
            if answer.status == 429 {
                break answer;
            }
            tried += 1;
            assert!(tried < 20, "nobody was stopped");
        };
        assert!(!waits.header("retry-after").is_empty());
        let right = shows_code(&site, &cookie, &phone.shows(&site, 0)).await;
        assert_eq!(right.status, 429, "nor is the right one tried");
        let again = logs_in(&site, LIN, PASSWORD).await;
        assert_eq!(again.status, 429, "the password forgives nothing");
        later(&site);
        let holder = shows_code(&site, &cookie, &codes[0]).await;
        assert!(
            is_in(&site, &session(&holder)).await,
            "the holder has a way"
        );
    }
}

#[tokio::test]
async fn a_letter_proves_the_address_and_still_asks_for_the_code() {
    for site in TestSite::each(&archive()).await {
        let first = newcomer(&site, LIN).await;
        let (phone, _) = enrols(&site, &first).await;
        let old = halfway(&logs_in(&site, LIN, PASSWORD).await);
        site.posts("/reset", &[("email", LIN)], &[]).await;
        let (_, link) = letters(&site).await.remove(0);
        let another = [("password", "seven lanterns on water")];
        let cookie = halfway(&site.posts(&link, &another, &[]).await);
        assert!(!is_in(&site, &cookie).await);
        let code = phone.shows(&site, 0);
        let stale = shows_code(&site, &old, &code).await;
        assert!(stale.header("location").starts_with("/login?next="));
        let entered = shows_code(&site, &cookie, &code).await;
        assert!(is_in(&site, &session(&entered)).await);
    }
}

#[tokio::test]
async fn it_is_turned_off_by_the_password_or_a_code() {
    for site in TestSite::each(&archive()).await {
        let cookie = newcomer(&site, LIN).await;
        let off = async |proof: &str| {
            let form = [("proof", proof)];
            site.posts("/account/factor/removal", &form, &[("cookie", &cookie)])
                .await
        };
        enrols(&site, &cookie).await;
        let refused = off("not the password").await;
        assert_eq!(refused.status, 422);
        refused.shows("密码或动态码不对").lacks("not the password");
        assert_eq!(off(PASSWORD).await.status, 303);
        session(&logs_in(&site, LIN, PASSWORD).await);
        let (phone, codes) = enrols(&site, &cookie).await;
        assert_eq!(off(&phone.shows(&site, 0)).await.status, 303);
        session(&logs_in(&site, LIN, PASSWORD).await);
        later(&site);
        enrols(&site, &cookie).await;
        assert_eq!(off(&codes[0]).await.status, 422, "of an older sheet");
    }
}

#[tokio::test]
async fn a_secret_that_was_never_confirmed_asks_nobody_for_a_code() {
    for site in TestSite::each(&archive()).await {
        let cookie = newcomer(&site, LIN).await;
        let with = [("cookie", cookie.as_str())];
        site.posts("/account/factor/secret", &[("proof", PASSWORD)], &with)
            .await;
        let refused = site
            .posts("/account/factor/confirmation", &[("code", "000000")], &with)
            .await;
        assert_eq!(refused.status, 422);
        session(&logs_in(&site, LIN, PASSWORD).await);
        let (phone, _) = enrols(&site, &cookie).await;
        let before = site.get_with("/account/factor", &with).await;
        site.posts("/account/factor/secret", &[("proof", PASSWORD)], &with)
            .await;
        let after = site.get_with("/account/factor", &with).await;
        assert_eq!(before.text, after.text, "what is in use stays");
        let halfway = halfway(&logs_in(&site, LIN, PASSWORD).await);
        let code = phone.shows(&site, 0);
        assert_eq!(shows_code(&site, &halfway, &code).await.status, 303);
    }
}

#[tokio::test]
async fn where_the_operator_wants_it_the_desk_waits_for_the_second_factor() {
    for site in TestSite::each_with(&archive(), |settings| settings.two_factor = true).await {
        let cookie = newcomer(&site, LIN).await;
        let with = [("cookie", cookie.as_str())];
        assert_eq!(site.get_with("/desk", &with).await.status, 403);
        gives(&site, LIN, "moderator").await.expect("given");
        let sent = site.get_with("/desk", &with).await;
        assert_eq!(sent.status, 303);
        assert_eq!(sent.header("location"), "/account/factor");
        let why = site.get_with("/account/factor", &with).await;
        why.shows("进入编辑台之前");
        enrols(&site, &cookie).await;
        assert_eq!(site.get_with("/desk", &with).await.status, 200);
    }
}

#[tokio::test]
async fn a_session_alone_sets_no_second_factor_and_the_owner_is_told_of_one() {
    for site in TestSite::each(&archive()).await {
        let cookie = newcomer(&site, LIN).await;
        let with = [("cookie", cookie.as_str())];
        for proof in ["", "quite another password"] {
            let form = [("proof", proof)];
            let refused = site.posts("/account/factor/secret", &form, &with).await;
            assert_eq!(refused.status, 422, "{proof:?}");
            refused
                .shows("href=\"#proof\"")
                .lacks("class=\"scan\"")
                .lacks("quite another");
        }
        let own = site.get_with("/account/factor", &with).await;
        own.lacks("class=\"scan\"");
        // Who finds the page open later does not find the secret.
        let form = [("proof", PASSWORD)];
        site.posts("/account/factor/secret", &form, &with).await;
        let page = site.get_with("/account/factor", &with).await;
        let secret = between(&page.text, "<p class=\"secret\"><code>", "<").to_owned();
        let now = site.portal.clock.now();
        site.portal.clock.set(Millis(now.0 + 600_000));
        let late = site.get_with("/account/factor", &with).await;
        late.lacks("class=\"scan\"");
        let phone = Phone(Totp::parse(&secret).expect("a secret"));
        let form = [("code", phone.shows(&site, 0))];
        let form = form.each_ref().map(|(name, code)| (*name, code.as_str()));
        let confirmed = site
            .posts("/account/factor/confirmation", &form, &with)
            .await;
        assert_eq!(confirmed.status, 422);

        let before = letters(&site).await.len();
        enrols(&site, &cookie).await;
        let sent = letters(&site).await;
        assert_eq!(sent.len(), before + 1);
        assert_eq!(sent[0], (LIN.to_owned(), "/account".to_owned()));
        let form = [("proof", PASSWORD)];
        for _ in 0..2 {
            site.posts("/account/factor/removal", &form, &with).await;
        }
        assert_eq!(letters(&site).await.len(), before + 2, "once");
    }
}
