//! Tokens that somebody else has made, or that are for something else: each is
//! refused, and for its own reason. Beside them stands one that holds, so that
//! none is refused only because all are.

mod claims;
mod provider;
mod signatures;
mod signer;

use masthead_clock::Millis;
use serde_json::{Value, json};

use crate::keys::Keys;
use crate::token::{Expected, Identity, OpenIdFault, check};

const NOW_SECONDS: i64 = 1_768_710_900;
const ISSUER: &str = "https://id.example";
const CLIENT: &str = "masthead";
const NONCE: &str = "b64c1f";

/// What an honest token says.
fn honest() -> Value {
    json!({
        "iss": ISSUER, "aud": CLIENT, "sub": "4711", "nonce": NONCE,
        "iat": NOW_SECONDS, "exp": NOW_SECONDS + 300,
    })
}

fn read(token: &str, keys: &[Value]) -> Result<Identity, OpenIdFault> {
    let keys: Keys = serde_json::from_value(json!({"keys": keys})).expect("a set of keys");
    let expected = Expected {
        issuer: ISSUER,
        client_id: CLIENT,
        nonce: NONCE,
        now: Millis(NOW_SECONDS * 1_000),
    };
    check(token, &keys, &expected)
}

/// The reason is how the fault begins in its `Debug`: its variant, and what is in it.
#[track_caller]
fn is_refused(what: &str, read: Result<Identity, OpenIdFault>, reason: &str) {
    let fault = match read {
        Ok(who) => panic!("{what}: {who:?} came in"),
        Err(fault) => format!("{fault:?}"),
    };
    assert!(
        fault.starts_with(reason),
        "{what}: refused for {fault}, not for {reason}"
    );
}
