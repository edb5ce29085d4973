//! From the click on "publish" to the pages, within one process, while
//! readers load others.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::http::Request;
use masthead::article::store::put::{ArticleFields, ArticlePut, put};
use masthead::pen::Pen;
use masthead::portal::{self, Door, Portal, tick};
use masthead::{followers, routes};
use masthead_db::{Fault, params};
use masthead_log::Actor;
use tokio::time::{MissedTickBehavior, interval};

use super::{Outcome, READER, ids, place};

/// Page loads by others meanwhile: 200 a second.
const READERS: Duration = Duration::from_millis(5);
const BETWEEN: Duration = Duration::from_millis(20);

/// A creator and a channel to publish in.
struct Where {
    creator: i64,
    handle: String,
    channel: i64,
    slug: String,
    /// The text of another article.
    body: String,
}

pub(super) fn run(count: usize, folder: &Path) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(publish(count, folder))
}

async fn publish(count: usize, folder: &Path) -> Outcome<()> {
    let portal = Arc::new(place::open(folder)?);
    let mut following = followers::stored();
    following.extend(portal::followers(&portal));
    let running = masthead_log::run(&portal.db, &portal.log, &following).await?;
    let ticks = tick::start(Arc::clone(&portal));
    let door = Door::new(Arc::clone(&portal), routes::router(Arc::clone(&portal)));
    let readers = tokio::spawn(read(door.clone(), ids(&portal).await?));
    let home = find(&portal).await?;
    let mut took = Vec::with_capacity(count);
    for number in 0..count {
        tokio::time::sleep(BETWEEN).await;
        took.push(one(&portal, &door, &home, number).await?);
    }
    readers.abort();
    ticks.abort();
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

/// Loads pages one after the other, different ones, at a steady pace.
async fn read(door: Door, ids: Vec<i64>) {
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

async fn find(portal: &Portal) -> Outcome<Where> {
    let find = portal.db.read(|tx| {
        tx.get(
            "SELECT c.id, c.handle, h.id, h.slug, r.body
            FROM article a
            JOIN revision r ON r.id = a.revision
            JOIN creator c ON c.id = a.creator
            JOIN channel h ON h.id = a.channel
            WHERE h.parent IS NULL
            ORDER BY a.id
            LIMIT 1",
            params![],
            |row| {
                Ok(Where {
                    creator: row.get(0)?,
                    handle: row.get(1)?,
                    channel: row.get(2)?,
                    slug: row.get(3)?,
                    body: row.get(4)?,
                })
            },
        )
    });
    Ok(find.await.map_err(|fault: Fault| fault.to_string())?)
}

/// Publishes one article; how long until home, channel, creator and feed have
/// been got with it. The first answer after the commit has to show it.
async fn one(portal: &Arc<Portal>, door: &Door, home: &Where, number: usize) -> Outcome<Duration> {
    let paths = [
        "/".to_owned(),
        format!("/channel/{}", home.slug),
        format!("/@{}", home.handle),
        "/feed.xml".to_owned(),
    ];
    for path in &paths {
        get(door, path).await?;
    }
    let now = portal.clock.now();
    let title = format!("Published {} {number}", now.0);
    let article = article(home, &title, portal);
    let pen = Pen {
        log: portal.log.clone(),
        ids: portal.ids.clone(),
        clock: portal.clock.clone(),
        actor: Actor::Platform,
    };
    let clicked = Instant::now();
    let written = portal.db.write(move |tx| put(tx, &pen, &article));
    written.await.map_err(|fault: Fault| fault.to_string())?;
    for path in &paths {
        if !get(door, path).await?.contains(&title) {
            return Err(format!("{path} does not show what was published").into());
        }
    }
    Ok(clicked.elapsed())
}

fn article(home: &Where, title: &str, portal: &Portal) -> ArticlePut {
    let now = portal.clock.now();
    ArticlePut {
        external_id: title.to_owned(),
        fields: ArticleFields {
            creator: home.creator,
            channel: Some(home.channel),
            title: title.to_owned(),
            summary: None,
            cover: None,
            tags: "[]".to_owned(),
            state: "published".to_owned(),
            published_at: Some(now),
            updated_at: None,
            source_name: None,
            source_url: None,
            original: None,
            ai_generated: None,
            region: None,
            locale: None,
            views: None,
        },
        columns: Vec::new(),
        body: home.body.clone(),
        shown: Vec::new(),
    }
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
