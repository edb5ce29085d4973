use std::sync::Arc;

use super::{Room, shown};
use crate::article::store::{CardRow, TitleRow};
use crate::front::Beside;
use crate::portal::{AppError, variant};
use crate::web::{Edition, Headlines, HotRow, Markup, OriginalTabs, Piece, Tile, TitleLine};

const IN_TAB: usize = 1;

impl Room<'_> {
    /// What stands beside every article.
    ///
    /// # Errors
    /// A theme whose templates do not work.
    pub fn beside(&self) -> Result<&Beside, AppError> {
        let variant = variant(self.locale, self.edition);
        self.front.beside(variant, || self.make_beside())
    }

    /// The tile of an article that other pages show too.
    ///
    /// # Errors
    /// As [`Room::beside`].
    pub fn tile(&self, row: &CardRow) -> Result<Markup, AppError> {
        let make = || {
            let card = self.card(row);
            self.piece(&Tile { card })
        };
        let variant = variant(self.locale, self.edition);
        self.front.tiles.get(row.id, variant, row, make)
    }

    /// Likewise, its title alone.
    ///
    /// # Errors
    /// As [`Room::beside`].
    pub fn line(&self, row: &TitleRow) -> Result<Markup, AppError> {
        let make = || {
            let card = self.title_line(row);
            self.piece(&TitleLine { card })
        };
        let variant = variant(self.locale, self.edition);
        self.front.lines.get(row.id, variant, row, make)
    }

    fn make_beside(&self) -> Result<Beside, AppError> {
        let blocks = self.headlines();
        let originals = self.originals(IN_TAB);
        let tabs = originals.iter().flat_map(|originals| &originals.tabs);
        let mut on_show = shown(tabs.flat_map(|tab| &tab.cards));
        on_show.extend(shown(blocks.iter().flat_map(|block| &block.cards)));
        let hot = self.front.hot.iter();
        Ok(Beside {
            headlines: self.piece(&Headlines { blocks })?,
            originals: originals
                .map(|originals| self.piece(&OriginalTabs { originals }))
                .transpose()?,
            shown: Arc::new(on_show),
            hot: hot
                .map(|row| Ok((row.id, self.piece(&self.hot_row(row))?)))
                .collect::<Result<_, AppError>>()?,
        })
    }

    /// In the care edition a row's picture stands as wide as the page.
    fn hot_row(&self, row: &CardRow) -> HotRow {
        let (card, sizes) = match self.edition {
            Edition::Standard => (self.thumb_card(row), "7rem"),
            Edition::Care => (self.card(row), "92vw"),
        };
        HotRow { card, sizes }
    }

    fn piece<P: Piece>(&self, piece: &P) -> Result<Markup, AppError> {
        Ok(self.zoned.theme.piece(self.locale, piece)?)
    }
}
