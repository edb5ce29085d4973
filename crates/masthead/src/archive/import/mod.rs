//! Reading an archive into the database, file by file in the order of the
//! contract, in batches: nothing here grows with the number of articles.

mod articles;
mod batch;
mod body;
mod comments;
mod desk;
mod lookup;
mod order;
mod people;
mod pictures;
mod report;
mod sections;
mod slots;
mod stream;

use std::sync::{Arc, mpsc};
use std::thread;

use masthead_archive::{ArchiveError, Source};
use masthead_clock::{Clock, Ids};
use masthead_db::{Db, Fault};
use masthead_log::{Actor, Log};
use masthead_media::{Store, StoreError};

use crate::pen::Pen;
use crate::schema::highest_id;
use desk::Desk;
use pictures::Pictures;

pub use report::{News, Report, Tally};

/// How an archive is taken.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// All or nothing: where one line or picture cannot be taken, nothing is.
    pub strict: bool,
    /// The operator's rules for bodies.
    pub policy: masthead_document::Policy,
    pub document_limits: masthead_document::Limits,
    pub media_limits: masthead_media::Limits,
}

/// Where an archive is taken to.
#[derive(Clone)]
pub struct Home {
    pub db: Db,
    pub log: Log,
    pub ids: Ids,
    pub clock: Clock,
    pub store: Store,
}

/// Why an import ended early.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    #[error(transparent)]
    Fault(#[from] Fault),
    #[error("keeping pictures: {}", causes(.0))]
    Store(#[from] StoreError),
    #[error("a worker of the import has ended early: this is a defect of ours")]
    Worker,
    #[error(
        "nothing was imported: {} lines and {} parts of others cannot be taken, and --strict imports all or nothing",
        .0.refused(), .0.left_out
    )]
    Strict(Box<Report>),
}

fn causes(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {}", causes(source)),
        None => error.to_string(),
    }
}

/// What the steps of one import share.
struct Job {
    source: Source,
    pen: Pen,
    pictures: Pictures,
    options: Options,
}

/// Imports an archive, and tells what it comes to as it comes. Blocks for as
/// long as that takes: not for an async task. Followers run afterwards, by
/// the caller.
///
/// In parts, each batch of some hundred rows is committed on its own, so that
/// an import that ends early has taken whole rows and may be started again.
/// With `strict` everything is one transaction; on SQLite nobody else writes
/// meanwhile, on PostgreSQL nobody else arranges sections.
///
/// # Errors
/// [`ImportError`]; a line that cannot be taken is news, not an error.
pub fn import(
    source: Source,
    options: Options,
    home: &Home,
    tell: &mut dyn FnMut(News),
) -> Result<Report, ImportError> {
    let strict = options.strict;
    let job = Arc::new(Job::new(source, options, home)?);
    let report = if strict {
        run_whole(&job, &home.db, tell)
    } else {
        run(&job, &mut Desk::Batches(&home.db), tell)
    };
    let swept = job.pictures.sweep();
    // Why the import failed says more than what that left behind.
    let report = report?;
    swept?;
    Ok(report)
}

impl Job {
    fn new(source: Source, options: Options, home: &Home) -> Result<Self, ImportError> {
        let pen = Pen {
            log: home.log.clone(),
            ids: home.ids.clone(),
            clock: home.clock.clone(),
            actor: Actor::Import,
        };
        pen.ids.above(home.db.read_now(highest_id)?);
        Ok(Self {
            source,
            pen,
            pictures: Pictures::new(home, &options)?,
            options,
        })
    }
}

fn run(
    job: &Arc<Job>,
    desk: &mut Desk<'_, '_>,
    tell: &mut dyn FnMut(News),
) -> Result<Report, ImportError> {
    let mut report = Report::new(job.source.total_bytes());
    let mut hall = report::Hall::new(&mut report, tell);
    sections::site(job, desk, &mut hall)?;
    sections::channels(job, desk, &mut hall)?;
    sections::columns(job, desk, &mut hall)?;
    people::users(job, desk, &mut hall)?;
    people::creators(job, desk, &mut hall)?;
    people::followers(job, desk, &mut hall)?;
    articles::articles(job, desk, &mut hall)?;
    comments::comments(job, desk, &mut hall)?;
    slots::slots(job, desk, &mut hall)?;
    Ok(report)
}

/// The whole import as one piece of database work on that database's thread;
/// its news come back here, to the caller's.
fn run_whole(job: &Arc<Job>, db: &Db, tell: &mut dyn FnMut(News)) -> Result<Report, ImportError> {
    let (sender, news) = mpsc::channel();
    let (job, db) = (Arc::clone(job), db.clone());
    let work = thread::spawn(move || {
        db.write_now(move |tx| {
            let mut tell = move |news| drop(sender.send(news));
            let report = run(&job, &mut Desk::Whole(tx), &mut tell)?;
            if report.is_whole() {
                Ok(report)
            } else {
                Err(ImportError::Strict(Box::new(report)))
            }
        })
    });
    for news in news {
        tell(news);
    }
    work.join().unwrap_or(Err(ImportError::Worker))
}
