//! The schema.org descriptions of our pages, from the same values that the
//! pages show. URLs are absolute, times RFC 3339 with the offset of the zone
//! in which the page shows them. What is not known is not said.

use super::JsonLd;
use super::vocabulary::{
    Counter, Crumbs, EntryPoint, Graph, Member, Named, Nothing, Organization, ProfilePage,
    Reference, Search, Step, Typed, WebSite, Work,
};

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
    pub published: String,
    pub modified: String,
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
    let work = Work {
        main_entity_of_page: &article.url,
        url: &article.url,
        headline: &article.headline,
        description: article.description.as_deref(),
        image: &article.image_urls,
        date_published: &article.published,
        date_modified: &article.modified,
        author: article.authors.iter().map(party).collect(),
        publisher: party(&article.publisher),
        is_accessible_for_free: article.is_free,
        in_language: &article.language,
        article_section: article.section.as_deref(),
        word_count: article.word_count,
        comment_count: article.comment_count,
        interaction_statistic: counter("CommentAction", article.comment_count),
    };
    JsonLd::new(&Typed::new(article.work_type.schema_type(), work))
}

/// A step of the way from home to this page.
#[derive(Clone, Debug)]
pub struct Crumb {
    pub name: String,
    pub url: String,
}

#[must_use]
pub fn breadcrumbs(crumbs: &[Crumb]) -> JsonLd {
    let steps = (1..).zip(crumbs).map(|(position, crumb)| {
        let step = Step {
            position,
            name: &crumb.name,
            item: &crumb.url,
        };
        Typed::new("ListItem", step)
    });
    let crumbs = Crumbs {
        item_list_element: steps.collect(),
    };
    JsonLd::new(&Typed::new("BreadcrumbList", crumbs))
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
    let id = &format!("{}#publisher", site.url);
    let policies = site.policies.iter();
    let organization = Organization {
        id,
        named: Named {
            name: &site.name,
            url: &site.url,
            image: None,
            logo: site.logo_url.as_deref(),
        },
        policies: policies.map(|(name, url)| (*name, url.as_str())).collect(),
    };
    let website = WebSite {
        name: &site.name,
        url: &site.url,
        description: site.description.as_deref(),
        in_language: &site.language,
        publisher: Reference { id },
        potential_action: site.search_url.as_deref().map(search),
    };
    JsonLd::new(&Graph {
        things: (
            Typed::new("NewsMediaOrganization", organization),
            Typed::new("WebSite", website),
        ),
    })
}

fn search(url_template: &str) -> Typed<Search<'_>> {
    let search = Search {
        target: Typed::new("EntryPoint", EntryPoint { url_template }),
        query_input: "required name=search_term_string",
    };
    Typed::new("SearchAction", search)
}

/// A creator's page.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    pub party: Party,
    pub handle: String,
    pub description: Option<String>,
    pub created: Option<String>,
    pub follower_count: u64,
    pub article_count: u64,
}

#[must_use]
pub fn profile(profile: &Profile) -> JsonLd {
    let Typed { kind, thing } = party(&profile.party);
    let member = Member {
        named: thing,
        alternate_name: format!("@{}", profile.handle),
        description: profile.description.as_deref(),
        interaction_statistic: counter("FollowAction", profile.follower_count),
        agent_interaction_statistic: counter("WriteAction", profile.article_count),
    };
    let page = ProfilePage {
        url: &profile.party.url,
        date_created: profile.created.as_deref(),
        main_entity: Typed::new(kind, member),
    };
    JsonLd::new(&Typed::new("ProfilePage", page))
}

fn party(party: &Party) -> Typed<Named<'_>> {
    let picture = party.image_url.as_deref();
    let named = Named {
        name: &party.name,
        url: &party.url,
        image: picture.filter(|_| party.is_person),
        logo: picture.filter(|_| !party.is_person),
    };
    let kind = match party.is_person {
        true => "Person",
        false => "Organization",
    };
    Typed::new(kind, named)
}

fn counter(action: &'static str, count: u64) -> Typed<Counter> {
    let counter = Counter {
        interaction_type: Typed::new(action, Nothing {}),
        user_interaction_count: count,
    };
    Typed::new("InteractionCounter", counter)
}
