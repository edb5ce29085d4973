//! One article that everybody reads, beside nginx and beside the floor.

use super::super::lines::LoadLine;
use super::super::results::Findings;
use super::super::{Bench, traffic};
use super::Row;
use crate::Failed;

pub(crate) const ROW: Row = Row {
    name: "hot",
    about: "one article, ready, beside nginx and bare axum",
    run,
};

fn run(bench: &mut Bench) -> Result<Findings, Failed> {
    let arena = bench.arena()?;
    let line = traffic::request(&arena.articles[0]);
    let lists = traffic::write_one(bench.work(), "hot", &line)?;
    let [server, nginx] = arena.both(lists.clone());
    let sides = bench.play(&[server, nginx, arena.bare_side(lists)], bench.load())?;
    let what = "one hot article".to_owned();
    Ok(Findings {
        load: vec![LoadLine { what, sides }],
        ..Findings::default()
    })
}
