//! Whether pages become slower with the number of articles: each kind of page
//! both ready and made anew, the portals of all sizes in turn.
//!
//! One request at a time, at a pace that each can hold: what is measured is the
//! page, not the queue before it. All answers of all rounds are one pool.

use std::thread;
use std::time::{Duration, Instant};

use super::super::Bench;
use super::super::alike::{self, Weighed};
use super::super::arena::settle;
use super::super::figures::{times, whole};
use super::super::lines::{GrowthLine, Point, Points, TargetLine};
use super::super::paced::{Answered, ask, refused};
use super::super::pages::Pages;
use super::super::portal::Server;
use super::super::results::Findings;
use super::Row;
use crate::Failed;

pub(crate) const ROW: Row = Row {
    name: "growth",
    about: "p50 and p99 of every kind of page against the number of articles",
    run,
};

/// From one request to the next; longer than all but a few answers take.
const READY_EVERY: Duration = Duration::from_millis(1);
const MADE_EVERY: Duration = Duration::from_micros(2_500);

/// Requests until it is another portal's turn, and turns of a round.
const TURN: u32 = 50;
const TURNS: usize = 16;

/// So many different pages of a kind: all of those that are to be ready find
/// room, and those made anew do not find the database's pages where the one
/// before left them.
const READY_PAGES: usize = 100;
const MADE_PAGES: usize = 1_000;
/// Pages are chosen among so many.
const CANDIDATES: usize = 3_000;

struct Kind {
    name: &'static str,
    paths: fn(&Pages) -> Vec<String>,
}

const KINDS: [Kind; 5] = [
    Kind {
        name: "home",
        paths: |_| vec!["/".to_owned()],
    },
    Kind {
        name: "channel",
        paths: |pages| pages.channels.clone(),
    },
    Kind {
        name: "article",
        paths: |pages| pages.articles.clone(),
    },
    Kind {
        name: "archive",
        paths: |pages| below(&pages.creators, "/archive"),
    },
    Kind {
        name: "feed",
        paths: |pages| {
            let mut paths = below(&pages.channels, "/feed.xml");
            paths.push("/feed.xml".to_owned());
            paths
        },
    },
];

fn below(paths: &[String], end: &str) -> Vec<String> {
    paths.iter().map(|path| format!("{path}{end}")).collect()
}

/// A portal with its pages kept, one with none kept.
struct Pair {
    articles: u64,
    /// Of each kind, those of the smallest portal and others as heavy.
    paths: Vec<Vec<String>>,
    ready: Server,
    made: Server,
}

fn run(bench: &mut Bench) -> Result<Findings, Failed> {
    bench.clear_arena();
    let pairs = pairs(bench)?;
    settle_all(&pairs)?;
    let mut growth = Vec::new();
    for ready in [true, false] {
        for (place, kind) in KINDS.iter().enumerate() {
            let sides = pairs.iter().map(|pair| Side::new(pair, place, ready));
            let points = measure(bench, sides.collect(), ready)
                .map_err(|error| format!("{}: {error}", kind.name))?;
            let state = if ready { "ready" } else { "made anew" };
            growth.push(GrowthLine {
                plotted: !ready || kind.name == "article",
                ..GrowthLine::ms(&format!("{}, {state}", kind.name), points)
            });
        }
    }
    Ok(Findings {
        targets: target(&growth).into_iter().collect(),
        growth,
        ..Findings::default()
    })
}

/// The smallest portal has the fewest pages: the others' are chosen after its.
fn pairs(bench: &Bench) -> Result<Vec<Pair>, Failed> {
    let mut like: Option<Vec<Vec<Weighed>>> = None;
    let mut pairs = Vec::new();
    for size in &bench.sizes {
        let data = bench.portal.data(*size)?;
        let made = bench.portal.serve(&data, Some(0))?;
        let mut client = made.client();
        let pages = Pages::of(&mut client)?;
        let weighed = KINDS.iter().map(|kind| {
            let mut paths = (kind.paths)(&pages);
            paths.truncate(CANDIDATES);
            alike::weigh(&mut client, paths)
        });
        let weighed = weighed.collect::<Result<Vec<_>, _>>()?;
        let like = like.get_or_insert_with(|| weighed.clone());
        let chosen = weighed.iter().zip(like.iter());
        pairs.push(Pair {
            articles: *size,
            paths: chosen
                .map(|(pages, like)| alike::choose(pages, like, MADE_PAGES))
                .collect(),
            ready: bench.portal.serve(&data, None)?,
            made,
        });
    }
    Ok(pairs)
}

/// Until every page that is to be ready stands in its best compression.
fn settle_all(pairs: &[Pair]) -> Result<(), Failed> {
    thread::scope(|scope| {
        let all = pairs.iter().map(|pair| {
            let paths = pair.paths.iter();
            let paths = paths.flat_map(|paths| paths.iter().take(READY_PAGES).cloned());
            let paths: Vec<String> = paths.collect();
            scope.spawn(move || settle(&pair.ready, &paths))
        });
        let all: Vec<_> = all.collect();
        let each = |settled: thread::ScopedJoinHandle<'_, Result<(), Failed>>| {
            settled.join().map_err(|_| "settling panicked")?
        };
        all.into_iter().try_for_each(each)
    })
}

/// One portal's part of a line.
struct Side<'a> {
    articles: u64,
    server: &'a Server,
    paths: &'a [String],
    asked: usize,
    answered: Vec<Answered>,
}

impl<'a> Side<'a> {
    fn new(pair: &'a Pair, kind: usize, ready: bool) -> Self {
        let (server, most) = if ready {
            (&pair.ready, READY_PAGES)
        } else {
            (&pair.made, MADE_PAGES)
        };
        let paths = &pair.paths[kind];
        Self {
            articles: pair.articles,
            server,
            paths: &paths[..most.min(paths.len())],
            asked: 0,
            answered: Vec::new(),
        }
    }

    /// Over a connection of its own, opened before: which core serves it is the
    /// system's choice, and shows in the times of ready pages.
    fn take_turn(&mut self, every: Duration) -> Result<Vec<Answered>, Failed> {
        let mut client = self.server.client();
        client.page("/robots.txt", &[])?;
        let begin = Instant::now() + every;
        let mut dues = (0..TURN).map(|number| begin + every * number);
        let next = || {
            let due = dues.next()?;
            self.asked += 1;
            Some((&self.paths[self.asked % self.paths.len()], due))
        };
        Ok(ask(&mut client, next))
    }
}

/// The first turn of each portal does not count. Who begins changes from turn to
/// turn.
fn measure(bench: &Bench, mut sides: Vec<Side<'_>>, ready: bool) -> Result<Points, Failed> {
    let every = if ready { READY_EVERY } else { MADE_EVERY };
    for side in &mut sides {
        side.take_turn(every)?;
    }
    for _ in 0..bench.rounds as usize * TURNS {
        for side in &mut sides {
            let answered = side.take_turn(every)?;
            side.answered.extend(answered);
        }
        sides.rotate_left(1);
    }
    let points = sides.into_iter().map(|side| {
        if refused(&side.answered) > 0 {
            return Err(format!("errors at {} articles", side.articles));
        }
        Ok((side.articles, vec![point(&side.answered)]))
    });
    points.collect()
}

fn point(answered: &[Answered]) -> Point {
    let bytes = answered.iter().map(|one| one.bytes as f64).sum::<f64>();
    Point {
        bytes: Some(bytes / answered.len() as f64),
        ..Point::pooled(
            answered
                .iter()
                .map(|one| one.since_sent.as_secs_f64() * 1e3),
        )
    }
}

/// The page that grows most.
fn target(lines: &[GrowthLine]) -> Option<TargetLine> {
    let grown = lines.iter().filter_map(|line| Some((line.growth()?, line)));
    let (growth, line) = grown.max_by(|one, other| one.0.total_cmp(&other.0))?;
    let (smallest, largest) = (line.points.keys().next()?, line.points.keys().last()?);
    let what = format!("p99 of every page at {} articles", whole(*largest as f64));
    let line = TargetLine {
        target: format!("≤ 1.2 × that at {}", whole(*smallest as f64)),
        measured: format!("at most {} ({})", times(growth), line.what),
        ..TargetLine::at_most(what, 1.2, "", growth)
    };
    Some(line.of_full(*largest, 1_000_000))
}
