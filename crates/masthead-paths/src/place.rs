//! The data that the paths are measured on: the same rows whenever it is made.

use std::path::Path;

use masthead::archive::import::{Home, Options, import};
use masthead::mail::Delivery;
use masthead::portal::{Parts, Portal, Settings};
use masthead::{followers, schema};
use masthead_archive::rows::Timestamp;
use masthead_archive::{Source, Writer};
use masthead_auth::Cost;
use masthead_clock::{Clock, Ids, Random};
use masthead_db::{Db, Target};
use masthead_demo::generate;
use masthead_log::{Log, catch_up};
use masthead_media::Store;

use super::Outcome;

const NOW: &str = "2026-01-18T04:35:00+08:00";
const ARTICLES: u64 = 600;
const SEED: u64 = 1;

/// Generates an archive and imports it into `folder`.
pub(super) fn prepare(folder: &Path) -> Outcome<()> {
    let archive = folder.join("archive");
    let clock = Clock::frozen(NOW)?;
    let mut writer = Writer::create(&archive)?;
    let options = generate::Options {
        articles: ARTICLES,
        seed: SEED,
        creators: None,
        channels: None,
        end: Timestamp(clock.now().timestamp()),
    };
    generate::write(&options, &mut writer)?;
    writer.finish()?;
    let portal = open_at(folder, clock.clone())?;
    let home = Home {
        db: portal.db.clone(),
        log: portal.log.clone(),
        ids: Ids::new(clock.clone()),
        clock: clock.clone(),
        store: portal.media.clone(),
    };
    let report = import(
        Source::open(&archive)?,
        Options::default(),
        &home,
        &mut |_| {},
    )?;
    if !report.is_whole() {
        return Err("the generated archive is not whole".into());
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    Ok(runtime.block_on(catch_up(&portal.db, &clock, &followers::stored()))?)
}

/// The portal in `folder` at the moment for which it was made; at the present
/// where it is somebody's own.
pub(super) fn open(folder: &Path) -> Outcome<Portal> {
    let ours = folder.join("archive").exists();
    let clock = if ours {
        Clock::frozen(NOW)?
    } else {
        Clock::machine()
    };
    open_at(folder, clock)
}

fn open_at(folder: &Path, clock: Clock) -> Outcome<Portal> {
    let media = folder.join("media");
    std::fs::create_dir_all(&media)?;
    let db = Db::open(&Target::File(folder.join("masthead.db")))?;
    db.migrate(schema::STEPS)?;
    Ok(Portal::new(Parts {
        db,
        log: Log::new(clock.clone()),
        clock,
        media: Store::folder(&media)?,
        settings: Settings {
            delivery: Delivery::Outbox,
            ..Settings::default()
        },
        press: masthead_press::Limits::default(),
        random: Random::machine(),
        cost: Cost::CHEAP,
    })?)
}
