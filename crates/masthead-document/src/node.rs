//! The closed set of blocks.

use crate::marks::Inline;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A block of a document. Strings that are absent are empty and left out of JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Block {
    /// Running text, never empty.
    Paragraph { content: Vec<Inline> },
    /// A heading below the article's title.
    Heading {
        /// 2 to 4.
        #[schemars(range(min = 2, max = 4))]
        level: u8,
        content: Vec<Inline>,
    },
    /// A picture with its caption.
    Picture(Picture),
    /// A film with its text tracks.
    Video(Video),
    /// A sound.
    Audio(Audio),
    /// Someone else's words.
    Quote {
        blocks: Vec<Block>,
        /// Who said it, plain text.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        cite: String,
    },
    /// A list; every item holds at least one block.
    List {
        #[serde(default)]
        ordered: bool,
        /// Number of the first item of an ordered list, 0 to 999,999,999; 1 elsewhere.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        start: u32,
        items: Vec<Vec<Block>>,
    },
    /// A table. All rows and the header, where there is one, are equally wide.
    Table {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        header: Vec<Cell>,
        rows: Vec<Vec<Cell>>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        caption: String,
    },
    /// Computer text, line by line.
    Code {
        /// A short name such as `rust`, or empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        language: String,
        text: String,
    },
    /// A frame of another site that the operator lists.
    Embed {
        /// An https address.
        url: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        title: String,
    },
    /// A break in thought.
    Divider {},
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    pub content: Vec<Inline>,
    /// Heads its row. Always false in `header`, whose cells head their columns.
    #[serde(default, skip_serializing_if = "is_false")]
    pub header: bool,
}

/// A picture: `src` is `media/…` or a content hash (see [`crate::MediaSource`]).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    pub src: String,
    /// What the picture shows, for those who do not see it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alt: String,
    /// Says nothing that the text does not say. False and no `alt`: nobody has said yet.
    #[serde(default, skip_serializing_if = "is_false")]
    pub decorative: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub caption: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub credit: String,
    /// Pixels, 1 to 65,535.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Pixels, 1 to 65,535.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
}

/// A film: `src`, `poster` and the tracks' `src` are media sources.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Video {
    pub src: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub poster: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub captions: Vec<Track>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub caption: String,
}

/// A WebVTT text track of a film.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Track {
    pub src: String,
    /// A BCP 47 tag such as `zh-CN`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lang: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
}

/// A sound: `src` is a media source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Audio {
    pub src: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub caption: String,
}

fn one() -> u32 {
    1
}

fn is_one(start: &u32) -> bool {
    *start == 1
}

fn is_false(flag: &bool) -> bool {
    !flag
}
