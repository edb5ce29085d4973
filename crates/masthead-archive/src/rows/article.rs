use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::syntax::{self, Checked, refuse};
use super::{Body, Localized, Row, Timestamp};
use crate::FileKind;
use crate::limits::{list, text};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Article {
    #[schemars(length(min = 1, max = text::ID))]
    pub id: String,
    /// The id of the creator who publishes it.
    pub creator: String,
    #[schemars(length(min = 1, max = text::TITLE))]
    pub title: String,
    pub body: Body,
    /// The id of its channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// The ids of the columns that it stands in.
    #[serde(
        default,
        deserialize_with = "super::list",
        skip_serializing_if = "Vec::is_empty"
    )]
    #[schemars(length(max = list::COLUMNS))]
    pub columns: Vec<String>,
    /// The picture beside its title, `media/…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^media/"))]
    pub cover: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = text::SUMMARY))]
    pub summary: Option<String>,
    #[serde(
        default,
        deserialize_with = "super::list",
        skip_serializing_if = "Vec::is_empty"
    )]
    #[schemars(length(max = list::TAGS))]
    pub tags: Vec<String>,
    /// Published where left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<ArticleState>,
    /// Required for a published article; for a scheduled one, the time it waits for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// Where it was taken from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Whether it is the creator's own work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original: Option<bool>,
    /// What part of it a machine made; unsaid is not the same as none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ai_generated: Option<AiGenerated>,
    /// The region that it was published from.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = text::REGION))]
    pub region: Option<String>,
    /// A starting count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub views: Option<u64>,
    /// The language tag of its text; without it, the site's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = text::LOCALE))]
    pub locale: Option<String>,
    /// What was put right in its text, oldest first. Where left out, what stands stays.
    #[serde(
        default,
        deserialize_with = "super::list",
        skip_serializing_if = "Vec::is_empty"
    )]
    #[schemars(length(max = list::CORRECTIONS))]
    pub corrections: Vec<Correction>,
    /// Its creator disowned it: its page stays, and says why. Of a withdrawn article, or one that was taken down since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retraction: Option<Retraction>,
    /// Whether readers may comment; where left out, what stands stays: they may, in a new one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comments_open: Option<bool>,
}

/// Something that was wrong in a text and is right now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    pub at: Timestamp,
    #[schemars(length(min = 1, max = text::SUMMARY))]
    pub text: String,
}

/// Why a text is no longer there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Retraction {
    pub at: Timestamp,
    #[schemars(length(max = text::SUMMARY))]
    pub words: String,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ArticleState {
    Draft,
    Submitted,
    Scheduled,
    #[default]
    Published,
    Rejected,
    Withdrawn,
    TakenDown,
}

impl ArticleState {
    /// Whether its creator may have disowned it.
    pub fn may_be_retracted(self) -> bool {
        matches!(self, ArticleState::Withdrawn | ArticleState::TakenDown)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AiGenerated {
    None,
    Assisted,
    Generated,
}

/// Where an article was taken from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub name: Localized,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = text::URL))]
    pub url: Option<String>,
}

impl Article {
    pub fn state(&self) -> ArticleState {
        self.state.unwrap_or_default()
    }

    fn check_time(&self) -> Checked {
        let needs = match self.state() {
            ArticleState::Published => "published",
            ArticleState::Scheduled => "scheduled",
            _ => return Ok(()),
        };
        match self.published_at {
            Some(_) => Ok(()),
            None => refuse("published_at", format!("missing: the article is {needs}")),
        }
    }

    /// Corrections and the retraction, as far as there are any.
    fn check_aside(&self) -> Checked {
        if self.corrections.len() > list::CORRECTIONS {
            let most = list::CORRECTIONS;
            return refuse("corrections", format!("more than {most}"));
        }
        for (at, correction) in self.corrections.iter().enumerate() {
            let key = format!("corrections[{at}].text");
            if correction.text.trim().is_empty() {
                return refuse(&key, "empty");
            }
            syntax::within(&key, &correction.text, text::SUMMARY)?;
        }
        let Some(retraction) = &self.retraction else {
            return Ok(());
        };
        if !self.state().may_be_retracted() {
            let states = "only of an article whose state is \"withdrawn\" or \"taken_down\"";
            return refuse("retraction", states);
        }
        syntax::within("retraction.words", &retraction.words, text::SUMMARY)
    }

    fn check_source(&self) -> Checked {
        let Some(source) = &self.source else {
            return Ok(());
        };
        source.name.check("source.name", text::NAME)?;
        syntax::optional(source.url.as_ref(), |v| syntax::link("source.url", v))
    }
}

impl Row for Article {
    const FILE: FileKind = FileKind::Articles;

    fn check(&self) -> Checked {
        syntax::id("id", &self.id)?;
        syntax::id("creator", &self.creator)?;
        syntax::line("title", &self.title, text::TITLE)?;
        self.body.check()?;
        syntax::optional(self.channel.as_ref(), |v| syntax::id("channel", v))?;
        syntax::each("columns", &self.columns, list::COLUMNS, |key, v| {
            syntax::id(key, v)
        })?;
        syntax::optional(self.cover.as_ref(), |v| syntax::media("cover", v))?;
        syntax::optional(self.summary.as_ref(), |v| {
            syntax::within("summary", v, text::SUMMARY)
        })?;
        syntax::each("tags", &self.tags, list::TAGS, |key, tag| {
            syntax::line(key, tag, text::TAG)
        })?;
        self.check_time()?;
        self.check_source()?;
        self.check_aside()?;
        syntax::optional(self.region.as_ref(), |v| {
            syntax::line("region", v, text::REGION)
        })?;
        syntax::count("views", self.views)?;
        syntax::optional(self.locale.as_ref(), |v| syntax::locale("locale", v))
    }
}
