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

    /// A query for the number of the running transaction, which the log
    /// stores beside each event. One writer has no need of it: zero.
    #[must_use]
    pub fn transaction_number(self) -> &'static str {
        match self {
            Self::Sqlite => "SELECT 0",
            Self::Postgres => "SELECT CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT)",
        }
    }

    /// A query for the number below which every transaction has ended.
    #[must_use]
    pub fn settled_below(self) -> &'static str {
        match self {
            Self::Sqlite => "SELECT 1",
            Self::Postgres => {
                "SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT)"
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
