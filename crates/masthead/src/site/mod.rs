//! The site's own data: name, address, language, time zone, notice, footer.

mod changes;
pub mod events;
pub mod rules;
pub mod store;

use crate::portal::{Feature, Table, Told};

pub const FEATURE: Feature = Feature {
    events: &[Told::changing::<events::SiteChanged>(r#"{}"#)],
    tables: &[Table::keyed("site")],
    ..Feature::named("site")
};
