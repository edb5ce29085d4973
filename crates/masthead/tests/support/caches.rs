//! What every answer that a test gets has to keep to: what only some may ask
//! for is kept by no cache, and not by the press, which serves whoever comes.

use std::sync::LazyLock;

use axum::http::Method;
use masthead::capability::Can;
use masthead::portal::Use;
use masthead::routes;
use masthead_press::Press;

use super::Answer;

/// Two languages, two editions.
const VARIANTS: u8 = 4;

/// A route of the table, as far as it is asked for here.
struct Line {
    method: Method,
    path: &'static str,
    is_public: bool,
}

static TABLE: LazyLock<Vec<Line>> = LazyLock::new(|| {
    let lines = routes::table().into_iter().map(|route| Line {
        method: route.method,
        path: route.path,
        is_public: route.can == Can::Read,
    });
    lines.collect()
});

/// How a part of a route's path takes a part of an address; an earlier one goes before a later.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Word,
    Any,
    Rest,
}

/// How this route takes an address, where it does.
fn parts(route: &str, path: &str) -> Option<Vec<Part>> {
    let mut found = Vec::new();
    let mut rest = path.split('/');
    for part in route.split('/') {
        if part.starts_with("{*") {
            rest.next()?;
            found.push(Part::Rest);
            return Some(found);
        }
        let given = rest.next()?;
        match part.starts_with('{') {
            true if given.is_empty() => return None,
            true => found.push(Part::Any),
            false if part != given => return None,
            false => found.push(Part::Word),
        }
    }
    rest.next().is_none().then_some(found)
}

/// Whether there is a route for this, and not everybody may use it.
fn is_private(method: &Method, path: &str) -> bool {
    let fitting = TABLE
        .iter()
        .filter_map(|line| Some((parts(line.path, path)?, line)));
    let Some((_, nearest)) = fitting.min_by(|(one, _), (other, _)| one.cmp(other)) else {
        return false;
    };
    let method = match *method {
        Method::HEAD => &Method::GET,
        _ => method,
    };
    TABLE
        .iter()
        .any(|line| line.path == nearest.path && line.method == *method && !line.is_public)
}

#[track_caller]
pub(super) fn look_at(press: &Press<Use>, method: &Method, answer: &Answer) {
    let path = answer.path.split('?').next().unwrap_or_default();
    if !is_private(method, path) {
        return;
    }
    assert_eq!(
        answer.header("cache-control"),
        "no-store",
        "{method} {}: {}",
        answer.path,
        answer.status
    );
    for address in [path, &*answer.path] {
        let is_kept = (0..VARIANTS).any(|variant| press.ready(address, variant).is_some());
        assert!(!is_kept, "the press has {address} ready for everybody");
    }
}

#[test]
fn the_nearest_route_says_who_may_ask() {
    for (path, private) in [
        ("/", false),
        ("/account", true),
        ("/account/now", false),
        ("/desk/slots/home/top", true),
        ("/studio/article/7", true),
        ("/@harbour", false),
        ("/@harbour/follow", true),
        ("/no/such/page", false),
    ] {
        assert_eq!(is_private(&Method::GET, path), private, "{path}");
    }
    assert!(!is_private(&Method::PUT, "/account"), "no such route");
}
