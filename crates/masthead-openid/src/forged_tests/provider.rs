//! The same, from the code that the browser brings back.

use masthead_clock::Millis;
use masthead_fetch::Allowed;
use serde_json::{Value, json};

use super::{NONCE, NOW_SECONDS, is_refused};
use crate::testing::{CLIENT, Forgery, StandIn};
use crate::{Identity, OpenId, OpenIdFault, Provider, Round};

fn reason(forgery: Forgery) -> &'static str {
    match forgery {
        Forgery::Unsigned | Forgery::UnsignedByName => "Token(Algorithm(\"none\"))",
        Forgery::SharedPoint | Forgery::SharedDer | Forgery::SharedPem => {
            "Token(Algorithm(\"HS256\"))"
        }
        _ => "Key",
    }
}

async fn finishes(stand_in: &StandIn) -> Result<Identity, OpenIdFault> {
    let provider = Provider {
        issuer: stand_in.issuer(),
        client_id: CLIENT.to_owned(),
        client_secret: "s e".to_owned(),
    };
    let allowed = Allowed::networks(["127.0.0.0/8"]).expect("a network");
    let round = Round {
        back: "http://127.0.0.1/back",
        state: "s",
        nonce: NONCE,
        verifier: "v",
    };
    let now = Millis(NOW_SECONDS * 1_000);
    OpenId::new(provider, allowed)
        .finish(round, "abc", now)
        .await
}

fn honest(stand_in: &StandIn) -> Value {
    json!({
        "iss": stand_in.issuer(), "aud": CLIENT, "sub": "4711", "nonce": NONCE,
        "iat": NOW_SECONDS, "exp": NOW_SECONDS + 300,
    })
}

#[tokio::test]
async fn nobody_comes_in_by_a_token_that_the_provider_has_not_signed() {
    let stand_in = StandIn::start().await;
    stand_in.says(honest(&stand_in));
    for forgery in Forgery::ALL {
        stand_in.forges(Some(forgery));
        let read = finishes(&stand_in).await;
        is_refused(&format!("{forgery:?}"), read, reason(forgery));
    }
    stand_in.forges(None);
    let who = finishes(&stand_in).await.expect("an honest token");
    assert_eq!(who.subject, "4711");
}
