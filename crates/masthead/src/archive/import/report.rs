use std::collections::BTreeMap;

use masthead_archive::{FileKind, LineError};

use crate::pen::Change;

/// What an import tells while it runs.
#[derive(Debug)]
pub enum News {
    /// A line that was not taken.
    Refused(LineError),
    /// A picture, or another part, that was left out of a row that was taken.
    LeftOut(LineError),
    /// How far it is, in bytes of all rows together, unpacked.
    Progress {
        file: FileKind,
        bytes_read: u64,
        total_bytes: u64,
    },
}

/// What became of the rows of one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub new: u64,
    pub changed: u64,
    pub same: u64,
    pub refused: u64,
}

/// What an import came to.
#[derive(Clone, Debug)]
pub struct Report {
    pub files: BTreeMap<FileKind, Tally>,
    /// Pictures and other parts, of rows that were taken.
    pub left_out: u64,
    total_bytes: u64,
    bytes_before: u64,
}

impl Report {
    pub(super) fn new(total_bytes: u64) -> Self {
        Self {
            files: BTreeMap::new(),
            left_out: 0,
            total_bytes,
            bytes_before: 0,
        }
    }

    #[must_use]
    pub fn tally(&self, file: FileKind) -> Tally {
        self.files.get(&file).copied().unwrap_or_default()
    }

    #[must_use]
    pub fn refused(&self) -> u64 {
        self.files.values().map(|tally| tally.refused).sum()
    }

    /// Whether everything in the archive was taken: else the command ends
    /// with status 3.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.refused() == 0 && self.left_out == 0
    }
}

/// Where the steps of an import bring their results.
pub(super) struct Hall<'a> {
    report: &'a mut Report,
    tell: &'a mut dyn FnMut(News),
    /// Rows of the file at hand without characters that no text holds, by
    /// their lines, until they are taken or refused.
    cleaned: BTreeMap<u64, LineError>,
}

impl<'a> Hall<'a> {
    pub(super) fn new(report: &'a mut Report, tell: &'a mut dyn FnMut(News)) -> Self {
        Self {
            report,
            tell,
            cleaned: BTreeMap::new(),
        }
    }

    fn tally(&mut self, file: FileKind) -> &mut Tally {
        self.report.files.entry(file).or_default()
    }

    /// The row of this line stands.
    pub(super) fn taken(&mut self, file: FileKind, line: u64, change: Change) {
        let tally = self.tally(file);
        match change {
            Change::New => tally.new += 1,
            Change::Changed => tally.changed += 1,
            Change::Same => tally.same += 1,
        }
        if let Some(error) = self.cleaned.remove(&line) {
            self.left_out(error);
        }
    }

    pub(super) fn refused(&mut self, error: LineError) {
        self.cleaned.remove(&error.line);
        self.tally(error.file).refused += 1;
        (self.tell)(News::Refused(error));
    }

    /// Lines as they were read: those that are no rows, and rows without
    /// characters that no text holds, which are told once they are taken.
    pub(super) fn read(&mut self, refused: Vec<LineError>, cleaned: Vec<LineError>) {
        let cleaned = cleaned.into_iter().map(|error| (error.line, error));
        self.cleaned.extend(cleaned);
        refused.into_iter().for_each(|error| self.refused(error));
    }

    pub(super) fn left_out(&mut self, error: LineError) {
        self.report.left_out += 1;
        (self.tell)(News::LeftOut(error));
    }

    /// `bytes_read` of this file.
    pub(super) fn progress(&mut self, file: FileKind, bytes_read: u64) {
        (self.tell)(News::Progress {
            file,
            bytes_read: self.report.bytes_before + bytes_read,
            total_bytes: self.report.total_bytes,
        });
    }

    pub(super) fn end_of_file(&mut self, bytes: u64) {
        self.report.bytes_before += bytes;
    }
}
