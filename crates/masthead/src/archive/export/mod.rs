//! Writing everything out as an archive: one snapshot of the database, row by
//! row, so that nothing here grows with the length of the articles.

mod read;
mod rows;

use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use masthead_archive::{WriteError, Writer};
use masthead_db::{Db, Fault};
use masthead_media::{Hash, Object, Store, StoreError};

use read::Item;

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
    #[error(
        "the picture {0} is not in the media folder: bring it back from a backup \
        (`masthead check` lists all that are missing)"
    )]
    Missing(String),
    #[error("the reader of the media folder could not be started: {0}")]
    Runtime(#[from] std::io::Error),
    #[error("the reader of the database has ended early: this is a defect of ours")]
    Reader,
}

/// Writes rows, then the originals of their pictures. The caller finishes the
/// writer. Blocks for as long as that takes: not for an async task.
///
/// # Errors
/// [`ExportError`].
pub fn export(db: &Db, store: &Store, writer: &mut Writer) -> Result<(), ExportError> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    thread::scope(|scope| {
        let (sender, items) = sync_channel(WAITING);
        let reader = scope.spawn(move || db.read_now(move |tx| read::all(tx, &sender)));
        let written = write_all(items, writer, |hash| {
            runtime.block_on(original(store, hash))
        });
        let read = reader.join().map_err(|_| ExportError::Reader)?;
        // Where writing failed, the reader only says that nobody listens.
        written?;
        Ok(read?)
    })
}

fn write_all(
    items: Receiver<Item>,
    writer: &mut Writer,
    original: impl Fn(&str) -> Result<Vec<u8>, ExportError>,
) -> Result<(), ExportError> {
    for item in items {
        match item {
            Item::Site(site) => writer.site(&site)?,
            Item::Channel(row) => writer.row(&row)?,
            Item::Column(row) => writer.row(&row)?,
            Item::User(row) => writer.row(&row)?,
            Item::Creator(row) => writer.row(&row)?,
            Item::Follower(row) => writer.row(&row)?,
            Item::Article(row) => writer.row(&*row)?,
            Item::Comment(row) => writer.row(&row)?,
            Item::Slot(row) => writer.row(&row)?,
            Item::Media { hash, format } => {
                let bytes = original(&hash)?;
                writer.media(&rows::path(&hash, &format), &bytes)?;
            }
        }
    }
    Ok(())
}

async fn original(store: &Store, hash: &str) -> Result<Vec<u8>, ExportError> {
    let name: Hash = hash
        .parse()
        .map_err(|_| ExportError::Missing(hash.into()))?;
    match store.get(name, Object::Original).await {
        Ok(Some(bytes)) => Ok(bytes.into()),
        Ok(None) => Err(ExportError::Missing(hash.into())),
        Err(error) => Err(ExportError::Store {
            hash: hash.into(),
            error: Box::new(error),
        }),
    }
}
