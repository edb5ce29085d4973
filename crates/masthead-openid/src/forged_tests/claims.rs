//! What a token says, where the provider itself has signed it.

use serde_json::{Value, json};

use super::signer::Signer;
use super::{CLIENT, ISSUER, NONCE, NOW_SECONDS, honest, is_refused, read};

/// An honest token but for one claim; without it where there is no value.
fn with(claim: &str, value: Option<Value>) -> Result<crate::Identity, crate::OpenIdFault> {
    let provider = Signer::provider();
    let mut claims = honest();
    let all = claims.as_object_mut().expect("an object");
    match value {
        Some(value) => all.insert(claim.to_owned(), value),
        None => all.remove(claim),
    };
    let token = provider.signs(&json!({"alg": "RS256", "kid": "one"}), &claims);
    read(&token, &[provider.jwk()])
}

#[test]
fn a_token_says_all_that_it_has_to() {
    assert!(with("name", None).is_ok(), "an honest token");
    for claim in ["iss", "sub", "aud", "exp", "iat"] {
        let reason = format!("Claims(Error(\"missing field `{claim}`\"");
        is_refused(claim, with(claim, None), &reason);
    }
    is_refused("nonce", with("nonce", None), "Nonce");
}

#[test]
fn a_token_is_of_this_provider_and_for_this_log_in() {
    for other in [
        json!("https://id.example/"),
        json!("https://ID.example"),
        json!("http://id.example"),
        json!("https://id.example.evil.example"),
        json!(""),
    ] {
        let what = format!("of {other}");
        is_refused(&what, with("iss", Some(other)), "Issuer");
    }
    for other in [json!("another"), json!("B64C1F"), json!(""), Value::Null] {
        let what = format!("for the log-in {other}");
        is_refused(&what, with("nonce", Some(other)), "Nonce");
    }
    assert!(with("iss", Some(ISSUER.into())).is_ok());
    assert!(with("nonce", Some(NONCE.into())).is_ok());
}

#[test]
fn a_token_is_for_this_portal() {
    for taken in [json!(CLIENT), json!([CLIENT]), json!(["another", CLIENT])] {
        assert!(with("aud", Some(taken.clone())).is_ok(), "for {taken}");
    }
    for other in [
        json!("another"),
        json!(["another", "third"]),
        json!([]),
        json!(""),
        json!("masthead another"),
    ] {
        let what = format!("for {other}");
        is_refused(&what, with("aud", Some(other)), "Party");
    }
    assert!(with("azp", Some(CLIENT.into())).is_ok());
    let given = with("azp", Some("another".into()));
    is_refused("given to another", given, "Party");
}

#[test]
fn a_token_is_of_this_minute() {
    // To the second: a minute of drift, either way.
    for (claim, last, first_refused) in [("exp", -59, -60), ("iat", 60, 61), ("nbf", 60, 61)] {
        let at = |seconds: i64| with(claim, Some((NOW_SECONDS + seconds).into()));
        assert!(at(last).is_ok(), "{claim} {last}");
        is_refused(claim, at(first_refused), "Time");
    }
    is_refused("exp", with("exp", Some(0.into())), "Time");
    is_refused("exp", with("exp", Some(i64::MIN.into())), "Time");
    is_refused("iat", with("iat", Some(i64::MAX.into())), "Time");
    is_refused("iat", with("iat", Some(1e300.into())), "Time");
}

#[test]
fn a_time_is_a_number() {
    for claim in ["exp", "iat", "nbf"] {
        for other in [json!("9999999999"), json!([1]), json!(true)] {
            is_refused(claim, with(claim, Some(other)), "Claims(");
        }
    }
}

#[test]
fn a_token_names_somebody() {
    let name = |length: usize| with("sub", Some("a".repeat(length).into()));
    assert!(name(255).is_ok());
    is_refused("too long", name(256), "Subject");
    is_refused("empty", name(0), "Subject");
    is_refused("a number", with("sub", Some(4711.into())), "Claims(");
}
