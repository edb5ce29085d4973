//! Saving a draft: by the form, or by the editor as somebody types. Both go the same way.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, Path, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{Response, StatusCode};
use bytes::Bytes;
use masthead_clock::Millis;
use masthead_db::Tx;
use masthead_document::{Document, Limits, Policy, parse};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::desk_of::{is_of, or_stop, piece_id, refusal};
use super::pages::Spent;
use super::show::{self, Said, Unsaved};
use super::view::{covers, shown};
use crate::account::{MemberRole, Person, pen, see_other};
use crate::credit::Calendar;
use crate::credit::acts::{HandInFault, HandedIn, hand_in};
use crate::pen::Pen;
use crate::portal::{self, Portal, Reader, Sent, Stop};
use crate::publishing::acts::ActFault;
use crate::publishing::rules::{Next, Refusal};
use crate::publishing::store::draft::{self, DraftRow, Text};
use crate::publishing::store::revision;
use crate::publishing::typed::{Known, Ready, Typed};
use crate::review::rules::wants_second;
use crate::urls;
use crate::web::Trouble;

/// While somebody writes, a text is kept for good so often.
const KEPT_EVERY: Duration = Duration::from_secs(600);

/// What was sent.
struct Asked {
    /// The version that it is an answer to.
    version: i64,
    typed: Typed,
    document: Document,
}

/// What became of it.
enum Saved {
    Saved {
        version: i64,
        at: Millis,
    },
    /// Somebody else saved it meanwhile; theirs was kept as a revision.
    Conflict(Box<DraftRow>),
}

/// `POST /studio/article/{id}/draft`
pub(super) async fn save(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
    request: Request,
) -> Response<Body> {
    let article = match piece_id(&id) {
        Ok(article) => article,
        Err(stop) => return or_stop(&portal, &reader, Err(stop)).await,
    };
    let content_type = request.headers().get(CONTENT_TYPE);
    let by_script =
        content_type.is_some_and(|value| value.as_bytes().starts_with(b"application/json"));
    let place = Place {
        portal,
        reader,
        person,
        article,
    };
    match by_script {
        true => place.save_by_script(request).await,
        false => place.save_by_form(request).await,
    }
}

/// Where somebody saves.
struct Place {
    portal: Arc<Portal>,
    reader: Reader,
    person: Person,
    article: i64,
}

impl Place {
    async fn save_by_script(&self, request: Request) -> Response<Body> {
        match self.by_script(request).await {
            Ok(response) => response,
            Err(stop) => self.stopped(&stop).await,
        }
    }

    async fn by_script(&self, request: Request) -> Result<Response<Body>, Stop> {
        let asked = match read_json(&self.portal, request).await? {
            Ok(asked) => asked,
            Err(trouble) => return self.troubled(&trouble).await,
        };
        match self.put(&asked).await {
            Ok(Saved::Saved { version, at }) => {
                let answer = json!({"version": version, "saved_at": at.0});
                Ok(portal::json(StatusCode::OK, &answer))
            }
            Ok(Saved::Conflict(draft)) => self.conflict(&draft).await,
            Err(fault) => {
                let text = self.word(refusal(fault)?).await?;
                Ok(portal::json(
                    StatusCode::FORBIDDEN,
                    &json!({ "text": text }),
                ))
            }
        }
    }

    async fn conflict(&self, draft: &DraftRow) -> Result<Response<Body>, Stop> {
        let broken = |error| Stop::Defect(format!("draft of article {}: {error}", self.article));
        let document: Document = serde_json::from_str(&draft.text.body).map_err(broken)?;
        let mut fields: Map<String, Value> =
            serde_json::from_str(&draft.text.fields).map_err(broken)?;
        fields.insert("title".to_owned(), draft.text.title.clone().into());
        let hashes: Vec<String> = document
            .media_refs()
            .into_iter()
            .map(str::to_owned)
            .collect();
        let covers = self.portal.db.read(move |tx| covers(tx, &hashes)).await?;
        let front = self.portal.front().await?;
        let name: masthead_archive::rows::Localized =
            serde_json::from_str(&draft.saved_by_name).map_err(broken)?;
        let by = name.get(crate::compose::Room::locale(&front, &self.reader).tag());
        let answer = json!({
            "version": draft.version, "by": by, "saved_at": draft.saved_at.0,
            "document": document, "shown": shown(&covers), "fields": fields,
        });
        Ok(portal::json(StatusCode::CONFLICT, &answer))
    }

    async fn troubled(&self, trouble: &Trouble) -> Result<Response<Body>, Stop> {
        let text = self.word(trouble.key).await?;
        let answer = json!({"troubles": [{"field": trouble.field, "text": text}]});
        Ok(portal::json(StatusCode::UNPROCESSABLE_ENTITY, &answer))
    }

    async fn stopped(&self, stop: &Stop) -> Response<Body> {
        let (status, key) = match stop {
            Stop::NotFound => (StatusCode::NOT_FOUND, "problem-not-found"),
            Stop::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "problem-too-large"),
            Stop::BadForm => (StatusCode::BAD_REQUEST, "problem-bad-form"),
            other => {
                tracing::error!("saving a draft of article {}: {other}", self.article);
                (StatusCode::INTERNAL_SERVER_ERROR, "problem-fault")
            }
        };
        let text = self.word(key).await.unwrap_or_default();
        portal::json(status, &json!({ "text": text }))
    }

    /// A word in the reader's language.
    async fn word(&self, key: &str) -> Result<String, Stop> {
        let front = self.portal.front().await?;
        let zoned = self.portal.theme(&front)?;
        let locale = crate::compose::Room::locale(&front, &self.reader);
        Ok(zoned.say(locale, key))
    }

    async fn save_by_form(&self, request: Request) -> Response<Body> {
        let sent = Sent::<Vec<(String, String)>>::from_request(request, &self.portal).await;
        let fields = match sent {
            Ok(Sent(fields)) => fields,
            Err(response) => return response,
        };
        let answer = self.by_form(&fields).await;
        or_stop(&self.portal, &self.reader, answer).await
    }

    async fn by_form(&self, fields: &[(String, String)]) -> Result<Response<Body>, Stop> {
        let asked = match read_form(&self.portal, fields) {
            Ok(asked) => asked,
            Err(trouble) => {
                return Ok(self
                    .page(Said {
                        troubles: vec![trouble],
                        ..Said::default()
                    })
                    .await);
            }
        };
        match self.put(&asked).await {
            Ok(Saved::Saved { .. }) => {}
            Ok(Saved::Conflict(_)) => {
                let Asked {
                    typed, document, ..
                } = asked;
                let unsaved = Some(Unsaved { typed, document });
                return Ok(self
                    .page(Said {
                        unsaved,
                        ..Said::default()
                    })
                    .await);
            }
            Err(fault) => return Ok(self.page(Said::refused(refusal(fault)?)).await),
        }
        let hands_in = fields
            .iter()
            .any(|(name, value)| name == "act" && value == "submit");
        match hands_in {
            true => self.submit(&asked).await,
            false => Ok(see_other(&urls::studio_done(self.article, "saved"))),
        }
    }

    async fn submit(&self, asked: &Asked) -> Result<Response<Body>, Stop> {
        let front = self.portal.front().await?;
        let zoned = self.portal.theme(&front)?;
        let channels: Vec<i64> = front.channels.iter().map(|channel| channel.id).collect();
        let columns: Vec<i64> = front.columns.iter().map(|column| column.id).collect();
        let known = Known {
            channels: &channels,
            columns: &columns,
            zone: &zoned.zone,
            now: self.portal.clock.now(),
        };
        let ready = match Ready::check(&asked.typed, &asked.document, known) {
            Ok(ready) => ready,
            Err(troubles) => {
                return Ok(self
                    .page(Said {
                        troubles,
                        ..Said::default()
                    })
                    .await);
            }
        };
        let (pen, of) = (self.pen(), (self.article, self.person.account));
        let calendar = Calendar(zoned.zone.clone());
        let channel = front.channel(ready.channel);
        let slug = channel.map(|channel| channel.slug.as_str());
        let wants_second = wants_second(&self.portal.settings.second_reading, slug);
        let submitted = self
            .portal
            .db
            .write(move |tx| hand_in(tx, &pen, of, (&ready, &calendar, wants_second)));
        let said = match submitted.await {
            Ok(HandedIn::Waits) => {
                return Ok(see_other(&urls::studio_done(self.article, "submitted")));
            }
            Ok(HandedIn::IsOut) => {
                return Ok(see_other(&urls::studio_done(self.article, "at_once")));
            }
            Err(HandInFault::Act(fault)) => Said::refused(refusal(fault)?),
            Err(HandInFault::NoSchedule) => Said::refused("credit-no-schedule"),
            Err(HandInFault::NoColumns) => Said::refused("credit-no-columns"),
            Err(HandInFault::Spent { quota, opens_at }) => Said {
                spent: Some(Spent {
                    quota,
                    opens_at: opens_at.map(|at| at.0),
                }),
                ..Said::default()
            },
        };
        Ok(self.page(said).await)
    }

    async fn page(&self, said: Said) -> Response<Body> {
        show::page(
            &self.portal,
            &self.reader,
            &self.person,
            (self.article, said),
        )
        .await
    }

    fn pen(&self) -> Pen {
        pen(&self.portal, Some(self.person.account))
    }

    async fn put(&self, asked: &Asked) -> Result<Saved, ActFault> {
        let body = serde_json::to_string(&asked.document).expect("a document is plain data");
        let text = Text::new(&asked.typed, body);
        let (pen, person) = (self.pen(), self.person.clone());
        let at = (self.article, asked.version);
        self.portal
            .db
            .write(move |tx| put(tx, &pen, &person, (at, &text)))
            .await
    }
}

/// One read and one small write, while somebody types.
fn put(
    tx: &mut Tx<'_>,
    pen: &Pen,
    person: &Person,
    ((article, version), text): ((i64, i64), &Text),
) -> Result<Saved, ActFault> {
    let draft = draft::find(tx, article)?;
    let of = draft.filter(|draft| is_of(person, draft.creator, MemberRole::Writer));
    let draft = of.ok_or(ActFault::NotFound)?;
    if draft.text == *text {
        let (version, at) = (draft.version, draft.saved_at);
        return Ok(Saved::Saved { version, at });
    }
    if draft.next == Next::Waiting {
        return Err(Refusal::Waits.into());
    }
    let now = pen.now();
    let saved = draft::save(tx, (article, version), (person.account, now), text)?;
    let Some(version) = saved else {
        // Whichever of the two is chosen, the other can be found again.
        revision::keep(tx, pen, article, (draft.saved_by, &draft.text))?;
        return Ok(Saved::Conflict(Box::new(draft)));
    };
    let kept_for = u128::try_from(now.0 - draft.kept_at.0).unwrap_or_default();
    if kept_for > KEPT_EVERY.as_millis() || draft.saved_by != person.account {
        revision::keep(tx, pen, article, (draft.saved_by, &draft.text))?;
    }
    Ok(Saved::Saved { version, at: now })
}

#[derive(Deserialize)]
struct Script {
    version: i64,
    document: Value,
    fields: Map<String, Value>,
}

async fn read_json(portal: &Portal, request: Request) -> Result<Result<Asked, Trouble>, Stop> {
    let bytes = Bytes::from_request(request, &()).await;
    let bytes = bytes.map_err(|_| Stop::TooLarge)?;
    let script: Script = serde_json::from_slice(&bytes).map_err(|_| Stop::BadForm)?;
    let mut typed = Typed::default();
    for (field, value) in &script.fields {
        match value {
            Value::String(value) => typed.set(field, value),
            Value::Array(values) => {
                let texts = values.iter().filter_map(Value::as_str);
                texts.for_each(|value| typed.set(field, value));
            }
            _ => {}
        }
    }
    let document = document(portal, &script.document.to_string(), Form::Json);
    Ok(document.map(|document| Asked {
        version: script.version,
        typed,
        document,
    }))
}

fn read_form(portal: &Portal, fields: &[(String, String)]) -> Result<Asked, Trouble> {
    let mut typed = Typed::default();
    for (field, value) in fields {
        typed.set(field, value);
    }
    let value = |sought: &str| {
        let found = fields.iter().find(|(name, _)| name == sought);
        found.map(|(_, value)| value.as_str())
    };
    // What the editor has said is more than Markdown can.
    let document = match value("document") {
        Some(json) => document(portal, json, Form::Json)?,
        None => document(portal, value("body").unwrap_or_default(), Form::Markdown)?,
    };
    Ok(Asked {
        version: value("version")
            .and_then(|text| text.parse().ok())
            .unwrap_or(0),
        typed,
        document,
    })
}

#[derive(Clone, Copy)]
enum Form {
    Json,
    Markdown,
}

fn document(portal: &Portal, text: &str, form: Form) -> Result<Document, Trouble> {
    let (limits, policy) = (
        Limits::default(),
        Policy::embedding(portal.settings.embed_hosts.clone()),
    );
    let parsed = match form {
        Form::Json => parse::from_json(text, &limits, &policy),
        Form::Markdown => parse::from_markdown(text, &limits, &policy),
    };
    let parsed = parsed.map_err(|_| Trouble {
        field: "body",
        key: "piece-body-long",
    })?;
    Ok(parsed.document)
}
