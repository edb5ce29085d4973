use std::sync::Arc;

use masthead_archive::rows::Row;
use masthead_archive::{Fault as LineFault, FileKind, LineError};
use masthead_db::{Fault, FaultKind, Tx};

use super::desk::Desk;
use super::lookup::Lookups;
use super::order::Numbered;
use super::report::Hall;
use super::{ImportError, Job};
use crate::pen::{Change, Pen};

/// Why a row was not written.
pub(super) enum Unwritten {
    /// The line is at fault. Nothing of it has been written.
    Line(LineFault),
    /// It rests on a row that may come later in the file.
    Later,
    Fault(Fault),
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Taken,
    Refused,
    Later,
}

impl From<Fault> for Unwritten {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// A refusal of one key's value.
pub(super) fn refuse<T>(key: &str, reason: impl Into<String>) -> Result<T, Unwritten> {
    Err(Unwritten::Line(LineFault::new(key, reason)))
}

/// What writes one row. References are checked before anything is written.
pub(super) type Put<P> = fn(&mut Tx<'_>, &mut Lookups, &Pen, &P) -> Result<Change, Unwritten>;

/// Something that came from a file: a row itself, or what was made of it.
pub(super) trait Filed {
    const FILE: FileKind;
}

impl<R: Row> Filed for R {
    const FILE: FileKind = R::FILE;
}

/// For each row its change; none for a row that waits.
type Answers = Vec<Result<Option<Change>, LineFault>>;

/// Writes a batch, and tells what became of each row; the caller hears it too.
pub(super) fn write_batch<P: Filed + Send + Sync + 'static>(
    job: &Job,
    desk: &mut Desk<'_, '_>,
    hall: &mut Hall<'_>,
    rows: &Arc<Vec<Numbered<P>>>,
    put: Put<P>,
) -> Result<Vec<Answer>, ImportError> {
    let answers = match write(job, desk, rows, 0..rows.len(), put) {
        Err(fault) if desk.is_parted() && is_about_a_row(&fault) => {
            write_one_by_one(job, desk, rows, put)?
        }
        other => other?,
    };
    let told = |(one, answer): (&Numbered<P>, _)| match answer {
        Ok(Some(change)) => {
            hall.taken(P::FILE, one.line, change);
            Answer::Taken
        }
        Ok(None) => Answer::Later,
        Err(fault) => {
            hall.refused(LineError::new(P::FILE, one.line, fault));
            Answer::Refused
        }
    };
    Ok(rows.iter().zip(answers).map(told).collect())
}

fn write<P: Send + Sync + 'static>(
    job: &Job,
    desk: &mut Desk<'_, '_>,
    rows: &Arc<Vec<Numbered<P>>>,
    range: std::ops::Range<usize>,
    put: Put<P>,
) -> Result<Answers, Fault> {
    let (pen, rows) = (job.pen.clone(), Arc::clone(rows));
    desk.write(move |tx| {
        let mut lookups = Lookups::default();
        let answer = |one: &Numbered<P>| match put(tx, &mut lookups, &pen, &one.row) {
            Ok(change) => Ok(Ok(Some(change))),
            Err(Unwritten::Later) => Ok(Ok(None)),
            Err(Unwritten::Line(fault)) => Ok(Err(fault)),
            Err(Unwritten::Fault(fault)) => Err(fault),
        };
        rows[range].iter().map(answer).collect()
    })
}

/// One row that the database refuses does not take its batch with it.
fn write_one_by_one<P: Send + Sync + 'static>(
    job: &Job,
    desk: &mut Desk<'_, '_>,
    rows: &Arc<Vec<Numbered<P>>>,
    put: Put<P>,
) -> Result<Answers, Fault> {
    let mut answers = Answers::with_capacity(rows.len());
    for at in 0..rows.len() {
        match write(job, desk, rows, at..at + 1, put) {
            Ok(answer) => answers.extend(answer),
            Err(fault) if is_about_a_row(&fault) => answers.push(Err(LineFault {
                key: None,
                reason: format!("the database does not take it: {fault}"),
            })),
            Err(fault) => return Err(fault),
        }
    }
    Ok(answers)
}

fn is_about_a_row(fault: &Fault) -> bool {
    matches!(
        fault.kind(),
        FaultKind::Unique | FaultKind::ForeignKey | FaultKind::Check
    )
}
