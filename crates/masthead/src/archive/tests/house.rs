use std::path::Path;

use masthead::archive::export::export;
use masthead::archive::import::{Home, ImportError, News, Options, Report, import};
use masthead::{followers, schema};
use masthead_archive::{Source, Writer};
use masthead_clock::{Clock, Ids};
use masthead_db::testing::TestDb;
use masthead_db::{Fault, Tx};
use masthead_log::{Log, catch_up};
use masthead_media::Store;

use crate::support::{Archive, NOW};

/// A database and a media folder, thrown away together.
pub(crate) struct House {
    pub(crate) data: TestDb,
    pub(crate) home: Home,
    folder: tempfile::TempDir,
}

impl House {
    /// An empty one on each database.
    pub(crate) fn each() -> Vec<Self> {
        let databases = TestDb::each(schema::STEPS);
        databases.into_iter().map(Self::around).collect()
    }

    fn around(data: TestDb) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Clock::frozen(NOW).expect("a time");
        let home = Home {
            db: data.db.clone(),
            log: Log::new(clock.clone()),
            ids: Ids::new(clock.clone()),
            clock,
            store: Store::folder(&folder.path().join("media")).expect("a store"),
        };
        Self { data, home, folder }
    }

    pub(crate) fn media_folder(&self) -> std::path::PathBuf {
        self.folder.path().join("media")
    }

    /// Imports, and gives the lines that were told.
    pub(crate) fn takes_from(
        &self,
        path: &Path,
        strict: bool,
    ) -> (Result<Report, ImportError>, Vec<String>) {
        let source = Source::open(path).expect("an archive");
        let options = Options {
            strict,
            ..Options::default()
        };
        let mut lines = Vec::new();
        let report = import(source, options, &self.home, &mut |news| match news {
            News::Refused(error) | News::LeftOut(error) => lines.push(error.to_string()),
            News::Progress {
                bytes_read,
                total_bytes,
                ..
            } => assert!(bytes_read <= total_bytes),
        });
        (report, lines)
    }

    /// Imports what can be taken, and gives the lines that were told.
    pub(crate) fn takes(&self, archive: &Archive) -> (Report, Vec<String>) {
        let (report, lines) = self.takes_from(archive.path(), false);
        (report.expect("an import"), lines)
    }

    /// Imports what must be taken whole.
    pub(crate) fn takes_all(&self, archive: &Archive) -> Report {
        let (report, lines) = self.takes(archive);
        assert!(report.is_whole(), "{lines:#?}");
        report
    }

    /// The whole archive as the bytes of a zip.
    pub(crate) fn exported(&self) -> Vec<u8> {
        let (bytes, left_out) = self.exported_in_part();
        assert_eq!(left_out, Vec::<String>::new(), "something was left out");
        bytes
    }

    /// The archive, and what was left out of it.
    pub(crate) fn exported_in_part(&self) -> (Vec<u8>, Vec<String>) {
        let path = self.folder.path().join("export.zip");
        let mut writer = Writer::create(&path).expect("a writer");
        let left_out = export(&self.home.db, &self.home.store, &mut writer).expect("an export");
        writer.finish().expect("finished");
        let left_out = left_out.iter().map(ToString::to_string).collect();
        (std::fs::read(path).expect("the zip"), left_out)
    }

    pub(crate) fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> T {
        self.home.db.read_now(work).expect("a read")
    }

    /// The first column of each row, as text.
    pub(crate) fn texts(&self, sql: &'static str) -> Vec<String> {
        self.read(move |tx| tx.query(sql, &[], |row| row.get(0)))
    }

    pub(crate) fn number(&self, sql: &'static str) -> i64 {
        self.read(move |tx| tx.get(sql, &[], |row| row.get(0)))
    }

    pub(crate) fn write(&self, sql: &'static str) {
        let written = self.home.db.write_now(move |tx| tx.execute(sql, &[]));
        written.expect("a write");
    }

    /// Runs followers to the end of the log.
    pub(crate) fn caught_up(&self) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let runtime = runtime.expect("a runtime");
        let (db, clock) = (&self.home.db, &self.home.clock);
        let followed = runtime.block_on(catch_up(db, clock, &followers::stored()));
        followed.expect("followers follow");
    }
}
