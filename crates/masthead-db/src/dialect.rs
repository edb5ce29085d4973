/// Which of the two databases is spoken to. Differences between them that one
/// text cannot bridge are asked for here, and nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// The words that stand for types in the DDL of migrations.
    fn words(self) -> [(&'static str, &'static str); 4] {
        match self {
            Self::Sqlite => [
                ("{id}", "INTEGER PRIMARY KEY"),
                ("{serial}", "INTEGER PRIMARY KEY AUTOINCREMENT"),
                ("{int}", "INTEGER"),
                ("{strict}", "STRICT"),
            ],
            Self::Postgres => [
                ("{id}", "BIGINT PRIMARY KEY"),
                (
                    "{serial}",
                    "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
                ),
                ("{int}", "BIGINT"),
                ("{strict}", ""),
            ],
        }
    }

    pub(crate) fn ddl(self, text: &str) -> String {
        self.words()
            .iter()
            .fold(text.to_owned(), |text, (word, sql)| text.replace(word, sql))
    }

    /// A query by which a transaction says, until it ends, that it is about
    /// to draw numbers above the sequence's present one; `None` where there
    /// is one writer. See [`Dialect::settled`].
    #[must_use]
    pub fn announce(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some(
                "SELECT CAST(pg_advisory_xact_lock_shared(
                    (CAST(19795 AS BIGINT) << 48)
                    | CASE WHEN is_called THEN last_value ELSE 0 END) AS TEXT)
                FROM event_seq_seq",
            ),
        }
    }

    /// Two queries, in this order, each in a snapshot of its own: the last
    /// number drawn, and the lowest number above which an open transaction
    /// may have drawn (NULL where there is none). Up to the lower of the two,
    /// whatever has a number is committed, or never will be.
    #[must_use]
    pub fn settled(self) -> Option<[&'static str; 2]> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some([
                "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM event_seq_seq",
                "SELECT MIN(((CAST(classid AS BIGINT) << 32) | CAST(objid AS BIGINT))
                    & ((CAST(1 AS BIGINT) << 48) - 1))
                FROM pg_locks
                WHERE locktype = 'advisory' AND objsubid = 1
                    AND CAST(classid AS BIGINT) >> 16 = 19795
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            ]),
        }
    }

    /// A statement by which a transaction gives up with
    /// [`crate::FaultKind::Busy`] where it would wait for a lock longer than
    /// 0.1 s: sooner than the server looks for deadlocks (1 s). `None` where
    /// there is one writer.
    #[must_use]
    pub fn wait_briefly(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some("SET LOCAL lock_timeout = '100ms'"),
        }
    }

    /// A query that counts the tables in which migrations are noted: 0 or 1.
    pub(crate) fn tables_named_schema_step(self) -> &'static str {
        match self {
            Self::Sqlite => "SELECT COUNT(*) FROM sqlite_master WHERE name = 'schema_step'",
            Self::Postgres => {
                "SELECT COUNT(*) FROM pg_tables
                WHERE tablename = 'schema_step' AND schemaname = current_schema()"
            }
        }
    }

    /// Prefix that asks for a query's plan.
    #[must_use]
    pub fn explain(self) -> &'static str {
        match self {
            Self::Sqlite => "EXPLAIN QUERY PLAN ",
            Self::Postgres => "EXPLAIN (COSTS OFF) ",
        }
    }
}
