use ciborium::Value;
use masthead_clock::Random;
use proptest::prelude::*;
use serde_json::json;

use super::client::{bytes, text};
use super::testing::{Device, VERIFIED};
use super::*;
use crate::Secret;

const SITE: &str = "news.example";
const ORIGIN: &str = "https://news.example";

fn party() -> RelyingParty {
    RelyingParty::of(ORIGIN).expect("a name")
}

fn challenge(seed: u64) -> Secret {
    Secret::fresh(&Random::seeded(seed))
}

/// A device whose passkey is kept.
fn kept(mut device: Device) -> (Device, Passkey) {
    let text = device.creates(&challenge(1).text(), b"lin");
    let created = Created::parse(&text).expect("readable");
    assert_eq!(*created.challenge(), challenge(1));
    let passkey = created.check(&party()).expect("good");
    (device, passkey)
}

fn shown(device: &Device) -> Shown {
    Shown::parse(&device.shows(&challenge(2).text())).expect("readable")
}

#[test]
fn a_passkey_that_was_made_here_is_known_again() {
    for device in [Device::es256(SITE, ORIGIN), Device::ed25519(SITE, ORIGIN)] {
        let (device, passkey) = kept(device);
        assert_eq!(passkey.credential, text(&device.credential));
        let again = PublicKey::parse(&passkey.key.text());
        assert_eq!(again.as_ref(), Some(&passkey.key));
        let shown = shown(&device);
        assert_eq!(*shown.challenge(), challenge(2));
        assert_eq!(shown.user(), b"lin");
        assert_eq!(shown.credential(), passkey.credential);
        assert_eq!(shown.check(&party(), &passkey), Ok(0));
    }
}

#[test]
fn what_was_made_for_another_site_or_by_nobody_is_refused() {
    type Bend = fn(&mut Device);
    let bends: [(Bend, PasskeyFault); 5] = [
        (
            |device| device.origin = "https://news.example.evil.example".to_owned(),
            PasskeyFault::WrongOrigin,
        ),
        (
            |device| device.origin = "http://news.example".to_owned(),
            PasskeyFault::WrongOrigin,
        ),
        (
            |device| device.site = "evil.example".to_owned(),
            PasskeyFault::WrongSite,
        ),
        (
            |device| device.flags = VERIFIED & !1,
            PasskeyFault::NobodyThere,
        ),
        (|device| device.flags = 1, PasskeyFault::NotVerified),
    ];
    for (bend, fault) in bends {
        let (mut device, passkey) = kept(Device::es256(SITE, ORIGIN));
        bend(&mut device);
        assert_eq!(shown(&device).check(&party(), &passkey), Err(fault));
        let created = Created::parse(&device.creates(&challenge(1).text(), b"lin"));
        assert_eq!(created.expect("readable").check(&party()), Err(fault));
    }
}

#[test]
fn one_question_is_not_answered_with_the_answer_to_another() {
    let (device, passkey) = kept(Device::es256(SITE, ORIGIN));
    let mut sent: serde_json::Value =
        serde_json::from_str(&device.shows(&challenge(2).text())).expect("JSON");
    let said =
        json!({"type": "webauthn.create", "challenge": challenge(2).text(), "origin": ORIGIN});
    sent["response"]["clientDataJSON"] = text(said.to_string().as_bytes()).into();
    let other = Shown::parse(&sent.to_string()).expect("readable");
    assert_eq!(
        other.check(&party(), &passkey),
        Err(PasskeyFault::WrongKind)
    );
    let said = json!({"type": "webauthn.get", "challenge": challenge(3).text(), "origin": ORIGIN});
    sent["response"]["clientDataJSON"] = text(said.to_string().as_bytes()).into();
    let other = Shown::parse(&sent.to_string()).expect("readable");
    assert_eq!(
        other.check(&party(), &passkey),
        Err(PasskeyFault::WrongSignature)
    );
    let said = json!({"type": "webauthn.get", "challenge": challenge(3).text(), "origin": ORIGIN, "crossOrigin": true});
    sent["response"]["clientDataJSON"] = text(said.to_string().as_bytes()).into();
    let framed = Shown::parse(&sent.to_string()).expect("readable");
    assert_eq!(
        framed.check(&party(), &passkey),
        Err(PasskeyFault::WrongOrigin)
    );
}

#[test]
fn the_signature_of_another_device_is_refused() {
    let (device, _) = kept(Device::es256(SITE, ORIGIN));
    for other in [Device::es256(SITE, ORIGIN), Device::ed25519(SITE, ORIGIN)] {
        let (_, passkey) = kept(other);
        let fault = Err(PasskeyFault::WrongSignature);
        assert_eq!(shown(&device).check(&party(), &passkey), fault);
    }
}

#[test]
fn a_counter_that_does_not_go_on_gives_a_copy_away() {
    let (mut device, mut passkey) = kept(Device::ed25519(SITE, ORIGIN));
    passkey.counter = 7;
    for (counter, checked) in [
        (0, Err(PasskeyFault::CounterWentBack)),
        (6, Err(PasskeyFault::CounterWentBack)),
        (7, Err(PasskeyFault::CounterWentBack)),
        (8, Ok(8)),
    ] {
        device.counter = counter;
        assert_eq!(
            shown(&device).check(&party(), &passkey),
            checked,
            "{counter}"
        );
    }
}

#[test]
fn a_signature_with_rsa_is_known_as_windows_makes_it() {
    let cose = |modulus: Vec<u8>| {
        let fields: Vec<(i64, Value)> = vec![
            (1, 3.into()),
            (3, (-257).into()),
            (-1, Value::Bytes(modulus)),
            (-2, Value::Bytes(vec![1, 0, 1])),
        ];
        let fields = fields
            .into_iter()
            .map(|(label, value)| (label.into(), value));
        let mut all = Vec::new();
        ciborium::into_writer(&Value::Map(fields.collect()), &mut all).expect("memory");
        all
    };
    let signature = bytes(SIGNATURE).expect("base64url");
    let key = PublicKey::read(&cose(bytes(MODULUS).expect("base64url"))).expect("a key");
    assert_eq!(PublicKey::parse(&key.text()).as_ref(), Some(&key));
    assert_eq!(key.check(b"masthead", &signature), Ok(()));
    let fault = Err(PasskeyFault::WrongSignature);
    assert_eq!(key.check(b"Masthead", &signature), fault);
    let short = PublicKey::read(&cose(vec![0xff; 64])).expect("a key");
    assert_eq!(short.check(b"masthead", &signature), fault, "512 bits");
}

#[test]
fn keys_that_were_not_asked_for_and_what_is_none_are_refused() {
    // {1: 2, 3: -7, -1: 2}: the algorithm is ours, the curve is not.
    let other = [0xa3, 1, 2, 3, 0x26, 0x20, 2];
    assert_eq!(PublicKey::read(&other), Err(PasskeyFault::UnknownKey));
    let deep = [0x81; 4_096];
    assert_eq!(PublicKey::read(&deep), Err(PasskeyFault::Unreadable));
    // A list that says it has 2^62 parts.
    let vast = [0x9b, 0x40, 0, 0, 0, 0, 0, 0, 0];
    assert_eq!(PublicKey::read(&vast), Err(PasskeyFault::Unreadable));
    let vast = [0x5b, 0x40, 0, 0, 0, 0, 0, 0, 0];
    assert_eq!(PublicKey::read(&vast), Err(PasskeyFault::Unreadable));
    assert!(Created::parse(&" ".repeat(MOST_BYTES + 1)).is_err());
    assert!(Shown::parse("{}").is_err());
}

proptest! {
    #[test]
    fn no_bytes_break_the_readers(noise in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = PublicKey::read(&noise);
        let client = json!({"type": "webauthn.create", "challenge": challenge(1).text(), "origin": ORIGIN});
        let sent = json!({"response": {
            "clientDataJSON": text(client.to_string().as_bytes()),
            "attestationObject": text(&noise),
        }});
        if let Ok(created) = Created::parse(&sent.to_string()) {
            let _ = created.check(&party());
        }
    }

    #[test]
    fn a_bent_byte_is_never_taken(at in 0_usize..400, bit in 0_u8..8) {
        let (device, passkey) = kept(Device::ed25519(SITE, ORIGIN));
        let mut sent: serde_json::Value =
            serde_json::from_str(&device.shows(&challenge(2).text())).expect("JSON");
        let parts = ["clientDataJSON", "authenticatorData", "signature"];
        let part = parts[at % 3];
        let mut all = bytes(sent["response"][part].as_str().expect("text")).expect("base64url");
        let place = at / 3 % all.len();
        all[place] ^= 1 << bit;
        sent["response"][part] = text(&all).into();
        if let Ok(shown) = Shown::parse(&sent.to_string()) {
            prop_assert!(shown.check(&party(), &passkey).is_err());
        }
    }
}

/// Of a key that was made for this test and thrown away; the signature is of
/// `masthead`.
const MODULUS: &str = "wLpbcjNr0Qh3LSuxLtD4MFj-tUJ4mY-4B701W6uIkRU-47d8whtwvIqedEMYd9aK9maAjvtH-M3M76FJGgGSBfHotU\
    gcudiDj9KrHqJ1tQRuipduJuyANFOOoMbyVLoIMtqeisRjSsnjivjcoZL3d6ITKYhXTGUom-lRcokxzyJZMaXwjtDH\
    Hs85mLNTxKrC0t4ZcgNy13vLOC7fH0ZGRLlQc8Wnl8lao5BTZiRzUnrgVX9xM2xYkQwbycMLEjDVzEH0UOxYhVSKb0\
    _F8qhICS9cd3b4qIB0fvstfGlD3Swm75jKt8db9iK9bBjDL38pFCoofe4-vLHsVBIhWUpPuQ";
const SIGNATURE: &str = "feXfJQkrO116X5hV7HoUTmh98fr4JAW8SKP0xTi5OpW08Esw9n-1VfTaMhlReyoY2jqM6c1_WbeFg08oIbIQKdyVfT\
    Iv30Azo6eB9z_1AFpEDjfaoQk-HdWyVF5LOTYWAO7iHsSIWd2pITXaO_xlnbQdPAY62X14TxzqpdOXhm0r7QExtUTb\
    LUZiuCV_mX6Qe2knnpC9j9NQ4xhKJtJk1TVON4_iXXnwZddIrySnFEjeJ09cXfZ0UZrxGWq40lIpacRKcPlsM1o8CJ\
    ZZULknLv0TDDQcSduaitRV7ZzXmCzad5P_7ZlLvSHeLnn5Sbya4QS9NEzcK7XuT2Ycr9wL0Q";
