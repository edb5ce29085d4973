//! What the form is answered: a page that gives back whatever was typed and not saved.

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::Response;
use masthead_db::Tx;

use super::desk_of::{own_piece, refusal};
use super::draft::{Place, unsaved};
use super::hand_in::{HandInFault, HandedIn, Sheet, hand_in};
use super::hold::take_over;
use super::pages::Spent;
use super::sent::{Asked, Fields, Unread};
use super::show::{self, Said, Unsaved};
use crate::account::{MemberRole, carry_other, see_other};
use crate::credit::Calendar;
use crate::credit::acts::Bar;
use crate::id::{ChannelId, ColumnId};
use crate::portal::{AppError, Sent};
use crate::publishing::acts::ActFault;
use crate::publishing::saving::{SaveFault, Saved};
use crate::publishing::typed::{Known, Ready};
use crate::regime::Regime;
use crate::review::rules::wants_second;
use crate::urls;
use crate::web::Trouble;

impl Place {
    pub(super) async fn save_by_form(&self, request: Request) -> Result<Response<Body>, AppError> {
        let sent = Sent::<Vec<(String, String)>>::from_request(request, &self.portal).await?;
        let fields = Fields(sent.0);
        match self.is_own(fields.account()) {
            true => self.by_form(fields).await,
            false => carry_other(&self.portal, &self.reader, fields.0).await,
        }
    }

    async fn by_form(&self, fields: Fields) -> Result<Response<Body>, AppError> {
        let (hands_in, takes_over) = (fields.hands_in(), fields.takes_over());
        let asked = match self.read(move |hosts| fields.asked(hosts)).await? {
            Ok(asked) => asked,
            Err(unread) => {
                let Unread {
                    typed,
                    body,
                    troubles,
                } = *unread;
                let said = Said {
                    unsaved: Some(Unsaved::Unread { typed, body }),
                    troubles,
                    ..Said::default()
                };
                return self.page(said).await;
            }
        };
        if takes_over {
            self.take_over().await?;
        }
        let version = match self.put(&asked).await {
            Ok(Saved::Saved { version, .. }) => version,
            Ok(Saved::Conflict(_)) => return self.late(asked).await,
            Err(SaveFault::Held) => {
                let said = Said {
                    unsaved: Some(Unsaved::Held(asked)),
                    holder: self.holder().await?,
                    ..Said::default()
                };
                return self.page(said).await;
            }
            Err(fault) => {
                let said = Said {
                    unsaved: Some(Unsaved::Refused(asked)),
                    ..Said::refused(unsaved(fault)?)
                };
                return self.page(said).await;
            }
        };
        match hands_in {
            true => self.submit(Asked { version, ..asked }).await,
            false => Ok(see_other(&urls::studio_done(self.article, "saved"))),
        }
    }

    /// It is this person who writes from now on, if they may.
    async fn take_over(&self) -> Result<(), AppError> {
        let (person, article) = (self.person.clone(), self.article);
        let now = self.portal.clock.now();
        let take = move |tx: &mut Tx<'_>| -> Result<(), ActFault> {
            own_piece(tx, &person, article, MemberRole::Writer)?;
            Ok(take_over(tx, article, person.session, now)?)
        };
        match self.portal.db.write(take).await {
            Ok(()) => Ok(()),
            Err(fault) => refusal(fault).map(drop),
        }
    }

    /// Somebody else was faster.
    async fn late(&self, asked: Asked) -> Result<Response<Body>, AppError> {
        let said = Said {
            unsaved: Some(Unsaved::Late(asked)),
            ..Said::default()
        };
        self.page(said).await
    }

    /// Hands in what was saved just now, as the draft's version says it.
    async fn submit(&self, asked: Asked) -> Result<Response<Body>, AppError> {
        let front = self.portal.front().await?;
        let zoned = self.portal.theme(&front)?;
        let channels: Vec<ChannelId> = front.channels.iter().map(|channel| channel.id).collect();
        let columns: Vec<ColumnId> = front.columns.iter().map(|column| column.id).collect();
        let known = Known {
            channels: &channels,
            columns: &columns,
            zone: &zoned.zone,
            now: self.portal.clock.now(),
        };
        let ready = match Ready::check(&asked.typed, &asked.document, known) {
            Ok(ready) => ready,
            Err(troubles) => {
                let said = Said {
                    troubles,
                    ..Said::default()
                };
                return self.page(said).await;
            }
        };
        let (pen, calendar) = (self.pen(), Calendar(zoned.zone.clone()));
        let channel = front.channel(ready.channel);
        let slug = channel.map(|channel| channel.slug.as_str());
        let sheet = Sheet {
            article: self.article,
            version: asked.version,
            asks_papers: self.portal.keeps(Regime::Cn),
            wants_second: wants_second(&self.portal.settings.second_reading, slug),
        };
        let person = self.person.clone();
        let submitted = self.portal.db.write(move |tx| {
            own_piece(tx, &person, sheet.article, MemberRole::Writer)?;
            hand_in(tx, &pen, sheet, &ready, &calendar)
        });
        let said = match submitted.await {
            Ok(HandedIn::Waits) => {
                return Ok(see_other(&urls::studio_done(self.article, "submitted")));
            }
            Ok(HandedIn::IsOut) => {
                return Ok(see_other(&urls::studio_done(self.article, "at_once")));
            }
            Err(HandInFault::Changed) => return self.late(asked).await,
            Err(HandInFault::Act(fault)) => Said {
                unsaved: Some(Unsaved::Refused(asked)),
                ..Said::refused(refusal(fault)?)
            },
            Err(HandInFault::Level(Bar::NoSchedule)) => Said::refused("credit-no-schedule"),
            Err(HandInFault::Level(Bar::NoColumns)) => Said::refused("credit-no-columns"),
            Err(HandInFault::NoCredential) => Said {
                troubles: vec![Trouble {
                    field: "channel",
                    key: "piece-credential",
                }],
                ..Said::default()
            },
            Err(HandInFault::Level(Bar::Spent { quota, opens_at })) => Said {
                spent: Some(Spent {
                    quota,
                    opens_at: opens_at.map(|at| at.0),
                }),
                ..Said::default()
            },
        };
        self.page(said).await
    }

    async fn page(&self, said: Said) -> Result<Response<Body>, AppError> {
        let (portal, reader) = (&self.portal, &self.reader);
        show::page(portal, reader, &self.person, self.article, said).await
    }
}
