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
        self.cards.get(row, form, variant, make)
    }
}

impl ReadyCards {
    fn get<E>(
        &self,
        row: &CardRow,
        form: Form,
        variant: u8,
        make: impl FnOnce() -> Result<Markup, E>,
    ) -> Result<Markup, E> {
        let key = (row.id, form, variant);
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

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use masthead_clock::Millis;

    use super::*;

    fn row(comment_count: i64) -> CardRow {
        CardRow {
            id: 7,
            title: "Bridge reopens".to_owned(),
            locale: None,
            summary: None,
            published_at: Millis(0),
            comment_count,
            ai_generated: None,
            channel: None,
            creator: 1,
            creator_handle: "harbour".to_owned(),
            creator_name: "\"Harbour\"".to_owned(),
            cover: None,
        }
    }

    fn made(cards: &ReadyCards, row: &CardRow, form: Form, html: &str) -> String {
        let make = || Ok::<_, Infallible>(Markup::from_renderer(html.to_owned()));
        let Ok(card) = cards.get(row, form, 0, make);
        card.as_str().to_owned()
    }

    #[test]
    fn a_card_is_made_once_for_the_same_row_and_form() {
        let cards = ReadyCards::default();
        assert_eq!(made(&cards, &row(1), Form::Tile, "first"), "first");
        assert_eq!(made(&cards, &row(1), Form::Tile, "second"), "first");
        assert_eq!(made(&cards, &row(1), Form::Line, "line"), "line");
    }

    #[test]
    fn a_row_that_has_changed_is_made_anew() {
        let cards = ReadyCards::default();
        assert_eq!(
            made(&cards, &row(1), Form::Tile, "one comment"),
            "one comment"
        );
        assert_eq!(
            made(&cards, &row(2), Form::Tile, "two comments"),
            "two comments"
        );
    }
}
