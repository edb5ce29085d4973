//! All SQL of the tables `article`, `revision`, `revision_media` and
//! `article_column`.

mod awaited;
mod card;
pub mod count;
mod due;
pub mod export;
mod fields;
mod list;
pub mod moved;
mod page;
pub mod put;
mod related;
pub mod revision;
pub mod write;

pub use awaited::{AWAITED, AwaitedRow, list_awaited};
pub use card::{CardRow, TitleRow};
pub(crate) use card::{card_from_row, select_cards};
pub use due::list_due;
pub use list::{
    BY_CHANNEL, BY_COLUMN, BY_CREATOR, HOT, HOT_IN_CHANNEL, Key, Listed, NEWEST, TITLES_BY_CREATOR,
    hot, hot_in_channel, list_by_channel, list_by_column, list_by_creator, list_newest,
    list_titles_by_creator,
};
pub use page::{
    ArticleRow, MediaRow, Part, each_published_id, find, find_retracted, list_full, list_media,
    list_range,
};
pub use related::list_related;
