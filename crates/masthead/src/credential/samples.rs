use super::pages::{CredentialPage, CredentialsPage, Line, OwnCredentialsPage, PaperLink, Waiting};
use super::rules::FIELDS;
use crate::id::CreatorId;
use crate::web::samples::{self, Samples, either};
use crate::web::{Edition, Locale, Trouble, TurnPage};

const STATES: [&str; 6] = [
    "waiting",
    "confirmed",
    "refused",
    "revoked",
    "ended",
    "replaced",
];

fn line(locale: Locale, at: usize, times: usize) -> Line {
    Line {
        url: None,
        field: FIELDS[at % FIELDS.len()].to_owned(),
        name: either(locale, "医师执业证书", "Licence to practise").repeat(times),
        until: "2026-12-31".to_owned(),
        state: STATES[at % STATES.len()],
        asked_at: 1_768_681_203_000,
        words: (at == 2).then(|| either(locale, "看不清印章。", "The seal is not readable.")),
        paper: Some(PaperLink {
            name: "licence.pdf".repeat(times),
            url: "/studio/credentials/1/paper".to_owned(),
        }),
        days_left: (at == 1).then_some(12),
    }
}

fn name(locale: Locale, times: usize) -> String {
    either(locale, "港口日记", "Harbour Notes").repeat(times)
}

impl Samples for OwnCredentialsPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let page = |count: usize, times: usize| Self {
            layout: samples::layout(locale, edition),
            creator: CreatorId(1),
            creator_name: name(locale, times),
            studio_url: "/studio?creator=harbour".to_owned(),
            credentials: (0..count).map(|at| line(locale, at, times)).collect(),
            is_asked: true,
            may_send: true,
            fields: FIELDS.to_vec(),
            field: String::new(),
            name: String::new(),
            until: String::new(),
            name_most: 120,
            paper_mib: 10,
            troubles: Vec::new(),
            done: true,
        };
        let wrong = [
            ("field", "apply-trouble-choose"),
            ("credential_name", "credential-name-wrong"),
            ("credential_until", "apply-trouble-until"),
            ("documents", "credential-paper-missing"),
        ];
        let longest = Self {
            done: false,
            name: "x".repeat(140),
            troubles: wrong.map(|(field, key)| Trouble { field, key }).to_vec(),
            ..page(6, 9)
        };
        let empty = Self {
            layout: samples::bare_layout(locale, edition),
            is_asked: false,
            may_send: false,
            done: false,
            ..page(0, 1)
        };
        vec![
            ("empty", empty),
            ("usual", page(2, 1)),
            ("longest", longest),
        ]
    }
}

impl Samples for CredentialsPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let page = |count: usize, times: usize| Self {
            layout: samples::layout(locale, edition),
            waiting: (0..count)
                .map(|at| Waiting {
                    url: "/desk/credentials/1".to_owned(),
                    creator_name: name(locale, times),
                    field: FIELDS[at % FIELDS.len()].to_owned(),
                    name: either(locale, "教师资格证", "Teaching licence").repeat(times),
                    asked_at: 1_768_681_203_000,
                })
                .collect(),
            turn: TurnPage::default(),
        };
        vec![
            ("empty", page(0, 1)),
            ("usual", page(2, 1)),
            ("longest", page(9, 9)),
        ]
    }
}

impl Samples for CredentialPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let page = |times: usize, decisions: &[&'static str]| Self {
            layout: samples::layout(locale, edition),
            url: "/desk/credentials/1".to_owned(),
            creator_name: name(locale, times),
            creator_url: "/@harbour".to_owned(),
            is_own: decisions.is_empty(),
            line: line(locale, times % 3, times),
            decisions: decisions.to_vec(),
            others: (0..times)
                .map(|at| Line {
                    url: Some("/desk/credentials/2".to_owned()),
                    ..line(locale, at, times)
                })
                .collect(),
            words: String::new(),
            words_most: 1_000,
            refused: None,
        };
        let longest = Self {
            refused: Some("credential-wordless"),
            words: "x".repeat(1_000),
            ..page(9, &["confirm", "refuse"])
        };
        vec![
            ("usual", page(1, &["revoke"])),
            ("over", page(2, &[])),
            ("longest", longest),
        ]
    }
}
