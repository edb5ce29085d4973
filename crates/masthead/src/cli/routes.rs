use super::outcome::{Failed, Outcome};
use crate::routes;

/// `masthead routes`: a line for each route, in the order in which they are asked: `GET /channel/{slug} Read`.
/// What looks at every page (the browser tests, an operator's own checks) takes its list from here.
pub(super) fn run() -> Result<Outcome, Failed> {
    for route in routes::table() {
        println!("{} {} {:?}", route.method, route.path, route.can);
    }
    Ok(Outcome::Done)
}
