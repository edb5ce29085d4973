use masthead_db::{Db, Fault, Tx};

/// Where batches are written: each in a transaction of its own, or all in one
/// that is open already.
pub(super) enum Desk<'a, 'c> {
    Batches(&'a Db),
    Whole(&'a mut Tx<'c>),
}

impl Desk<'_, '_> {
    pub(super) fn write<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        match self {
            Desk::Batches(db) => db.write_now(work),
            Desk::Whole(tx) => work(tx),
        }
    }

    /// Whether a batch that failed may be tried again in parts.
    pub(super) fn is_parted(&self) -> bool {
        matches!(self, Desk::Batches(_))
    }
}
