//! People to try the portal as, one of each kind.

use masthead_auth::{Cost, Passwords};
use masthead_clock::Random;
use masthead_db::{Fault, Tx};

use super::super::outcome::{Failed, failed};
use super::super::place::Place;
use super::super::serve;
use super::newsroom;
use crate::account::rules::Email;
use crate::account::store::role::{self, RoleFault};
use crate::account::store::{login, member};
use crate::account::{Grant, MemberRole, Role};
use crate::id::AccountId;
use crate::pen::Pen;
use crate::{channel, creator};

/// What somebody is here.
#[derive(Clone, Copy)]
enum Is {
    Reader,
    Applicant,
    /// Of these creators, by their handles.
    Member(&'static [&'static str], MemberRole),
    Holds(Role),
}

const PEOPLE: [(&str, &str, Is); 9] = [
    ("reader@wangchuan.example", "望川读者", Is::Reader),
    ("applicant@wangchuan.example", "陆棠", Is::Applicant),
    (
        "writer@wangchuan.example",
        "记者 林月",
        Is::Member(&["harbour", "riverpost"], MemberRole::Writer),
    ),
    (
        "subeditor@wangchuan.example",
        "编辑 宋渡",
        Is::Member(&["harbour"], MemberRole::Editor),
    ),
    (
        "owner@wangchuan.example",
        "主编 江岚",
        Is::Member(&["harbour", "riverpost"], MemberRole::Owner),
    ),
    (
        "reviewer@wangchuan.example",
        "审稿 沈舟",
        Is::Holds(Role::Reviewer),
    ),
    (
        "editor@wangchuan.example",
        "城事编辑 顾岚",
        Is::Holds(Role::ChannelEditor),
    ),
    (
        "moderator@wangchuan.example",
        "内容管理 许汀",
        Is::Holds(Role::Moderator),
    ),
    (
        "admin@wangchuan.example",
        "管理员 方澄",
        Is::Holds(Role::Administrator),
    ),
];
/// Of the channel editor.
const CHANNEL: &str = "city";
/// Whose texts lie at the desk.
const WRITER: &str = "writer@wangchuan.example";
/// Of all of them. No secret: whoever runs a demo may know it.
const PASSWORD: &str = "lotus ferry eleven";

impl Is {
    fn words(self) -> String {
        match self {
            Self::Reader => "reader".to_owned(),
            Self::Applicant => "reader who applies to join".to_owned(),
            Self::Member(creators, role) => format!("{} of {}", role.name(), creators.join(", ")),
            Self::Holds(role) => role.name().to_owned(),
        }
    }
}

/// Sets up the accounts that are not there, and what lies at the desk.
pub(super) fn settle(place: &Place) -> Result<(), Failed> {
    let random = Random::machine();
    let password = Passwords::new(Cost::default(), &random).keep(PASSWORD, &random);
    let pen = place.pen(serve::clock()?)?;
    let pieces = masthead_demo::content::pieces().map_err(failed)?;
    let write = move |tx: &mut Tx<'_>| -> Result<(), RoleFault> {
        for (email, name, is) in PEOPLE {
            let Some(address) = Email::parse(email) else {
                continue;
            };
            if login::find_holder(tx, &address)?.is_some() {
                continue;
            }
            let account = login::create(tx, &pen, name, &address)?;
            login::set_login(tx, &pen, account, &address, &password)?;
            become_what(tx, &pen, account, is)?;
            if email == WRITER {
                newsroom::lay_out(tx, &pen, account, &pieces)?;
            }
        }
        Ok(())
    };
    place.write(write)
}

fn become_what(tx: &mut Tx<'_>, pen: &Pen, account: AccountId, is: Is) -> Result<(), RoleFault> {
    match is {
        Is::Reader => {}
        Is::Applicant => newsroom::apply(tx, pen, account)?,
        Is::Member(handles, role) => join(tx, pen, account, handles, role)?,
        Is::Holds(role) => {
            let channel = match role {
                Role::ChannelEditor => channel::store::put::find_id(tx, CHANNEL)?,
                _ => None,
            };
            if let Some(grant) = Grant::new(role, channel) {
                role::give(tx, pen, account, grant)?;
            }
        }
    }
    Ok(())
}

fn join(
    tx: &mut Tx<'_>,
    pen: &Pen,
    account: AccountId,
    handles: &[&str],
    role: MemberRole,
) -> Result<(), Fault> {
    for handle in handles {
        if let Some(creator) = creator::store::find(tx, handle)? {
            member::put(tx, pen, creator.id, account, role)?;
        }
    }
    Ok(())
}

pub(super) fn introduce() {
    eprintln!("log in with the password \"{PASSWORD}\" as");
    for (email, _, is) in PEOPLE {
        eprintln!("  {email:<32} {}", is.words());
    }
}
