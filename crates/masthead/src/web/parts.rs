use serde::Serialize;

use super::Link;
use crate::id::ArticleId;

/// An article as lists show it.
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    pub id: ArticleId,
    pub url: String,
    pub title: String,
    /// The title's language, where it is not the page's.
    pub lang: Option<String>,
    pub summary: Option<String>,
    pub cover: Option<Picture>,
    pub creator: CreatorLine,
    /// When it was published, UTC milliseconds.
    pub at: i64,
    /// Comments; absent where the list does not show them.
    pub comments: Option<u64>,
    /// Labels that have to stand wherever the title does.
    pub labels: Vec<Label>,
}

/// An article as a title alone, for dense lists.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    pub url: String,
    pub title: String,
    /// The title's language, where it is not the page's.
    pub lang: Option<String>,
    pub labels: Vec<Label>,
}

/// What somebody has to put right in a form.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Trouble {
    /// The field's name, which is also its id.
    pub field: &'static str,
    /// The locale key of what is wrong and what to do.
    pub key: &'static str,
}

#[derive(Clone, Debug, Serialize)]
pub struct CreatorLine {
    pub name: String,
    pub url: String,
}

/// A picture in the sizes and formats there are.
#[derive(Clone, Debug, Serialize)]
pub struct Picture {
    pub src: String,
    pub srcset: Option<String>,
    /// Formats to prefer, best first.
    pub sources: Vec<PictureSource>,
    /// In CSS pixels of the original, so that nothing jumps while it loads.
    pub width: u32,
    pub height: u32,
    /// What it shows; empty where it only decorates.
    pub alt: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct PictureSource {
    pub mime: String,
    pub srcset: String,
}

/// A word beside a title that says what kind of piece it is. Its name is its locale key: `label-opinion`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Label {
    Original,
    Reportage,
    Analysis,
    Background,
    Opinion,
    Review,
    Questions,
    Live,
    Advertisement,
    Satire,
    Fiction,
    Disputed,
    Corrected,
    AiGenerated,
    AiAssisted,
    AiPossible,
    AiSuspected,
}

impl Label {
    pub const ALL: [Self; 17] = [
        Self::Original,
        Self::Reportage,
        Self::Analysis,
        Self::Background,
        Self::Opinion,
        Self::Review,
        Self::Questions,
        Self::Live,
        Self::Advertisement,
        Self::Satire,
        Self::Fiction,
        Self::Disputed,
        Self::Corrected,
        Self::AiGenerated,
        Self::AiAssisted,
        Self::AiPossible,
        Self::AiSuspected,
    ];
}

/// A channel's place on another page: its headline, or its block on the home page.
#[derive(Clone, Debug, Serialize)]
pub struct SlotBlock {
    pub channel: Link,
    /// The site's own heading (头条要闻); absent means `{channel}要闻`.
    pub heading: Option<String>,
    pub cards: Vec<Card>,
}

/// The portal's original columns, a tab each.
#[derive(Clone, Debug, Serialize)]
pub struct Originals {
    pub title: Link,
    pub tabs: Vec<Tab>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Tab {
    pub column: Link,
    /// As [`SlotBlock::heading`].
    pub heading: Option<String>,
    pub cards: Vec<Card>,
}

/// Where a list goes on, by key; absent at its ends.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TurnPage {
    pub newer_url: Option<String>,
    pub older_url: Option<String>,
}
