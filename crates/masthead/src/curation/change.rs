//! What editors change in a place.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use masthead_db::Tx;
use serde::Deserialize;

use super::access;
use super::form::Typed;
use super::pages::FieldTrouble;
use super::place::{self, Told};
use crate::account::{Person, pen, see_other};
use crate::capability::Can;
use crate::front::Front;
use crate::id::SlotId;
use crate::portal::{AppError, Portal, Reader, Sent, Zoned};
use crate::slot::rules::{self, Act, Filling, Local, New, Place, Refusal};
use crate::slot::store::candidate;
use crate::slot::store::change::{ChangeFault, Save, change};
use crate::slot::store::version;
use crate::urls;

/// Somebody at a place that they may fill.
struct Desk {
    portal: Arc<Portal>,
    reader: Reader,
    person: Person,
    front: Arc<Front>,
    zoned: Arc<Zoned>,
    place: Place,
    /// The version that they saw.
    version: i64,
    /// The filling at which the page opens afterwards, so that the keyboard
    /// goes on there.
    near: Option<SlotId>,
}

impl Desk {
    async fn enter(
        portal: Arc<Portal>,
        reader: Reader,
        person: Person,
        place: &str,
        version: i64,
    ) -> Result<Self, AppError> {
        let place: Place = place.parse().map_err(|_| AppError::NotFound)?;
        let front = portal.front().await?;
        access::enter(&front, &person, &place)?;
        let zoned = portal.theme(&front)?;
        Ok(Self {
            portal,
            reader,
            person,
            front,
            zoned,
            place,
            version,
            near: None,
        })
    }

    /// Writes what `make` makes of the place, and says what came of it; with
    /// what was typed, where something was.
    async fn save(
        self,
        act: Act,
        typed: Option<Typed>,
        make: impl FnOnce(&mut Tx<'_>, &Person, &[Filling]) -> Result<Vec<Filling>, ChangeFault>
        + Send
        + 'static,
    ) -> Result<Response<Body>, AppError> {
        let key = self.place.to_string();
        let pen = pen(&self.portal, Some(self.person.account));
        let save = Save {
            place: key.clone(),
            rests_on: self.version,
            act,
        };
        let (person, front) = (self.person.clone(), Arc::clone(&self.front));
        let place = self.place.clone();
        let write = move |tx: &mut Tx<'_>| -> Result<(), ChangeFault> {
            let may = person.still(tx, Can::Curate)?;
            let may = may.filter(|may| access::enter(&front, may, &place).is_ok());
            let may = may.ok_or(ChangeFault::Forbidden)?;
            change(tx, &pen, &save, |tx, state| make(tx, &may, state))
        };
        match self.portal.db.write(write).await {
            Ok(()) | Err(ChangeFault::Same) => {
                let near = self.near.map(|slot| format!("#filling-{slot}"));
                let done = urls::desk_place(&key, Some(act.name()));
                Ok(see_other(&(done + &near.unwrap_or_default())))
            }
            Err(ChangeFault::Conflict) => self.tells(Told::conflict(self.version, typed)).await,
            Err(ChangeFault::Refused(field, refusal)) => {
                let trouble = trouble(field, refusal);
                self.tells(Told::troubles(typed, vec![trouble])).await
            }
            Err(ChangeFault::Forbidden) => Err(AppError::Forbidden),
            Err(ChangeFault::Fault(fault)) => Err(fault.into()),
        }
    }

    async fn tells(&self, told: Told) -> Result<Response<Body>, AppError> {
        let (portal, reader) = (&self.portal, &self.reader);
        place::page(portal, reader, &self.person, &self.place, told).await
    }
}

fn trouble(field: &'static str, refusal: Refusal) -> FieldTrouble {
    let key = refusal.key();
    FieldTrouble { field, key }
}

/// `POST /desk/slots/filling`: an article for a place, from when until when.
pub(super) async fn fill(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Sent(typed): Sent<Typed>,
) -> Result<Response<Body>, AppError> {
    let desk = Desk::enter(portal, reader, person, &typed.place, typed.version).await?;
    let local = Local {
        from: &typed.from,
        until: &typed.until,
        zone: &desk.zoned.zone,
    };
    let article = typed.article().ok_or(("article", Refusal::NoArticle));
    let window = local.window(desk.portal.clock.now(), None);
    let (article, title, window) = match (article, typed.title(), window) {
        (Ok(article), Ok(title), Ok(window)) => (article, title, window),
        (article, title, window) => {
            let wrong = [article.err(), title.err(), window.err()];
            let wrong = wrong.into_iter().flatten();
            let troubles = wrong.map(|(field, refusal)| trouble(field, refusal));
            let told = Told::troubles(Some(typed.clone()), troubles.collect());
            return desk.tells(told).await;
        }
    };
    let front = Arc::clone(&desk.front);
    let first = typed.at != "last";
    desk.save(Act::Filled, Some(typed), move |tx, person, state| {
        let refused = |refusal| ChangeFault::Refused("article", refusal);
        let row = candidate::find(tx, article)?.ok_or(refused(Refusal::NoArticle))?;
        if !access::may_place(&front, person, row.channel) {
            return Err(refused(Refusal::OtherChannel));
        }
        if row.visible_from().is_none_or(|from| from > window.from) {
            return Err(refused(Refusal::Unpublished));
        }
        let new = New {
            article,
            name: row.title,
            title,
            window,
            first,
        };
        rules::fill(state, new).map_err(refused)
    })
    .await
}

/// `POST /desk/slots/revision`: another title or window for what is there.
pub(super) async fn revise(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Sent(typed): Sent<Typed>,
) -> Result<Response<Body>, AppError> {
    let mut desk = Desk::enter(portal, reader, person, &typed.place, typed.version).await?;
    let (zoned, now) = (Arc::clone(&desk.zoned), desk.portal.clock.now());
    let sent = typed.clone();
    desk.near = typed.slot;
    desk.save(Act::Revised, Some(typed), move |_, _, state| {
        let refused = |(field, refusal)| ChangeFault::Refused(field, refusal);
        let slot = sent.slot.unwrap_or_default();
        let old = state.iter().find(|filling| filling.slot == slot);
        // It has ended by its time since the page was read.
        let old = old.ok_or(ChangeFault::Conflict)?;
        let local = Local {
            from: &sent.from,
            until: &sent.until,
            zone: &zoned.zone,
        };
        let window = local.window(now, Some(old.window())).map_err(refused)?;
        let title = sent.title().map_err(refused)?;
        rules::revise(state, slot, title, window).map_err(|refusal| refused(("from", refusal)))
    })
    .await
}

#[derive(Deserialize)]
pub(super) struct OneForm {
    place: String,
    version: i64,
    slot: SlotId,
}

/// `POST /desk/slots/removal`: takes one out. What has stood stays on record.
pub(super) async fn remove(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Sent(sent): Sent<OneForm>,
) -> Result<Response<Body>, AppError> {
    let desk = Desk::enter(portal, reader, person, &sent.place, sent.version).await?;
    let make =
        move |_: &mut Tx<'_>, _: &Person, state: &[Filling]| Ok(rules::remove(state, sent.slot));
    desk.save(Act::Removed, None, make).await
}

#[derive(Deserialize)]
pub(super) struct OrderForm {
    place: String,
    version: i64,
    /// One step for one filling: `up` or `down`.
    slot: Option<SlotId>,
    #[serde(default)]
    step: String,
    /// All of them, as in `7,9,8`.
    #[serde(default)]
    order: String,
}

/// `POST /desk/slots/order`
pub(super) async fn reorder(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Sent(sent): Sent<OrderForm>,
) -> Result<Response<Body>, AppError> {
    let mut desk = Desk::enter(portal, reader, person, &sent.place, sent.version).await?;
    desk.near = sent.slot;
    let make = move |_: &mut Tx<'_>, _: &Person, state: &[Filling]| {
        let order: Vec<SlotId> = sent
            .order
            .split(',')
            .filter_map(|id| id.parse().ok())
            .collect();
        Ok(match (sent.slot, sent.step.as_str()) {
            (Some(slot), "up") => rules::move_by_one(state, slot, -1),
            (Some(slot), _) => rules::move_by_one(state, slot, 1),
            (None, _) => rules::reorder(state, &order),
        })
    };
    desk.save(Act::Moved, None, make).await
}

#[derive(Deserialize)]
pub(super) struct RestoreForm {
    place: String,
    version: i64,
    to: i64,
}

/// `POST /desk/slots/restoration`: the place as it stood in an earlier version.
pub(super) async fn restore(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Sent(sent): Sent<RestoreForm>,
) -> Result<Response<Body>, AppError> {
    let desk = Desk::enter(portal, reader, person, &sent.place, sent.version).await?;
    let (key, now) = (desk.place.to_string(), desk.portal.clock.now());
    let make = move |tx: &mut Tx<'_>, _: &Person, state: &[Filling]| {
        let earlier = version::find_fillings(tx, &key, sent.to)?;
        // A version that is not there was never on a page of ours.
        let earlier = earlier.ok_or(ChangeFault::Conflict)?;
        Ok(rules::restore(state, &earlier, now))
    };
    desk.save(Act::Restored, None, make).await
}
