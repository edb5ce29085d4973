//! Logging in at a provider, as a browser does it; the provider stands on loopback.

use masthead::account::rules::Email;
use masthead::account::store::login;
use masthead::id::AccountId;
use masthead::portal::OpenIdSettings;
use masthead_db::Fault;
use masthead_fetch::Allowed;
use masthead_openid::Provider;
use masthead_openid::testing::{CLIENT, StandIn};
use serde_json::{Value, json};

use crate::account::{
    PASSWORD, archive, is_in, letters, logs_in, newcomer, operators_pen, session,
};
use crate::support::{Answer, TestSite};

#[path = "openid_tests/forged.rs"]
mod forged;

const LIN: &str = "lin@wangchuan.example";

async fn sites(stand_in: &StandIn, allowed: &'static str) -> Vec<TestSite> {
    let issuer = stand_in.issuer();
    let set = move |settings: &mut masthead::portal::Settings| {
        settings.openid = Some(OpenIdSettings {
            provider: Provider {
                issuer: issuer.clone(),
                client_id: CLIENT.to_owned(),
                client_secret: "s e".to_owned(),
            },
            label: "望川通行证".to_owned(),
            allowed: Allowed::networks([allowed]).expect("a network"),
        });
    };
    TestSite::each_with(&archive(), set).await
}

/// A browser on its way to the provider.
struct Away {
    cookie: String,
    state: String,
    nonce: String,
}

fn parameter(address: &str, name: &str) -> String {
    let start = format!("{name}=");
    let mut pairs = address.split(['?', '&']);
    let found = pairs.find_map(|pair| pair.strip_prefix(&start));
    found.expect(name).replace("%2F", "/")
}

fn pair(answer: &Answer) -> String {
    let cookies = answer.headers.get_all("set-cookie").iter();
    let mut texts = cookies.filter_map(|value| value.to_str().ok());
    let found = texts.find(|text| text.starts_with("openid="));
    let (pair, rest) = found
        .expect("a cookie")
        .split_once(';')
        .expect("attributes");
    assert!(rest.contains("HttpOnly") && rest.contains("SameSite=Lax"));
    pair.to_owned()
}

async fn goes(site: &TestSite, stand_in: &StandIn, cookie: &str) -> Away {
    let path = "/login/openid?next=/account/openid";
    let sent = site.get_with(path, &[("cookie", cookie)]).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let there = sent.header("location");
    assert!(there.starts_with(&format!("{}/authorize?tenant=1&", stand_in.issuer())));
    assert_eq!(parameter(there, "code_challenge_method"), "S256");
    assert_eq!(parameter(there, "client_id"), CLIENT);
    Away {
        cookie: format!("{cookie}; {}", pair(&sent)),
        state: parameter(there, "state"),
        nonce: parameter(there, "nonce"),
    }
}

async fn comes_back(site: &TestSite, away: &Away, state: &str) -> Answer {
    let path = format!("/login/openid/back?code=abc&state={state}");
    site.get_with(&path, &[("cookie", &away.cookie)]).await
}

/// A token that holds.
fn claims(site: &TestSite, stand_in: &StandIn, away: &Away, email: &str) -> Value {
    let now = site.portal.clock.now().0 / 1_000;
    json!({
        "iss": stand_in.issuer(), "aud": CLIENT, "sub": "4711", "nonce": away.nonce,
        "iat": now, "exp": now + 300, "name": "林月", "email": email, "email_verified": true,
    })
}

/// The codes of an account whose holder knows no password, as those have them that
/// were set up before the way to them asked for one.
async fn has_codes(site: &TestSite, cookie: &str) -> (crate::account_factor::Phone, Vec<String>) {
    let kept = site.portal.entry.keep(PASSWORD.to_owned()).await;
    let kept = kept.expect("a password");
    let hand = operators_pen(site);
    let email = Email::parse(LIN).expect("an address");
    let set = site.portal.db.write(move |tx| -> Result<AccountId, Fault> {
        let holder = login::find_holder(tx, &email)?.expect("an account");
        login::set_login(tx, &hand, holder.account, &email, &kept)?;
        Ok(holder.account)
    });
    let account = set.await.expect("a database");
    let codes = crate::account_factor::enrols(site, cookie).await;
    let forgets = site
        .portal
        .db
        .write(move |tx| login::put_unknown(tx, account));
    forgets.await.expect("a database");
    codes
}

#[tokio::test]
async fn somebody_new_comes_in_and_is_known_again() {
    let stand_in = StandIn::start().await;
    for site in sites(&stand_in, "127.0.0.0/8").await {
        for page in ["/login", "/register"] {
            site.get(page)
                .await
                .shows("望川通行证")
                .shows("/login/openid?next=");
        }
        let away = goes(&site, &stand_in, "lang=zh-CN").await;
        stand_in.says(claims(&site, &stand_in, &away, "Lin@Wangchuan.example"));
        let entered = comes_back(&site, &away, &away.state).await;
        assert_eq!(entered.header("location"), "/account/openid");
        let cookie = session(&entered);
        let own = site.get_with("/account", &[("cookie", &cookie)]).await;
        own.shows("林月").shows(LIN);
        let form = stand_in.form();
        assert!(form.contains("grant_type=authorization_code") && form.contains("code=abc"));
        assert!(form.contains("code_verifier=") && !form.contains("client_secret"));

        let away = goes(&site, &stand_in, "lang=zh-CN").await;
        let mut later = claims(&site, &stand_in, &away, "another@wangchuan.example");
        later["email_verified"] = false.into();
        stand_in.says(later);
        let again = session(&comes_back(&site, &away, &away.state).await);
        let own = site.get_with("/account", &[("cookie", &again)]).await;
        own.shows(LIN);
    }
}

#[tokio::test]
async fn the_last_way_in_is_not_taken_away_and_others_for_a_proof() {
    let stand_in = StandIn::start().await;
    for site in sites(&stand_in, "127.0.0.0/8").await {
        let away = goes(&site, &stand_in, "lang=zh-CN").await;
        stand_in.says(claims(&site, &stand_in, &away, LIN));
        let cookie = session(&comes_back(&site, &away, &away.state).await);
        let with = [("cookie", cookie.as_str())];
        let unlinks = async |cookie: &str, proof: &str| {
            let with = [("cookie", cookie)];
            site.posts("/account/openid/removal", &[("proof", proof)], &with)
                .await
        };
        // Nobody knows the password: there is a code to show, and no other way in.
        let own = site.get_with("/account", &with).await;
        own.shows("还没有密码").lacks("name=\"now\"");
        let (_, codes) = has_codes(&site, &cookie).await;
        site.get_with("/account/openid", &with)
            .await
            .shows("唯一的登录方式")
            .lacks("/account/openid/removal");
        let last = unlinks(&cookie, &codes[0]).await;
        assert_eq!(last.status, 422);
        last.shows("href=\"#openid\"").shows("唯一的登录方式");
        // A passkey is another way: then one of the two may go, and not both.
        let page = site
            .posts(
                "/account/passkeys/challenge",
                &[("proof", codes[1].as_str())],
                &with,
            )
            .await;
        crate::account_passkey::adds_on(&site, &cookie, &page).await;
        assert_eq!(unlinks(&cookie, "").await.status, 422);
        let gone = unlinks(&cookie, &codes[2]).await;
        assert_eq!(gone.header("location"), "/account?done=openid-unlinked");
        let list = site.get_with("/account/passkeys", &with).await;
        list.shows("唯一的登录方式")
            .lacks("/account/passkeys/removal");
        let id = list.text.split("name=\"passkey\" value=\"").nth(1);
        let id = id.and_then(|rest| rest.split('"').next()).expect("a value");
        let form = [("passkey", id), ("proof", codes[3].as_str())];
        let last = site.posts("/account/passkeys/removal", &form, &with).await;
        assert_eq!(last.status, 422);
        last.shows("唯一的登录方式").shows("href=\"#removal\"");

        // A password that was set by a letter is a way in, and a proof.
        site.posts("/reset", &[("email", LIN)], &[]).await;
        let (to, link) = letters(&site).await.remove(0);
        assert_eq!(to, LIN);
        let set = site.posts(&link, &[("password", PASSWORD)], &[]).await;
        assert_eq!(set.status, 303, "{}", set.text);
        let halfway = logs_in(&site, LIN, PASSWORD).await;
        let pair = halfway.header("set-cookie").split(';').next();
        let code = [("code", codes[4].as_str()), ("next", "/hot")];
        let entered = site
            .posts("/login/code", &code, &[("cookie", pair.expect("a pair"))])
            .await;
        let cookie = session(&entered);
        let form = [("passkey", id), ("proof", PASSWORD)];
        let removed = site
            .posts("/account/passkeys/removal", &form, &[("cookie", &cookie)])
            .await;
        assert_eq!(removed.status, 303, "{}", removed.text);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_last_ways_taken_away_at_the_same_moment_one_stays() {
    let stand_in = StandIn::start().await;
    for site in sites(&stand_in, "127.0.0.0/8").await {
        let away = goes(&site, &stand_in, "lang=zh-CN").await;
        stand_in.says(claims(&site, &stand_in, &away, LIN));
        let cookie = session(&comes_back(&site, &away, &away.state).await);
        let with = [("cookie", cookie.as_str())];
        let (_, codes) = has_codes(&site, &cookie).await;
        let proof = [("proof", codes[0].as_str())];
        let page = site
            .posts("/account/passkeys/challenge", &proof, &with)
            .await;
        crate::account_passkey::adds_on(&site, &cookie, &page).await;
        let list = site.get_with("/account/passkeys", &with).await;
        let id = list.text.split("name=\"passkey\" value=\"").nth(1);
        let id = id.and_then(|rest| rest.split('"').next()).expect("a value");
        let removal = [("passkey", id), ("proof", codes[1].as_str())];
        let unlinking = [("proof", codes[2].as_str())];
        let (passkey, link) = tokio::join!(
            site.posts("/account/passkeys/removal", &removal, &with),
            site.posts("/account/openid/removal", &unlinking, &with),
        );
        let mut answers = [passkey.status.as_u16(), link.status.as_u16()];
        answers.sort_unstable();
        assert_eq!(answers, [303, 422]);
    }
}

#[tokio::test]
async fn an_address_alone_opens_no_account_that_is_there() {
    let stand_in = StandIn::start().await;
    for site in sites(&stand_in, "127.0.0.0/8").await {
        newcomer(&site, LIN).await;
        let away = goes(&site, &stand_in, "lang=zh-CN").await;
        stand_in.says(claims(&site, &stand_in, &away, LIN));
        let aside = comes_back(&site, &away, &away.state).await;
        assert_eq!(aside.status, 303, "{}", aside.text);
        assert_eq!(aside.header("location"), "/login?next=%2Faccount%2Fopenid");
        let waiting = pair(&aside);
        assert!(!is_in(&site, &waiting).await);

        let own = session(&logs_in(&site, LIN, PASSWORD).await);
        let both = format!("{own}; {waiting}");
        let with = [("cookie", both.as_str())];
        let asked = site.get_with("/account/openid", &with).await;
        asked.shows(LIN).shows("关联起来");
        for proof in ["", "quite another password"] {
            let form = [("proof", proof)];
            let refused = site.posts("/account/openid", &form, &with).await;
            assert_eq!(refused.status, 422, "a session alone links nobody");
            refused.shows("href=\"#proof\"").shows("关联起来");
        }
        let form = [("proof", PASSWORD)];
        let linked = site.posts("/account/openid", &form, &with).await;
        assert_eq!(linked.header("location"), "/account?done=openid-linked");
        let told = letters(&site).await.remove(0);
        assert_eq!(told, (LIN.to_owned(), "/account".to_owned()));
        let twice = site.posts("/account/openid", &form, &with).await;
        assert_eq!(twice.status, 422, "once");

        let away = goes(&site, &stand_in, "lang=zh-CN").await;
        stand_in.says(claims(&site, &stand_in, &away, LIN));
        let entered = comes_back(&site, &away, &away.state).await;
        assert!(is_in(&site, &session(&entered)).await);
    }
}

#[tokio::test]
async fn an_address_that_nobody_vouches_for_opens_and_makes_no_account() {
    let stand_in = StandIn::start().await;
    for site in sites(&stand_in, "127.0.0.0/8").await {
        let away = goes(&site, &stand_in, "lang=zh-CN").await;
        let mut unverified = claims(&site, &stand_in, &away, LIN);
        unverified["email_verified"] = false.into();
        stand_in.says(unverified);
        let aside = comes_back(&site, &away, &away.state).await;
        assert!(aside.header("location").starts_with("/login?next="));
    }
}

#[tokio::test]
async fn the_code_of_the_telephone_is_asked_for_also_here() {
    let stand_in = StandIn::start().await;
    for site in sites(&stand_in, "127.0.0.0/8").await {
        let away = goes(&site, &stand_in, "lang=zh-CN").await;
        stand_in.says(claims(&site, &stand_in, &away, LIN));
        let cookie = session(&comes_back(&site, &away, &away.state).await);
        has_codes(&site, &cookie).await;
        let away = goes(&site, &stand_in, "lang=zh-CN").await;
        stand_in.says(claims(&site, &stand_in, &away, LIN));
        let halfway = comes_back(&site, &away, &away.state).await;
        assert!(halfway.header("location").starts_with("/login/code?next="));
    }
}

#[tokio::test]
async fn a_token_that_does_not_hold_lets_nobody_in() {
    let stand_in = StandIn::start().await;
    for site in sites(&stand_in, "127.0.0.0/8").await {
        let now = site.portal.clock.now().0 / 1_000;
        let bends: [(&str, Value); 9] = [
            ("nonce", "another".into()),
            ("nonce", Value::Null),
            ("aud", "another".into()),
            ("iss", "https://evil.example".into()),
            ("azp", "another".into()),
            ("exp", (now - 61).into()),
            ("exp", "9999999999".into()),
            ("nbf", (now + 120).into()),
            ("sub", "".into()),
        ];
        for (claim, value) in bends {
            let away = goes(&site, &stand_in, "lang=zh-CN").await;
            let mut bent = claims(&site, &stand_in, &away, LIN);
            bent[claim] = value;
            stand_in.says(bent);
            let refused = comes_back(&site, &away, &away.state).await;
            assert_eq!(refused.status, 422, "{claim}");
            refused.shows("这次登录没有成功").shows("href=\"#openid\"");
        }
    }
}

#[tokio::test]
async fn a_way_back_that_was_not_begun_here_leads_nowhere() {
    let stand_in = StandIn::start().await;
    for site in sites(&stand_in, "127.0.0.0/8").await {
        let away = goes(&site, &stand_in, "lang=zh-CN").await;
        stand_in.says(claims(&site, &stand_in, &away, LIN));
        let forged = format!("{}./account", "0".repeat(64));
        for state in ["", "x", forged.as_str()] {
            let refused = comes_back(&site, &away, state).await;
            assert_eq!(refused.status, 422, "{state}");
            refused.shows("请重新开始");
        }
        let path = format!("/login/openid/back?code=abc&state={}", away.state);
        let elsewhere = site.get(&path).await;
        assert_eq!(elsewhere.status, 422, "another browser");
        let stopped = "/login/openid/back?error=access_denied&state=x";
        site.get_with(stopped, &[("cookie", &away.cookie)])
            .await
            .shows("请重新开始");
        let astray = format!(
            "{}.//evil.example",
            away.state.split('.').next().expect("a part")
        );
        let entered = comes_back(&site, &away, &astray).await;
        assert_eq!(entered.header("location"), "/account", "no other site");
    }
}

#[tokio::test]
async fn a_provider_out_of_reach_is_named_so_and_the_password_still_lets_in() {
    let stand_in = StandIn::start().await;
    // Loopback is not allowed here: nobody is asked.
    for site in sites(&stand_in, "10.0.0.0/8").await {
        let refused = site.get("/login/openid").await;
        assert_eq!(refused.status, 422);
        refused.shows("暂时无法连接").shows("id=\"password\"");
    }
    for site in TestSite::each(&archive()).await {
        assert_eq!(site.get("/login/openid").await.status, 404);
        site.get("/login").await.lacks("openid");
    }
}

#[tokio::test]
async fn the_provider_is_asked_no_faster_than_a_network_may_try() {
    let stand_in = StandIn::start().await;
    for site in sites(&stand_in, "127.0.0.0/8").await {
        let away = goes(&site, &stand_in, "lang=zh-CN").await;
        let mut bent = claims(&site, &stand_in, &away, LIN);
        bent["nonce"] = "another".into();
        stand_in.says(bent);
        // The way back alone, again and again, with a cookie that fits.
        let mut tried = 0;
        let waits = loop {
            let answer = comes_back(&site, &away, &away.state).await;
            if answer.status == 429 {
                break answer;
            }
            assert_eq!(answer.status, 422, "{}", answer.text);
            tried += 1;
            assert!(tried < 500, "nobody was stopped");
        };
        assert!(!waits.header("retry-after").is_empty());
        waits.shows("id=\"password\"");
        let mut begun = 0;
        while site.get("/login/openid").await.status != 429 {
            begun += 1;
            assert!(begun < 500, "nobody was stopped");
        }
        // Somebody else comes in meanwhile.
        let elsewhere = [("x-forwarded-for", "203.0.113.9")];
        assert_eq!(site.get_with("/login/openid", &elsewhere).await.status, 303);
    }
}

#[tokio::test]
async fn pages_of_other_sites_use_up_no_log_in_of_a_network() {
    let stand_in = StandIn::start().await;
    for site in sites(&stand_in, "127.0.0.0/8").await {
        let cookie = newcomer(&site, LIN).await;
        let picture = [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "no-cors"),
        ];
        for _ in 0..300 {
            assert_eq!(site.get_with("/login/openid", &picture).await.status, 403);
        }
        let led = [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
        ];
        let mut begun = 0;
        while site.get_with("/login/openid", &led).await.status != 429 {
            begun += 1;
            assert!(begun < 500, "nobody was stopped");
        }
        let own = [
            ("sec-fetch-site", "same-origin"),
            ("sec-fetch-mode", "navigate"),
        ];
        assert_eq!(site.get_with("/login/openid", &own).await.status, 303);
        assert!(is_in(&site, &cookie).await);
        assert_eq!(logs_in(&site, LIN, PASSWORD).await.status, 303);
    }
}

#[tokio::test]
async fn an_origin_that_the_operator_names_is_asked_and_nothing_beside_it() {
    let (named, beside) = (StandIn::start().await, StandIn::start().await);
    for (issuer, status) in [(named.issuer(), 303), (beside.issuer(), 422)] {
        let origin = named.issuer();
        let set = move |settings: &mut masthead::portal::Settings| {
            let allowed = Allowed::none().with_origins([origin.as_str()]);
            settings.openid = Some(OpenIdSettings {
                provider: Provider {
                    issuer: issuer.clone(),
                    client_id: CLIENT.to_owned(),
                    client_secret: "s e".to_owned(),
                },
                label: "望川通行证".to_owned(),
                allowed: allowed.expect("an origin"),
            });
        };
        for site in TestSite::each_with(&archive(), set).await {
            assert_eq!(site.get("/login/openid").await.status, status);
        }
    }
}

#[tokio::test]
async fn whoever_is_in_and_wants_to_link_is_told_on_their_own_page() {
    let stand_in = StandIn::start().await;
    for site in sites(&stand_in, "10.0.0.0/8").await {
        let cookie = newcomer(&site, LIN).await;
        let with = [("cookie", cookie.as_str())];
        let path = "/login/openid?next=/account/openid";
        let refused = site.get_with(path, &with).await;
        assert_eq!(refused.status, 422);
        refused
            .shows("暂时无法连接")
            .shows("href=\"/account\"")
            .lacks("id=\"password\"");
        let stopped = "/login/openid/back?error=access_denied&state=x";
        let stopped = site.get_with(stopped, &with).await;
        stopped.shows("请重新开始").shows("前往登录");
    }
}
