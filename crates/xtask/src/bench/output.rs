//! Writes what was found: results.json, the plot, the tables of the page.

use std::fs;
use std::path::{Path, PathBuf};

use super::lines::GrowthLine;
use super::results::Results;
use super::{markers, plot, tables};
use crate::Failed;

/// A file that is made of the results: the plot, or the page with its tables.
struct Made {
    path: PathBuf,
    text: String,
}

pub(crate) fn write(out: &Path, results: &Results) -> Result<(), Failed> {
    let json = serde_json::to_string_pretty(results).map_err(|error| error.to_string())?;
    fs::create_dir_all(out.join("performance"))
        .and_then(|()| fs::write(Results::path(out), json + "\n"))
        .map_err(|error| format!("writing results.json: {error}"))?;
    show(out, results)
}

/// Writes the plot and the tables of the page.
pub(crate) fn show(out: &Path, results: &Results) -> Result<(), Failed> {
    for Made { path, text } in made(out, results)? {
        fs::write(&path, text).map_err(|error| format!("writing {}: {error}", path.display()))?;
    }
    Ok(())
}

/// Refuses a page or a plot that shows something else than what results.json
/// beside them holds.
pub(crate) fn check(out: &Path) -> Result<(), Failed> {
    let results = Results::read(out)?.ok_or_else(|| format!("no results in {}", out.display()))?;
    for Made { path, text } in made(out, &results)? {
        let stands = fs::read_to_string(&path)
            .map_err(|error| format!("reading {}: {error}", path.display()))?;
        if let Some(difference) = difference(&stands, &text) {
            let path = path.display();
            return Err(format!(
                "{path} is not what results.json gives; cargo xtask tables writes it anew.\n{difference}"
            ));
        }
    }
    Ok(())
}

/// The first line that differs.
fn difference(stands: &str, made: &str) -> Option<String> {
    let mut lines = stands.lines().zip(made.lines()).enumerate();
    let found = lines.find(|(_, (one, other))| one != other);
    match found {
        Some((number, (one, other))) => Some(format!(
            "line {}\n  stands: {one}\n  is to be: {other}",
            number + 1
        )),
        None if stands == made => None,
        None => Some("one of them ends sooner".to_owned()),
    }
}

/// The page is written by hand; where there is none, none is made.
fn made(out: &Path, results: &Results) -> Result<Vec<Made>, Failed> {
    let mut all = Vec::new();
    let lines: Vec<&GrowthLine> = results
        .rows
        .values()
        .flat_map(|entry| &entry.findings.growth)
        .filter(|line| line.plotted)
        .collect();
    if let Some(text) = plot::draw(&lines) {
        let path = out.join("performance/growth.svg");
        all.push(Made { path, text });
    }
    let path = out.join("performance.md");
    if path.exists() {
        let page = fs::read_to_string(&path);
        let page = page.map_err(|error| format!("reading {}: {error}", path.display()))?;
        let text = filled(&page, results)?;
        all.push(Made { path, text });
    }
    Ok(all)
}

fn filled(page: &str, results: &Results) -> Result<String, Failed> {
    let tables = [
        ("machine", tables::machine(results)),
        ("targets", tables::targets(results)),
        ("load", tables::load(results)),
        ("growth", tables::growth(results)),
        ("pressure", tables::pressure(results)),
    ];
    let mut page = page.to_owned();
    for (name, text) in tables {
        page = markers::fill(&page, name, &text)?;
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::super::lines::{Point, PressureLine};
    use super::super::results::{Entry, Findings, Machine, Source};
    use super::*;
    use std::collections::BTreeMap;

    const PLACES: [&str; 5] = ["machine", "targets", "load", "growth", "pressure"];

    fn page() -> String {
        let place = |name| format!("<!-- bench:{name} -->\n<!-- /bench -->\n\nBy hand.\n");
        PLACES.map(place).concat()
    }

    fn results() -> Results {
        let points = BTreeMap::from([(1_000, vec![Point::of(1.0)])]);
        let findings = Findings {
            growth: vec![GrowthLine::ms("home", points)],
            pressure: vec![PressureLine {
                what: "left".to_owned(),
                measured: "7 ms".to_owned(),
            }],
            ..Findings::default()
        };
        let source = Source {
            at: "2026".to_owned(),
            commit: "abc".to_owned(),
            command: "cargo xtask bench".to_owned(),
            versions: BTreeMap::new(),
        };
        Results {
            machine: Machine::default(),
            rows: BTreeMap::from([("hot".to_owned(), Entry { source, findings })]),
        }
    }

    /// A folder with a page, as a run of the benchmark leaves it.
    fn written(name: &str) -> PathBuf {
        let out = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        fs::create_dir_all(&out).expect("a folder");
        fs::write(out.join("performance.md"), page()).expect("written");
        write(&out, &results()).expect("written");
        out
    }

    fn change(path: &Path, from: &str, to: &str) {
        let text = fs::read_to_string(path).expect("a file");
        assert!(text.contains(from), "{from} in {text}");
        fs::write(path, text.replace(from, to)).expect("written");
    }

    #[test]
    fn the_page_of_this_checkout_shows_what_its_results_hold() {
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
        check(&docs).unwrap_or_else(|refusal| panic!("{refusal}"));
    }

    #[test]
    fn what_a_run_writes_holds_and_words_around_it_are_free() {
        let out = written("holds");
        check(&out).expect("as it was written");
        change(&out.join("performance.md"), "By hand.", "By another hand.");
        check(&out).expect("words are nobody's but the writer's");
        fs::remove_dir_all(&out).expect("removed");
    }

    #[test]
    fn a_figure_or_a_name_that_was_changed_by_hand_is_refused_with_its_line() {
        for (file, from, to) in [
            ("performance.md", "7 ms", "6 ms"),
            ("performance.md", "| left |", "| left (now) |"),
            ("performance.md", "commit abc", "commit abd"),
            ("performance.md", "| left | 7 ms |\n", ""),
            ("performance.md", "<!-- bench:growth -->", "<!-- growth -->"),
            ("performance/growth.svg", "home", "feed"),
            ("performance/results.json", "7 ms", "6 ms"),
        ] {
            let out = written("changed");
            change(&out.join(file), from, to);
            let refusal = check(&out).expect_err(to);
            assert!(
                refusal.contains("line ") || refusal.contains("no place"),
                "{from}: {refusal}"
            );
            fs::remove_dir_all(&out).expect("removed");
        }
    }

    #[test]
    fn without_results_there_is_nothing_to_show() {
        let out = written("without");
        fs::remove_file(Results::path(&out)).expect("removed");
        let refusal = check(&out).expect_err("no results");
        assert!(refusal.starts_with("no results in"), "{refusal}");
        fs::remove_dir_all(&out).expect("removed");
    }
}
