//! Each request is another visitor, so each counts as a view, and the counts
//! on the pages go up all the while.

use super::super::Bench;
use super::super::lines::LoadLine;
use super::super::results::Findings;
use super::super::traffic::{self, GZIP};
use super::Row;
use crate::Failed;

pub(crate) const ROW: Row = Row {
    name: "visitors",
    about: "ready articles by Zipf's law, each request another visitor, beside nginx",
    run,
};

fn run(bench: &mut Bench) -> Result<Findings, Failed> {
    let arena = bench.arena()?;
    let visit =
        |path: &String| format!("{path}\t{GZIP}\tUser-Agent: Mozilla/5.0 Firefox/140.0 ({{n}})");
    let visits: Vec<String> = arena.articles.iter().map(visit).collect();
    let lists = traffic::write_zipf(bench.work(), "visitors", &visits)?;
    let sides = bench.play(&arena.both(lists), bench.load())?;
    let what = "the same, each request another visitor".to_owned();
    Ok(Findings {
        load: vec![LoadLine { what, sides }],
        ..Findings::default()
    })
}
