//! The words that the table `submission` has for where one stands.

use masthead_db::{Column, Fault, Row};

/// Where a submission stands with the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubmissionState {
    Waiting,
    Recalled,
    SentBack,
    Rejected,
    Accepted,
}

impl SubmissionState {
    const ALL: [Self; 5] = [
        Self::Waiting,
        Self::Recalled,
        Self::SentBack,
        Self::Rejected,
        Self::Accepted,
    ];

    /// As the table's CHECK lists it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Recalled => "recalled",
            Self::SentBack => "sent_back",
            Self::Rejected => "rejected",
            Self::Accepted => "accepted",
        }
    }
}

impl Column for SubmissionState {
    fn read_nullable(row: &Row<'_>, column: usize) -> Result<Option<Self>, Fault> {
        find_named(row, column, |name| {
            Self::ALL.into_iter().find(|state| state.name() == name)
        })
    }
}

/// How far the check is of what was published before the desk read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checking {
    Open,
    /// A later text took its place, or its creator took it from readers.
    Replaced,
    Confirmed,
    TakenDown,
}

impl Checking {
    const ALL: [Self; 4] = [Self::Open, Self::Replaced, Self::Confirmed, Self::TakenDown];

    /// As the table's CHECK lists it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Replaced => "replaced",
            Self::Confirmed => "confirmed",
            Self::TakenDown => "taken_down",
        }
    }
}

impl Column for Checking {
    fn read_nullable(row: &Row<'_>, column: usize) -> Result<Option<Self>, Fault> {
        find_named(row, column, |name| {
            Self::ALL.into_iter().find(|state| state.name() == name)
        })
    }
}

fn find_named<T>(
    row: &Row<'_>,
    column: usize,
    find: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Fault> {
    let Some(name) = String::read_nullable(row, column)? else {
        return Ok(None);
    };
    let found = find(&name);
    let unknown = || Fault::shape(format!("no submission stands at {name:?}"));
    found.ok_or_else(unknown).map(Some)
}
