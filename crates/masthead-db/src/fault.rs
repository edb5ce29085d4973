use std::fmt;

/// Something that the database refused or failed at, with what a caller can
/// act on.
#[derive(Debug)]
pub struct Fault {
    kind: FaultKind,
    message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// A unique constraint does not allow the row.
    Unique,
    /// A row is named that is not there, or is still named elsewhere.
    ForeignKey,
    /// A CHECK or NOT NULL constraint does not allow the row.
    Check,
    /// No room on the disk.
    Full,
    /// The database may be read but not written.
    ReadOnly,
    /// The database cannot be reached, or the connection was lost.
    Unavailable,
    /// Somebody else held the database for too long, or a deadlock was broken.
    Busy,
    /// A row or column is not what the code expects: a defect of ours.
    Shape,
    /// The work itself panicked: a defect of ours.
    Panicked,
    Other,
}

impl FaultKind {
    /// See [`Fault::passes`].
    #[must_use]
    pub fn passes(self) -> bool {
        matches!(
            self,
            Self::Full | Self::ReadOnly | Self::Unavailable | Self::Busy
        )
    }
}

impl Fault {
    pub(crate) fn new(kind: FaultKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
        }
    }

    /// Something stored is not what the code expects: a defect of ours.
    #[must_use]
    pub fn shape(message: impl Into<String>) -> Self {
        Self::new(FaultKind::Shape, message)
    }

    #[must_use]
    pub fn kind(&self) -> FaultKind {
        self.kind
    }

    /// Whether the same may go well later: it is the database's state that is
    /// in the way, neither what was asked of it nor a defect of ours.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.kind.passes()
    }

    /// Names the table or the step that it happened at, where one piece of work
    /// goes over many: `filling article: …`. Elsewhere the request's line in the
    /// log says what was asked for.
    pub(crate) fn at(self, what: impl fmt::Display) -> Self {
        Self {
            message: format!("{what}: {}", self.message),
            ..self
        }
    }

    pub(crate) fn again(&self) -> Self {
        Self::new(self.kind, self.message.clone())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            FaultKind::Full => write!(
                f,
                "no room left on the disk ({}); make room and try again",
                self.message
            ),
            _ => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for Fault {}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let kind = match error.sqlite_error() {
            Some(sqlite) => match (sqlite.code, sqlite.extended_code) {
                // SQLITE_CONSTRAINT_{FOREIGNKEY,UNIQUE,PRIMARYKEY}
                (Code::ConstraintViolation, 787) => FaultKind::ForeignKey,
                (Code::ConstraintViolation, 2067 | 1555) => FaultKind::Unique,
                (Code::ConstraintViolation, _) => FaultKind::Check,
                // 4874: SQLITE_IOERR_SHMSIZE, the index of the WAL had no room to grow.
                (Code::DiskFull, _) | (Code::SystemIoFailure, 4874) => FaultKind::Full,
                (Code::ReadOnly, _) => FaultKind::ReadOnly,
                (Code::DatabaseBusy | Code::DatabaseLocked | Code::OperationInterrupted, _) => {
                    FaultKind::Busy
                }
                (
                    Code::CannotOpen
                    | Code::NotADatabase
                    | Code::PermissionDenied
                    | Code::SystemIoFailure,
                    _,
                ) => FaultKind::Unavailable,
                _ => FaultKind::Other,
            },
            None => FaultKind::Shape,
        };
        let said = match error.sqlite_error_code() {
            Some(Code::OperationInterrupted) => {
                "the statement took longer than it may and was broken off".to_owned()
            }
            Some(Code::DatabaseBusy) => format!(
                "another process has locked the database ({error}); wait until it is done, or end it, and try again"
            ),
            _ => error.to_string(),
        };
        Self::new(kind, said)
    }
}

impl From<::postgres::Error> for Fault {
    fn from(error: ::postgres::Error) -> Self {
        let Some(db) = error.as_db_error() else {
            let kind = match error.is_closed() || is_of_the_line(&error) {
                true => FaultKind::Unavailable,
                false => FaultKind::Other,
            };
            return Self::new(kind, with_source(&error));
        };
        Self::new(kind_of(db.code()), said(db.code(), db.message()))
    }
}

/// A lock comes with the way out of it.
fn said(state: &::postgres::error::SqlState, message: &str) -> String {
    match state {
        &::postgres::error::SqlState::LOCK_NOT_AVAILABLE => format!(
            "another process has locked the database ({message}); pg_locks and pg_stat_activity say \
            which: wait until it is done, or end it, and try again"
        ),
        _ => message.to_owned(),
    }
}

/// Whether the connection broke, rather than what was said over it.
fn is_of_the_line(error: &::postgres::Error) -> bool {
    let source = std::error::Error::source(error);
    source.is_some_and(|source| source.is::<std::io::Error>())
}

fn kind_of(state: &::postgres::error::SqlState) -> FaultKind {
    use ::postgres::error::SqlState;
    match state {
        &SqlState::UNIQUE_VIOLATION => FaultKind::Unique,
        &SqlState::FOREIGN_KEY_VIOLATION => FaultKind::ForeignKey,
        &SqlState::CHECK_VIOLATION | &SqlState::NOT_NULL_VIOLATION => FaultKind::Check,
        &SqlState::DISK_FULL => FaultKind::Full,
        &SqlState::READ_ONLY_SQL_TRANSACTION => FaultKind::ReadOnly,
        &SqlState::T_R_DEADLOCK_DETECTED
        | &SqlState::T_R_SERIALIZATION_FAILURE
        | &SqlState::LOCK_NOT_AVAILABLE
        | &SqlState::QUERY_CANCELED
        | &SqlState::OUT_OF_MEMORY => FaultKind::Busy,
        &SqlState::ADMIN_SHUTDOWN
        | &SqlState::CRASH_SHUTDOWN
        | &SqlState::CANNOT_CONNECT_NOW
        | &SqlState::TOO_MANY_CONNECTIONS
        | &SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT
        | &SqlState::IDLE_SESSION_TIMEOUT
        | &SqlState::IO_ERROR => FaultKind::Unavailable,
        // Class 08 is the connection itself.
        state if state.code().starts_with("08") => FaultKind::Unavailable,
        _ => FaultKind::Other,
    }
}

fn with_source(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use ::postgres::error::SqlState;
    use rusqlite::ffi;

    use super::*;

    fn sqlite(extended: i32) -> FaultKind {
        Fault::from(rusqlite::Error::SqliteFailure(
            ffi::Error::new(extended),
            None,
        ))
        .kind()
    }

    #[test]
    fn what_stands_in_the_way_of_a_write_is_told_apart_on_both_databases() {
        assert_eq!(sqlite(ffi::SQLITE_FULL), FaultKind::Full);
        assert_eq!(sqlite(4874), FaultKind::Full);
        assert_eq!(sqlite(ffi::SQLITE_IOERR), FaultKind::Unavailable);
        assert_eq!(sqlite(ffi::SQLITE_BUSY), FaultKind::Busy);
        assert_eq!(sqlite(ffi::SQLITE_INTERRUPT), FaultKind::Busy);
        assert_eq!(sqlite(ffi::SQLITE_READONLY), FaultKind::ReadOnly);
        for (code, kind) in [
            ("53100", FaultKind::Full),
            ("25006", FaultKind::ReadOnly),
            ("55P03", FaultKind::Busy),
            ("57014", FaultKind::Busy),
            ("40001", FaultKind::Busy),
            ("57P01", FaultKind::Unavailable),
            ("57P02", FaultKind::Unavailable),
            ("53300", FaultKind::Unavailable),
            ("25P03", FaultKind::Unavailable),
            ("57P05", FaultKind::Unavailable),
            ("08006", FaultKind::Unavailable),
            ("42601", FaultKind::Other),
        ] {
            assert_eq!(kind_of(&SqlState::from_code(code)), kind, "{code}");
        }
    }

    /// All that was said was "canceling statement due to lock timeout".
    #[test]
    fn a_lock_is_said_to_be_one_with_the_way_out_on_both_databases() {
        let busy = rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_BUSY), None);
        let timeout = "canceling statement due to lock timeout";
        let of_server = said(&SqlState::LOCK_NOT_AVAILABLE, timeout);
        for text in [Fault::from(busy).to_string(), of_server] {
            for words in ["another process has locked the database (", "try again"] {
                assert!(text.contains(words), "{text}");
            }
        }
        assert_eq!(said(&SqlState::SYNTAX_ERROR, "no"), "no");
    }

    #[test]
    fn waiting_helps_where_the_database_is_in_the_way_and_not_where_we_are() {
        use FaultKind::{Busy, Check, Full, Other, Panicked, ReadOnly, Shape, Unavailable, Unique};
        assert!([Full, ReadOnly, Unavailable, Busy].map(FaultKind::passes) == [true; 4]);
        assert!([Unique, Check, Shape, Panicked, Other].map(FaultKind::passes) == [false; 5]);
    }
}
