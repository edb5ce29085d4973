use super::pages::{AccountLine, AccountsPage, ChannelChoice, DeskPage, Held, Task};
use crate::account::Role;
use crate::id::{AccountId, ChannelId};
use crate::web::samples::{self, Samples, either};
use crate::web::{Edition, Locale, TurnPage};

fn channel(locale: Locale) -> ChannelChoice {
    ChannelChoice {
        id: ChannelId(1),
        name: either(locale, "城事", "City"),
    }
}

fn roles(locale: Locale) -> Vec<Held> {
    let held = |role| Held {
        role,
        channel: (role == Role::ChannelEditor).then(|| channel(locale)),
    };
    Role::ALL.map(held).to_vec()
}

fn account(locale: Locale, number: usize) -> AccountLine {
    AccountLine {
        id: AccountId(i64::try_from(number).unwrap_or_default()),
        name: either(locale, "林月", "Lin Yue"),
        email: (number > 1).then(|| format!("lin.yue.{number}@example.org")),
        roles: roles(locale).into_iter().take(number % 4).collect(),
    }
}

impl Samples for DeskPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let layout = samples::layout(locale, edition);
        let task = Task {
            key: "desk-applications",
            url: "/desk/applications",
            waiting: Some(3),
        };
        let usual = Self {
            layout,
            name: either(locale, "林月", "Lin Yue"),
            roles: roles(locale),
            tasks: vec![task.clone()],
            starts: false,
        };
        let longest = Self {
            name: usual.name.repeat(12),
            tasks: vec![task; 9],
            ..usual.clone()
        };
        let empty = Self {
            layout: samples::bare_layout(locale, edition),
            roles: roles(locale).split_off(3),
            tasks: Vec::new(),
            starts: true,
            ..usual.clone()
        };
        vec![("empty", empty), ("usual", usual), ("longest", longest)]
    }
}

impl Samples for AccountsPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let layout = samples::layout(locale, edition);
        let usual = Self {
            layout,
            accounts: (0..8).map(|number| account(locale, number)).collect(),
            email: String::new(),
            roles: Role::ALL.to_vec(),
            channels: vec![channel(locale)],
            refused: None,
            turn: TurnPage {
                newer_url: None,
                older_url: Some("?below=4".to_owned()),
            },
        };
        let long = |number| AccountLine {
            name: either(locale, "林月", "Lin Yue").repeat(12),
            email: Some(format!("{}@example.org", "lin.yue".repeat(9))),
            roles: roles(locale),
            ..account(locale, number)
        };
        let longest = Self {
            accounts: (0..50).map(long).collect(),
            refused: Some("role-last-administrator"),
            ..usual.clone()
        };
        let empty = Self {
            layout: samples::bare_layout(locale, edition),
            accounts: Vec::new(),
            email: "nobody@example.org".to_owned(),
            channels: Vec::new(),
            turn: TurnPage::default(),
            ..usual.clone()
        };
        vec![("empty", empty), ("usual", usual), ("longest", longest)]
    }
}
