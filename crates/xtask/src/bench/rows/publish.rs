//! How soon a publication shows. `masthead import` beside the running server
//! is another process: the server learns of it from the log, not in memory.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use masthead_clock::Clock;

use super::super::Bench;
use super::super::figures::{short, whole};
use super::super::http::Client;
use super::super::portal::Server;
use super::super::results::{Findings, GrowthLine, Point, TargetLine};
use super::super::statistics::quantile;
use super::Row;
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
    let servers = bench.sizes.iter().map(|size| {
        let data = bench.portal.data(*size)?;
        Ok((*size, bench.portal.serve(&data, None)?, data))
    });
    let servers = servers.collect::<Result<Vec<_>, Failed>>()?;
    let mut took: BTreeMap<u64, Vec<f64>> = BTreeMap::new();
    for _ in 0..bench.rounds * EACH {
        for (size, server, data) in &servers {
            let ms = publish(bench, server, data)?.as_secs_f64() * 1e3;
            took.entry(*size).or_default().push(ms);
        }
    }
    let points = took
        .into_iter()
        .map(|(size, took)| (size, vec![point(took)]));
    let line = GrowthLine {
        what: "published by another process".to_owned(),
        unit: "ms".to_owned(),
        plotted: true,
        points: points.collect(),
    };
    Ok(Findings {
        targets: target(&line).into_iter().collect(),
        growth: vec![line],
        ..Findings::default()
    })
}

/// Of all publications together: in a single round the highest is no 99th
/// percentile.
fn point(mut took: Vec<f64>) -> Point {
    took.sort_by(f64::total_cmp);
    Point {
        usual: quantile(&took, 0.5),
        p99: Some(quantile(&took, 0.99)),
    }
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

/// The design's figure between nodes; that within one has a row of its own.
fn target(line: &GrowthLine) -> Option<TargetLine> {
    let largest = *line.points.keys().last()?;
    let took_ms = line.slow_at(largest)?;
    Some(TargetLine {
        what: format!(
            "published by another process, {} articles, p99",
            whole(largest as f64)
        ),
        target: "≤ 500 ms (across nodes)".to_owned(),
        measured: format!("{} ms", short(took_ms)),
        met: Some(took_ms <= 500.0),
    })
}
