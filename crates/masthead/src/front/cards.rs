use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::id::ArticleId;
use crate::web::Markup;

/// Ready cards kept for one reading of the front: at about 1 KB each, 4 MB.
const MOST: usize = 4_096;

/// By article and variant (see [`crate::portal::variant`]).
type Kept<R> = HashMap<(ArticleId, u8), (R, Markup)>;

/// Cards of one form that many pages show, each as it was rendered from a row
/// `R` for the first of them.
pub struct ReadyCards<R>(Mutex<Kept<R>>);

impl<R: Clone + PartialEq> ReadyCards<R> {
    /// The kept card where it was made of the very same row, else the one that
    /// `make` makes.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn get<E>(
        &self,
        article: ArticleId,
        variant: u8,
        row: &R,
        make: impl FnOnce() -> Result<Markup, E>,
    ) -> Result<Markup, E> {
        let key = (article, variant);
        if let Some((_, card)) = self.lock().get(&key).filter(|(of, _)| of == row) {
            return Ok(card.clone());
        }
        let card = make()?;
        let mut kept = self.lock();
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key, (row.clone(), card.clone()));
        Ok(card)
    }

    fn lock(&self) -> MutexGuard<'_, Kept<R>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<R> Default for ReadyCards<R> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    fn made(cards: &ReadyCards<&str>, variant: u8, row: &'static str, html: &str) -> String {
        let make = || Ok::<_, Infallible>(Markup::from_renderer(html.to_owned()));
        let Ok(card) = cards.get(ArticleId(7), variant, &row, make);
        card.as_str().to_owned()
    }

    #[test]
    fn a_card_is_made_once_for_the_same_row_and_variant() {
        let cards = ReadyCards::default();
        assert_eq!(made(&cards, 0, "title", "first"), "first");
        assert_eq!(made(&cards, 0, "title", "second"), "first");
        assert_eq!(made(&cards, 1, "title", "care"), "care");
    }

    #[test]
    fn a_row_that_has_changed_is_made_anew() {
        let cards = ReadyCards::default();
        assert_eq!(made(&cards, 0, "old title", "old"), "old");
        assert_eq!(made(&cards, 0, "new title", "new"), "new");
    }
}
