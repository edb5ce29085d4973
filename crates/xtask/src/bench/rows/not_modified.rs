//! Readers who come back: the page that they have is still the right one.

use std::path::PathBuf;

use super::super::arena::{Arena, tags};
use super::super::http::Client;
use super::super::lines::LoadLine;
use super::super::results::Findings;
use super::super::{Bench, traffic};
use super::Row;
use crate::Failed;

pub(crate) const ROW: Row = Row {
    name: "not-modified",
    about: "answers 304 by Zipf's law, beside nginx",
    run,
};

fn run(bench: &mut Bench) -> Result<Findings, Failed> {
    let arena = bench.arena()?;
    // nginx makes tags of its own.
    let of_nginx = tags(&mut Client::new(&arena.nginx.url), &arena.articles)?;
    let server = arena.server_side(lists(bench, &arena, "known", &arena.tags)?);
    let nginx = arena.nginx_side(lists(bench, &arena, "known-nginx", &of_nginx)?);
    let sides = bench.play(&[server, nginx], bench.load())?;
    let what = "`If-None-Match` by Zipf, `304`".to_owned();
    Ok(Findings {
        load: vec![LoadLine { what, sides }],
        ..Findings::default()
    })
}

fn lists(bench: &Bench, arena: &Arena, name: &str, tags: &[String]) -> Result<PathBuf, Failed> {
    let requests = arena.requests().into_iter().zip(tags);
    let requests = requests.map(|(line, tag)| format!("{line}\tIf-None-Match: {tag}"));
    traffic::write_zipf(bench.work(), name, &requests.collect::<Vec<_>>())
}
