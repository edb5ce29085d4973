use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::syntax::{self, Checked, refuse};
use super::{Localized, Row};
use crate::FileKind;
use crate::limits::text;

/// A section such as sports; channels form a tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// Its slug, as it stands in `/channel/{slug}`.
    #[schemars(regex(pattern = "^[a-z0-9][a-z0-9_-]{0,63}$"))]
    pub id: String,
    pub name: Localized,
    /// The heading of its headlines, such as “Sports headlines”.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline_title: Option<Localized>,
    /// The channel above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// The order among its neighbours, smallest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<i32>,
}

/// A curated series with its own page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its slug, as it stands in `/column/{slug}`.
    #[schemars(regex(pattern = "^[a-z0-9][a-z0-9_-]{0,63}$"))]
    pub id: String,
    pub name: Localized,
    /// The heading of its headlines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline_title: Option<Localized>,
    /// The column that it is a tab of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// The order among its neighbours, smallest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<i32>,
}

fn section(
    id: &str,
    name: &Localized,
    headline_title: Option<&Localized>,
    parent: Option<&String>,
) -> Checked {
    syntax::slug("id", id)?;
    name.check("name", text::NAME)?;
    headline_title.map_or(Ok(()), |title| title.check("headline_title", text::NAME))?;
    syntax::optional(parent, |parent| syntax::slug("parent", parent))?;
    if parent.is_some_and(|parent| parent == id) {
        return refuse("parent", "is the row itself");
    }
    Ok(())
}

impl Row for Channel {
    const FILE: FileKind = FileKind::Channels;

    fn check(&self) -> Checked {
        let title = self.headline_title.as_ref();
        section(&self.id, &self.name, title, self.parent.as_ref())
    }
}

impl Row for Column {
    const FILE: FileKind = FileKind::Columns;

    fn check(&self) -> Checked {
        let title = self.headline_title.as_ref();
        section(&self.id, &self.name, title, self.parent.as_ref())
    }
}
