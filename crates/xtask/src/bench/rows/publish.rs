//! How soon a publication shows. `masthead import` beside the running server
//! is another process: the server learns of it from the log, not in memory.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use masthead_clock::Clock;

use super::super::Bench;
use super::super::figures::whole;
use super::super::http::Client;
use super::super::lines::{GrowthLine, Point, TargetLine};
use super::super::portal::Server;
use super::super::results::Findings;
use super::{Row, by_size};
use crate::Failed;

pub(crate) const ROW: Row = Row {
    name: "publish",
    about: "from a publication by another process to the pages",
    run,
};

/// Where an article of `creator1` in the channel `news` has to show.
const SHOWN: [&str; 4] = ["/", "/channel/news", "/@creator1", "/feed.xml"];
/// Publications in each round and size.
const EACH: u32 = 4;
const PATIENCE: Duration = Duration::from_secs(20);
const LOOK_AGAIN: Duration = Duration::from_millis(1);

fn run(bench: &mut Bench) -> Result<Findings, Failed> {
    bench.clear_arena();
    let copies = bench.copies()?;
    let servers = bench.sizes.iter().map(|size| {
        let server = bench.portal.serve(copies.of(*size), None)?;
        Ok((*size, server))
    });
    let servers = servers.collect::<Result<BTreeMap<_, _>, Failed>>()?;
    let took = by_size(bench, bench.rounds * EACH, |size| {
        let took = publish(bench, &servers[&size], copies.of(size))?;
        Ok(Point::of(took.as_secs_f64() * 1e3))
    })?;
    // Of all publications together: in a single round the highest is no 99th
    // percentile.
    let points = took.into_iter().map(|(size, took)| {
        let took = took.iter().map(|point| point.usual);
        (size, vec![Point::pooled(took)])
    });
    let line = GrowthLine::ms("published by another process", points.collect());
    // The design's figure between nodes; that within one has a row of its own.
    let targets = line.slow_at_largest().map(|(articles, took_ms)| {
        let articles = whole(articles as f64);
        let what = format!("published by another process, {articles} articles, p99");
        TargetLine {
            target: "≤ 500 ms (across nodes)".to_owned(),
            ..TargetLine::at_most(what, 500.0, " ms", took_ms)
        }
    });
    Ok(Findings {
        targets: targets.into_iter().collect(),
        growth: vec![line],
        ..Findings::default()
    })
}

/// From the end of the import, which commits shortly before, until the last of
/// the pages shows the article.
fn publish(bench: &Bench, server: &Server, data: &Path) -> Result<Duration, Failed> {
    let now = Clock::machine().now();
    let title = format!("Bench {}", now.0);
    let archive = bench.work().join("one");
    let article = serde_json::json!({
        "id": format!("bench-{}", now.0),
        "creator": "c0000001",
        "channel": "news",
        "title": title,
        "body": { "format": "text", "content": "One." },
        "published_at": now.to_string(),
    });
    fs::create_dir_all(&archive)
        .and_then(|()| fs::copy(data.join("site.json"), archive.join("site.json")))
        .and_then(|_| fs::write(archive.join("articles.jsonl"), format!("{article}\n")))
        .map_err(|error| format!("writing an article: {error}"))?;
    for path in SHOWN {
        server.client().page(path, &[])?;
    }
    bench.portal.import(data, &archive)?;
    let committed = Instant::now();
    thread::scope(|scope| {
        let watchers = SHOWN.map(|path| {
            let (client, title) = (server.client(), title.as_str());
            scope.spawn(move || watch(client, path, title, committed))
        });
        let seen = watchers.map(|watcher| watcher.join().map_err(|_| "a watcher panicked")?);
        let mut last = Duration::ZERO;
        for seen in seen {
            last = last.max(seen?);
        }
        Ok(last)
    })
}

fn watch(mut client: Client, path: &str, title: &str, from: Instant) -> Result<Duration, Failed> {
    loop {
        let page = client.page(path, &[])?.body;
        let took = from.elapsed();
        if page
            .windows(title.len())
            .any(|part| part == title.as_bytes())
        {
            return Ok(took);
        }
        if took > PATIENCE {
            return Err(format!("{path} does not show what was published"));
        }
        thread::sleep(LOOK_AGAIN);
    }
}
