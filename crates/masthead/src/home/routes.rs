use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};

use super::pages::HomePage;
use crate::capability::Can;
use crate::compose::{Frame, Room, shown};
use crate::portal::{AppError, Paper, Portal, Reader, Route, Subject, page};
use crate::seo::schema;
use crate::slot::rules::HOME_TOP;
use crate::urls;
use crate::web::{Card, Head, Preview};

/// The lead and the stories beside it.
const TOP: usize = 5;
const IN_BLOCK: usize = 5;
const HOT: usize = 10;
const IN_TAB: usize = 3;

pub fn routes() -> Vec<Route> {
    vec![Route::get("/", Can::Read, show)]
}

/// `GET /`: the home page.
async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response<Body>, AppError> {
    page(
        &portal,
        &reader,
        &headers,
        super::HOME,
        urls::HOME.to_owned(),
        async |room| {
            Ok(Paper {
                page: compose(room)?,
                subject: Subject::default(),
                changed_at: room
                    .front
                    .newest
                    .first()
                    .map_or(0, |card| card.published_at.0),
            })
        },
    )
    .await
}

/// # Errors
/// A theme whose templates do not work.
pub fn compose(room: &Room<'_>) -> Result<HomePage, AppError> {
    let top_stories = top_stories(room);
    let on_top = shown(&top_stories);
    let channels = room.front.channels.iter();
    Ok(HomePage {
        layout: room.layout(Frame {
            head: head(room),
            ..Frame::default()
        })?,
        channels: channels
            .filter(|channel| channel.parent.is_none())
            .map(|channel| room.channel_block(channel, IN_BLOCK))
            .filter(|block| !block.cards.is_empty())
            .collect(),
        hot: room.hot(HOT, &on_top),
        originals: room.originals(IN_TAB),
        newest: room.cards(&room.front.newest),
        older_url: None,
        top_stories,
    })
}

/// What editors lead with; where they do not, the hottest.
#[must_use]
pub fn top_stories(room: &Room<'_>) -> Vec<Card> {
    let mut cards = room.filled(HOME_TOP);
    let placed = shown(&cards);
    let more = room.front.hot.iter();
    let more = more.filter(|row| !placed.contains(&row.id));
    cards.extend(more.map(|row| room.wide_card(row)).take(TOP));
    cards.truncate(TOP);
    cards
}

fn head(room: &Room<'_>) -> Head {
    let url = room.absolute(urls::HOME);
    let name = room.say(&room.front.site.name);
    let site = schema::Site {
        name: name.clone(),
        url: url.clone(),
        language: room.locale.tag().to_owned(),
        search_url: Some(format!("{}?q=", room.absolute(urls::SEARCH))),
        logo_url: Some(room.logo_url()),
        ..schema::Site::default()
    };
    let description = room.word_with("describe-home", "site", &name);
    Head {
        description: Some(description.clone()),
        canonical: Some(url.clone()),
        preview: Some(Preview {
            kind: "website".to_owned(),
            title: name,
            description,
            url,
            picture: None,
            published_at: None,
            updated_at: None,
        }),
        json_ld: vec![schema::home(&site).into_markup()],
        ..Head::default()
    }
}

/// Whether a page of the front can be composed at all: used by `/healthz`.
pub async fn stands(portal: &Arc<Portal>) -> Result<(), AppError> {
    let front = portal.front().await?;
    portal.theme(&front)?;
    Ok(())
}
