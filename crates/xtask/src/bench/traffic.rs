//! Lists of requests for wrk, written before the load so that drawing them
//! costs nothing while it runs.

use std::fs;
use std::path::{Path, PathBuf};

use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;

use super::zipf::Zipf;
use crate::Failed;

/// Every request is a browser's that takes gzip.
pub(crate) const BROWSER: &str =
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0";
pub(crate) const GZIP: &str = "Accept-Encoding: gzip";

/// Requests in each thread's list; after the last it begins again.
const LENGTH: usize = 100_000;
const SEED: u64 = 1;

/// One line of a list.
pub(crate) fn request(path: &str) -> String {
    format!("{path}\t{GZIP}\t{BROWSER}")
}

/// As many lines as a list has, each by Zipf's law one of `lines`.
pub(crate) fn by_zipf(lines: &[String], thread: usize) -> Vec<&str> {
    let mut zipf = Zipf::new(lines.len(), SEED + thread as u64);
    (0..LENGTH).map(|_| lines[zipf.draw()].as_str()).collect()
}

/// Ranks have nothing to do with age: the order in which Zipf's law and walks
/// take pages, the same in each run.
pub(crate) fn shuffle<T>(pages: &mut [T]) {
    pages.shuffle(&mut StdRng::seed_from_u64(SEED));
}

/// Writes a list for each thread and gives what `Side::lists` takes.
pub(crate) fn write(
    work: &Path,
    name: &str,
    threads: usize,
    mut list: impl FnMut(usize) -> Vec<String>,
) -> Result<PathBuf, Failed> {
    let folder = work.join("lists");
    let failed = |error| format!("writing the requests of {name}: {error}");
    fs::create_dir_all(&folder).map_err(failed)?;
    for thread in 0..threads {
        let mut text = list(thread).join("\n");
        text.push('\n');
        fs::write(folder.join(format!("{name}-{thread}.txt")), text).map_err(failed)?;
    }
    Ok(folder.join(name))
}

/// A list of one line, the same for all threads.
pub(crate) fn write_one(work: &Path, name: &str, line: &str) -> Result<PathBuf, Failed> {
    write(work, name, super::THREADS, |_| vec![line.to_owned()])
}

/// Lists that read `lines` by Zipf's law.
pub(crate) fn write_zipf(work: &Path, name: &str, lines: &[String]) -> Result<PathBuf, Failed> {
    write(work, name, super::THREADS, |thread| {
        let drawn = by_zipf(lines, thread);
        drawn.into_iter().map(str::to_owned).collect()
    })
}

/// Lists that take `lines` one after the other, each thread its own part.
pub(crate) fn write_walk(
    work: &Path,
    name: &str,
    threads: usize,
    lines: &[String],
) -> Result<PathBuf, Failed> {
    write(work, name, threads, |thread| {
        let own = lines.iter().skip(thread).step_by(threads);
        own.cloned().collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_draw_differently_and_runs_alike() {
        let lines: Vec<String> = (0..100).map(|page| request(&format!("/{page}"))).collect();
        assert_eq!(by_zipf(&lines, 0), by_zipf(&lines, 0));
        assert_ne!(by_zipf(&lines, 0), by_zipf(&lines, 1));
        assert_eq!(by_zipf(&lines, 0).len(), LENGTH);
    }

    #[test]
    fn a_walk_asks_each_page_once() {
        let work = std::env::temp_dir().join(format!("xtask-walk-{}", std::process::id()));
        let lines: Vec<String> = (0..5).map(|page| format!("/{page}")).collect();
        write_walk(&work, "walk", 2, &lines).expect("written");
        let read = |thread| fs::read_to_string(work.join(format!("lists/walk-{thread}.txt")));
        assert_eq!(read(0).expect("a list"), "/0\n/2\n/4\n");
        assert_eq!(read(1).expect("a list"), "/1\n/3\n");
        fs::remove_dir_all(&work).expect("removed");
    }
}
