use super::pages::{AskedTo, InvitationPage, Invited, Member, MembersPage};
use crate::account::MemberRole;
use crate::id::{AccountId, CreatorId};
use crate::web::samples::{self, CLOCK, Samples, either};
use crate::web::{Edition, Locale, Trouble};

impl Samples for MembersPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let member = |account: AccountId, times: usize| Member {
            account,
            name: either(locale, "林月", "Lin Yue").repeat(times),
            role: MemberRole::ALL[account.0 as usize % 3].name(),
            is_you: account == AccountId(2),
        };
        let usual = Self {
            layout: samples::layout(locale, edition),
            creator: CreatorId(1),
            creator_name: either(locale, "江岸观察", "Harbour Notes"),
            studio_url: "/studio?creator=harbour".to_owned(),
            members: (0..3)
                .map(|account| member(AccountId(account), 1))
                .collect(),
            invited: vec![Invited {
                email: "lin@example.org".to_owned(),
                role: "writer",
                ends_at: CLOCK,
            }],
            may_manage: true,
            roles: MemberRole::ALL.map(MemberRole::name).to_vec(),
            email: String::new(),
            role: String::new(),
            troubles: Vec::new(),
            refused: None,
            done: Some("invited".to_owned()),
            link: None,
        };
        let longest = Self {
            members: (0..9)
                .map(|account| member(AccountId(account), 12))
                .collect(),
            email: "nobody".to_owned(),
            troubles: vec![Trouble {
                field: "email",
                key: "trouble-email",
            }],
            refused: Some("member-last-owner"),
            link: Some(format!(
                "https://news.example/invitation/{}",
                "a".repeat(64)
            )),
            ..usual.clone()
        };
        let empty = Self {
            layout: samples::bare_layout(locale, edition),
            members: vec![member(AccountId(2), 1)],
            invited: Vec::new(),
            may_manage: false,
            done: None,
            ..usual.clone()
        };
        vec![("empty", empty), ("usual", usual), ("longest", longest)]
    }
}

impl Samples for InvitationPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let page = |layout, asked| Self { layout, asked };
        let asked = |times: usize| AskedTo {
            url: "/invitation/abc".to_owned(),
            creator_name: either(locale, "江岸观察", "Harbour Notes").repeat(times),
            creator_url: "/@harbour".to_owned(),
            by: either(locale, "江岚", "Jiang Lan").repeat(times),
            role: "editor",
            ends_at: CLOCK,
        };
        let layout = samples::layout(locale, edition);
        vec![
            ("empty", page(samples::bare_layout(locale, edition), None)),
            ("usual", page(layout.clone(), Some(asked(1)))),
            ("longest", page(layout, Some(asked(9)))),
        ]
    }
}
