//! One struct per file of an archive, keys in the order of the contract.
//!
//! Serialising writes the keys in that order and leaves absent ones out; reading refuses unknown
//! keys. `check` holds what a type cannot say; [`crate::parse_line`] does both.

mod article;
mod body;
mod comment;
mod creator;
mod localized;
mod place;
mod section;
mod site;
mod syntax;
mod time;
mod user;

pub use article::{AiGenerated, Article, ArticleState, Correction, Retraction, Source};
pub use body::Body;
pub use comment::Comment;
pub use creator::{Creator, CreatorKind, Follower, Member, MemberRole};
pub use localized::Localized;
pub use masthead_document::is_media_path;
pub use place::{Place, Slot};
pub use section::{Channel, Column};
pub use site::{FooterLink, Site};
pub use syntax::{is_handle, is_line, is_locale, is_slug};
pub use time::Timestamp;
pub use user::User;

use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};

use crate::{Fault, FileKind};

/// A row of one `.jsonl` file.
pub trait Row: DeserializeOwned + Serialize {
    const FILE: FileKind;

    /// What a type cannot say: lengths, syntax, keys that need each other. References to other
    /// rows are the importer's to check.
    fn check(&self) -> Result<(), Fault>;
}

/// A list may be left out, and `null` is the same as left out, as it is for every optional key.
fn list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}
