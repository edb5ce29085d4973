use std::ops::ControlFlow;

use crate::{
    Dialect, Fault, FaultKind, Param, Row, postgres::PgConnection, sqlite::SqliteConnection,
};

/// What is done with each row, until it breaks off.
pub(crate) type Take<'t> = dyn FnMut(&Row<'_>) -> Result<ControlFlow<()>, Fault> + 't;

type Afterwards = Box<dyn FnOnce() + Send>;

/// A running transaction, on its connection's thread.
pub struct Tx<'c> {
    connection: Connection<'c>,
    afterwards: Vec<Afterwards>,
    queries: u32,
    said: Vec<&'static str>,
}

pub(crate) enum Connection<'c> {
    Sqlite(&'c SqliteConnection),
    Postgres(&'c mut PgConnection),
}

impl<'c> Tx<'c> {
    pub(crate) fn new(connection: Connection<'c>) -> Self {
        Self {
            connection,
            afterwards: Vec::new(),
            queries: 0,
            said: Vec::new(),
        }
    }

    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self.connection {
            Connection::Sqlite(_) => Dialect::Sqlite,
            Connection::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Runs `sql` and maps each row that it answers with.
    ///
    /// # Errors
    /// What the database says, or the first error of `map`.
    pub fn query<T>(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
        mut map: impl FnMut(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let mut found = Vec::new();
        self.each(sql, params, |row| {
            found.push(map(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Runs `sql` and hands over each row as it comes.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub fn each(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
        mut take: impl FnMut(&Row<'_>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        self.walk(sql, params, &mut |row| {
            take(row)?;
            Ok(ControlFlow::Continue(()))
        })
    }

    /// The first `most` rows (at least one) that `map` takes. It passes over a
    /// row by [`None`], and nothing is read after the last that is wanted.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub fn pick<T>(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
        most: usize,
        mut map: impl FnMut(&Row<'_>) -> Result<Option<T>, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let mut found = Vec::with_capacity(most);
        self.walk(sql, params, &mut |row| {
            found.extend(map(row)?);
            Ok(match found.len() < most {
                true => ControlFlow::Continue(()),
                false => ControlFlow::Break(()),
            })
        })?;
        Ok(found)
    }

    fn walk(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
        take: &mut Take<'_>,
    ) -> Result<(), Fault> {
        self.queries += 1;
        match &mut self.connection {
            Connection::Sqlite(connection) => connection.each(sql, params, take),
            Connection::Postgres(connection) => connection.each(sql, params, take),
        }
    }

    /// The first row of the answer, if there is one.
    ///
    /// # Errors
    /// As [`Tx::query`].
    pub fn find<T>(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        Ok(self.query(sql, params, map)?.into_iter().next())
    }

    /// The row of an answer that always has one.
    ///
    /// # Errors
    /// As [`Tx::query`]; [`FaultKind::Shape`] where there is none.
    pub fn get<T>(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.find(sql, params, map)?
            .ok_or_else(|| Fault::new(FaultKind::Shape, format!("no row from: {sql}")))
    }

    /// Runs `sql` and gives the number of rows that it changed.
    ///
    /// # Errors
    /// What the database says.
    pub fn execute(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<u64, Fault> {
        self.queries += 1;
        match &mut self.connection {
            Connection::Sqlite(connection) => connection.execute(sql, params),
            Connection::Postgres(connection) => connection.execute(sql, params),
        }
    }

    /// Does `work` once the transaction has been committed, and never when
    /// it was not.
    pub fn afterwards(&mut self, work: impl FnOnce() + Send + 'static) {
        self.afterwards.push(Box::new(work));
    }

    /// True the first time that it is asked with `what` in this transaction.
    pub fn first_time(&mut self, what: &'static str) -> bool {
        let first = !self.said.contains(&what);
        if first {
            self.said.push(what);
        }
        first
    }

    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        match &mut self.connection {
            Connection::Sqlite(connection) => connection.batch(sql),
            Connection::Postgres(connection) => connection.batch(sql),
        }
    }

    pub(crate) fn into_parts(self) -> (Vec<Afterwards>, u32) {
        (self.afterwards, self.queries)
    }
}
