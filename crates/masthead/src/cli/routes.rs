use super::outcome::{Failed, Outcome};
use crate::routes;

/// `masthead routes`: a line for each route, in the order in which they are asked: `GET /channel/{slug} Read page`. What shows no page of its
/// own says `other`.
/// What looks at every page (the browser tests, an operator's own checks) takes its list from here.
pub(super) fn run() -> Result<Outcome, Failed> {
    for route in routes::table() {
        let shows = if route.shows_page { "page" } else { "other" };
        println!("{} {} {:?} {shows}", route.method, route.path, route.can);
    }
    Ok(Outcome::Done)
}
