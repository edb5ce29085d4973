use super::Room;
use crate::article::store::{CardRow, TitleRow};
use crate::media::store::Cover;
use crate::media::urls as media_urls;
use crate::urls;
use crate::web::{Card, CreatorLine, Label, Line, Picture};

impl Room<'_> {
    #[must_use]
    pub fn card(&self, row: &CardRow) -> Card {
        self.covered(row, media_urls::column_picture)
    }

    /// A card whose picture is no wider than a thumb.
    pub(super) fn thumb_card(&self, row: &CardRow) -> Card {
        self.covered(row, media_urls::thumbnail)
    }

    /// A card whose picture may stand as wide as the page.
    #[must_use]
    pub fn wide_card(&self, row: &CardRow) -> Card {
        self.covered(row, media_urls::picture)
    }

    fn covered(&self, row: &CardRow, picture: fn(&Cover, &str) -> Picture) -> Card {
        Card {
            id: row.id,
            url: urls::article(row.id),
            title: row.title.clone(),
            lang: self.foreign(row.locale.as_ref()),
            summary: row.summary.clone(),
            // The title beside it says what the picture is of.
            cover: row.cover.as_ref().map(|cover| picture(cover, &row.title)),
            creator: self.creator_line(&row.creator_handle, &row.creator_name),
            at: row.published_at.0,
            comments: Some(row.comment_count.unsigned_abs()),
            labels: ai_label(row.ai_generated.as_deref()).into_iter().collect(),
        }
    }

    #[must_use]
    pub fn title_line(&self, row: &TitleRow) -> Line {
        Line {
            url: urls::article(row.id),
            title: row.title.clone(),
            lang: self.foreign(row.locale.as_ref()),
            labels: ai_label(row.ai_generated.as_deref()).into_iter().collect(),
        }
    }

    #[must_use]
    pub fn cards<'r>(&self, rows: impl IntoIterator<Item = &'r CardRow>) -> Vec<Card> {
        rows.into_iter().map(|row| self.card(row)).collect()
    }

    #[must_use]
    pub fn creator_line(&self, handle: &str, name: &str) -> CreatorLine {
        CreatorLine {
            name: self.name(name),
            url: urls::creator(handle),
        }
    }

    /// The avatar in its smallest size, which is more than any page shows, or the house's mark where a creator has none.
    #[must_use]
    pub fn avatar(&self, avatar: Option<&Cover>, name: &str) -> Picture {
        match avatar {
            Some(cover) => media_urls::thumbnail(cover, name),
            None => Picture {
                src: crate::web::asset_path("mark.svg")
                    .unwrap_or_default()
                    .to_owned(),
                srcset: None,
                sources: Vec::new(),
                width: 96,
                height: 96,
                alt: name.to_owned(),
            },
        }
    }
}

/// What a reader has to be told of a text that a machine had part in (G-02).
#[must_use]
pub fn ai_label(stored: Option<&str>) -> Option<Label> {
    match stored {
        Some("generated") => Some(Label::AiGenerated),
        Some("assisted") => Some(Label::AiAssisted),
        _ => None,
    }
}
