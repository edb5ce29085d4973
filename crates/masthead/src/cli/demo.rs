use std::fs;
use std::path::PathBuf;

use masthead_archive::rows::Timestamp;
use masthead_archive::{Source, Writer};
use masthead_auth::{Cost, Passwords};
use masthead_clock::Random;
use masthead_db::Tx;
use masthead_log::Actor;

use super::outcome::{Failed, Outcome, failed};
use super::place::Place;
use super::serve::{Mail, ServeArgs};
use super::settings::Settings;
use super::{archive, serve};
use crate::account::rules::Email;
use crate::account::store::login;
use crate::account::store::role::{self, RoleFault};
use crate::account::{Grant, Role};
use crate::archive::import::Options;
use crate::channel;
use crate::pen::Pen;

/// Stands in the folder once the demo content is whole.
const READY: &str = "demo-ready";

/// `masthead demo`: a full portal, made at the first start and kept.
pub(super) fn run(settings: &Settings, mut args: ServeArgs) -> Result<Outcome, Failed> {
    let folder = args.place.data.clone().unwrap_or_else(usual_folder);
    args.place.data = Some(folder);
    let place = Place::open(settings, &args.place, true)?;
    if place.folder.join(READY).exists() {
        eprintln!("demo content is in {}", place.folder.display());
    } else {
        fill(&place)?;
    }
    people(&place)?;
    introduce();
    serve::serve(settings, args, place, Mail::Outbox)
}

/// People to try the portal as.
const PEOPLE: [(&str, &str, Option<Role>); 5] = [
    ("reader@wangchuan.example", "望川读者", None),
    (
        "reviewer@wangchuan.example",
        "审稿 沈舟",
        Some(Role::Reviewer),
    ),
    (
        "editor@wangchuan.example",
        "城事编辑 顾岚",
        Some(Role::ChannelEditor),
    ),
    (
        "moderator@wangchuan.example",
        "内容管理 许汀",
        Some(Role::Moderator),
    ),
    (
        "admin@wangchuan.example",
        "管理员 方澄",
        Some(Role::Administrator),
    ),
];
/// Of the channel editor.
const CHANNEL: &str = "city";
/// Of all of them. No secret: whoever runs a demo may know it.
const PASSWORD: &str = "lotus ferry eleven";

fn usual_folder() -> PathBuf {
    std::env::temp_dir().join("masthead-demo")
}

/// Writes the demo content as an archive and imports it, as anybody would.
fn fill(place: &Place) -> Result<(), Failed> {
    eprintln!(
        "filling {} with demo content; this takes a few seconds, once",
        place.folder.display()
    );
    let clock = serve::clock()?;
    let scratch = tempfile::tempdir_in(&place.folder).map_err(failed)?;
    let path = scratch.path().join("demo");
    let mut writer = Writer::create(&path).map_err(failed)?;
    masthead_demo::content::write(&mut writer, Timestamp(clock.now().timestamp()))
        .map_err(failed)?;
    writer.finish().map_err(failed)?;
    let report = archive::bring_in(
        place,
        Source::open(&path).map_err(failed)?,
        Options::default(),
        clock,
    )?;
    if !report.is_whole() {
        return Err("the demo content is not whole: this is a defect of ours".to_owned());
    }
    fs::write(place.folder.join(READY), "").map_err(failed)
}

/// Sets up the accounts of [`PEOPLE`], those that are not there.
fn people(place: &Place) -> Result<(), Failed> {
    let random = Random::machine();
    let password = Passwords::new(Cost::default(), &random).keep(PASSWORD, &random);
    let pen = Pen::fresh(&place.db, serve::clock()?, Actor::Platform).map_err(failed)?;
    let write = move |tx: &mut Tx<'_>| -> Result<(), RoleFault> {
        for (email, name, role) in PEOPLE {
            let Some(email) = Email::parse(email) else {
                continue;
            };
            if login::find_holder(tx, &email)?.is_some() {
                continue;
            }
            let account = login::create(tx, &pen, name, &email)?;
            login::set_login(tx, &pen, account, &email, &password)?;
            let channel = match role {
                Some(Role::ChannelEditor) => channel::store::put::find_id(tx, CHANNEL)?,
                _ => None,
            };
            let grant = role.and_then(|role| Grant::new(role, channel));
            if let Some(grant) = grant {
                role::give(tx, &pen, account, grant)?;
            }
        }
        Ok(())
    };
    place.db.write_now(write).map_err(failed)
}

fn introduce() {
    eprintln!("log in with the password \"{PASSWORD}\" as");
    for (email, _, role) in PEOPLE {
        eprintln!("  {email:<32} {}", role.map_or("reader", Role::name));
    }
}
