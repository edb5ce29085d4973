//! Levels and credit: what a creator may do in a day, and whether the desk reads before or after publication. Points are
//! taken by people, for a reason that the creator sees and can appeal against; what they come to on a day is computed
//! when it is asked, by [`rules`].

pub mod acts;
mod appeal;
mod calendar;
pub mod events;
mod find;
mod letters;
mod make;
mod own;
pub mod pages;
mod rehearse;
mod routes;
pub mod rules;
mod samples;
pub mod store;
#[cfg(suite)]
mod tests;
mod typed;
mod view;

use crate::portal::{Feature, List, Reason, Table, Told, Work, with_ids};
use crate::web::samples::Sampled;

pub use calendar::Calendar;
pub use letters::Desk;
pub use make::{read_article, read_deduction, written};
pub use routes::routes;

const LISTS: &[List] = &[
    List::new("credit of a creator", store::entry::LIST),
    List::new("appeals", store::appeal::OPEN),
    List::new("what a creator handed in", store::creator::COUNT).for_reasons(&[Reason::on_sqlite(
        Work::Sorts,
        "what one creator handed in on a day is counted, each piece once",
    )]),
    List::new("violations of the last days", store::past::ENTRIES),
    List::new("submissions of the last days", store::past::HANDED_IN),
];

pub const FEATURE: Feature = Feature {
    routes,
    events: &[
        Told::quiet::<events::CreditDeducted>(
            r#"{"entry":20,"creator":2,"kind":"facts","article":1}"#,
        ),
        Told::quiet::<events::AppealMade>(r#"{"appeal":21,"entry":20,"creator":2}"#),
        Told::quiet::<events::AppealDecided>(r#"{"appeal":21,"entry":20,"creator":2,"won":true}"#),
        Told::quiet::<events::TrustChanged>(r#"{"creator":2,"trusted":true}"#),
        Told::quiet::<events::CreditRulesChanged>(r#"{"version":2}"#),
    ],
    tables: &[
        with_ids!("credit_entry"),
        with_ids!("credit_appeal"),
        Table::keyed("credit_rules"),
        Table::keyed("credit_trust"),
    ],
    lists: LISTS,
    samples: &[
        Sampled::of::<pages::AppealPage>(),
        Sampled::of::<pages::CreatorCreditPage>(),
        Sampled::of::<pages::CreditPage>(),
        Sampled::of::<pages::OwnCreditPage>(),
        Sampled::of::<pages::RulesPage>(),
    ],
    ..Feature::named("credit")
};
