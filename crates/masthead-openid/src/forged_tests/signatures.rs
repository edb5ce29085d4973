//! Who has signed what, and how.

use serde_json::{Value, json};

use super::signer::Signer;
use super::{honest, is_refused, read};
use crate::testing::forgery::{by_secret, joined, pem, start};

/// A token that does not hold.
struct Forged {
    what: &'static str,
    token: String,
    reason: &'static str,
}

fn forged(what: &'static str, token: String, reason: &'static str) -> Forged {
    Forged {
        what,
        token,
        reason,
    }
}

/// Refuses all of them, and takes an honest one by the same key.
fn are_refused(provider: &Signer, all: Vec<Forged>) {
    let keys = [provider.jwk()];
    for Forged {
        what,
        token,
        reason,
    } in all
    {
        is_refused(what, read(&token, &keys), reason);
    }
    let who = read(&provider.signs(&head("RS256"), &honest()), &keys);
    assert_eq!(who.expect("an honest token").subject, "4711");
}

fn head(algorithm: &str) -> Value {
    json!({"alg": algorithm, "kid": "one"})
}

fn text_of(provider: &Signer, part: &str) -> String {
    provider.jwk()[part].as_str().expect("a text").to_owned()
}

/// The part that is signed, and the signature as it is written.
fn parts(token: &str) -> [&str; 2] {
    token.rsplit_once('.').expect("parts").into()
}

#[test]
fn only_a_key_of_the_provider_signs() {
    let (provider, stranger) = (Signer::provider(), Signer::stranger());
    let named = |name: Value| {
        let mut head = head("RS256");
        head["kid"] = name;
        head
    };
    // What a token brings along to be checked with says nothing of who made it.
    let mut brings = head("RS256");
    brings["jwk"] = stranger.jwk();
    brings["jku"] = "https://stranger.example/jwks".into();
    are_refused(
        &provider,
        vec![
            forged(
                "another key under the right name",
                stranger.signs(&head("RS256"), &honest()),
                "Key",
            ),
            forged(
                "another key under no name",
                stranger.signs(&json!({"alg": "RS256"}), &honest()),
                "Key",
            ),
            forged(
                "another key that the token brings along",
                stranger.signs(&brings, &honest()),
                "Key",
            ),
            forged(
                "the right key under a name that none has",
                provider.signs(&named("two".into()), &honest()),
                "Key",
            ),
            forged(
                "the right key under an empty name",
                provider.signs(&named("".into()), &honest()),
                "Key",
            ),
            forged(
                "a name that is no text",
                provider.signs(&named(1.into()), &honest()),
                "Token(Head(",
            ),
        ],
    );
}

#[test]
fn no_token_says_that_it_needs_no_signature() {
    let provider = Signer::provider();
    let mut all = Vec::new();
    for name in ["none", "None", "NONE", "nOnE", "", "rs256", "RS1"] {
        let reason: &'static str = format!("Token(Algorithm({name:?}))").leak();
        let by_itself = joined(&start(&head(name), &honest()), []);
        all.push(forged("no signature", by_itself, reason));
        let signed = provider.signs(&head(name), &honest());
        all.push(forged("the right signature", signed, reason));
    }
    are_refused(&provider, all);
}

#[test]
fn the_public_key_is_no_secret_to_sign_with() {
    let provider = Signer::provider();
    let pem = pem(&provider.der());
    let secrets = [
        ("PEM", pem.clone().into_bytes()),
        ("PEM without its last line end", pem.trim_end().into()),
        ("DER", provider.der()),
        ("modulus", provider.modulus()),
        ("modulus as text", text_of(&provider, "n").into_bytes()),
        ("nothing", Vec::new()),
    ];
    let mut all = Vec::new();
    for (what, secret) in secrets {
        let by = |name: &str| by_secret(&secret, &start(&head(name), &honest()));
        all.push(forged(what, by("HS256"), "Token(Algorithm(\"HS256\"))"));
        all.push(forged(what, by("RS256"), "Key"));
    }
    are_refused(&provider, all);
}

#[test]
fn a_secret_among_the_keys_signs_nothing() {
    let provider = Signer::provider();
    let secret = json!({"kty": "oct", "kid": "one", "alg": "HS256", "k": "c2VjcmV0"});
    let token = by_secret(b"secret", &start(&head("HS256"), &honest()));
    let read = read(&token, &[secret, provider.jwk()]);
    is_refused("a shared secret", read, "Token(Algorithm(\"HS256\"))");
}

#[test]
fn a_key_signs_by_its_own_algorithm_alone() {
    let provider = Signer::provider();
    are_refused(
        &provider,
        vec![
            forged(
                "PS256 by a key for RS256",
                provider.signs_pss(&head("PS256"), &honest()),
                "Key",
            ),
            forged(
                "RS256 said to be PS256",
                provider.signs(&head("PS256"), &honest()),
                "Key",
            ),
            forged(
                "PS256 said to be RS256",
                provider.signs_pss(&head("RS256"), &honest()),
                "Key",
            ),
            forged(
                "RS256 said to be ES256",
                provider.signs(&head("ES256"), &honest()),
                "Key",
            ),
            forged(
                "RS256 said to be EdDSA",
                provider.signs(&head("EdDSA"), &honest()),
                "Key",
            ),
        ],
    );
    let mut jwk = provider.jwk();
    jwk["alg"] = "PS256".into();
    let token = provider.signs_pss(&head("PS256"), &honest());
    assert!(read(&token, &[jwk.clone()]).is_ok(), "by a key for PS256");
    let token = provider.signs(&head("RS256"), &honest());
    is_refused("RS256 by a key for PS256", read(&token, &[jwk]), "Key");
}

#[test]
fn a_signature_is_of_this_head_and_of_these_claims() {
    let provider = Signer::provider();
    let token = provider.signs(&head("RS256"), &honest());
    let [_, signature] = parts(&token);
    let mut other = honest();
    other["sub"] = "4712".into();
    let claims = format!("{}.{signature}", start(&head("RS256"), &other));
    let typed = json!({"alg": "RS256", "kid": "one", "typ": "JWT"});
    let heads = format!("{}.{signature}", start(&typed, &honest()));
    let of_other = provider.signs(&head("RS256"), &other);
    let [_, others] = parts(&of_other);
    let swapped = format!("{}.{others}", start(&head("RS256"), &honest()));
    are_refused(
        &provider,
        vec![
            forged("one byte of the claims is another", claims, "Key"),
            forged("the head says one thing more", heads, "Key"),
            forged("the signature of another token", swapped, "Key"),
        ],
    );
}

#[test]
fn a_signature_is_whole() {
    let provider = Signer::provider();
    let token = provider.signs(&head("RS256"), &honest());
    let [start, signature] = parts(&token);
    let with = |signature: &str| format!("{start}.{signature}");
    // Of 256 bytes the last stands alone in two letters: what is left is base64 still.
    let short = &signature[..signature.len() - 2];
    are_refused(
        &provider,
        vec![
            forged("no signature", with(""), "Key"),
            forged("half a signature", with(&signature[..4]), "Key"),
            forged("a signature without its end", with(short), "Key"),
            forged(
                "a signature with more behind it",
                joined(start, vec![0; 257]),
                "Key",
            ),
            forged("zeros", joined(start, [0; 256]), "Key"),
            forged("padding", with(&format!("{signature}==")), "Token(Form)"),
            forged("no base64", with("a b"), "Token(Form)"),
        ],
    );
}

#[test]
fn a_token_has_three_parts_and_one_head() {
    let provider = Signer::provider();
    let token = provider.signs(&head("RS256"), &honest());
    let [start, signature] = parts(&token);
    let (first, second) = start.split_once('.').expect("parts");
    let text = |text: &str| {
        let whole = joined("", text);
        whole.trim_start_matches('.').to_owned()
    };
    let twice = text(r#"{"alg":"none","alg":"RS256","kid":"one"}"#);
    let critical = json!({"alg": "RS256", "kid": "one", "crit": ["b64"], "b64": false});
    are_refused(
        &provider,
        vec![
            forged("nothing", String::new(), "Token(Form)"),
            forged("one part", first.to_owned(), "Token(Form)"),
            forged("two parts", start.to_owned(), "Token(Form)"),
            forged("four parts", format!("{token}.{signature}"), "Token(Form)"),
            forged(
                "four parts, the claims twice",
                format!("{first}.{second}.{second}.{signature}"),
                "Token(Form)",
            ),
            forged("five parts", format!("{token}.AAAA.AAAA"), "Token(Form)"),
            forged(
                "an empty head",
                format!(".{second}.{signature}"),
                "Token(Head(",
            ),
            forged("a space before it", format!(" {token}"), "Token(Form)"),
            forged("a line end behind it", format!("{token}\n"), "Token(Form)"),
            forged(
                "two algorithms",
                format!("{twice}.{second}.{signature}"),
                "Token(Head(",
            ),
            forged(
                "something that has to be understood",
                provider.signs(&critical, &honest()),
                "Token(Critical)",
            ),
        ],
    );
}
