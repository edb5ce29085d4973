use super::PlaceArgs;
use super::outcome::{Failed, Outcome, failed};
use super::place::Place;
use super::settings::Settings;
use crate::check;

/// `masthead check`
pub(super) fn run(settings: &Settings, args: &PlaceArgs) -> Result<Outcome, Failed> {
    let place = Place::open(settings, args, false)?;
    let findings = check::check(&place.db, &place.media).map_err(failed)?;
    for finding in &findings {
        println!("{finding}");
    }
    if findings.iter().any(|finding| !finding.is_note) {
        return Ok(Outcome::WithFindings);
    }
    println!("everything is well");
    Ok(Outcome::Done)
}
