//! The schema.org types of our descriptions, with the properties that we know.
//! A property that is [`None`] or an empty list is left out.

use std::collections::BTreeMap;

use serde::Serialize;

/// Something with its type.
#[derive(Serialize)]
pub(super) struct Typed<T> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(flatten)]
    pub(super) thing: T,
}

impl<T> Typed<T> {
    pub(super) fn new(kind: &'static str, thing: T) -> Self {
        Self { kind, thing }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Work<'a> {
    pub(super) main_entity_of_page: &'a str,
    pub(super) url: &'a str,
    pub(super) headline: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(super) image: &'a [String],
    pub(super) date_published: &'a str,
    pub(super) date_modified: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) author: Vec<Typed<Named<'a>>>,
    pub(super) publisher: Typed<Named<'a>>,
    pub(super) is_accessible_for_free: bool,
    pub(super) in_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) article_section: Option<&'a str>,
    pub(super) word_count: u64,
    pub(super) comment_count: u64,
    pub(super) interaction_statistic: Typed<Counter>,
}

/// A person or an organisation.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Named<'a> {
    pub(super) name: &'a str,
    pub(super) url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) image: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) logo: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Counter {
    pub(super) interaction_type: Typed<Nothing>,
    pub(super) user_interaction_count: u64,
}

/// A thing that is its type alone.
#[derive(Serialize)]
pub(super) struct Nothing {}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Crumbs<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) item_list_element: Vec<Typed<Step<'a>>>,
}

#[derive(Serialize)]
pub(super) struct Step<'a> {
    /// From 1 on.
    pub(super) position: usize,
    pub(super) name: &'a str,
    pub(super) item: &'a str,
}

/// What is described of several things at once.
#[derive(Serialize)]
pub(super) struct Graph<A, B> {
    #[serde(rename = "@graph")]
    pub(super) things: (A, B),
}

#[derive(Serialize)]
pub(super) struct Organization<'a> {
    #[serde(rename = "@id")]
    pub(super) id: &'a str,
    #[serde(flatten)]
    pub(super) named: Named<'a>,
    #[serde(flatten)]
    pub(super) policies: BTreeMap<&'static str, &'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WebSite<'a> {
    pub(super) name: &'a str,
    pub(super) url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    pub(super) in_language: &'a str,
    pub(super) publisher: Reference<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) potential_action: Option<Typed<Search<'a>>>,
}

/// A thing that is described elsewhere in the same graph.
#[derive(Serialize)]
pub(super) struct Reference<'a> {
    #[serde(rename = "@id")]
    pub(super) id: &'a str,
}

#[derive(Serialize)]
pub(super) struct Search<'a> {
    pub(super) target: Typed<EntryPoint<'a>>,
    #[serde(rename = "query-input")]
    pub(super) query_input: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct EntryPoint<'a> {
    pub(super) url_template: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProfilePage<'a> {
    pub(super) url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_created: Option<&'a str>,
    pub(super) main_entity: Typed<Member<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Member<'a> {
    #[serde(flatten)]
    pub(super) named: Named<'a>,
    pub(super) alternate_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    pub(super) interaction_statistic: Typed<Counter>,
    pub(super) agent_interaction_statistic: Typed<Counter>,
}
