//! Who writes a draft now. It keeps nobody's text from being saved: versions do that. It tells people of each other.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use bytes::Bytes;
use masthead_archive::rows::Localized;
use serde::Deserialize;
use serde_json::json;

use super::desk_of::{or_stop, piece_id, piece_of};
use crate::account::{MemberRole, Person};
use crate::compose::Room;
use crate::portal::{self, Portal, Reader, Stop};
use crate::publishing::acts::ActFault;
use crate::publishing::store::draft::{self, Hold};

/// Told every twenty seconds, it outlives two that were lost.
const HELD: Duration = Duration::from_secs(60);

#[derive(Deserialize)]
struct Wanted {
    /// Also where somebody else has it.
    take: bool,
    /// Who opened the page.
    account: Option<i64>,
}

/// `POST /studio/article/{id}/hold`: this session writes, unless another does.
pub(super) async fn hold(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
    sent: Bytes,
) -> Response<Body> {
    let answer = async {
        let article = piece_id(&id)?;
        let wanted: Wanted = serde_json::from_slice(&sent).map_err(|_| Stop::BadForm)?;
        if wanted
            .account
            .is_some_and(|opened| opened != person.account)
        {
            return Err(Stop::Forbidden);
        }
        let (now, session, account) = (portal.clock.now(), person.session, person.account);
        let write = move |tx: &mut masthead_db::Tx<'_>| -> Result<Option<Hold>, ActFault> {
            piece_of(tx, &person, article, MemberRole::Writer)?;
            let by = (session, wanted.take);
            match draft::take_hold(tx, article, by, (now, now.plus(HELD)))? {
                true => Ok(None),
                false => Ok(draft::find_hold(tx, article)?),
            }
        };
        let other = portal.db.write(write).await.map_err(stop)?;
        let front = portal.front().await?;
        let locale = Room::locale(&front, &reader);
        let answer = match other {
            None => json!({ "holder": null }),
            Some(hold) if hold.account == account => {
                let name = portal.theme(&front)?.say(locale, "piece-hold-own");
                json!({"holder": name, "since": hold.since.0})
            }
            Some(hold) => {
                let name: Option<Localized> = serde_json::from_str(&hold.name).ok();
                let name = name.map_or_else(String::new, |name| name.get(locale.tag()).to_owned());
                json!({"holder": name, "since": hold.since.0})
            }
        };
        Ok(portal::json(StatusCode::OK, &answer))
    };
    or_stop(&portal, &reader, answer.await).await
}

fn stop(fault: ActFault) -> Stop {
    match fault {
        ActFault::Fault(fault) => Stop::Fault(fault),
        _ => Stop::NotFound,
    }
}
