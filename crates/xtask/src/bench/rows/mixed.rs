//! The same traffic with the memory for pages that a portal has by default:
//! what is not ready any more is made again.

use super::super::lines::LoadLine;
use super::super::results::Findings;
use super::super::wrk::{self, Load, Side};
use super::super::{Bench, traffic};
use super::Row;
use crate::Failed;

pub(crate) const ROW: Row = Row {
    name: "mixed",
    about: "articles by Zipf's law with the default memory for pages, beside nginx",
    run,
};

/// Unmeasured, until what people read is what is kept.
const WARM_SECONDS: u64 = 5;

fn run(bench: &mut Bench) -> Result<Findings, Failed> {
    let arena = bench.arena()?;
    let data = bench
        .portal
        .data(bench.size_up_to(arena.articles.len() as u64))?;
    let server = bench.portal.serve(&data, None)?;
    let lists = traffic::write_zipf(bench.work(), "zipf", &arena.requests())?;
    let side = Side::server(&server, lists.clone());
    let warm = Load {
        seconds: WARM_SECONDS,
        ..bench.load()
    };
    wrk::run(bench.work(), &side, warm, "warm")?;
    let sides = bench.play(&[side, arena.nginx_side(lists)], bench.load())?;
    let what = "the same with the default memory for pages".to_owned();
    Ok(Findings {
        load: vec![LoadLine { what, sides }],
        ..Findings::default()
    })
}
