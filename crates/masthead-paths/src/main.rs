//! What a reader's request costs inside, in steps that do not hang on the
//! machine's load: `paths prepare DIR`, then `N` times `paths hit N DIR` (a
//! ready page), `paths miss N DIR` (an article page that is not in the cache)
//! or `paths document N DIR` (stored text to HTML). `paths check FILE` counts
//! the instructions of each and compares them with those kept in `FILE`;
//! `paths write FILE` keeps them. `paths publish N DIR` measures how soon `N`
//! publications are on the pages while others read, and `paths autosave N DIR`
//! how soon `N` drafts are saved, as JSON.

mod baseline;
mod newsroom;
mod place;
mod publish;

use std::env;
use std::error::Error;
use std::hint::black_box;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING};
use axum::http::{Request, Uri};
use masthead::article::{self, store};
use masthead::compose::Room;
use masthead::id::ArticleId;
use masthead::portal::{self, Door, LeftOut, Portal, Reader};
use masthead::routes;
use masthead::web::Edition;
use masthead_document::Document;
use masthead_document::render::{HtmlOptions, html};
use masthead_press::{Key, Sheet};

use publish::What;

/// Where requests come from.
const READER: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

type Outcome<T> = Result<T, Box<dyn Error>>;

const USAGE: &str = "usage: paths prepare DIR | (hit | miss | document | publish | autosave) N DIR | (check | write) FILE";

fn main() -> Outcome<()> {
    // `cargo bench` adds a word of its own.
    let words: Vec<String> = env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    match words[..] {
        ["prepare", folder] => place::prepare(Path::new(folder)),
        ["check", file] => baseline::check(Path::new(file)),
        ["write", file] => baseline::write(Path::new(file)),
        ["hit", count, folder] => runtime.block_on(hit(count.parse()?, folder)),
        ["miss", count, folder] => runtime.block_on(miss(count.parse()?, folder)),
        ["document", count, folder] => runtime.block_on(document(count.parse()?, folder)),
        ["publish", count, folder] => {
            publish::run(What::Publish, count.parse()?, Path::new(folder))
        }
        ["autosave", count, folder] => {
            publish::run(What::Autosave, count.parse()?, Path::new(folder))
        }
        _ => Err(USAGE.into()),
    }
}

/// Asks for one ready article page `count` times, as a browser does.
async fn hit(count: usize, folder: &str) -> Outcome<()> {
    let portal = Arc::new(place::open(Path::new(folder))?);
    let door = Door::new(Arc::clone(&portal), routes::router(Arc::clone(&portal)));
    let uri: Uri = masthead::urls::article(ids(&portal).await?[0]).parse()?;
    let request = || {
        let request = Request::get(uri.clone()).header(ACCEPT_ENCODING, "gzip, deflate, br, zstd");
        request.body(Body::empty())
    };
    let made = door.answer(READER, request()?).await;
    if made.status() != 200 {
        return Err(format!("{uri} was answered with {}", made.status()).into());
    }
    let request = request()?;
    // The thread of the best compression has to be done, or it would count.
    let is_finished = || {
        let ready = door.ready(READER, &request)?;
        Some(ready.headers().get(CONTENT_ENCODING)? == "br")
    };
    while is_finished() != Some(true) {
        std::thread::sleep(Duration::from_millis(20));
    }
    let started = Instant::now();
    for _ in 0..count {
        let ready = door.ready(READER, black_box(&request));
        black_box(ready).ok_or("the page is not ready")?;
    }
    println!("     hit {:8.2} µs", micros(started.elapsed(), count));
    Ok(())
}

/// Makes the pages of `count` different articles, one after the other.
async fn miss(count: usize, folder: &str) -> Outcome<()> {
    let portal = place::open(Path::new(folder))?;
    let ids = ids(&portal).await?;
    let (mut steps, mut bytes) = ([Duration::ZERO; 4], 0);
    for id in ids.iter().cycle().take(count) {
        let (took, size) = page(&portal, *id).await?;
        bytes += size;
        for (sum, step) in steps.iter_mut().zip(took) {
            *sum += step;
        }
    }
    for (name, sum) in ["read", "compose", "render", "press"].iter().zip(steps) {
        println!("{name:>8} {:8.1} µs", micros(sum, count));
    }
    println!("   bytes {:8}", bytes / count.max(1));
    Ok(())
}

async fn page(portal: &Portal, id: ArticleId) -> Outcome<([Duration; 4], usize)> {
    let started = Instant::now();
    let front = portal.front().await?;
    let zoned = portal.theme(&front)?;
    let reader = Reader {
        locale: None,
        edition: Edition::Standard,
        cookies: Vec::new(),
        path: masthead::urls::article(id),
        session: None,
        is_hinted: false,
        address: None,
        sends: false,
        has_query: false,
        accepts_gzip: true,
        left_out: LeftOut::default(),
        left_out_told: false,
    };
    let locale = Room::locale(&front, &reader);
    let room = Room::new(portal, &front, &zoned, locale, &reader);
    let now = room.now;
    let shown = Arc::clone(&room.beside()?.shown);
    let reading = portal.db.read(move |tx| article::read(tx, id, now, &shown));
    let reading = reading.await?.ok_or("no such article")?;
    let read = started.elapsed();
    let page = article::compose(&room, reading)?;
    let composed = started.elapsed();
    let text = black_box(zoned.theme.render(&page)?);
    let rendered = started.elapsed();
    let size = text.len();
    let sheet = Sheet {
        content_type: "text/html; charset=utf-8",
        changed_at: now.0,
        body: text,
        clock: room.clock_texts(),
        view_of: Some(id.0),
    };
    let key = Key::new(
        reader.path.as_str(),
        portal::variant(locale, reader.edition),
    );
    let made = async || Ok::<_, Box<dyn Error>>((sheet, Vec::new()));
    black_box(portal.press.page(key, made).await?);
    let pressed = started.elapsed();
    let steps = [
        read,
        composed - read,
        rendered - composed,
        pressed - rendered,
    ];
    Ok((steps, size))
}

/// Turns the stored text of one article into HTML, `count` times.
async fn document(count: usize, folder: &str) -> Outcome<()> {
    let portal = place::open(Path::new(folder))?;
    let id = ids(&portal).await?[0];
    let now = portal.clock.now();
    let row = portal.db.read(move |tx| store::find(tx, id, now));
    let row = row.await?.ok_or("no such article")?;
    let started = Instant::now();
    for _ in 0..count {
        let document: Document = serde_json::from_str(black_box(&row.body))?;
        let media = masthead::media::urls::BodyMedia::default();
        black_box(html(&document, &media, &HtmlOptions::default()));
    }
    println!("document {:8.1} µs", micros(started.elapsed(), count));
    Ok(())
}

async fn ids(portal: &Portal) -> Outcome<Vec<ArticleId>> {
    let now = portal.clock.now();
    let mut ids = portal
        .db
        .read(move |tx| {
            let mut ids = Vec::new();
            store::each_published_id(tx, ArticleId(0), now, |id| ids.push(id))?;
            Ok::<_, masthead_db::Fault>(ids)
        })
        .await?;
    // Neighbours share their channel's list: far apart, as readers come.
    ids.sort_unstable_by_key(|id| id.0.wrapping_mul(0x9E37_79B9_7F4A_7C15_u64 as i64));
    Ok(ids)
}

fn micros(sum: Duration, count: usize) -> f64 {
    sum.as_secs_f64() * 1e6 / count.max(1) as f64
}
