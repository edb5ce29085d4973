use super::form::{FIELDS, Form, KINDS, Limits};
use super::pages::{
    ApplicationPage, ApplicationsPage, ApplyPage, Fact, JoinPage, Line, OwnApplicationPage, Said,
    Sheet,
};
use super::rules::{Flag, Reason, State, WordKind};
use crate::about::samples::contact;
use crate::id::ApplicationId;
use crate::urls;
use crate::web::samples::{self, Samples, either};
use crate::web::{Edition, Layout, Locale, Trouble, TurnPage};

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
        ("longest", page(layout, 12)),
    ]
}

fn name(locale: Locale, size: usize) -> String {
    either(locale, "望川灯塔", "Wangchuan Lights").repeat(size)
}

fn sheets(size: usize) -> Vec<Sheet> {
    let sheet = |number: usize| Sheet {
        name: format!("{}.pdf", "licence".repeat(size)),
        url: format!("/join/document/{number}"),
        kib: 812,
    };
    (0..size.min(5)).map(sheet).collect()
}

fn said(locale: Locale, size: usize, is_desk: bool) -> Vec<Said> {
    let kinds = [
        WordKind::Question,
        WordKind::Answer,
        WordKind::Rejected,
        WordKind::Accepted,
    ];
    let one = |kind: &WordKind| Said {
        kind: *kind,
        reason: (*kind == WordKind::Rejected).then_some(Reason::Incomplete),
        text: name(locale, size),
        at: samples::CLOCK,
        by: is_desk.then(|| name(locale, size)),
    };
    kinds.iter().take(size).map(one).collect()
}

fn form(locale: Locale, size: usize) -> Form {
    let text = || name(locale, size);
    match size {
        0 => Form::default(),
        _ => Form {
            kind: "media".to_owned(),
            field: "city".to_owned(),
            name: text(),
            handle: "wangchuan.lights".to_owned(),
            bio: text().repeat(size),
            region: text(),
            subject: text(),
            contact_name: text(),
            contact_email: format!("{}@example.org", "lights".repeat(size)),
            terms: "1".to_owned(),
            ..Form::default()
        },
    }
}

impl Samples for JoinPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        three(locale, edition, |layout, size| Self {
            layout,
            contact: contact(&"desk".repeat(size)).filter(|_| size > 0),
        })
    }
}

impl Samples for ApplyPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let wrong = [
            ("kind", "apply-trouble-choose"),
            ("handle", "apply-trouble-alike"),
            ("avatar", "media-not-a-picture"),
            ("documents", "apply-trouble-large"),
            ("terms", "apply-trouble-terms"),
        ];
        let trouble = |(field, key)| Trouble { field, key };
        three(locale, edition, |layout, size| Self {
            layout,
            form: form(locale, size),
            kinds: KINDS.to_vec(),
            fields: FIELDS.to_vec(),
            picture_url: (size > 0).then_some(urls::JOIN_PICTURE),
            documents: sheets(size),
            words: said(locale, size, false),
            cn: size > 0,
            limits: Limits::default(),
            is_kept: size < 2,
            troubles: wrong
                .into_iter()
                .filter(|_| size > 1)
                .map(trouble)
                .collect(),
        })
    }
}

impl Samples for OwnApplicationPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        three(locale, edition, |layout, size| Self {
            layout,
            state: match size {
                0 => None,
                1 => Some(State::Waiting),
                _ => Some(State::Rejected),
            },
            name: name(locale, size),
            handle: "wangchuan.lights".to_owned(),
            place: (size == 1).then_some(3),
            since: (size > 0).then_some(samples::CLOCK),
            words: said(locale, size, false),
            creator_url: None,
            documents: sheets(size),
            done: (size == 1).then(|| "sent".to_owned()),
        })
    }
}

impl Samples for ApplicationsPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let line = |size: usize, number: usize| Line {
            url: format!("/desk/applications/{number}"),
            name: name(locale, size),
            handle: "wangchuan.lights".repeat(size),
            kind: KINDS[number % KINDS.len()].to_owned(),
            state: State::Waiting,
            flags: Flag::ALL[..number % 5].to_vec(),
            since: samples::CLOCK,
            claimed_by: (!number.is_multiple_of(3)).then(|| name(locale, size)),
            is_own: number % 3 == 1,
        };
        three(locale, edition, |layout, size| Self {
            layout,
            lines: (0..size * 5).map(|number| line(size, number)).collect(),
            states: vec![State::Waiting, State::Asked],
            state: State::Waiting,
            kinds: KINDS.to_vec(),
            kind: String::new(),
            turn: TurnPage {
                newer_url: None,
                older_url: (size > 1).then(|| "?after=4-4".to_owned()),
            },
        })
    }
}

impl Samples for ApplicationPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        three(locale, edition, |layout, size| Self {
            layout,
            url: "/desk/applications/1".to_owned(),
            state: State::Waiting,
            name: name(locale, size.max(1)),
            since: samples::CLOCK,
            picture_url: (size > 0).then(|| urls::desk_application_picture(ApplicationId(1))),
            facts: Fact::all(&form(locale, size)),
            flags: Flag::ALL[..size.min(4)].to_vec(),
            agreement: Some(1),
            documents: sheets(size),
            can_take: size == 0,
            held_by: (size == 1).then(|| name(locale, size)),
            held_until: (size > 0).then_some(samples::CLOCK),
            holds: size > 1,
            reasons: Reason::ALL.to_vec(),
            words: said(locale, size, true),
            refused: (size > 1).then_some("application-refused-wordless"),
            typed: name(locale, size),
            chosen: String::new(),
            limits: Limits::default(),
        })
    }
}
