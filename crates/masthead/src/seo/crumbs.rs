//! The way from home to a page, for machines.

use super::schema::{self, Crumb};
use crate::compose::Room;
use crate::urls;
use crate::web::{Link, Markup};

/// Home, and then these, of which the last is the page itself.
pub fn breadcrumbs(room: &Room<'_>, below_home: &[Link]) -> Markup {
    let home = Crumb {
        name: room.say(&room.front.site.name),
        url: room.absolute(urls::HOME),
    };
    let below = below_home.iter().map(|link| Crumb {
        name: link.label.clone(),
        url: room.absolute(&link.url),
    });
    let crumbs: Vec<Crumb> = std::iter::once(home).chain(below).collect();
    schema::breadcrumbs(&crumbs).into_markup()
}
