//! The command line: arguments, one file per subcommand.

mod archive;
mod backup;
mod check;
mod demo;
mod ending;
mod foreign;
mod generate;
mod guest;
mod outcome;
mod place;
#[cfg(suite)]
mod process_tests;
mod routes;
mod serve;
mod settings;
#[cfg(suite)]
mod tests;
mod user;
#[cfg(suite)]
mod user_tests;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use rustix::fs::Mode;
use tracing_subscriber::EnvFilter;

pub use outcome::Outcome;

const EXAMPLES: &str = "Examples:
  masthead demo                                  a full portal with demo content
  masthead serve --data /srv/news --listen 0.0.0.0:8080
  masthead serve --database postgres://masthead@db/masthead
  masthead import --data /srv/news archive.zip   bring an archive in
  masthead user add lin@example.org --name 林月   set an account up; prints a link for its password
  masthead export --data /srv/news out.zip       and everything out again
  masthead backup --data /srv/news /backup/monday
  masthead restore --data /srv/again /backup/monday

Every option also stands in masthead.toml (listen = \"…\") and in the environment (MASTHEAD_LISTEN).

Exit status: 0 done; 1 failed, nothing half-written; 2 wrong use; 3 done, but not whole: lines of an archive were refused,
something was left out of it, a file was missing from a backup, or `check` found something wrong.";

/// A self-hosted news portal with a creator platform.
#[derive(Parser)]
#[command(name = "masthead", version, after_help = EXAMPLES)]
struct Cli {
    /// Settings file [default: masthead.toml, where there is one].
    #[arg(long, global = true, env = "MASTHEAD_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start a portal that is full of demo content.
    Demo(serve::ServeArgs),
    /// Serve the portal.
    Serve(serve::ServeArgs),
    /// Bring an archive in; the same archive again changes nothing.
    Import(archive::ImportArgs),
    /// Write everything out as an archive.
    Export(archive::ExportArgs),
    /// Copy everything, while it is served, into a folder that can be given back whole.
    Backup(backup::BackupArgs),
    /// Give back what `backup` wrote, where no portal is yet.
    Restore(backup::RestoreArgs),
    /// About the archive format.
    #[command(subcommand)]
    Archive(archive::ArchiveCommand),
    /// Verify the database and the media, and say what is wrong.
    Check(PlaceArgs),
    /// Let people in: accounts and their passwords.
    #[command(subcommand)]
    User(user::UserCommand),
    /// Print every route: method, path, and what one has to be allowed to.
    #[command(hide = true)]
    Routes,
    /// Write an archive of any size with made-up articles, for benchmarks.
    Generate(generate::GenerateArgs),
}

/// Where the data is.
#[derive(Args, Clone)]
pub(crate) struct PlaceArgs {
    /// Folder of the embedded database and the media [default: masthead-data].
    #[arg(long, value_name = "DIR", env = "MASTHEAD_DATA")]
    data: Option<PathBuf>,
    /// PostgreSQL in place of the embedded database.
    #[arg(
        long,
        value_name = "URL",
        env = "MASTHEAD_DATABASE",
        hide_env_values = true
    )]
    database: Option<String>,
}

/// Runs the command of this process's arguments.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    // Whatever this process makes is for its owner alone.
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
    tracing_subscriber::fmt()
        .with_env_filter(filter())
        .with_writer(std::io::stderr)
        .init();
    let outcome =
        settings::Settings::load(cli.config.as_deref()).and_then(|settings| match cli.command {
            Command::Demo(args) => demo::run(&settings, args),
            Command::Serve(args) => serve::run(&settings, args),
            Command::Import(args) => archive::import(&settings, &args),
            Command::Export(args) => archive::export(&settings, &args),
            Command::Backup(args) => backup::make(&settings, &args),
            Command::Restore(args) => backup::give_back(&settings, &args),
            Command::Archive(command) => archive::about(&command),
            Command::Check(args) => check::run(&settings, &args),
            Command::User(command) => user::run(&settings, &command),
            Command::Routes => routes::run(),
            Command::Generate(args) => generate::run(&args),
        });
    outcome::exit(outcome)
}

/// What is written to standard error. What a parser thinks of a text that
/// somebody imports or pastes is no news of the portal.
fn filter() -> EnvFilter {
    let wanted = EnvFilter::try_from_env("MASTHEAD_LOG").unwrap_or_else(|_| "info".into());
    let silent = ["html5ever=off", "markup5ever=off", "xml5ever=off"];
    silent
        .into_iter()
        .filter_map(|directive| directive.parse().ok())
        .fold(wanted, EnvFilter::add_directive)
}
