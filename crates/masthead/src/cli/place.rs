use std::cell::RefCell;
use std::fmt::Display;
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use masthead_clock::{Clock, Ids};
use masthead_db::{Db, Fault, Limits, Target, Tx};
use masthead_log::{Actor, Log};
use masthead_media::Store;

use super::PlaceArgs;
use super::outcome::{Failed, failed};
use super::settings::Settings;
use crate::node::Node;
use crate::pen::Pen;
use crate::schema;

/// The data that a command works on.
pub(super) struct Place {
    pub(super) db: Db,
    pub(super) media: Store,
    pub(super) folder: PathBuf,
    pub(super) target: Target,
    nodes: RefCell<Vec<Node>>,
}

/// Where the data is, before anything of it is opened.
pub(super) struct Site {
    pub(super) folder: PathBuf,
    pub(super) target: Target,
}

const FOLDER: &str = "masthead-data";
pub(super) const DATABASE: &str = "masthead.db";
pub(super) const MEDIA: &str = "media";
/// Whoever waits longer is told for what.
const UNSAID: Duration = Duration::from_secs(2);

impl Site {
    pub(super) fn of(settings: &Settings, args: &PlaceArgs) -> Result<Self, Failed> {
        let folder = args.data.clone().or_else(|| settings.data.clone());
        let folder = folder.unwrap_or_else(|| PathBuf::from(FOLDER));
        let target = match args.database.as_ref().or(settings.database.as_ref()) {
            Some(url) => Target::server(url).map_err(failed)?,
            None => Target::File(folder.join(DATABASE)),
        };
        Ok(Self { folder, target })
    }
}

impl Place {
    /// Opens the data, with the newest schema; makes it where there is none
    /// and `create` says so.
    pub(super) fn open(
        settings: &Settings,
        args: &PlaceArgs,
        create: bool,
    ) -> Result<Self, Failed> {
        Self::at(Site::of(settings, args)?, create)
    }

    pub(super) fn at(Site { folder, target }: Site, create: bool) -> Result<Self, Failed> {
        if let (Target::File(path), false) = (&target, create)
            && !path.exists()
        {
            return Err(format!(
                "there is no portal in {}: name its folder with --data DIR, or import an archive first",
                folder.display()
            ));
        }
        fs::create_dir_all(folder.join(MEDIA)).map_err(|error| {
            format!(
                "cannot write to the folder {}: {error}; choose another with --data DIR",
                folder.display()
            )
        })?;
        keep_private(&folder, 0o700);
        let db = said_where_it_lasts(format!("the database {target} to answer"), || {
            Db::open_within(&target, Limits::PATIENT).map_err(failed)
        })?;
        let steps =
            "another process that has locked the database, or for our own change of its schema";
        said_where_it_lasts(steps.to_owned(), || {
            let migrated = db.migrate(schema::STEPS);
            migrated.map_err(|error| format!("{target}: {error}"))
        })?;
        for beside in ["", "-wal", "-shm"] {
            keep_private(&folder.join(format!("{DATABASE}{beside}")), 0o600);
        }
        let media = Store::folder(&folder.join(MEDIA)).map_err(failed)?;
        Ok(Self {
            db,
            media,
            folder,
            target,
            nodes: RefCell::default(),
        })
    }

    /// The same, with the limits of those who wait at a browser.
    pub(super) fn for_serving(self) -> Result<Self, Failed> {
        let db = Db::open(&self.target).map_err(failed)?;
        Ok(Self { db, ..self })
    }

    /// Ids unlike those of any other process, as long as this place stands.
    pub(super) fn ids(&self, clock: &Clock) -> Result<Ids, Failed> {
        let ids = Ids::new(clock.clone());
        let node = past_locks(|| Node::take(&self.db, &ids)).map_err(failed)?;
        self.nodes.borrow_mut().push(node);
        Ok(ids)
    }

    /// A change, which may have to wait for who has locked the database.
    pub(super) fn write<T, E, F>(&self, work: F) -> Result<T, Failed>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Fault> + Display + Send + 'static,
    {
        past_locks(|| self.db.write_now(work)).map_err(failed)
    }

    /// The hand of a command.
    pub(super) fn pen(&self, clock: Clock) -> Result<Pen, Failed> {
        Ok(Pen {
            log: Log::new(clock.clone()),
            ids: self.ids(&clock)?,
            clock,
            actor: Actor::Platform,
        })
    }
}

/// Nobody else on this machine reads what is kept here, whatever was made
/// before. What is not ours to change stays as its owner wants it.
fn keep_private(path: &Path, mode: u32) {
    let changed = || -> io::Result<bool> {
        let known = fs::metadata(path)?.permissions().mode() & 0o777;
        if known & !mode == 0 {
            return Ok(false);
        }
        fs::set_permissions(path, Permissions::from_mode(known & mode))?;
        Ok(true)
    };
    match changed() {
        Ok(true) => tracing::info!("{} is now for its owner alone", path.display()),
        Ok(false) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => tracing::warn!("others may read {}: {error}", path.display()),
    }
}

/// Says that the database may be locked, once, where `work` takes its time.
pub(super) fn past_locks<T>(work: impl FnOnce() -> T) -> T {
    let locked = "the database: another process may have locked it";
    said_where_it_lasts(locked.to_owned(), work)
}

/// Says what is waited for, once, where `work` takes its time.
fn said_where_it_lasts<T>(what: String, work: impl FnOnce() -> T) -> T {
    let (done, waiting) = mpsc::channel::<()>();
    let teller = thread::spawn(move || {
        if waiting.recv_timeout(UNSAID) == Err(mpsc::RecvTimeoutError::Timeout) {
            tracing::info!("waiting for {what}");
        }
    });
    let answer = work();
    drop(done);
    let _ = teller.join();
    answer
}
