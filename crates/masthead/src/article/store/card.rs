use std::borrow::Cow;

use crate::id::{ArticleId, ChannelId, CreatorId};
use crate::media::store::{Cover, cover_from_row};
use masthead_clock::Millis;
use masthead_db::{Fault, Row};
use masthead_document::bidi::closed;

/// What a list shows of an article, its byline and cover joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardRow {
    pub id: ArticleId,
    pub title: String,
    pub locale: Option<String>,
    pub summary: Option<String>,
    pub published_at: Millis,
    pub comment_count: i64,
    pub ai_generated: Option<String>,
    pub channel: Option<ChannelId>,
    pub creator: CreatorId,
    pub creator_handle: String,
    /// JSON: a string, or a map from locale to string.
    pub creator_name: String,
    pub cover: Option<Cover>,
}

/// What a dense list shows of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TitleRow {
    pub id: ArticleId,
    pub title: String,
    pub locale: Option<String>,
    pub ai_generated: Option<String>,
    pub published_at: Millis,
}

/// A title or a summary, which stands where nothing can fence what it turns.
pub(super) fn fenced(text: String) -> String {
    match closed(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(closed) => closed,
    }
}

pub(super) fn text_from(row: &Row<'_>, column: usize) -> Result<String, Fault> {
    row.get(column).map(fenced)
}

pub(super) fn title_from_row(row: &Row<'_>) -> Result<TitleRow, Fault> {
    Ok(TitleRow {
        id: row.get(0)?,
        title: text_from(row, 1)?,
        locale: row.get(2)?,
        ai_generated: row.get(3)?,
        published_at: row.get(4)?,
    })
}

/// The columns of a card, in the order of [`card_from_row`]. `$from` names
/// `article a` and whatever it is found through.
macro_rules! select_cards {
    ($from:literal, $rest:literal) => {
        concat!(
            "SELECT a.id, a.title, a.locale, a.summary, a.published_at, a.comment_count,
                a.ai_generated, a.channel, a.creator, c.handle, c.name,
                a.cover, a.cover_width, a.cover_height, a.cover_transparent, a.cover_animated,
                a.cover_format ",
            $from,
            " JOIN creator c ON c.id = a.creator ",
            $rest
        )
    };
}
pub(crate) use select_cards;

pub(crate) fn card_from_row(row: &Row<'_>) -> Result<CardRow, Fault> {
    Ok(CardRow {
        id: row.get(0)?,
        title: text_from(row, 1)?,
        locale: row.get(2)?,
        summary: row.get::<Option<String>>(3)?.map(fenced),
        published_at: row.get(4)?,
        comment_count: row.get(5)?,
        ai_generated: row.get(6)?,
        channel: row.get(7)?,
        creator: row.get(8)?,
        creator_handle: row.get(9)?,
        creator_name: row.get(10)?,
        cover: cover_from_row(row, 11)?,
    })
}
