use crate::article::rules::StoredState;
use crate::id::{ChannelId, CreatorId};
use masthead_clock::Millis;
use masthead_db::{Column, Fault, Row};

/// The row of an article, but for its counts and its place in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleFields {
    pub creator: CreatorId,
    pub channel: Option<ChannelId>,
    pub title: String,
    pub summary: Option<String>,
    /// The hash of its picture.
    pub cover: Option<String>,
    /// A JSON list of words.
    pub tags: String,
    pub state: StoredState,
    pub published_at: Option<Millis>,
    pub updated_at: Option<Millis>,
    /// JSON, as every localized name.
    pub source_name: Option<String>,
    pub source_url: Option<String>,
    pub original: Option<i64>,
    pub ai_generated: Option<String>,
    pub region: Option<String>,
    pub locale: Option<String>,
    /// A starting count; without it, or where more stand, the count that stands.
    pub views: Option<i64>,
}

impl Column for StoredState {
    fn read_nullable(row: &Row<'_>, column: usize) -> Result<Option<Self>, Fault> {
        let Some(name) = String::read_nullable(row, column)? else {
            return Ok(None);
        };
        let unknown = || Fault::shape(format!("no article stands at {name:?}"));
        Self::from_name(&name).ok_or_else(unknown).map(Some)
    }
}

/// The columns of [`fields_from_row`], from column 0 on.
macro_rules! select_fields {
    ($rest:literal) => {
        concat!(
            "SELECT a.creator, a.channel, a.title, a.summary, a.cover, a.tags, a.state,
                a.published_at, a.updated_at, a.source_name, a.source_url, a.original,
                a.ai_generated, a.region, a.locale, a.views, ",
            $rest
        )
    };
}
pub(super) use select_fields;

pub(super) fn fields_from_row(row: &Row<'_>) -> Result<ArticleFields, Fault> {
    Ok(ArticleFields {
        creator: row.get(0)?,
        channel: row.get(1)?,
        title: row.get(2)?,
        summary: row.get(3)?,
        cover: row.get(4)?,
        tags: row.get(5)?,
        state: row.get(6)?,
        published_at: row.get(7)?,
        updated_at: row.get(8)?,
        source_name: row.get(9)?,
        source_url: row.get(10)?,
        original: row.get(11)?,
        ai_generated: row.get(12)?,
        region: row.get(13)?,
        locale: row.get(14)?,
        views: Some(row.get(15)?),
    })
}
