//! Sorting by the bytes of names, whatever language a database is set to:
//! what an archive and its repetition rest on.

/// `$sql` with an `ORDER BY` of these columns by their bytes: SQLite does so,
/// PostgreSQL where it is told to.
macro_rules! in_byte_order {
    ($tx:expr, $sql:literal, $first:literal $(, $next:literal)*) => {
        match $tx.dialect() {
            ::masthead_db::Dialect::Sqlite => {
                concat!($sql, " ORDER BY ", $first $(, ", ", $next)*)
            }
            ::masthead_db::Dialect::Postgres => {
                concat!($sql, " ORDER BY ", $first, " COLLATE \"C\"" $(, ", ", $next, " COLLATE \"C\"")*)
            }
        }
    };
}
pub(crate) use in_byte_order;
