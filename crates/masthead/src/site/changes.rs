//! What happens to the site changes every page.

use super::events::SiteChanged;
use crate::front::Front;
use crate::portal::{Changes, News, Thing, Touch};

impl Changes for SiteChanged {
    fn changes(&self, _: Option<&Front>) -> Vec<Touch> {
        vec![
            Thing::Site.has(News::Changed),
            Thing::Front.has(News::Changed),
        ]
    }
}
