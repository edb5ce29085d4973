//! `cargo xtask`: work around the project that cargo alone does not do.

mod bare;
mod bench;
mod children;
mod drill;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// What is printed at the end of a command that could not do its work.
type Failed = String;

const EXAMPLES: &str = "Examples:
  cargo xtask bench                                    everything, 15 minutes on two cores
  cargo xtask bench --only hot,zipf --rounds 3         some rows, the others stay as they are
  cargo xtask bench --articles 1000,10000,100000,1000000
  cargo xtask bench --list                             the rows
  cargo xtask tables --check                           do the tables show what results.json holds
  cargo xtask drill --kills 60                         is anything lost when the portal is killed

What it generates and imports stays in target/bench and is used again.";

/// Work around the project that cargo alone does not do.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measure the portal beside nginx and write docs/performance.
    Bench(bench::Args),
    /// Write the tables of docs/performance anew, of what was measured before.
    Tables(bench::TablesArgs),
    /// Kill a portal again and again while it is written to: is anything gone that was answered?
    Drill(drill::Args),
    /// Answer every request with one file from memory: the floor that `bench` compares with.
    Bare(bare::Args),
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Bench(args) => bench::run(&args),
        Command::Tables(args) => bench::tables(&args),
        Command::Drill(args) => drill::run(&args),
        Command::Bare(args) => bare::run(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(line) => {
            eprintln!("xtask: {line}");
            ExitCode::FAILURE
        }
    }
}
