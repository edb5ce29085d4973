use masthead_db::Tx;
use masthead_log::{Event, Fact, Failure, Follower};
use serde_json::Value;

use super::store;
use crate::views::events::ViewsCounted;

/// The follower that keeps the audit trail.
pub struct AuditFollower;

impl Follower for AuditFollower {
    fn name(&self) -> &'static str {
        "audit"
    }

    fn begin(&self, tx: &mut Tx<'_>) -> Result<(), Failure> {
        Ok(store::clear(tx)?)
    }

    fn follow(&self, tx: &mut Tx<'_>, events: &[Event]) -> Result<(), Failure> {
        // Readers' counts are nobody's doing, and each second there are new ones.
        let told = events
            .iter()
            .filter(|event| event.kind != ViewsCounted::KIND);
        for event in told {
            store::insert(tx, event, &subject(event))?;
        }
        Ok(())
    }
}

/// What an event is about: `article:7` for an `article.published`. A fact
/// names its subject under the first word of its kind; media by their hash.
fn subject(event: &Event) -> String {
    let noun = event.kind.split('.').next().unwrap_or_default();
    let body: Value = serde_json::from_str(&event.body).unwrap_or_default();
    let key = if noun == "media" { "hash" } else { noun };
    match &body[key] {
        Value::String(name) => format!("{noun}:{name}"),
        Value::Number(id) => format!("{noun}:{id}"),
        _ => noun.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use masthead_clock::Millis;

    use super::*;

    #[test]
    fn a_subject_is_named_by_kind_and_id() {
        let about = |kind: &str, body: &str| {
            subject(&Event {
                seq: 1,
                at: Millis(0),
                kind: kind.to_owned(),
                version: 1,
                actor: "import".to_owned(),
                body: body.to_owned(),
            })
        };
        assert_eq!(about("article.published", r#"{"article":7}"#), "article:7");
        assert_eq!(about("media.stored", r#"{"hash":"ab"}"#), "media:ab");
        assert_eq!(about("site.changed", "{}"), "site");
    }
}
