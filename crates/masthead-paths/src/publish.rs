//! From the desk's click on "accept" to the pages, and the saving of drafts:
//! within one process, through its front door, while readers load pages.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::http::Request;
use masthead::id::ArticleId;
use masthead::portal::Door;
use masthead::{changes, tick};
use masthead::{followers, routes, urls};
use tokio::time::{MissedTickBehavior, interval};

use super::newsroom::{Creator, Newsroom};
use super::{Outcome, READER, ids, place};

/// Page loads by others meanwhile: 200 a second.
const READERS: Duration = Duration::from_millis(5);
const BETWEEN: Duration = Duration::from_millis(20);
/// They publish in turn, so that none has more than a level opens in a day.
const CREATORS: usize = 50;

/// What is measured.
#[derive(Clone, Copy)]
pub(super) enum What {
    /// From the desk's click to the pages.
    Publish,
    /// A draft that is saved as somebody types.
    Autosave,
}

pub(super) fn run(what: What, count: usize, folder: &Path) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(measure(what, count, folder))
}

async fn measure(what: What, count: usize, folder: &Path) -> Outcome<()> {
    let portal = Arc::new(place::open(folder)?);
    let mut following = followers::stored();
    following.extend(changes::followers(&portal));
    let running = masthead_log::run(&portal.db, &portal.log, &following).await?;
    let mut ticks = tick::start(Arc::clone(&portal));
    let door = Door::new(Arc::clone(&portal), routes::router(Arc::clone(&portal)));
    let readers = tokio::spawn(read(door.clone(), ids(&portal).await?));
    let newsroom = Newsroom::open(&portal, &door, CREATORS).await?;
    let mut took = Vec::with_capacity(count);
    for (number, creator) in newsroom.creators.iter().cycle().take(count).enumerate() {
        tokio::time::sleep(BETWEEN).await;
        let title = format!("Published {} {number}", portal.clock.now().0);
        took.push(match what {
            What::Publish => one(&newsroom, &door, creator, &title).await?,
            What::Autosave => save(&newsroom, creator, &title).await?,
        });
    }
    readers.abort();
    ticks.abort_all();
    running.stop().await;
    took.sort_unstable();
    let ms = |part: f64| took[((took.len() - 1) as f64 * part) as usize].as_secs_f64() * 1e3;
    println!(
        "{{\"p50_ms\": {:.3}, \"p99_ms\": {:.3}}}",
        ms(0.5),
        ms(0.99)
    );
    Ok(())
}

/// The editor saves what somebody types: from its request to the answer.
async fn save(newsroom: &Newsroom, creator: &Creator, title: &str) -> Outcome<Duration> {
    let mut draft = newsroom.begins(creator).await?;
    let started = Instant::now();
    newsroom.saves(&mut draft, title).await?;
    Ok(started.elapsed())
}

/// Loads pages one after the other, different ones, at a steady pace.
async fn read(door: Door, ids: Vec<ArticleId>) {
    let mut pace = interval(READERS);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for id in ids.into_iter().cycle() {
        pace.tick().await;
        let request = Request::get(masthead::urls::article(id)).body(Body::empty());
        if let Ok(request) = request {
            let door = door.clone();
            tokio::spawn(async move { door.answer(READER, request).await });
        }
    }
}

/// The desk accepts one article; how long until home, channel, creator and feed
/// have been got with it. The first answer after the click has to show it.
async fn one(
    newsroom: &Newsroom,
    door: &Door,
    creator: &Creator,
    title: &str,
) -> Outcome<Duration> {
    let paths = [
        urls::HOME.to_owned(),
        urls::channel(&newsroom.channel.slug),
        urls::creator(&creator.handle),
        "/feed.xml".to_owned(),
    ];
    let draft = newsroom.begins(creator).await?;
    let submission = newsroom.hands_in(&draft, title).await?;
    for path in &paths {
        get(door, path).await?;
    }
    let clicked = Instant::now();
    newsroom.accepts(&submission).await?;
    for path in &paths {
        if !get(door, path).await?.contains(title) {
            return Err(format!("{path} does not show what was published").into());
        }
    }
    Ok(clicked.elapsed())
}

async fn get(door: &Door, path: &str) -> Outcome<String> {
    let answer = door
        .answer(READER, Request::get(path).body(Body::empty())?)
        .await;
    if answer.status() != 200 {
        return Err(format!("{path} was answered with {}", answer.status()).into());
    }
    let bytes = to_bytes(answer.into_body(), usize::MAX).await?;
    Ok(String::from_utf8(bytes.to_vec())?)
}
