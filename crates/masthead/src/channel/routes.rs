use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response};

use super::pages::ChannelPage;
use super::store::ChannelRow;
use crate::article::store as articles;
use crate::capability::Can;
use crate::compose::{Before, Frame, ListQuery, PAGE_AND_ONE, Room, shown};
use crate::portal::{AppError, Asked, Paper, Portal, Reader, Route, Subject, page};
use crate::seo::breadcrumbs;
use crate::urls;
use crate::web::{Head, Link, NavLink};

const HOT: usize = 10;

pub fn routes() -> Vec<Route> {
    vec![Route::get("/channel/{slug}", Can::Read, show)]
}

/// `GET /channel/{slug}`: a channel's headline and its articles by time.
async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    headers: HeaderMap,
    Path(slug): Path<String>,
    Asked(ListQuery { before }): Asked<ListQuery>,
) -> Result<Response<Body>, AppError> {
    let path = urls::channel(&slug);
    page(
        &portal,
        &reader,
        &headers,
        super::CHANNEL,
        before.address(&path),
        async |room| compose(room, &slug, &path, before).await,
    )
    .await
}

/// # Errors
/// [`AppError::NotFound`]; what the database says.
pub async fn compose(
    room: &Room<'_>,
    slug: &str,
    path: &str,
    before: Before,
) -> Result<Paper<ChannelPage>, AppError> {
    let mut channels = room.front.channels.iter();
    let channel = channels
        .find(|channel| channel.slug == slug)
        .ok_or(AppError::NotFound)?;
    let (id, key) = (channel.id, before.key(room.now));
    let list =
        move |tx: &mut masthead_db::Tx<'_>| articles::list_by_channel(tx, id, key, PAGE_AND_ONE);
    let mut rows = room.portal.db.read(list).await?;
    if before.is_first() {
        room.front
            .add_awaited(&mut rows, |awaited| awaited.card.channel == Some(id));
    }
    let turn = room.turn(path, before, &mut rows);
    let headline = room.channel_block(channel, 1);
    let headline = (before.is_first() && !headline.cards.is_empty()).then_some(headline);
    let leads = shown(headline.iter().flat_map(|block| &block.cards));
    let mut cards = room.cards(&rows);
    cards.retain(|card| !leads.contains(&card.id));
    Ok(Paper {
        page: ChannelPage {
            layout: room.layout(frame(room, channel, &before.address(path)))?,
            channel: room.channel_link(channel),
            children: children(room, channel),
            headline,
            cards,
            turn,
            hot: room.cards(room.front.in_channel(id).iter().take(HOT)),
        },
        subject: Subject {
            channel: Some(id),
            bylines: rows.iter().map(|row| row.creator).collect(),
            ..Subject::default()
        },
        changed_at: rows.first().map_or(0, |row| row.published_at.0),
    })
}

fn children(room: &Room<'_>, of: &ChannelRow) -> Vec<NavLink> {
    let channels = room.front.channels.iter();
    channels
        .filter(|channel| channel.parent == Some(of.id))
        .map(|channel| NavLink {
            label: room.name(&channel.name),
            url: urls::channel(&channel.slug),
            current: false,
        })
        .collect()
}

fn frame(room: &Room<'_>, channel: &ChannelRow, address: &str) -> Frame {
    let name = room.name(&channel.name);
    let path = urls::channel(&channel.slug);
    let here = Link {
        label: name.clone(),
        url: path.clone(),
    };
    Frame {
        head: Head {
            description: Some(room.word_with("describe-channel", "name", &name)),
            canonical: Some(room.absolute(address)),
            json_ld: vec![breadcrumbs(room, &[here])],
            ..Head::default()
        },
        channel: Some(channel.id),
        feed: Some((name, path)),
        ..Frame::default()
    }
}
