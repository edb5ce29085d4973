//! Articles, their revisions and their pages.

mod changes;
mod compose;
pub mod events;
mod head;
pub mod pages;
mod routes;
pub mod rules;
mod samples;
#[cfg(suite)]
mod seed_tests;
mod share;
pub mod store;
#[cfg(suite)]
mod tests;

use crate::portal::{Feature, Kind, List, Part, Table, Told, with_ids};
use crate::web::samples::Sampled;

pub(crate) use changes::in_lists;
pub use compose::compose;
pub(crate) use compose::document;
pub(crate) use head::description;
pub use routes::{Reading, read, read_around, routes};

pub(crate) const ARTICLE: Kind = Kind::new(
    "Article",
    &[
        Part::Site.own(),
        Part::Article.own(),
        Part::Creator.aside(),
        Part::Channel.aside(),
        Part::Bylines.aside(),
        Part::Commenters.aside(),
        Part::Front.aside(),
    ],
)
.counting_views();

pub(crate) const SHARE_CODE: Kind =
    Kind::new("ShareCode", &[Part::Site.own(), Part::Article.own()]);

const LISTS: &[List] = &[
    List::new("newest", store::NEWEST),
    List::new("by channel", store::BY_CHANNEL),
    List::new("by creator", store::BY_CREATOR),
    List::new("titles by creator", store::TITLES_BY_CREATOR),
    List::new("by column", store::BY_COLUMN),
    List::new("hot", store::HOT),
    List::new("hot in channel", store::HOT_IN_CHANNEL),
    List::new("awaited", store::AWAITED),
];

pub const FEATURE: Feature = Feature {
    routes,
    kinds: &[ARTICLE, SHARE_CODE],
    events: &[
        Told::changing::<events::ArticleKept>(r#"{"article":1,"creator":2}"#),
        Told::changing::<events::ArticlePublished>(
            r#"{"article":1,"standing":{"creator":2,"channel":3,"columns":[4],"published_at":1768681203000}}"#,
        ),
        Told::changing::<events::ArticleRevised>(
            r#"{"article":1,"before":{"creator":2,"channel":3,"columns":[4],"published_at":1768681203000},"after":{"creator":2,"channel":3,"columns":[4],"published_at":1768681203000}}"#,
        ),
        Told::changing::<events::ArticleHidden>(
            r#"{"article":1,"before":{"creator":2,"channel":3,"columns":[4],"published_at":1768681203000},"state":"taken_down"}"#,
        ),
    ],
    tables: &[
        with_ids!("article"),
        with_ids!("revision"),
        Table::keyed("article_column"),
        Table::keyed("revision_media"),
    ],
    lists: LISTS,
    samples: &[Sampled::of::<pages::ArticlePage>()],
    ..Feature::named("article")
};
