use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::syntax::{self, Checked, is_slug, refuse};
use super::{Localized, Row, Timestamp};
use crate::FileKind;
use crate::error::{did_you_mean, quoted, with_hint};
use crate::limits::text;

/// Where a slot stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// `home/top`
    HomeTop,
    /// `channel/{slug}/headline`
    ChannelHeadline(String),
    /// `column/{slug}/headline`
    ColumnHeadline(String),
    /// `hot`: an editor's pin in the hot list.
    Hot,
}

impl FromStr for Place {
    type Err = String;

    fn from_str(value: &str) -> Result<Self, String> {
        let parts: Vec<&str> = value.splitn(4, '/').collect();
        match parts[..] {
            ["home", "top"] => Ok(Place::HomeTop),
            ["hot"] => Ok(Place::Hot),
            ["channel", slug, "headline"] if is_slug(slug) => {
                Ok(Place::ChannelHeadline(slug.to_owned()))
            }
            ["column", slug, "headline"] if is_slug(slug) => {
                Ok(Place::ColumnHeadline(slug.to_owned()))
            }
            _ => Err(no_place(value, &parts)),
        }
    }
}

fn no_place(value: &str, parts: &[&str]) -> String {
    let slug = parts.get(1).copied().filter(|slug| is_slug(slug));
    let slug = slug.unwrap_or("sports");
    let places = [
        "home/top".to_owned(),
        "hot".to_owned(),
        format!("channel/{slug}/headline"),
        format!("column/{slug}/headline"),
    ];
    let hint = did_you_mean(value, places.iter().map(String::as_str));
    let reason = format!("no place {}", quoted(value));
    if hint.is_some() {
        return with_hint(reason, hint);
    }
    format!("{reason}: home/top, channel/{{slug}}/headline, column/{{slug}}/headline or hot")
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::HomeTop => f.write_str("home/top"),
            Place::ChannelHeadline(slug) => write!(f, "channel/{slug}/headline"),
            Place::ColumnHeadline(slug) => write!(f, "column/{slug}/headline"),
            Place::Hot => f.write_str("hot"),
        }
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Cow::<str>::deserialize(deserializer)?;
        value.parse().map_err(D::Error::custom)
    }
}

impl JsonSchema for Place {
    fn schema_name() -> Cow<'static, str> {
        "Place".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": "^(home/top|hot|(channel|column)/[a-z0-9][a-z0-9_-]{0,63}/headline)$",
            "description": "home/top, channel/{slug}/headline, column/{slug}/headline, or hot (an editor's pin)."
        })
    }
}

/// A place on a page that an editor fills.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    pub place: Place,
    /// The id of an article.
    pub article: String,
    /// A title of the slot's own, in place of the article's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Localized>,
    /// From when it stands; without it, at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    /// Until when it stands; without it, for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// The order among slots of the same place, smallest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<i32>,
}

impl Row for Slot {
    const FILE: FileKind = FileKind::Slots;

    fn check(&self) -> Checked {
        syntax::id("article", &self.article)?;
        let title = self.title.as_ref();
        title.map_or(Ok(()), |title| title.check("title", text::TITLE))?;
        match (self.from, self.until) {
            (Some(from), Some(until)) if until <= from => refuse("until", "is not after \"from\""),
            _ => Ok(()),
        }
    }
}
