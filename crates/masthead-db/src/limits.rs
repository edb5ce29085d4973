use std::time::Duration;

/// How long the database is waited for, each kind of waiting for itself.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For a connection to PostgreSQL: address, TLS, log-in.
    pub connect: Duration,
    /// Until a connection is free for a piece of work that has not begun.
    pub queue: Duration,
    /// For a piece of work that has begun. Whoever asked for a change and is
    /// answered by this cannot know whether it was made.
    pub work: Duration,
    /// For the answer of PostgreSQL to one statement, and for each next row of
    /// it; for all of one statement that reads a SQLite file.
    pub statement: Duration,
    /// For what somebody else has locked: a row of PostgreSQL, a SQLite file.
    pub lock: Duration,
}

impl Limits {
    /// For readers and writers of pages, who wait at a browser. Where the
    /// server says nothing, the longest that a transaction waits is the queue
    /// and one statement, given up 2 s after its limit: 27 s. Where each
    /// statement is answered, but slowly, it is the queue and the work: 40 s.
    pub const SERVING: Self = Self {
        connect: Duration::from_secs(5),
        queue: Duration::from_secs(10),
        work: Duration::from_secs(30),
        statement: Duration::from_secs(15),
        lock: Duration::from_secs(10),
    };
    /// For commands and changes of the schema: their statements look at
    /// everything, and nobody waits behind them. Whoever waits for a lock is
    /// told within a minute that it was in vain.
    pub const PATIENT: Self = Self {
        connect: Duration::from_secs(5),
        queue: Duration::from_secs(24 * 3600),
        work: Duration::from_secs(24 * 3600),
        statement: Duration::from_secs(3600),
        lock: Duration::from_secs(50),
    };
}
