use std::io::{self, Write as _};

use super::outcome::{Failed, Outcome};
use crate::routes;

/// `masthead routes`: a line for each route, in the order in which they are asked: `GET /channel/{slug} Read page`. What shows no page of its
/// own says `other`.
/// What looks at every page (the browser tests, an operator's own checks) takes its list from here.
pub(super) fn run() -> Result<Outcome, Failed> {
    let mut out = io::stdout().lock();
    for route in routes::table() {
        let shows = if route.shows_page { "page" } else { "other" };
        let line = writeln!(
            out,
            "{} {} {:?} {shows}",
            route.method, route.path, route.can
        );
        // Whoever reads has seen enough: `masthead routes | head`.
        if line.is_err() {
            break;
        }
    }
    Ok(Outcome::Done)
}
