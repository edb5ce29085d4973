//! Instruction counts of each path, and how they compare with those that are
//! kept. Counted by valgrind's callgrind over all threads, as what the second
//! `N` rounds of `2N` cost: starting, opening and warming up fall out.

use std::env;
use std::fs;
use std::panic::resume_unwind;
use std::path::Path;
use std::process::Command;
use std::thread;

use serde_json::{Map, Value};

use super::{Outcome, place};

/// Each path, and rounds enough for its cost to stand still: starting costs some
/// millions more or less, by the seeds of hash maps.
const PATHS: [(&str, u64); 3] = [("hit", 80_000), ("miss", 600), ("document", 2_000)];
/// In percent: other versions of the compiler and the system's libraries.
const ROOM: u64 = 2;

/// Counts every path, and writes the counts to `file`.
pub(super) fn write(file: &Path) -> Outcome<()> {
    let counts: Map<String, Value> = count_all()?
        .into_iter()
        .map(|(path, count)| (path.to_owned(), Value::from(count)))
        .collect();
    let text = serde_json::to_string_pretty(&counts)?;
    Ok(fs::write(file, text + "\n")?)
}

/// Counts every path, and fails where one costs more than `file` says.
pub(super) fn check(file: &Path) -> Outcome<()> {
    let kept: Map<String, Value> = serde_json::from_str(&fs::read_to_string(file)?)?;
    let mut dearer = Vec::new();
    for (path, count) in count_all()? {
        let before = kept.get(path).and_then(Value::as_u64);
        let before = before.ok_or_else(|| format!("no count of {path} is kept"))?;
        println!("{path:>8} {count:>9} instructions, kept {before:>9}");
        if count * 100 > before * (100 + ROOM) {
            dearer.push(path);
        }
    }
    if dearer.is_empty() {
        return Ok(());
    }
    let paths = dearer.join(", ");
    Err(format!(
        "more than {ROOM} % above what is kept: {paths}; find out why, or write the counts anew"
    )
    .into())
}

fn count_all() -> Outcome<Vec<(&'static str, u64)>> {
    let folder = tempfile::tempdir()?;
    place::prepare(folder.path())?;
    PATHS
        .iter()
        .map(|(path, rounds)| {
            let counted = |rounds| instructions(path, rounds, folder.path());
            let (once, twice) = thread::scope(|scope| {
                let once = scope.spawn(|| counted(*rounds));
                let twice = counted(2 * rounds);
                (
                    once.join().unwrap_or_else(|panic| resume_unwind(panic)),
                    twice,
                )
            });
            Ok((*path, twice?.saturating_sub(once?) / rounds))
        })
        .collect()
}

/// All instructions of this program walking `path` so many times.
fn instructions(path: &str, rounds: u64, folder: &Path) -> Result<u64, String> {
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env::current_exe().map_err(|error| format!("this program: {error}"))?)
        .args([path, &rounds.to_string()])
        .arg(folder)
        .output()
        .map_err(|error| format!("starting valgrind: {error}"))?;
    let said = String::from_utf8_lossy(&run.stderr);
    let count = said
        .lines()
        .find_map(|line| line.split_once("Collected : "))
        .and_then(|(_, count)| count.trim().parse().ok())
        .filter(|_| run.status.success());
    count.ok_or_else(|| format!("callgrind on {path}: {said}"))
}
