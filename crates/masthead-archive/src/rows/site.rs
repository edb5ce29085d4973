use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Localized;
use super::syntax::{self, Checked, refuse};
use crate::error::quoted;
use crate::limits::{list, text};

/// `site.json`: what archive this is, and the portal as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Always `masthead-archive`.
    #[schemars(extend("const" = Site::FORMAT))]
    pub format: String,
    /// Always 1.
    #[schemars(extend("const" = Site::VERSION))]
    pub version: u32,
    pub name: Localized,
    /// The address that the portal has in public, such as `https://news.example`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = text::URL))]
    pub base_url: Option<String>,
    /// The language tag of its first language, such as `zh-CN`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = text::LOCALE))]
    pub locale: Option<String>,
    /// The time zone that its pages tell time in, by its IANA name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The notice below every article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Localized>,
    /// The heading of the original columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_title: Option<Localized>,
    #[serde(
        default,
        deserialize_with = "super::list",
        skip_serializing_if = "Vec::is_empty"
    )]
    #[schemars(length(max = list::FOOTER))]
    pub footer: Vec<FooterLink>,
}

/// A link at the foot of every page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FooterLink {
    pub label: Localized,
    /// `http`, `https`, `mailto`, or a path of this site.
    #[schemars(length(min = 1, max = text::URL))]
    pub url: String,
}

impl Site {
    pub const FORMAT: &'static str = "masthead-archive";
    pub const VERSION: u32 = 1;

    /// A site with a name and nothing else.
    pub fn new(name: impl Into<Localized>) -> Self {
        Site {
            format: Site::FORMAT.to_owned(),
            version: Site::VERSION,
            name: name.into(),
            base_url: None,
            locale: None,
            time_zone: None,
            notice: None,
            original_title: None,
            footer: Vec::new(),
        }
    }

    /// What a type cannot say, as of every row.
    pub fn check(&self) -> Checked {
        self.name.check("name", text::NAME)?;
        syntax::optional(self.base_url.as_ref(), |v| {
            syntax::web_address("base_url", v)
        })?;
        syntax::optional(self.locale.as_ref(), |v| syntax::locale("locale", v))?;
        syntax::optional(self.time_zone.as_ref(), time_zone)?;
        if let Some(notice) = &self.notice {
            notice.check_lines("notice", text::NOTICE)?;
        }
        if let Some(title) = &self.original_title {
            title.check("original_title", text::TITLE)?;
        }
        syntax::each("footer", &self.footer, list::FOOTER, |key, link| {
            link.label.check(&format!("{key}.label"), text::NAME)?;
            syntax::link(&format!("{key}.url"), &link.url)
        })
    }
}

fn time_zone(value: &str) -> Checked {
    match jiff::tz::TimeZone::get(value) {
        Ok(_) => Ok(()),
        Err(_) => refuse(
            "time_zone",
            format!(
                "{} is no IANA time zone (write it as \"Asia/Shanghai\")",
                quoted(value)
            ),
        ),
    }
}
