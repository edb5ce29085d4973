//! Backups: everything that a portal is, as it stood at one moment, in a
//! folder that a portal can be made of again, on either database.
//!
//! The folder holds `masthead.db` (a SQLite file, whatever the database was),
//! `media/` and, written last, `backup.json`: a folder without it is no backup.

mod files;
mod made;
mod manifest;
#[cfg(suite)]
mod tests;

use std::path::{self, Path, PathBuf};
use std::{fs, io};

use masthead_clock::Clock;
use masthead_db::{Db, Fault, Limits, OpenError, Snapshot, Target};

pub use manifest::Manifest;

use crate::media::store::private::NAMED;
use crate::schema;
use made::Made;

const DATABASE: &str = "masthead.db";
const MEDIA: &str = "media";
/// The first schema that says which private files have to be there.
const PRIVATE_FILES: i64 = 30;

/// Why there is no backup, or nothing could be given back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("{} is not empty: name a folder that is new", .0.display())]
    NotEmpty(PathBuf),
    #[error("{} lies in the media of the portal: name a folder elsewhere", .0.display())]
    Within(PathBuf),
    #[error("{}: {error}{}", path.display(), way_out(error))]
    File { path: PathBuf, error: io::Error },
    #[error("copying {} to {}: {error}{}", from.display(), to.display(), way_out(error))]
    Copy {
        from: PathBuf,
        to: PathBuf,
        error: io::Error,
    },
    #[error("{} is no whole backup: {why}", path.display())]
    NotWhole { path: PathBuf, why: String },
    #[error(
        "the backup was written by a newer Masthead (schema {found}, this one knows {known}): \
        run that version or a later one"
    )]
    Newer { found: i64, known: i64 },
    #[error("there is a portal in {0} already: a backup is given back where there is none")]
    Taken(String),
    #[error(
        "{} is left of a database that is gone, and would be read into the one that is given back: \
        move it away, or name another folder with --data DIR",
        .0.display()
    )]
    Remains(PathBuf),
    #[error(transparent)]
    Closed(#[from] OpenError),
    #[error("the database: {0}")]
    Fault(#[from] Fault),
}

/// Writes a backup of this portal to `into`, a folder that is new or empty,
/// while the portal is served and written to. It is opened and looked through
/// before this answers.
///
/// # Errors
/// [`BackupError`]; what was written until then is taken away again.
pub fn make(db: &Db, folder: &Path, into: &Path, clock: &Clock) -> Result<Manifest, BackupError> {
    let (from, to) = (folder.join(MEDIA), into.join(MEDIA));
    apart(into, &from)?;
    let mut made = Made::default();
    made.folder(into)?;
    empty(into)?;
    // Files never change, and each is there before a row names it and goes when none does.
    // So what the rows of a moment name was there before it, or came until now.
    files::copy(&from, &to, &mut made)?;
    for beside in ["", "-journal", "-wal", "-shm"] {
        made.note(&into.join(format!("{DATABASE}{beside}")));
    }
    db.snapshot(&into.join(DATABASE), schema::STEPS)?;
    files::copy(&from, &to, &mut made)?;
    let manifest = look_through(into, Manifest::of_now(clock))?;
    made.note(&into.join(manifest::FILE));
    manifest.write(into)?;
    made.keep();
    Ok(manifest)
}

/// Makes a portal of a backup: its media in `folder`, its database at
/// `target`, where neither holds anything yet.
///
/// # Errors
/// [`BackupError`]; what was written until then is taken away again.
pub fn give_back(backup: &Path, folder: &Path, target: &Target) -> Result<Manifest, BackupError> {
    let said = Manifest::read(backup)?;
    let known = schema::STEPS.last().map_or(0, |step| step.version);
    if said.schema > known {
        let found = said.schema;
        return Err(BackupError::Newer { found, known });
    }
    let manifest = look_through(backup, said)?;
    let taken = match target {
        Target::File(path) => path.exists(),
        Target::Server(_) => !open(target)?.is_untouched()?,
    };
    if taken {
        return Err(BackupError::Taken(target.to_string()));
    }
    if let Target::File(path) = target
        && let Some(left) = remains(path)
    {
        return Err(BackupError::Remains(left));
    }
    let mut made = Made::default();
    made.folder(folder)?;
    files::copy(&backup.join(MEDIA), &folder.join(MEDIA), &mut made)?;
    // The database comes last: a portal begins with it.
    let given = match target {
        Target::File(path) => files::copy_file(&backup.join(DATABASE), path),
        Target::Server(_) => fill(&backup.join(DATABASE), target),
    };
    if given.is_ok() || may_be_filled(target) {
        made.keep();
    }
    given.map(|()| manifest)
}

/// What SQLite would take for the last writes of a file that is put beside it.
fn remains(database: &Path) -> Option<PathBuf> {
    let beside = ["-wal", "-journal"].map(|end| {
        let mut name = database.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    });
    beside.into_iter().find(|path| path.exists())
}

fn open(target: &Target) -> Result<Db, BackupError> {
    Ok(Db::open_within(target, Limits::PATIENT)?)
}

/// A commit whose answer was lost may have gone through, and its rows name media.
fn may_be_filled(target: &Target) -> bool {
    match target {
        Target::File(_) => false,
        Target::Server(_) => {
            let is_untouched = open(target).ok().and_then(|db| db.is_untouched().ok());
            is_untouched != Some(true)
        }
    }
}

/// By a copy of the file, which is brought to the schema of this program first.
fn fill(file: &Path, target: &Target) -> Result<(), BackupError> {
    let scratch = tempfile::tempdir().map_err(at(file))?;
    let copy = scratch.path().join(DATABASE);
    files::copy_file(file, &copy)?;
    let migrated = open(&Target::File(copy.clone()))?.migrate(schema::STEPS);
    migrated.map_err(Fault::from)?;
    let server = open(target)?;
    Ok(server.fill_from(&Snapshot::open(&copy)?, schema::STEPS)?)
}

/// Opens the backup's database, reads all of it, and looks for the file of each
/// picture, film and paper that a row names.
fn look_through(backup: &Path, manifest: Manifest) -> Result<Manifest, BackupError> {
    let snapshot = Snapshot::open(&backup.join(DATABASE))?;
    snapshot.verify()?;
    let (mut missing, mut files) = (Vec::new(), 0);
    let media = backup.join(MEDIA);
    snapshot.pairs("SELECT hash, master_format FROM media", |hash, format| {
        files += 1;
        if !files::has_media(&media, &hash, &format) {
            missing.push(hash);
        }
    })?;
    let schema = snapshot.schema_version()?;
    let mut missing_private = Vec::new();
    // Of an older one `check` tells, once it was brought to the schema of this program.
    if schema >= PRIVATE_FILES {
        snapshot.pairs(NAMED, |name, what| {
            if !files::has_private(&media, &name) {
                missing_private.push(what);
            }
        })?;
    }
    if let Some(manifest) = manifest.unlike(schema, files) {
        return Err(not_whole(backup, manifest));
    }
    Ok(Manifest {
        schema,
        media_rows: files,
        missing,
        missing_private,
        ..manifest
    })
}

fn not_whole(path: &Path, why: impl Into<String>) -> BackupError {
    BackupError::NotWhole {
        path: path.to_owned(),
        why: why.into(),
    }
}

/// A folder that is copied into itself has no end.
fn apart(folder: &Path, media: &Path) -> Result<(), BackupError> {
    let folder = path::absolute(folder).map_err(at(folder))?;
    let media = path::absolute(media).map_err(at(media))?;
    match folder.starts_with(media) {
        true => Err(BackupError::Within(folder)),
        false => Ok(()),
    }
}

/// Takes a folder in which nothing stands.
fn empty(folder: &Path) -> Result<(), BackupError> {
    match fs::read_dir(folder).map_err(at(folder))?.next() {
        None => Ok(()),
        Some(_) => Err(BackupError::NotEmpty(folder.to_owned())),
    }
}

/// What helps, where it is known.
fn way_out(error: &io::Error) -> &'static str {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    match error.kind() {
        FileTooLarge | QuotaExceeded | StorageFull => "; make room there, or name another folder",
        _ => "",
    }
}

fn at(path: &Path) -> impl Fn(io::Error) -> BackupError + use<> {
    let path = path.to_owned();
    move |error| BackupError::File {
        path: path.clone(),
        error,
    }
}
