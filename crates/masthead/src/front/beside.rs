use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use super::Front;
use crate::id::ArticleId;
use crate::web::Markup;

/// What stands beside every article, ready as markup in one language and
/// edition: some forty cards, rendered once for each reading of the front.
pub struct Beside {
    pub headlines: Markup,
    pub originals: Option<Markup>,
    /// The articles that these two show.
    pub shown: Arc<HashSet<ArticleId>>,
    /// The rows of the hot list, and which article each shows.
    pub hot: Vec<(ArticleId, Markup)>,
}

/// A place for each language and edition, filled when a page first asks.
#[derive(Default)]
pub(super) struct BesideByVariant([OnceLock<Beside>; 4]);

impl Front {
    /// What stands beside articles in the variant of this number (see
    /// [`crate::portal::variant`]); made by `make` at the first call.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn beside<E>(
        &self,
        variant: u8,
        make: impl FnOnce() -> Result<Beside, E>,
    ) -> Result<&Beside, E> {
        let places = &self.beside.0;
        let place = &places[usize::from(variant) % places.len()];
        if let Some(beside) = place.get() {
            return Ok(beside);
        }
        // Two may make it at the same moment: one of the two stands.
        let beside = make()?;
        Ok(place.get_or_init(|| beside))
    }
}
