//! Tokens that the provider has not signed, at the door.

use masthead::account::rules::Email;
use masthead::account::store::login;
use masthead_db::Fault;
use masthead_openid::testing::{Forgery, OTHER_SUBJECT, StandIn};

use super::{LIN, claims, comes_back, goes, sites};
use crate::account::{is_in, session};
use crate::support::{Answer, TestSite};

/// Whether somebody has an account by this address.
async fn is_known(site: &TestSite, email: &str) -> bool {
    let email = Email::parse(email).expect("an address");
    let holder = site
        .portal
        .db
        .read(move |tx| login::find_holder(tx, &email));
    let holder: Result<_, Fault> = holder.await;
    holder.expect("a database").is_some()
}

fn begins_a_session(answer: &Answer) -> bool {
    let mut cookies = answer.headers.get_all("set-cookie").iter();
    cookies.any(|cookie| cookie.as_bytes().starts_with(b"session="))
}

#[tokio::test]
async fn a_token_that_the_provider_has_not_signed_sets_no_account_up() {
    let stand_in = StandIn::start().await;
    for site in sites(&stand_in, "127.0.0.0/8").await {
        for forgery in Forgery::ALL {
            let away = goes(&site, &stand_in, "lang=zh-CN").await;
            stand_in.says(claims(&site, &stand_in, &away, LIN));
            stand_in.forges(Some(forgery));
            let refused = comes_back(&site, &away, &away.state).await;
            assert_eq!(refused.status, 422, "{forgery:?}");
            refused
                .shows("这次登录没有成功")
                .shows("href=\"#openid\"")
                .shows("id=\"password\"");
            assert!(!begins_a_session(&refused), "{forgery:?}");
            assert!(!is_in(&site, &away.cookie).await, "{forgery:?}");
            assert!(!is_known(&site, LIN).await, "{forgery:?}");
        }
        stand_in.forges(None);
        let away = goes(&site, &stand_in, "lang=zh-CN").await;
        stand_in.says(claims(&site, &stand_in, &away, LIN));
        let entered = comes_back(&site, &away, &away.state).await;
        assert!(is_in(&site, &session(&entered)).await, "an honest one");
        assert!(is_known(&site, LIN).await);
    }
}

#[tokio::test]
async fn a_token_that_the_provider_has_not_signed_opens_no_account() {
    let stand_in = StandIn::start().await;
    for site in sites(&stand_in, "127.0.0.0/8").await {
        let away = goes(&site, &stand_in, "lang=en").await;
        let mut own = claims(&site, &stand_in, &away, LIN);
        own["sub"] = OTHER_SUBJECT.into();
        stand_in.says(own);
        let entered = comes_back(&site, &away, &away.state).await;
        assert!(is_in(&site, &session(&entered)).await, "linked");
        for forgery in Forgery::ALL {
            let away = goes(&site, &stand_in, "lang=en").await;
            let mut said = claims(&site, &stand_in, &away, LIN);
            // The provider speaks of somebody else there, and the token is changed afterwards.
            if forgery != Forgery::ChangedClaims {
                said["sub"] = OTHER_SUBJECT.into();
            }
            stand_in.says(said);
            stand_in.forges(Some(forgery));
            let refused = comes_back(&site, &away, &away.state).await;
            assert_eq!(refused.status, 422, "{forgery:?}");
            refused.shows("That log-in did not work");
            assert!(!begins_a_session(&refused), "{forgery:?}");
            assert!(!is_in(&site, &away.cookie).await, "{forgery:?}");
        }
        stand_in.forges(None);
    }
}
