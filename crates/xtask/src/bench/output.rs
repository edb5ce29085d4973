//! Writes what was found: results.json, the plot, the tables of the page.

use std::fs;
use std::path::Path;

use super::lines::GrowthLine;
use super::results::Results;
use super::{markers, plot, tables};
use crate::Failed;

pub(crate) fn write(out: &Path, results: &Results) -> Result<(), Failed> {
    let folder = out.join("performance");
    let json = serde_json::to_string_pretty(results).map_err(|error| error.to_string())?;
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join("results.json"), json + "\n"))
        .map_err(|error| format!("writing results.json: {error}"))?;
    let lines: Vec<&GrowthLine> = results
        .rows
        .values()
        .flat_map(|entry| &entry.findings.growth)
        .filter(|line| line.plotted)
        .collect();
    if let Some(svg) = plot::draw(&lines) {
        fs::write(folder.join("growth.svg"), svg)
            .map_err(|error| format!("writing growth.svg: {error}"))?;
    }
    fill_page(&out.join("performance.md"), results)
}

/// The page is written by hand; where there is none, none is made.
fn fill_page(path: &Path, results: &Results) -> Result<(), Failed> {
    if !path.exists() {
        return Ok(());
    }
    let mut page =
        fs::read_to_string(path).map_err(|error| format!("reading the page: {error}"))?;
    let tables = [
        ("machine", tables::machine(results)),
        ("targets", tables::targets(results)),
        ("load", tables::load(results)),
        ("growth", tables::growth(results)),
        ("pressure", tables::pressure(results)),
    ];
    for (name, text) in tables {
        page = markers::fill(&page, name, &text)?;
    }
    fs::write(path, page).map_err(|error| format!("writing the page: {error}"))
}
