//! The `.jsonl` files: an archive's own rows, but that `age` may stand for `created_at`.

use masthead_archive::rows::{Row, Site, Timestamp};
use masthead_archive::{Fault, LineError, parse_line};
use serde_json::{Map, Value};

use super::age;
use super::error::ContentError;

pub(super) fn rows<R: Row>(text: &str, now: Timestamp) -> Result<Vec<R>, ContentError> {
    let lines = text
        .lines()
        .zip(1..)
        .filter(|(line, _)| !line.trim().is_empty());
    lines
        .map(|(line, number)| row(line, number, now).map_err(ContentError::from))
        .collect()
}

fn row<R: Row>(line: &str, number: u64, now: Timestamp) -> Result<R, LineError> {
    let Ok(mut keys) = serde_json::from_str::<Map<String, Value>>(line) else {
        return parse_line(line.as_bytes(), number);
    };
    let Some(age) = keys.remove("age") else {
        return parse_line(line.as_bytes(), number);
    };
    let at = age.as_str().and_then(|age| age::before(now, age));
    let at = at.ok_or_else(|| {
        LineError::new(
            R::FILE,
            number,
            Fault::new("age", format!("{age} is no age such as 3h")),
        )
    })?;
    keys.insert("created_at".into(), Value::String(at.to_string()));
    parse_line(Value::Object(keys).to_string().as_bytes(), number)
}

pub(super) fn site(text: &str) -> Result<Site, ContentError> {
    serde_json::from_str(text)
        .map_err(|error| ContentError::key("site.json", "site", error.to_string()))
}
