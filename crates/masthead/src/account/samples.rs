use super::pages::{
    CodePage, CodesPage, ConfirmPage, Device, EnterPage, FactorPage, GonePage, Limits,
    NewPasskeyPage, NewPasswordPage, OpenIdPage, OwnPage, PasskeyDoor, PasskeyItem, PasskeysPage,
    ProviderDoor, RegisterPage, ResetPage, Scan, SentPage,
};
use super::rules::{NAME_CHARS, PASSKEYS};
use crate::id::{PasskeyId, SessionId};
use crate::share::qr_svg;
use crate::web::samples::{self, Samples, either};
use crate::web::{Edition, Layout, Locale, Markup, Trouble};

const ORIGIN: &str = "https://news.example";

/// A page in its three states: empty, usual, longest.
fn three<P>(
    locale: Locale,
    edition: Edition,
    page: impl Fn(Layout, usize) -> P,
) -> Vec<(&'static str, P)> {
    let layout = samples::layout(locale, edition);
    vec![
        ("empty", page(samples::bare_layout(locale, edition), 0)),
        ("usual", page(layout.clone(), 1)),
        ("longest", page(layout, 6)),
    ]
}

fn email(times: usize) -> String {
    match times {
        0 => String::new(),
        _ => format!("{}@example.org", "lin.yue".repeat(times)),
    }
}

const fn wrong(field: &'static str, key: &'static str) -> Trouble {
    Trouble { field, key }
}

/// These troubles, on the longest page alone.
fn troubles(size: usize, all: &[Trouble]) -> Vec<Trouble> {
    match size > 1 {
        true => all.to_vec(),
        false => Vec::new(),
    }
}

impl Samples for EnterPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        three(locale, edition, |layout, size| Self {
            layout,
            email: email(size),
            next: "/account".to_owned(),
            register_url: "/register?next=%2Faccount".to_owned(),
            troubles: troubles(size, &[wrong("email", "trouble-login")]),
            has_mail: size > 0,
            passkeys: (size > 0).then(|| PasskeyDoor {
                site: "news.example".to_owned(),
                origin: ORIGIN.to_owned(),
                refresh_seconds: 540,
            }),
            openid: provider(size),
        })
    }
}

impl Samples for RegisterPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let all = [
            wrong("name", "trouble-name"),
            wrong("email", "trouble-email"),
        ];
        three(locale, edition, |layout, size| Self {
            layout,
            name: either(locale, "林月", "Lin Yue").repeat(size),
            email: email(size),
            next: "/account".to_owned(),
            login_url: "/login?next=%2Faccount".to_owned(),
            troubles: troubles(size, &all),
            openid: provider(size),
            has_mail: size > 0,
            limits: Limits::default(),
        })
    }
}

impl Samples for ResetPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        three(locale, edition, |layout, size| Self {
            layout,
            email: email(size),
            troubles: troubles(size, &[wrong("email", "trouble-wait")]),
            has_mail: size > 0,
        })
    }
}

impl Samples for SentPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        three(locale, edition, |layout, size| Self {
            layout,
            email: email(size + 1),
            outbox_url: (size > 0).then(|| "/outbox".to_owned()),
        })
    }
}

impl Samples for ConfirmPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        three(locale, edition, |layout, size| Self {
            layout,
            email: email(size + 1),
            action: "/confirm/x".to_owned(),
            next: "/account".to_owned(),
            troubles: troubles(size, &[wrong("password", "trouble-password-short")]),
            limits: Limits::default(),
        })
    }
}

impl Samples for NewPasswordPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        three(locale, edition, |layout, size| Self {
            layout,
            email: email(size + 1),
            action: "/reset/x".to_owned(),
            troubles: troubles(size, &[wrong("password", "trouble-password-short")]),
            limits: Limits::default(),
        })
    }
}

impl Samples for GonePage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        three(locale, edition, |layout, size| Self {
            layout,
            is_known: size > 0,
        })
    }
}

impl Samples for OwnPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let all = [
            wrong("now", "trouble-password-now"),
            wrong("new", "trouble-password-long"),
        ];
        three(locale, edition, |layout, size| Self {
            layout,
            name: either(locale, "林月", "Lin Yue").repeat(size + 1),
            email: email(size + 1),
            studio_url: (size > 1).then_some("/studio"),
            desk_url: (size > 0).then_some("/desk"),
            has_factor: size > 1,
            has_password: size > 0,
            has_mail: false,
            passkeys: i64::from(size > 0) + i64::from(size > 1),
            may_rename: true,
            typed: (size > 1).then(|| either(locale, "林", "Lin").repeat(size + 1)),
            devices: (0..=size * 3).map(device).collect(),
            openid: (size > 1).then(|| "Wangchuan ID".repeat(size)),
            done: (size == 1).then(|| "password".to_owned()),
            troubles: troubles(size, &all),
            limits: Limits::default(),
        })
    }
}

impl Samples for CodePage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        three(locale, edition, |layout, size| Self {
            layout,
            next: "/account".to_owned(),
            troubles: troubles(size, &[wrong("code", "trouble-code")]),
        })
    }
}

impl Samples for FactorPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        three(locale, edition, |layout, size| Self {
            layout,
            email: email(size + 1),
            is_set: size > 1,
            is_owed: size == 1,
            has_password: size != 1,
            has_mail: true,
            codes_left: 10,
            scan: (size == 1).then(scan),
            troubles: troubles(size, &[wrong("proof", "trouble-proof")]),
        })
    }
}

fn scan() -> Scan {
    let code = qr_svg("otpauth://totp/x").unwrap_or_default();
    Scan {
        code: Markup::from_renderer(code),
        secret: "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ".to_owned(),
    }
}

impl Samples for CodesPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        three(locale, edition, |layout, size| Self {
            layout,
            codes: vec!["gezd-gnbv-gy3t-qojq".to_owned(); size + 4],
        })
    }
}

impl Samples for PasskeysPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let all = [
            wrong("name", "trouble-name"),
            wrong("removal", "trouble-last-way"),
            wrong("proof", "trouble-proof"),
        ];
        three(locale, edition, |layout, size| Self {
            layout,
            email: email(size + 1),
            passkeys: (0..size as i64 * 3)
                .map(|number| passkey(number, size > 1))
                .collect(),
            may_remove: size > 0,
            has_password: size == 1,
            has_mail: size > 1,
            origin: (size > 0).then(|| ORIGIN.to_owned()),
            most: PASSKEYS,
            is_full: false,
            done: (size == 1).then(|| "passkey-added".to_owned()),
            troubles: troubles(size, &all),
            limits: Limits::default(),
        })
    }
}

impl Samples for OpenIdPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        three(locale, edition, |layout, size| Self {
            layout,
            label: "Wangchuan ID".repeat(size + 1),
            email: email(size + 1),
            is_linked: size != 1,
            may_unlink: size > 1,
            has_password: false,
            has_mail: size > 1,
            is_waiting: size == 1,
            begin_url: "/login/openid?next=%2Faccount%2Fopenid".to_owned(),
            troubles: troubles(
                size,
                &[
                    wrong("openid", "trouble-openid-stopped"),
                    wrong("proof", "trouble-proof"),
                ],
            ),
        })
    }
}

fn provider(size: usize) -> Option<ProviderDoor> {
    (size > 1).then(|| ProviderDoor {
        label: "Wangchuan ID".repeat(size),
        url: "/login/openid?next=%2Faccount".to_owned(),
    })
}

/// Of those that are to be put right the first has its name wrong, the second
/// its removal.
fn passkey(number: i64, wrong: bool) -> PasskeyItem {
    let (renaming, is_removing) = (wrong && number == 0, wrong && number == 1);
    let field = |name: &str, open| match open {
        true => name.to_owned(),
        false => format!("{name}-{number}"),
    };
    PasskeyItem {
        id: PasskeyId(number + 1),
        name: "钥".repeat(NAME_CHARS),
        created_at: samples::CLOCK,
        used_at: (number > 0).then_some(samples::CLOCK),
        typed: renaming.then(|| "键".repeat(NAME_CHARS + 1)),
        name_field: field("name", renaming),
        removal_field: field("removal", is_removing),
        is_removing,
    }
}

impl Samples for NewPasskeyPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        three(locale, edition, |layout, size| Self {
            layout,
            site: "news.example".to_owned(),
            origin: ORIGIN.to_owned(),
            challenge: "x".repeat(43),
            user: "0001020304050607".to_owned(),
            person: either(locale, "林月", "Lin Yue").repeat(size + 1),
            email: email(size + 1),
            algorithms: "-8 -7".to_owned(),
            known: "eA eQ".to_owned(),
            name: "Firefox, Linux".repeat(size),
            troubles: troubles(size, &[wrong("name", "trouble-name")]),
            limits: Limits::default(),
        })
    }
}

fn device(number: usize) -> Device {
    let names = ["Firefox, Linux", "WeChat, Android", "", "Safari, iPhone"];
    Device {
        id: SessionId(1),
        name: names[number % names.len()].to_owned(),
        seen_at: samples::CLOCK,
        is_this: number == 0,
    }
}
