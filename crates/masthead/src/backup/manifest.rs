use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use masthead_clock::{Clock, Millis};
use serde::{Deserialize, Serialize};

use super::{BackupError, at, not_whole};

pub(super) const FILE: &str = "backup.json";
const FORMAT: &str = "masthead-backup";

/// What a backup says of itself, once it is whole.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    pub(super) format: String,
    pub(super) version: u32,
    pub made_at: Millis,
    /// Of the program that made it.
    pub masthead: String,
    /// The last step of its schema; zero until it was looked at.
    pub schema: i64,
    /// Pictures and films that its rows name.
    pub media_rows: u64,
    /// Hashes whose files the portal itself no longer had.
    pub missing: Vec<String>,
    /// Papers and private pictures whose files it no longer had: `paper of application 7`.
    #[serde(default)]
    pub missing_private: Vec<String>,
}

impl Manifest {
    pub(super) fn of_now(clock: &Clock) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: 1,
            made_at: clock.now(),
            masthead: env!("CARGO_PKG_VERSION").to_owned(),
            schema: 0,
            media_rows: 0,
            missing: Vec::new(),
            missing_private: Vec::new(),
        }
    }

    pub(super) fn read(backup: &Path) -> Result<Self, BackupError> {
        let path = backup.join(FILE);
        let text = fs::read(&path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => not_whole(backup, "it has no backup.json"),
            _ => at(&path)(error),
        })?;
        let read: Self = serde_json::from_slice(&text)
            .map_err(|error| not_whole(backup, format!("backup.json: {error}")))?;
        match (read.format.as_str(), read.version) {
            (FORMAT, 1) => Ok(read),
            (format, version) => Err(not_whole(
                backup,
                format!("it is {format:?}, version {version}, which this program does not know"),
            )),
        }
    }

    /// The last file, which makes the folder a backup.
    pub(super) fn write(&self, backup: &Path) -> Result<(), BackupError> {
        let path = backup.join(FILE);
        let text = serde_json::to_vec_pretty(self).expect("a manifest is plain data");
        let write = || {
            let mut file = File::create(&path)?;
            file.write_all(&text)?;
            file.sync_all()?;
            File::open(backup)?.sync_all()
        };
        write().map_err(at(&path))
    }

    /// What its database holds otherwise than it says.
    pub(super) fn unlike(&self, schema: i64, media_rows: u64) -> Option<String> {
        let is_as_said = self.schema == schema && self.media_rows == media_rows;
        (self.schema > 0 && !is_as_said).then(|| {
            format!(
                "backup.json tells of schema {} and {} files, masthead.db of {schema} and {media_rows}",
                self.schema, self.media_rows
            )
        })
    }
}
