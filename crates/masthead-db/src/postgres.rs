use std::collections::HashMap;

use postgres::fallible_iterator::FallibleIterator;
use postgres::{Client, Config, NoTls, Statement};

use crate::tx::Take;
use crate::{Fault, Param, Row};

/// One connection, opened when first needed and again after it was lost.
pub(crate) struct PgConnection {
    config: Config,
    live: Option<Live>,
}

struct Live {
    client: Client,
    prepared: HashMap<&'static str, Statement>,
}

impl PgConnection {
    pub(crate) fn new(config: Config) -> Self {
        Self { config, live: None }
    }

    /// # Errors
    /// [`crate::FaultKind::Unavailable`] where nobody answers.
    pub(crate) fn connect(&mut self) -> Result<(), Fault> {
        if self
            .live
            .as_ref()
            .is_none_or(|live| live.client.is_closed())
        {
            let client = self.config.connect(NoTls).map_err(|error| {
                let fault = Fault::from(error);
                Fault::new(crate::FaultKind::Unavailable, fault.to_string())
            })?;
            self.live = Some(Live {
                client,
                prepared: HashMap::new(),
            });
        }
        Ok(())
    }

    fn live(&mut self) -> Result<&mut Live, Fault> {
        self.connect()?;
        self.live
            .as_mut()
            .ok_or_else(|| Fault::new(crate::FaultKind::Unavailable, "no connection"))
    }

    pub(crate) fn each(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
        take: &mut Take<'_>,
    ) -> Result<(), Fault> {
        let live = self.live()?;
        let statement = live.prepare(sql)?;
        let mut rows = live.client.query_raw(&statement, params)?;
        while let Some(row) = rows.next()? {
            if take(&Row::Postgres(&row))?.is_break() {
                break;
            }
        }
        Ok(())
    }

    pub(crate) fn execute(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
    ) -> Result<u64, Fault> {
        let live = self.live()?;
        let statement = live.prepare(sql)?;
        let params: Vec<&(dyn postgres::types::ToSql + Sync)> = params
            .iter()
            .map(|param| param as &(dyn postgres::types::ToSql + Sync))
            .collect();
        Ok(live.client.execute(&statement, &params)?)
    }

    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        Ok(self.live()?.client.batch_execute(sql)?)
    }

    /// Gives the connection up, so that the next use opens a clean one.
    pub(crate) fn give_up(&mut self) {
        self.live = None;
    }
}

impl Live {
    fn prepare(&mut self, sql: &'static str) -> Result<Statement, Fault> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql)?;
        self.prepared.insert(sql, statement.clone());
        Ok(statement)
    }
}
