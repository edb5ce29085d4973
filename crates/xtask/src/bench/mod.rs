//! `cargo xtask bench`: what the portal can do, measured beside nginx.
//!
//! Each row of the benchmark is a file in `rows/`; what the rows find goes
//! into one [`results::Results`], and from there into tables and the plot.

mod alike;
mod arena;
mod cargo;
mod copies;
mod cpu;
mod crowd;
mod duel;
mod figures;
mod http;
mod lines;
mod machine;
mod markers;
mod nginx;
mod output;
mod paced;
mod pages;
mod plot;
pub(crate) mod portal;
mod results;
mod rows;
mod stand;
mod statistics;
mod tables;
mod tools;
mod traffic;
mod wrk;
mod zipf;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;
use std::time::Instant;
use std::{env, fs};

use crate::{Failed, children};
use arena::Arena;
use copies::Copies;
use portal::Portal;
use results::{Entry, Results};

/// Of wrk, of nginx and of the server on the machine that the targets mean.
const THREADS: usize = 2;
const CONNECTIONS: usize = 64;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Sizes of the portals for the growth table.
    #[arg(long, value_delimiter = ',', default_value = "1000,10000,100000")]
    articles: Vec<u64>,
    /// Rounds of each measurement; the tables show their median.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=100))]
    rounds: u32,
    /// Length of a round under load, in seconds.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: u64,
    /// Folder with performance.md, whose tables are rewritten, and performance/.
    #[arg(long, default_value = "docs")]
    out: PathBuf,
    /// These rows alone; what earlier runs found stays for the others.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// This program in place of a new release build.
    #[arg(long, value_name = "FILE")]
    binary: Option<PathBuf>,
    /// Name the rows and measure nothing.
    #[arg(long)]
    list: bool,
}

#[derive(clap::Args)]
pub(crate) struct TablesArgs {
    /// Folder with performance.md and performance/results.json.
    #[arg(long, default_value = "docs")]
    out: PathBuf,
    /// Write nothing: fail where something else stands there.
    #[arg(long)]
    check: bool,
}

/// Measures nothing: the tables and the plot of what was found before.
pub(crate) fn tables(args: &TablesArgs) -> Result<(), Failed> {
    if args.check {
        return output::check(&args.out);
    }
    match Results::read(&args.out)? {
        Some(results) => output::show(&args.out, &results),
        None => Err(format!("no results in {}", args.out.display())),
    }
}

/// What a row works with.
pub(crate) struct Bench {
    portal: Portal,
    /// Ascending, at least one.
    sizes: Vec<u64>,
    rounds: u32,
    seconds: u64,
    arena: Option<Rc<Arena>>,
    copies: Option<Rc<Copies>>,
    /// Held until the end: two runs would overwrite each other's lists.
    _alone: File,
}

pub(crate) fn run(args: &Args) -> Result<(), Failed> {
    if args.list {
        for row in &rows::ALL {
            println!("{:<14}{}", row.name, row.about);
        }
        return Ok(());
    }
    let chosen = rows::chosen(&args.only)?;
    children::end_with_us()?;
    tools::ensure()?;
    crowd::raise_open_files();
    let mut bench = Bench::new(args)?;
    let source = machine::source();
    let mut results = Results::load(&args.out, &machine::machine())?;
    let begun = Instant::now();
    for row in chosen {
        println!("{}: {}", row.name, row.about);
        let findings = (row.run)(&mut bench).map_err(|error| format!("{}: {error}", row.name))?;
        let source = source.clone();
        results
            .rows
            .insert(row.name.to_owned(), Entry { source, findings });
        output::write(&args.out, &results)?;
    }
    println!("done in {} s", begun.elapsed().as_secs());
    Ok(())
}

impl Bench {
    fn new(args: &Args) -> Result<Self, Failed> {
        let root = root();
        let target = env::var_os("CARGO_TARGET_DIR").map_or(root.join("target"), PathBuf::from);
        let work = target.join("bench");
        fs::create_dir_all(&work).map_err(|error| format!("making target/bench: {error}"))?;
        let alone = lock(&work)?;
        let binary = work.join("masthead");
        let built = match &args.binary {
            Some(given) => given.clone(),
            None => build(&root, &target)?,
        };
        // A copy: the next build must not change what is being measured.
        let copy = work.join("masthead.new");
        fs::copy(&built, &copy)
            .and_then(|_| fs::rename(&copy, &binary))
            .map_err(|error| format!("taking {}: {error}", built.display()))?;
        let mut sizes = args.articles.clone();
        sizes.sort_unstable();
        sizes.dedup();
        Ok(Self {
            portal: Portal { binary, work },
            sizes,
            rounds: args.rounds,
            seconds: args.seconds,
            arena: None,
            copies: None,
            _alone: alone,
        })
    }

    fn work(&self) -> &Path {
        &self.portal.work
    }

    /// The largest size up to `most`, or the smallest of all.
    fn size_up_to(&self, most: u64) -> u64 {
        let within = self.sizes.iter().rev().find(|size| **size <= most);
        *within.unwrap_or(&self.sizes[0])
    }

    /// Server and nginx over the same pages, started when first needed.
    fn arena(&mut self) -> Result<Rc<Arena>, Failed> {
        if self.arena.is_none() {
            self.arena = Some(Rc::new(Arena::start(self)?));
        }
        self.arena.clone().ok_or_else(|| "no arena".to_owned())
    }

    /// Before rows that want the machine for themselves.
    fn clear_arena(&mut self) {
        self.arena = None;
    }
}

fn lock(work: &Path) -> Result<File, Failed> {
    let file = File::create(work.join("lock")).map_err(|error| format!("locking: {error}"))?;
    let taken = file.try_lock();
    taken.map_err(|_| "another benchmark runs in target/bench; wait for its end".to_owned())?;
    Ok(file)
}

/// The checkout: cargo names the package's folder when it runs us.
fn root() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let root = package.and_then(|package| Some(package.parent()?.parent()?.to_owned()));
    root.or_else(|| env::current_dir().ok()).unwrap_or_default()
}

fn build(root: &Path, target: &Path) -> Result<PathBuf, Failed> {
    println!("building");
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["build", "--release", "--quiet", "--package", "masthead"]);
    let (running, _) = children::start(command.current_dir(root))?;
    match running.wait()? {
        status if status.success() => Ok(target.join("release/masthead")),
        _ => Err("the build failed".to_owned()),
    }
}
