//! The schema.org descriptions of our pages, from the same values that the
//! pages show. URLs are absolute, times UTC milliseconds with the IANA zone
//! in which the page shows them.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::JsonLd;

/// The kind of work that a byline claims (schema.org's subtypes of Article).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WorkType {
    #[default]
    News,
    Reportage,
    Analysis,
    Background,
    Opinion,
    Review,
    AskPublic,
    Advertisement,
    Satire,
    LiveBlog,
}

impl WorkType {
    #[must_use]
    pub fn schema_type(self) -> &'static str {
        match self {
            Self::News => "NewsArticle",
            Self::Reportage => "ReportageNewsArticle",
            Self::Analysis => "AnalysisNewsArticle",
            Self::Background => "BackgroundNewsArticle",
            Self::Opinion => "OpinionNewsArticle",
            Self::Review => "ReviewNewsArticle",
            Self::AskPublic => "AskPublicNewsArticle",
            Self::Advertisement => "AdvertiserContentArticle",
            Self::Satire => "SatiricalArticle",
            Self::LiveBlog => "LiveBlogPosting",
        }
    }
}

/// A person or an organisation, as byline or as publisher.
#[derive(Clone, Debug, Default)]
pub struct Party {
    pub is_person: bool,
    pub name: String,
    pub url: String,
    pub image_url: Option<String>,
}

#[derive(Clone, Debug, Default)]
pub struct Article {
    pub work_type: WorkType,
    pub url: String,
    pub headline: String,
    pub description: Option<String>,
    /// Crops of the cover: 1:1, 4:3, 16:9.
    pub image_urls: Vec<String>,
    pub published: i64,
    pub modified: i64,
    pub zone: String,
    pub authors: Vec<Party>,
    pub publisher: Party,
    pub is_free: bool,
    pub language: String,
    pub section: Option<String>,
    pub word_count: u64,
    pub comment_count: u64,
}

#[must_use]
pub fn article(article: &Article) -> JsonLd {
    let authors: Vec<Value> = article.authors.iter().map(party).collect();
    page(json!({
        "@type": article.work_type.schema_type(),
        "mainEntityOfPage": article.url,
        "url": article.url,
        "headline": article.headline,
        "description": article.description,
        "image": article.image_urls,
        "datePublished": local_time(article.published, &article.zone),
        "dateModified": local_time(article.modified, &article.zone),
        "author": authors,
        "publisher": party(&article.publisher),
        "isAccessibleForFree": article.is_free,
        "inLanguage": article.language,
        "articleSection": article.section,
        "wordCount": article.word_count,
        "commentCount": article.comment_count,
        "interactionStatistic": counter("CommentAction", article.comment_count),
    }))
}

/// A step of the way from home to this page.
#[derive(Clone, Debug)]
pub struct Crumb {
    pub name: String,
    pub url: String,
}

#[must_use]
pub fn breadcrumbs(crumbs: &[Crumb]) -> JsonLd {
    let items: Vec<Value> = (1..)
        .zip(crumbs)
        .map(|(position, crumb): (u32, &Crumb)| {
            json!({"@type": "ListItem", "position": position, "name": crumb.name, "item": crumb.url})
        })
        .collect();
    page(json!({"@type": "BreadcrumbList", "itemListElement": items}))
}

/// The portal as the home page describes it.
#[derive(Clone, Debug, Default)]
pub struct Site {
    pub name: String,
    pub url: String,
    pub description: Option<String>,
    pub language: String,
    pub logo_url: Option<String>,
    /// Where a search goes, with `{search_term_string}` for the words.
    pub search_url: Option<String>,
    /// Only the policies that exist: schema.org property such as
    /// `correctionsPolicy`, and its URL (J-03).
    pub policies: Vec<(&'static str, String)>,
}

#[must_use]
pub fn home(site: &Site) -> JsonLd {
    let publisher = format!("{}#publisher", site.url);
    let mut organization = json!({
        "@type": "NewsMediaOrganization",
        "@id": publisher,
        "name": site.name,
        "url": site.url,
        "logo": site.logo_url,
    });
    for (property, url) in &site.policies {
        organization[*property] = Value::from(url.as_str());
    }
    let website = json!({
        "@type": "WebSite",
        "name": site.name,
        "url": site.url,
        "description": site.description,
        "inLanguage": site.language,
        "publisher": {"@id": publisher},
        "potentialAction": site.search_url.as_ref().map(|url| search(url)),
    });
    page(json!({"@graph": [filled(organization), filled(website)]}))
}

fn search(url: &str) -> Value {
    json!({
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": url},
        "query-input": "required name=search_term_string",
    })
}

/// A creator's page.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    pub party: Party,
    pub handle: String,
    pub description: Option<String>,
    pub created: i64,
    pub zone: String,
    pub follower_count: u64,
    pub article_count: u64,
}

#[must_use]
pub fn profile(profile: &Profile) -> JsonLd {
    let mut entity = party(&profile.party);
    entity["alternateName"] = Value::from(format!("@{}", profile.handle));
    if let Some(description) = &profile.description {
        entity["description"] = Value::from(description.as_str());
    }
    entity["interactionStatistic"] = counter("FollowAction", profile.follower_count);
    entity["agentInteractionStatistic"] = counter("WriteAction", profile.article_count);
    page(json!({
        "@type": "ProfilePage",
        "url": profile.party.url,
        "dateCreated": local_time(profile.created, &profile.zone),
        "mainEntity": entity,
    }))
}

fn party(party: &Party) -> Value {
    let kind = if party.is_person {
        "Person"
    } else {
        "Organization"
    };
    let picture = if party.is_person { "image" } else { "logo" };
    let mut value = json!({"@type": kind, "name": party.name, "url": party.url});
    value[picture] = Value::from(party.image_url.clone());
    filled(value)
}

fn counter(action: &str, count: u64) -> Value {
    json!({
        "@type": "InteractionCounter",
        "interactionType": {"@type": action},
        "userInteractionCount": count,
    })
}

fn page(value: Value) -> JsonLd {
    let mut page = filled(value);
    page["@context"] = Value::from("https://schema.org");
    JsonLd::new(&page)
}

/// Without the properties that are not known.
fn filled(mut value: Value) -> Value {
    let is_empty = |v: &Value| v.is_null() || v.as_array().is_some_and(Vec::is_empty);
    if let Value::Object(properties) = &mut value {
        properties.retain(|_, property| !is_empty(property));
    }
    value
}

/// RFC 3339 with the zone's offset; an unknown zone is UTC.
fn local_time(at_ms: i64, zone: &str) -> String {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let at = Timestamp::from_millisecond(at_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    at.to_zoned(zone)
        .strftime("%Y-%m-%dT%H:%M:%S%:z")
        .to_string()
}
