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

/// A Rust type that a column can be read as. `Option` of one is NULL or it.
pub trait Column: Sized {
    /// # Errors
    /// As [`Row::get`]; NULL is none.
    fn read_nullable(row: &Row<'_>, column: usize) -> Result<Option<Self>, Fault>;

    /// # Errors
    /// As [`Row::get`].
    fn read(row: &Row<'_>, column: usize) -> Result<Self, Fault> {
        let value = Self::read_nullable(row, column)?;
        value.ok_or_else(|| shape(column, "NULL"))
    }
}

impl<T: Column> Column for Option<T> {
    fn read_nullable(row: &Row<'_>, column: usize) -> Result<Option<Self>, Fault> {
        T::read_nullable(row, column).map(Some)
    }
}

macro_rules! column {
    ($($type:ty),*) => {$(
        impl Column for $type {
            fn read_nullable(row: &Row<'_>, column: usize) -> Result<Option<Self>, Fault> {
                match row {
                    Row::Sqlite(row) => row.get(column).map_err(|error| shape(column, error)),
                    Row::Postgres(row) => row.try_get(column).map_err(|error| shape(column, error)),
                }
            }
        }
    )*};
}

column!(i64, String, Vec<u8>);

impl Column for bool {
    fn read_nullable(row: &Row<'_>, column: usize) -> Result<Option<Self>, Fault> {
        Ok(i64::read_nullable(row, column)?.map(|value| value != 0))
    }
}

impl Column for Millis {
    fn read_nullable(row: &Row<'_>, column: usize) -> Result<Option<Self>, Fault> {
        Ok(i64::read_nullable(row, column)?.map(Self))
    }
}

fn shape(column: usize, found: impl std::fmt::Display) -> Fault {
    Fault::new(FaultKind::Shape, format!("column {column}: {found}"))
}
