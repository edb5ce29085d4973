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
use crate::errors;
use crate::portal::{Asked, Portal, Reader, Sent, AppError, private};
use crate::site::{ZONE, store};
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
) -> Response<Body> {
    page(&portal, &reader, query.done.is_some(), None).await
}

/// `POST /desk/site`
pub(super) async fn change(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Sent(sent): Sent<SiteForm>,
) -> Response<Body> {
    let known = match portal.front().await {
        Ok(front) => front.site.clone(),
        Err(fault) => return errors::answer(&portal, &reader, &fault.into()).await,
    };
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
    match portal.db.write(write).await {
        Ok(troubles) if troubles.is_empty() => see_other(&format!("{}?done=1", urls::DESK_SITE)),
        Ok(troubles) => page(&portal, &reader, false, Some((sent, troubles))).await,
        Err(stop) => errors::answer(&portal, &reader, &stop).await,
    }
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

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    done: bool,
    typed: Option<(SiteForm, Vec<Trouble>)>,
) -> Response<Body> {
    let status = match typed {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    private(portal, reader, status, async |room| {
        let own = room.front.own_locale();
        let (form, troubles) =
            typed.unwrap_or_else(|| (SiteForm::of(&room.front.site, own), Vec::new()));
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
