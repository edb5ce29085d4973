use masthead_db::{Fault, Tx};
use masthead_log::{Standing, head, standings as all};

use super::finding::Finding;
use crate::followers;

/// How the stored followers stand, and whether all have read everything that
/// was ever written: only then their counts can be compared with rows.
pub(super) fn standings(tx: &mut Tx<'_>) -> Result<(Vec<Finding>, bool), Fault> {
    let last = head(tx)?;
    let found = all(tx)?;
    let mut findings: Vec<_> = found
        .iter()
        .filter(|standing| standing.cursor > last)
        .map(|standing| beyond(standing, last))
        .collect();
    let mut caught_up = findings.is_empty();
    for follower in followers::stored() {
        let standing = found
            .iter()
            .find(|standing| standing.name == follower.name());
        let cursor = standing.map_or(0, |standing| standing.cursor);
        caught_up &= cursor == last;
        if cursor < last {
            findings.push(behind(follower.name(), last - cursor, standing));
        }
    }
    Ok((findings, caught_up))
}

fn beyond(standing: &Standing, last: i64) -> Finding {
    Finding::new(
        format!("follower {}", standing.name),
        format!(
            "has read up to event {}, but the log ends at {last}",
            standing.cursor
        ),
        format!(
            "the log is older than the rest: restore a whole backup, or rebuild with \
            DELETE FROM follower WHERE name = '{}'",
            standing.name
        ),
    )
}

fn behind(name: &str, events: i64, standing: Option<&Standing>) -> Finding {
    let place = format!("follower {name}");
    match standing.and_then(|standing| standing.reason.as_deref()) {
        Some(reason) => Finding::new(
            place,
            format!("is paused {events} events before the end of the log: {reason}"),
            "mend the cause; it is tried again by itself while the portal is served",
        ),
        None => Finding::new(
            place,
            format!("is {events} events behind the log"),
            "counts are not compared until it has caught up, which it does by itself while the portal is served",
        )
        // A process that was killed, or that serves at this moment: nothing is wrong.
        .note(),
    }
}
