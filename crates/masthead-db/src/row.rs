use masthead_clock::Millis;

use crate::{Fault, FaultKind};

/// One row of an answer, read by column number from zero.
pub enum Row<'r> {
    #[doc(hidden)]
    Sqlite(&'r rusqlite::Row<'r>),
    #[doc(hidden)]
    Postgres(&'r postgres::Row),
}

impl Row<'_> {
    /// # Errors
    /// [`FaultKind::Shape`] where the column is missing, NULL for a type that
    /// is not an `Option`, or of another type: a defect in the query.
    pub fn get<T: Column>(&self, column: usize) -> Result<T, Fault> {
        T::read(self, column)
    }
}

/// A Rust type that a column can be read as.
pub trait Column: Sized {
    /// # Errors
    /// As [`Row::get`].
    fn read(row: &Row<'_>, column: usize) -> Result<Self, Fault>;
}

macro_rules! column {
    ($($type:ty),*) => {$(
        impl Column for $type {
            fn read(row: &Row<'_>, column: usize) -> Result<Self, Fault> {
                match row {
                    Row::Sqlite(row) => row.get(column).map_err(|error| shape(column, &error)),
                    Row::Postgres(row) => row.try_get(column).map_err(|error| shape(column, &error)),
                }
            }
        }
    )*};
}

column!(
    i64,
    Option<i64>,
    String,
    Option<String>,
    Vec<u8>,
    Option<Vec<u8>>
);

impl Column for bool {
    fn read(row: &Row<'_>, column: usize) -> Result<Self, Fault> {
        i64::read(row, column).map(|value| value != 0)
    }
}

impl Column for Millis {
    fn read(row: &Row<'_>, column: usize) -> Result<Self, Fault> {
        i64::read(row, column).map(Self)
    }
}

impl Column for Option<Millis> {
    fn read(row: &Row<'_>, column: usize) -> Result<Self, Fault> {
        Option::<i64>::read(row, column).map(|value| value.map(Millis))
    }
}

fn shape(column: usize, error: &dyn std::error::Error) -> Fault {
    Fault::new(FaultKind::Shape, format!("column {column}: {error}"))
}
