use std::cell::Cell;
use std::collections::HashMap;
use std::future::{Future, poll_fn};
use std::time::Duration;

use futures_util::TryStreamExt;
use postgres::config::SslMode;
use postgres::error::SqlState;
use postgres::{AsyncMessage, Client, Connection, Socket, Statement};
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

use crate::server::Server;
use crate::tls::TlsWire;
use crate::tx::Take;
use crate::{Fault, FaultKind, Param, Row};

/// The server ends a statement by itself at its limit; an answer that is so
/// much later than that does not come.
const GRACE: Duration = Duration::from_secs(2);

/// One connection of one thread, opened when a transaction begins and again
/// after it was lost. Nothing of it waits without an end: the server is asked
/// to keep the limits, and is not believed to.
pub(crate) struct PgConnection {
    server: Server,
    live: Option<Live>,
}

/// Its runtime runs while this thread waits for an answer, and dies with it.
struct Live {
    runtime: Runtime,
    client: Client,
    prepared: HashMap<&'static str, Statement>,
    /// An answer did not come in time: what would come now is not ours to tell apart.
    is_silent: Cell<bool>,
}

impl PgConnection {
    pub(crate) fn new(server: Server) -> Self {
        Self { server, live: None }
    }

    /// Begins a transaction. The server may have closed a connection that was
    /// idle: then on a new one. Only here, since what a transaction has done
    /// is gone with its connection.
    pub(crate) fn begin(&mut self, begin: &str) -> Result<(), Fault> {
        if self.live.as_ref().is_some_and(|live| !live.is_closed()) {
            match self.batch_within(begin, self.server.limits.connect) {
                Err(fault) if self.live.is_some() => {
                    tracing::debug!("connecting to the database again: {fault}");
                }
                // Begun; or nothing was heard, and nobody shall wait for the same twice.
                done => return done,
            }
        }
        self.live = None;
        self.live = Some(self.server.connect()?);
        self.batch_within(begin, self.server.limits.connect)
    }

    /// Connects where there is no connection, for what is outside of transactions.
    pub(crate) fn open(&mut self) -> Result<(), Fault> {
        if self.live.as_ref().is_none_or(Live::is_closed) {
            self.live = None;
            self.live = Some(self.server.connect()?);
        }
        Ok(())
    }

    fn live(&mut self) -> Result<&mut Live, Fault> {
        self.live.as_mut().ok_or_else(|| {
            Fault::new(
                FaultKind::Unavailable,
                "the connection to the database was lost",
            )
        })
    }

    pub(crate) fn each(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
        take: &mut Take<'_>,
    ) -> Result<(), Fault> {
        let limit = self.server.limits.statement + GRACE;
        self.asked(|live| {
            let statement = live.prepare(sql, limit)?;
            let rows = live.wait(limit, live.client.query_raw(&statement, params))?;
            let mut rows = Box::pin(rows);
            // A row at a time: `take` may wait for something on a runtime of its own.
            while let Some(row) = live.wait(limit, rows.try_next())? {
                if take(&Row::Postgres(&row))?.is_break() {
                    break;
                }
            }
            Ok(())
        })
    }

    pub(crate) fn execute(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
    ) -> Result<u64, Fault> {
        let limit = self.server.limits.statement + GRACE;
        self.asked(|live| {
            let statement = live.prepare(sql, limit)?;
            live.wait(limit, live.client.execute_raw(&statement, params))
        })
    }

    /// The rows of a text that is asked once.
    pub(crate) fn rows(
        &mut self,
        sql: &str,
        take: &mut dyn FnMut(&postgres::Row) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let limit = self.server.limits.statement + GRACE;
        self.asked(|live| {
            let none: [&str; 0] = [];
            let mut rows = Box::pin(live.wait(limit, live.client.query_raw(sql, none))?);
            while let Some(row) = live.wait(limit, rows.try_next())? {
                take(&row)?;
            }
            Ok(())
        })
    }

    /// A statement that is run for row after row.
    pub(crate) fn filling(&mut self, sql: &str) -> Result<Filling<'_>, Fault> {
        let limit = self.server.limits.statement + GRACE;
        let live = self.live()?;
        let statement = live.wait(limit, live.client.prepare(sql))?;
        Ok(Filling {
            live,
            statement,
            limit,
        })
    }

    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        self.batch_within(sql, self.server.limits.statement + GRACE)
    }

    fn batch_within(&mut self, sql: &str, limit: Duration) -> Result<(), Fault> {
        self.asked(|live| live.wait(limit, live.client.batch_execute(sql)))
    }

    /// Gives the connection up where it is of no use after `ask`.
    fn asked<T>(&mut self, ask: impl FnOnce(&mut Live) -> Result<T, Fault>) -> Result<T, Fault> {
        let answer = ask(self.live()?);
        if self.live.as_ref().is_some_and(|live| live.is_silent.get()) {
            self.give_up();
        }
        answer
    }

    /// Gives the connection up, so that the next transaction opens a clean one.
    pub(crate) fn give_up(&mut self) {
        self.live = None;
    }
}

/// See [`PgConnection::filling`].
pub(crate) struct Filling<'c> {
    live: &'c Live,
    statement: Statement,
    limit: Duration,
}

impl Filling<'_> {
    pub(crate) fn put(&self, params: &[Param<'_>]) -> Result<(), Fault> {
        let put = self.live.client.execute_raw(&self.statement, params);
        self.live.wait(self.limit, put).map(drop)
    }
}

impl Live {
    fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    fn wait<T>(
        &self,
        limit: Duration,
        answer: impl Future<Output = Result<T, postgres::Error>>,
    ) -> Result<T, Fault> {
        let answer = self
            .runtime
            .block_on(async { timeout(limit, answer).await });
        let answer = answer.map_err(|_| {
            self.is_silent.set(true);
            silent(limit)
        })?;
        Ok(answer?)
    }

    fn prepare(&mut self, sql: &'static str, limit: Duration) -> Result<Statement, Fault> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.wait(limit, self.client.prepare(sql))?;
        self.prepared.insert(sql, statement.clone());
        Ok(statement)
    }
}

fn silent(limit: Duration) -> Fault {
    let said = format!("the server gave no answer within {} s", limit.as_secs_f64());
    Fault::new(FaultKind::Unavailable, said)
}

impl Server {
    fn connect(&self) -> Result<Live, Fault> {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| Fault::new(FaultKind::Unavailable, error.to_string()))?;
        let limit = self.limits.connect;
        let client = runtime.block_on(async {
            let client = timeout(limit, self.greet()).await;
            client.map_err(|_| silent(limit))?
        });
        let client =
            client.map_err(|fault| Fault::new(FaultKind::Unavailable, fault.to_string()))?;
        Ok(Live {
            runtime,
            client,
            prepared: HashMap::new(),
            is_silent: Cell::new(false),
        })
    }

    /// Logs in, and asks the server to keep the limits too, so that it frees
    /// what a statement holds that nobody waits for any more, and what a
    /// transaction holds whose line was cut: of that a server hears nothing.
    async fn greet(&self) -> Result<Client, Fault> {
        let (client, connection) = match self.config.connect(self.tls.clone()).await {
            // The server's TLS is none of ours, or it takes us without alone, and none
            // was asked for: without.
            Err(error) if self.may_speak_openly(&error) => {
                let mut config = self.config.clone();
                config.ssl_mode(SslMode::Disable);
                config.connect(self.tls.clone()).await?
            }
            connected => connected?,
        };
        tokio::spawn(attend(connection));
        let limits = format!(
            "SET statement_timeout = {}; SET lock_timeout = {}; \
            SET idle_in_transaction_session_timeout = {}",
            self.limits.statement.as_millis(),
            self.limits.lock.as_millis(),
            self.limits.work.as_millis()
        );
        client.batch_execute(&limits).await?;
        Ok(client)
    }

    fn may_speak_openly(&self, error: &postgres::Error) -> bool {
        let is_of_the_line = error.as_db_error().is_none();
        let is_turned_away = error.code() == Some(&SqlState::INVALID_AUTHORIZATION_SPECIFICATION);
        self.config.get_ssl_mode() == SslMode::Prefer && (is_of_the_line || is_turned_away)
    }
}

/// Carries what is said in both directions. Notices ("relation already
/// exists") are nothing that an operator has to do something about.
async fn attend(mut connection: Connection<Socket, TlsWire<Socket>>) {
    while let Some(message) = poll_fn(|cx| connection.poll_message(cx)).await {
        match message {
            Ok(AsyncMessage::Notice(notice)) => tracing::debug!("PostgreSQL: {notice}"),
            Ok(_) => {}
            Err(error) => {
                tracing::debug!("the connection to the database ended: {error}");
                return;
            }
        }
    }
}
