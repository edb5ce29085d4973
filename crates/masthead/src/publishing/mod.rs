//! How a text comes to its readers: drafts, submissions to the desk, and what is decided there. The studio and the
//! desk's review are pages over it; the rules of who may come next are one state machine, in [`rules`].

pub mod acts;
pub mod diff;
pub mod events;
pub mod rules;
pub mod saving;
pub mod store;
pub mod tags;
#[cfg(suite)]
mod tests;
pub mod typed;

use crate::portal::{Feature, List, Table, Told, with_ids};

const EVENTS: &[Told] = &[
    Told::quiet::<events::ArticleStepped>(
        r#"{"article":1,"creator":2,"step":"submitted","submission":12}"#,
    ),
    Told::quiet::<events::ArticleBegun>(r#"{"article":1,"creator":2}"#),
    Told::quiet::<events::RevisionKept>(r#"{"article":1,"revision":14}"#),
    Told::quiet::<events::RemarkMade>(r#"{"article":1,"submission":12,"remark":13}"#),
    Told::quiet::<events::SubmissionClaimed>(r#"{"submission":12,"reviewer":5}"#),
    Told::quiet::<events::SubmissionChecked>(
        r#"{"submission":14,"article":1,"creator":2,"confirmed":true}"#,
    ),
    Told::quiet::<events::PreviewOpened>(r#"{"article":1,"ends_at":1768681203000}"#),
    Told::quiet::<events::ReadingGiven>(r#"{"article":1,"submission":14,"reviewer":null}"#),
    Told::quiet::<events::ApproverAsked>(r#"{"article":1,"submission":14,"ends_at":9}"#),
];

const LISTS: &[List] = &[
    List::new("pieces of a creator", store::draft::LIST),
    List::new("pieces that were written last", store::draft::RECENT),
    List::new("revisions of a piece", store::revision::LIST),
    List::new("submissions of a piece", store::submission::OF_ARTICLE),
    List::new("remarks on a submission", store::remark::LIST),
    List::new("readings of a submission", store::reading::LIST),
    List::new("what waits", store::submission::WAITING),
    List::new(
        "what waits in a channel",
        store::submission::WAITING_IN_CHANNEL,
    ),
    List::new("what is to be checked", store::check::UNCHECKED),
    List::new(
        "what is to be checked in a channel",
        store::check::UNCHECKED_IN_CHANNEL,
    ),
];

pub const FEATURE: Feature = Feature {
    events: EVENTS,
    tables: &[
        with_ids!("submission"),
        with_ids!("remark"),
        with_ids!("reading"),
        Table::keyed("draft"),
        Table::keyed("draft_media"),
        Table::keyed("approval_link"),
        Table::keyed("preview_link"),
    ],
    lists: LISTS,
    ..Feature::named("publishing")
};
