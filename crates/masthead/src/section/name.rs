//! The portal's own name, language, time zone and notice.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode};
use jiff::tz::TimeZone;
use masthead_archive::limits::text;
use masthead_archive::rows::Site;
use masthead_db::Tx;
use serde::Deserialize;

use super::pages::SitePage;
use super::rules::Both;
use super::store as sections;
use crate::account::{Person, pen, see_other};
use crate::capability::Can;
use crate::portal::{AppError, Asked, Portal, Reader, Sent, private};
use crate::site::{rules::ZONE, store};
use crate::urls;
use crate::web::{Locale, Trouble};

#[derive(Deserialize)]
pub(super) struct DoneQuery {
    done: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct SiteForm {
    #[serde(default)]
    name_zh: String,
    #[serde(default)]
    name_en: String,
    #[serde(default)]
    locale: String,
    #[serde(default)]
    time_zone: String,
    #[serde(default)]
    notice_zh: String,
    #[serde(default)]
    notice_en: String,
}

/// `GET /desk/site`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Asked(query): Asked<DoneQuery>,
) -> Result<Response<Body>, AppError> {
    let done = query.done.is_some();
    page(&portal, &reader, ShownSite::Stored { done }).await
}

/// `POST /desk/site`
pub(super) async fn change(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Sent(sent): Sent<SiteForm>,
) -> Result<Response<Body>, AppError> {
    let known = portal.front().await?.site.clone();
    let pen = pen(&portal, Some(person.account));
    let typed = sent.clone();
    let write = move |tx: &mut Tx<'_>| -> Result<Vec<Trouble>, AppError> {
        person.still(tx, Can::Arrange)?.ok_or(AppError::Forbidden)?;
        // In turn: what this form does not know is what somebody else wrote last.
        sections::take_turn(tx)?;
        let stored = store::find(tx)?;
        let stored = stored.and_then(|body| serde_json::from_str(&body).ok());
        let before = stored.unwrap_or(known);
        match typed.over(&before) {
            Ok(site) => {
                let site = serde_json::to_string(&site).expect("a site is plain data");
                store::put::put(tx, &pen, &site)?;
                Ok(Vec::new())
            }
            Err(troubles) => Ok(troubles),
        }
    };
    let troubles = portal.db.write(write).await?;
    if troubles.is_empty() {
        return Ok(see_other(&format!("{}?done=1", urls::DESK_SITE)));
    }
    let shown = ShownSite::Typed(Box::new(sent), troubles);
    page(&portal, &reader, shown).await
}

impl SiteForm {
    fn of(site: &Site, own: Locale) -> Self {
        let name = Both::of(Some(&site.name), own);
        let notice = Both::of(site.notice.as_ref(), own);
        Self {
            name_zh: name.zh,
            name_en: name.en,
            locale: own.tag().to_owned(),
            time_zone: site.time_zone.clone().unwrap_or_else(|| ZONE.to_owned()),
            notice_zh: notice.zh,
            notice_en: notice.en,
        }
    }

    /// The site with what the form says; what the form does not know stays.
    fn over(&self, before: &Site) -> Result<Site, Vec<Trouble>> {
        let name = Both {
            zh: self.name_zh.clone(),
            en: self.name_en.clone(),
        };
        let notice = Both {
            zh: self.notice_zh.replace('\r', ""),
            en: self.notice_en.replace('\r', ""),
        };
        let zone = self.time_zone.trim();
        let wrong = [
            (name.is_empty(), "name_zh", "section-name-missing"),
            (name.is_wrong(text::NAME), "name_zh", "section-name-wrong"),
            (
                notice.is_longer(text::NOTICE),
                "notice_zh",
                "site-notice-long",
            ),
            (TimeZone::get(zone).is_err(), "time_zone", "site-zone-wrong"),
            (
                Locale::from_tag(&self.locale).is_none(),
                "locale",
                "site-locale-wrong",
            ),
        ];
        let troubles: Vec<_> = wrong
            .into_iter()
            .filter(|(is_wrong, ..)| *is_wrong)
            .map(|(_, field, key)| Trouble { field, key })
            .collect();
        match name
            .over(Some(&before.name))
            .filter(|_| troubles.is_empty())
        {
            Some(name) => Ok(Site {
                name,
                locale: Some(self.locale.clone()),
                time_zone: Some(zone.to_owned()),
                notice: notice.over(before.notice.as_ref()),
                ..before.clone()
            }),
            None => Err(troubles),
        }
    }
}

/// What the form shows.
enum ShownSite {
    /// How the site stands, and whether that has just been changed.
    Stored { done: bool },
    /// What was typed, and why it was not kept.
    Typed(Box<SiteForm>, Vec<Trouble>),
}

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    shown: ShownSite,
) -> Result<Response<Body>, AppError> {
    let status = match shown {
        ShownSite::Typed(..) => StatusCode::UNPROCESSABLE_ENTITY,
        ShownSite::Stored { .. } => StatusCode::OK,
    };
    private(portal, reader, status, async |room| {
        let own = room.front.own_locale();
        let (form, troubles, done) = match shown {
            ShownSite::Stored { done } => (SiteForm::of(&room.front.site, own), Vec::new(), done),
            ShownSite::Typed(form, troubles) => (*form, troubles, false),
        };
        Ok(SitePage {
            layout: room.private_layout()?,
            name_zh: form.name_zh,
            name_en: form.name_en,
            locale: form.locale,
            time_zone: form.time_zone,
            notice_zh: form.notice_zh,
            notice_en: form.notice_en,
            name_most: text::NAME,
            notice_most: text::NOTICE,
            done,
            troubles,
        })
    })
    .await
}
