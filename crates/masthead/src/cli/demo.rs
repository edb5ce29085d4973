mod newsroom;
mod people;

use std::fs;
use std::path::PathBuf;

use masthead_archive::rows::Timestamp;
use masthead_archive::{Source, Writer};

use super::outcome::{Failed, Outcome, failed};
use super::place::Place;
use super::serve::{Mail, ServeArgs};
use super::settings::Settings;
use super::{archive, serve};
use crate::archive::import::Options;

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
    people::settle(&place)?;
    people::introduce();
    serve::serve(settings, args, place, Mail::Outbox)
}

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
