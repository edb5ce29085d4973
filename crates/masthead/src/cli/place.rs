use std::fs;
use std::path::PathBuf;

use masthead_db::{Db, Target};
use masthead_media::Store;

use super::PlaceArgs;
use super::outcome::{Failed, failed};
use super::settings::Settings;
use crate::schema;

/// The data that a command works on.
pub(super) struct Place {
    pub(super) db: Db,
    pub(super) media: Store,
    pub(super) folder: PathBuf,
}

const FOLDER: &str = "masthead-data";
const DATABASE: &str = "masthead.db";
const MEDIA: &str = "media";

impl Place {
    /// Opens the data, with the newest schema; makes it where there is none
    /// and `create` says so.
    pub(super) fn open(
        settings: &Settings,
        args: &PlaceArgs,
        create: bool,
    ) -> Result<Self, Failed> {
        let folder = args.data.clone().or_else(|| settings.data.clone());
        let folder = folder.unwrap_or_else(|| PathBuf::from(FOLDER));
        let target = match args.database.as_ref().or(settings.database.as_ref()) {
            Some(url) => Target::server(url).map_err(failed)?,
            None => Target::File(folder.join(DATABASE)),
        };
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
        let db = Db::open(&target).map_err(failed)?;
        db.migrate(schema::STEPS)
            .map_err(|error| format!("{target}: {error}"))?;
        let media = Store::folder(&folder.join(MEDIA)).map_err(failed)?;
        Ok(Self { db, media, folder })
    }
}
