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

    /// Says where the fault happened: `reading article 7: …`.
    #[must_use]
    pub fn context(self, what: impl fmt::Display) -> Self {
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
                (Code::DiskFull, _) => FaultKind::Full,
                (Code::ReadOnly, _) => FaultKind::ReadOnly,
                (Code::DatabaseBusy | Code::DatabaseLocked, _) => FaultKind::Busy,
                (Code::CannotOpen | Code::NotADatabase | Code::PermissionDenied, _) => {
                    FaultKind::Unavailable
                }
                _ => FaultKind::Other,
            },
            None => FaultKind::Shape,
        };
        Self::new(kind, error.to_string())
    }
}

impl From<::postgres::Error> for Fault {
    fn from(error: ::postgres::Error) -> Self {
        use ::postgres::error::SqlState;
        let Some(db) = error.as_db_error() else {
            let kind = if error.is_closed() {
                FaultKind::Unavailable
            } else {
                FaultKind::Other
            };
            return Self::new(kind, with_source(&error));
        };
        let kind = match db.code() {
            &SqlState::UNIQUE_VIOLATION => FaultKind::Unique,
            &SqlState::FOREIGN_KEY_VIOLATION => FaultKind::ForeignKey,
            &SqlState::CHECK_VIOLATION | &SqlState::NOT_NULL_VIOLATION => FaultKind::Check,
            &SqlState::DISK_FULL => FaultKind::Full,
            &SqlState::READ_ONLY_SQL_TRANSACTION => FaultKind::ReadOnly,
            &SqlState::T_R_DEADLOCK_DETECTED
            | &SqlState::LOCK_NOT_AVAILABLE
            | &SqlState::QUERY_CANCELED => FaultKind::Busy,
            &SqlState::ADMIN_SHUTDOWN | &SqlState::CANNOT_CONNECT_NOW => FaultKind::Unavailable,
            _ => FaultKind::Other,
        };
        Self::new(kind, db.message().to_owned())
    }
}

fn with_source(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}
