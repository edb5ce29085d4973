//! How the desk changes a place.

use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use super::open;
use super::version::{self, VersionRow};
use crate::pen::Pen;
use crate::slot::events::{PlaceChanged, SlotEmptied, SlotFilled};
use crate::slot::rules::{Act, FOUND, Filling, Refusal};

/// Why a place stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum ChangeFault {
    #[error("somebody else has changed the place meanwhile")]
    Conflict,
    #[error("the place stands so already")]
    Same,
    #[error("who changes it may not fill it any more")]
    Forbidden,
    /// The field that is wrong, and why.
    #[error("{0}: {1}")]
    Refused(&'static str, Refusal),
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// A change that somebody sends.
#[derive(Clone, Debug)]
pub struct Save {
    pub place: String,
    /// The version that its editor saw.
    pub rests_on: i64,
    pub act: Act,
}

/// Makes a place what `make` makes of it: what stands and comes now goes in, in
/// order, and whatever else stood or was to come goes out. Queries: seven, those of `make`,
/// and two for each filling that is another, of which a place has at most
/// [`MOST_FILLINGS`](crate::slot::rules::MOST_FILLINGS).
///
/// # Errors
/// [`ChangeFault::Conflict`] where the place is no longer as its editor saw it,
/// [`ChangeFault::Same`] where nothing changes; those of `make`; what the
/// database says.
pub fn change(
    tx: &mut Tx<'_>,
    pen: &Pen,
    save: &Save,
    make: impl FnOnce(&mut Tx<'_>, &[Filling]) -> Result<Vec<Filling>, ChangeFault>,
) -> Result<(), ChangeFault> {
    let (place, now) = (save.place.as_str(), pen.now());
    if !version::advance(tx, place, save.rests_on)? {
        return Err(ChangeFault::Conflict);
    }
    let open = open::list_of(tx, place, now)?;
    let before: Vec<Filling> = open.into_iter().map(|row| row.filling).collect();
    let mut after = make(tx, &before)?;
    if after == before {
        return Err(ChangeFault::Same);
    }
    if !version::is_kept(tx, place, save.rests_on)? {
        let found = kept(save.rests_on, now, FOUND, &before);
        version::keep(tx, place, None, &found)?;
    }
    let change = Writing {
        pen,
        place,
        now,
        before: &before,
    };
    change.take_out(tx, &after)?;
    change.put_in(tx, &mut after)?;
    let (version, act) = (save.rests_on + 1, save.act.name());
    let row = kept(version, now, act, &after);
    version::keep(tx, place, Some(pen.account()?), &row)?;
    let fact = PlaceChanged {
        place: place.to_owned(),
        version,
        act: act.to_owned(),
    };
    Ok(pen.tell(tx, &fact)?)
}

fn kept(version: i64, at: Millis, act: &str, fillings: &[Filling]) -> VersionRow {
    VersionRow {
        version,
        at,
        act: act.to_owned(),
        by: None,
        fillings: fillings.to_vec(),
    }
}

struct Writing<'a> {
    pen: &'a Pen,
    place: &'a str,
    now: Millis,
    before: &'a [Filling],
}

impl Writing<'_> {
    /// What has stood ends now and stays on record; what never stood goes.
    fn take_out(&self, tx: &mut Tx<'_>, after: &[Filling]) -> Result<(), Fault> {
        let gone = |old: &&Filling| !after.iter().any(|new| new.slot == old.slot);
        for old in self.before.iter().filter(gone) {
            match old.from_at < self.now {
                true => tx.execute(
                    "UPDATE slot SET until_at = $2 WHERE id = $1",
                    params![old.slot, self.now],
                )?,
                false => tx.execute("DELETE FROM slot WHERE id = $1", params![old.slot])?,
            };
            let fact = SlotEmptied {
                slot: old.slot,
                place: self.place.to_owned(),
                article: old.article,
            };
            self.pen.tell(tx, &fact)?;
        }
        Ok(())
    }

    fn put_in(&self, tx: &mut Tx<'_>, after: &mut [Filling]) -> Result<(), Fault> {
        for filling in after {
            let old = self.before.iter().find(|old| old.slot == filling.slot);
            if old == Some(filling) {
                continue;
            }
            let (title, position) = (&filling.title, filling.position);
            let (from, until) = (filling.from_at, filling.until_at);
            if let Some(old) = old {
                tx.execute(
                    "UPDATE slot SET title = $2, from_at = $3, until_at = $4, position = $5
                    WHERE id = $1",
                    params![filling.slot, title, from, until, position],
                )?;
                if old.title == filling.title && old.window() == filling.window() {
                    continue;
                }
            } else {
                filling.slot = self.pen.ids.fresh();
                tx.execute(
                    "INSERT INTO slot (id, place, article, title, from_at, until_at, position)
                    VALUES ($1, $2, $3, $4, $5, $6, $7)",
                    params![
                        filling.slot,
                        self.place,
                        filling.article,
                        title,
                        from,
                        until,
                        position
                    ],
                )?;
            }
            let fact = SlotFilled {
                slot: filling.slot,
                place: self.place.to_owned(),
                article: filling.article,
            };
            self.pen.tell(tx, &fact)?;
        }
        Ok(())
    }
}
