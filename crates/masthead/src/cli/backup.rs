use std::path::PathBuf;

use clap::Args;

use super::outcome::{Failed, Outcome, failed};
use super::place::{Place, Site};
use super::settings::Settings;
use super::{PlaceArgs, serve};
use crate::{backup, check};

#[derive(Args)]
pub(super) struct BackupArgs {
    #[command(flatten)]
    place: PlaceArgs,
    /// Where the backup is written: a folder that is new or empty.
    backup: PathBuf,
}

#[derive(Args)]
pub(super) struct RestoreArgs {
    #[command(flatten)]
    place: PlaceArgs,
    /// A folder that `masthead backup` wrote, on this or another database.
    backup: PathBuf,
}

/// `masthead backup`
pub(super) fn make(settings: &Settings, args: &BackupArgs) -> Result<Outcome, Failed> {
    let place = Place::open(settings, &args.place, false)?;
    let clock = serve::clock()?;
    let made = backup::make(&place.db, &place.folder, &args.backup, &clock).map_err(failed)?;
    println!(
        "backed up to {}: opened and looked through; {} pictures and films, schema {}",
        args.backup.display(),
        made.media_rows,
        made.schema
    );
    for hash in &made.missing {
        println!("media {hash}: has no file in the portal itself; `masthead check` tells more");
    }
    for what in &made.missing_private {
        println!("{what}: has no file in the portal itself; `masthead check` tells more");
    }
    Ok(
        match made.missing.is_empty() && made.missing_private.is_empty() {
            true => Outcome::Done,
            false => Outcome::WithFindings,
        },
    )
}

/// `masthead restore`
pub(super) fn give_back(settings: &Settings, args: &RestoreArgs) -> Result<Outcome, Failed> {
    let site = Site::of(settings, &args.place)?;
    let given = backup::give_back(&args.backup, &site.folder, &site.target).map_err(failed)?;
    let place = Place::at(site, false)
        .map_err(|line| format!("all was given back, but the portal does not open: {line}"))?;
    println!(
        "restored to {} what was backed up at {}",
        place.target, given.made_at
    );
    let findings = check::check(&place.db, &place.media).map_err(failed)?;
    for finding in &findings {
        println!("{finding}");
    }
    Ok(match findings.iter().all(|finding| finding.is_note) {
        true => Outcome::Done,
        false => Outcome::WithFindings,
    })
}
