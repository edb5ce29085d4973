//! The own choice of letters.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode};
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::pages::{Choice, Language, SettingsPage};
use super::rules::{DIGEST_HOUR, Topic, TopicWay, Way};
use super::store;
use crate::account::store::language;
use crate::account::{Person, pen, see_other};
use crate::mail::Delivery;
use crate::portal::{AppError, Asked, Portal, Reader, Sent, private};
use crate::urls;
use crate::web::Locale;

#[derive(Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

/// `GET /account/letters`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Asked(Done { done }): Asked<Done>,
) -> Result<Response<Body>, AppError> {
    let account = person.account;
    private(&portal, &reader, StatusCode::OK, async |room| {
        let read = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
            Ok((store::list(tx, account)?, language::find(tx, account)?))
        };
        let (ways, locale) = portal.db.read(read).await?;
        let own = locale.unwrap_or(room.locale);
        let choices = ways.into_iter();
        Ok(SettingsPage {
            layout: room.private_layout()?,
            email: person.email.clone(),
            choices: choices
                .map(|TopicWay { topic, way }| Choice { topic, way })
                .collect(),
            ways: Way::ALL.to_vec(),
            languages: Locale::ALL.map(|tag| language(tag, own)).to_vec(),
            hour: DIGEST_HOUR,
            zone: room.zoned.zone_name.clone(),
            has_mail: portal.settings.delivery != Delivery::Off,
            done: done.is_some(),
        })
    })
    .await
}

fn language(tag: Locale, own: Locale) -> Language {
    let label = match tag {
        Locale::ZhCn => "中文",
        Locale::En => "English",
    };
    let chosen = tag == own;
    Language { tag, label, chosen }
}

/// A field for each topic; one that is missing or unknown stays as it was.
#[derive(Deserialize)]
pub(super) struct SettingsForm {
    application: Option<String>,
    review: Option<String>,
    published: Option<String>,
    followed: Option<String>,
    following: Option<String>,
    locale: Option<String>,
}

impl SettingsForm {
    fn ways(&self) -> Vec<TopicWay> {
        let all = [
            (Topic::Application, &self.application),
            (Topic::Review, &self.review),
            (Topic::Published, &self.published),
            (Topic::Followed, &self.followed),
            (Topic::Following, &self.following),
        ];
        let way = |name: &Option<String>| Way::from_name(name.as_deref()?);
        let all = all.into_iter();
        let chosen = |(topic, name)| way(name).map(|way| TopicWay { topic, way });
        all.filter_map(chosen).collect()
    }
}

/// `POST /account/letters`
pub(super) async fn choose(
    State(portal): State<Arc<Portal>>,
    person: Person,
    Sent(sent): Sent<SettingsForm>,
) -> Result<Response<Body>, AppError> {
    let (pen, account) = (pen(&portal, Some(person.account)), person.account);
    let locale = sent.locale.as_deref().and_then(Locale::from_tag);
    let write = move |tx: &mut Tx<'_>| -> Result<(), Fault> {
        if let Some(locale) = locale {
            language::put(tx, account, locale)?;
        }
        store::put(tx, &pen, &sent.ways())
    };
    portal.db.write(write).await?;
    Ok(see_other(&format!("{}?done=saved", urls::LETTERS)))
}
