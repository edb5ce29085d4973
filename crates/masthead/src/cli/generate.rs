use std::path::PathBuf;

use clap::Args;
use masthead_archive::Writer;
use masthead_archive::rows::Timestamp;
use masthead_demo::generate::{Options, write};

use super::outcome::{Failed, Outcome, failed};
use super::serve;

#[derive(Args)]
pub(super) struct GenerateArgs {
    /// How many articles.
    #[arg(long, value_name = "N")]
    articles: u64,
    /// The same seed gives the same archive.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where the archive is written: a .zip, or a folder that is new or empty.
    archive: PathBuf,
}

/// `masthead generate`
pub(super) fn run(args: &GenerateArgs) -> Result<Outcome, Failed> {
    let mut writer = Writer::create(&args.archive).map_err(failed)?;
    let options = Options {
        articles: args.articles,
        seed: args.seed,
        creators: None,
        channels: None,
        end: Timestamp(serve::clock()?.now().timestamp()),
    };
    let written = write(&options, &mut writer).map_err(failed)?;
    writer.finish().map_err(failed)?;
    println!(
        "{} articles by {} creators in {}",
        written.articles,
        written.creators,
        args.archive.display()
    );
    Ok(Outcome::Done)
}
