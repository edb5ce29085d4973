//! Writing everything out as an archive: one snapshot of the database, row by
//! row, so that nothing here grows with the length of the articles.

mod read;
mod rows;
mod sieve;

use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use masthead_archive::rows::{Article, Comment, Creator, Follower, Place, Row, Slot};
use masthead_archive::{Fault as RowFault, FileKind, WriteError, Writer};
use masthead_db::{Db, Fault};
use masthead_media::{Hash, Object, Store, StoreError};

use read::{Item, Turn};
use sieve::{Reference, Sieve};

pub use sieve::LeftOut;

/// Rows that wait between the database and the disk.
const WAITING: usize = 64;

/// Why an archive was not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("reading the database: {0}")]
    Fault(#[from] Fault),
    #[error(transparent)]
    Write(#[from] WriteError),
    #[error("reading the picture {hash}: {error}")]
    Store {
        hash: String,
        error: Box<StoreError>,
    },
    #[error("the reader of the media folder could not be started: {0}")]
    Runtime(#[from] std::io::Error),
    #[error("the reader of the database has ended early: this is a defect of ours")]
    Reader,
}

/// Writes rows, then the originals of their pictures, and gives what an
/// archive cannot say or the media folder has lost. The caller finishes the
/// writer. Blocks for as long as that takes: not for an async task.
///
/// # Errors
/// [`ExportError`].
pub fn export(db: &Db, store: &Store, writer: &mut Writer) -> Result<Vec<LeftOut>, ExportError> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    thread::scope(|scope| {
        let (sender, items) = sync_channel(WAITING);
        let reader = scope.spawn(move || db.read_now(move |tx| read::all(tx, &sender)));
        let written = write_all(items, writer, |hash| {
            runtime.block_on(original(store, hash))
        });
        let read = reader.join().map_err(|_| ExportError::Reader)?;
        // Where writing failed, the reader only says that nobody listens.
        let left_out = written?;
        read?;
        Ok(left_out)
    })
}

fn write_all(
    items: Receiver<Item>,
    writer: &mut Writer,
    original: impl Fn(&str) -> Result<Option<Vec<u8>>, ExportError>,
) -> Result<Vec<LeftOut>, ExportError> {
    let mut out = Out {
        writer,
        sieve: Sieve::new(),
    };
    for item in items {
        match item {
            Item::Site(site) => {
                let site = out.sieve.site(*site);
                out.writer.site(&site)?;
            }
            Item::Channels(rows) => {
                out.sections(rows, |row| row.id.clone(), |row| &mut row.parent)?;
            }
            Item::Columns(rows) => {
                out.sections(rows, |row| row.id.clone(), |row| &mut row.parent)?;
            }
            Item::User(row) => {
                let id = row.id.clone();
                out.row(row, &id, &[])?;
            }
            Item::Creator(row) => out.creator(row)?,
            Item::Follower(row) => out.follower(row)?,
            Item::Article { row, losses } => out.article(*row, losses)?,
            Item::Comment { row, turn } => out.comment(row, turn)?,
            Item::Slot(row) => out.slot(row)?,
            Item::Unsaid { file, row, fault } => out.sieve.hold(file, &row, fault),
            Item::Media { hash, format } => {
                let path = rows::path(&hash, &format);
                match original(&hash)? {
                    Some(bytes) => out.writer.media(&path, &bytes)?,
                    None => {
                        let lost = "is not in the media folder: bring it back from a backup \
                            (`masthead check` lists all that are missing)";
                        out.sieve.say("media", &path, whole(lost));
                    }
                }
            }
        }
    }
    Ok(out.sieve.said)
}

fn whole(reason: impl Into<String>) -> RowFault {
    RowFault {
        key: None,
        reason: reason.into(),
    }
}

fn to<'a>(file: FileKind, key: &'static str, id: &'a str) -> Reference<'a> {
    Reference { key, file, id }
}

/// The archive behind the sieve.
struct Out<'a> {
    writer: &'a mut Writer,
    sieve: Sieve,
}

impl Out<'_> {
    fn row<R: Row>(
        &mut self,
        row: R,
        id: &str,
        references: &[Reference<'_>],
    ) -> Result<(), ExportError> {
        match self.sieve.row(row, id, references) {
            Some(row) => Ok(self.writer.row(&row)?),
            None => Ok(()),
        }
    }

    /// Each is sifted before any is written: a parent may come after its
    /// children.
    fn sections<R: Row>(
        &mut self,
        rows: Vec<R>,
        id: fn(&R) -> String,
        parent: fn(&mut R) -> &mut Option<String>,
    ) -> Result<(), ExportError> {
        let mut sifted = Vec::new();
        for row in rows {
            let id = id(&row);
            sifted.extend(self.sieve.row(row, &id, &[]));
        }
        for mut row in sifted {
            let id = id(&row);
            let sieve = &mut self.sieve;
            let above = parent(&mut row);
            *above = above.take().filter(|above| {
                let above = to(R::FILE, "parent", above);
                sieve.stands(R::FILE.name(), &id, &above)
            });
            self.writer.row(&row)?;
        }
        Ok(())
    }

    fn creator(&mut self, mut row: Creator) -> Result<(), ExportError> {
        let id = row.id.clone();
        let file = FileKind::Creators.name();
        let sieve = &mut self.sieve;
        row.members.retain(|member| {
            let user = to(FileKind::Users, "members", &member.user);
            sieve.stands(file, &id, &user)
        });
        self.row(row, &id, &[])
    }

    fn follower(&mut self, row: Follower) -> Result<(), ExportError> {
        let (creator, user) = (row.creator.clone(), row.user.clone());
        let both = [
            to(FileKind::Creators, "creator", &creator),
            to(FileKind::Users, "user", &user),
        ];
        self.row(row, &creator, &both)
    }

    fn article(&mut self, mut row: Article, losses: Vec<String>) -> Result<(), ExportError> {
        let (id, creator) = (row.id.clone(), row.creator.clone());
        let file = FileKind::Articles.name();
        for loss in losses {
            self.sieve.say(file, &id, RowFault::new("body", loss));
        }
        let creator = to(FileKind::Creators, "creator", &creator);
        // Who is held back takes it along; of where it stands it may be without.
        if !self.sieve.is_held(&creator) {
            let sieve = &mut self.sieve;
            row.channel = row.channel.take().filter(|channel| {
                let channel = to(FileKind::Channels, "channel", channel);
                sieve.stands(file, &id, &channel)
            });
            row.columns.retain(|column| {
                let column = to(FileKind::Columns, "columns", column);
                sieve.stands(file, &id, &column)
            });
        }
        self.row(row, &id, &[creator])
    }

    fn comment(&mut self, row: Comment, turn: Turn) -> Result<(), ExportError> {
        let (id, article, author) = (row.id.clone(), row.article.clone(), row.author.clone());
        let parent = row.parent.clone();
        let mut names = vec![
            to(FileKind::Articles, "article", &article),
            to(FileKind::Users, "author", &author),
        ];
        names.extend(parent.iter().map(|id| to(FileKind::Comments, "parent", id)));
        let said = self.sieve.said.len();
        let row = self.sieve.row(row, &id, &names);
        if turn == Turn::Again {
            // All of it was said ahead.
            self.sieve.said.truncate(said);
        }
        match row {
            Some(row) if turn != Turn::Ahead => Ok(self.writer.row(&row)?),
            _ => Ok(()),
        }
    }

    fn slot(&mut self, row: Slot) -> Result<(), ExportError> {
        let (place, article) = (row.place.clone(), row.article.clone());
        let mut names = vec![to(FileKind::Articles, "article", &article)];
        match &place {
            Place::ChannelHeadline(slug) => names.push(to(FileKind::Channels, "place", slug)),
            Place::ColumnHeadline(slug) => names.push(to(FileKind::Columns, "place", slug)),
            Place::HomeTop | Place::Hot => {}
        }
        self.row(row, &place.to_string(), &names)
    }
}

/// None where it is not there.
async fn original(store: &Store, hash: &str) -> Result<Option<Vec<u8>>, ExportError> {
    let Ok(name) = hash.parse::<Hash>() else {
        return Ok(None);
    };
    match store.get(name, Object::Original).await {
        Ok(bytes) => Ok(bytes.map(Into::into)),
        Err(error) => Err(ExportError::Store {
            hash: hash.into(),
            error: Box::new(error),
        }),
    }
}
