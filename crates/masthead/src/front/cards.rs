use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Front;
use crate::article::store::CardRow;
use crate::web::Markup;

/// How a card stands on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Picture above title.
    Tile,
    /// A title alone.
    Line,
}

/// Ready cards kept for one reading of the front: at about 1 KB each, 4 MB.
const MOST: usize = 4_096;

type Kept = HashMap<(i64, Form, u8), (CardRow, Markup)>;

/// Cards that many pages show, as they were rendered for the first of them.
#[derive(Default)]
pub(super) struct ReadyCards(Mutex<Kept>);

impl Front {
    /// The card of this row in this form and variant (see
    /// [`crate::portal::variant`]): the kept one where it was made of the very
    /// same row, else the one that `make` makes.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn card<E>(
        &self,
        row: &CardRow,
        form: Form,
        variant: u8,
        make: impl FnOnce() -> Result<Markup, E>,
    ) -> Result<Markup, E> {
        let key = (row.id, form, variant);
        if let Some((_, card)) = self.cards.lock().get(&key).filter(|(of, _)| of == row) {
            return Ok(card.clone());
        }
        let card = make()?;
        let mut kept = self.cards.lock();
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key, (row.clone(), card.clone()));
        Ok(card)
    }
}

impl ReadyCards {
    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
