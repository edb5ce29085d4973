use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use masthead_archive::{FileKind, Source, Writer};
use masthead_clock::Clock;
use masthead_document::Policy;
use masthead_log::Log;

use super::outcome::{Failed, Outcome, failed};
use super::place::Place;
use super::settings::Settings;
use super::{PlaceArgs, foreign, serve};
use crate::archive::export;
use crate::archive::import::{self, Home, News, Options, Report};
use crate::followers;

#[derive(Args)]
pub(super) struct ImportArgs {
    #[command(flatten)]
    place: PlaceArgs,
    /// All or nothing: where one line cannot be taken, none is.
    #[arg(long)]
    strict: bool,
    /// The archive: a folder, or a .zip of one.
    archive: PathBuf,
}

#[derive(Args)]
pub(super) struct ExportArgs {
    #[command(flatten)]
    place: PlaceArgs,
    /// Where the archive is written: a .zip, or a folder that is new or empty.
    archive: PathBuf,
}

#[derive(Subcommand)]
pub(super) enum ArchiveCommand {
    /// Print the JSON Schema of the archive's files.
    Schema,
}

/// `masthead import`
pub(super) fn import(settings: &Settings, args: &ImportArgs) -> Result<Outcome, Failed> {
    // The archive first: a wrong path shall not leave an empty portal behind. What opens is ours, whatever its files
    // are called.
    let source = Source::open(&args.archive)
        .map_err(|error| foreign::recognised(&args.archive).unwrap_or_else(|| failed(error)))?;
    let place = Place::open(settings, &args.place, true)?;
    let options = Options {
        strict: args.strict,
        policy: Policy::embedding(settings.embed_hosts.clone()),
        ..Options::default()
    };
    let report = bring_in(&place, source, options, serve::clock()?)?;
    println!("{}", summary(&report));
    Ok(match report.is_whole() {
        true => Outcome::Done,
        false => Outcome::WithFindings,
    })
}

/// Imports, and brings counts and audit to the end of the log.
pub(super) fn bring_in(
    place: &Place,
    source: Source,
    options: Options,
    clock: Clock,
) -> Result<Report, Failed> {
    for stranger in source.strangers() {
        eprintln!("masthead: {stranger}: no file of an archive; it is left alone");
    }
    let base_url = source.site().base_url.as_deref();
    if let Some(Err(line)) = base_url.map(serve::site_address) {
        eprintln!(
            "masthead: site.json: base_url: {line}; links do not use this one: serve with --base-url"
        );
    }
    let home = Home {
        db: place.db.clone(),
        log: Log::new(clock.clone()),
        ids: place.ids(&clock)?,
        clock: clock.clone(),
        store: place.media.clone(),
    };
    let bar = progress_bar();
    let report = import::import(source, options, &home, &mut |news| show(&bar, news));
    bar.finish_and_clear();
    let report = report.map_err(failed)?;
    let followers = followers::stored();
    let caught_up = masthead_log::catch_up(&place.db, &clock, &followers);
    serve::runtime()?.block_on(caught_up).map_err(failed)?;
    Ok(report)
}

/// Draws on a terminal, and nothing elsewhere.
fn progress_bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{msg:14} {wide_bar} {bytes}/{total_bytes} {eta}");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar
}

fn show(bar: &ProgressBar, news: News) {
    match news {
        News::Refused(error) | News::LeftOut(error) => {
            bar.suspend(|| eprintln!("{error}"));
        }
        News::Progress {
            file,
            bytes_read,
            total_bytes,
        } => {
            bar.set_length(total_bytes);
            bar.set_position(bytes_read);
            bar.set_message(file.name());
        }
    }
}

/// `imported 3,400 rows: articles 3,337 new, 12 changed, …; 2 lines refused`
fn summary(report: &Report) -> String {
    let part = |file: &FileKind| {
        let tally = report.tally(*file);
        let taken = tally.new + tally.changed + tally.same;
        (taken > 0).then(|| {
            format!(
                "{}: {} new, {} changed, {} as before",
                file.name(),
                tally.new,
                tally.changed,
                tally.same
            )
        })
    };
    let parts: Vec<String> = report.files.keys().filter_map(part).collect();
    let refused = match (report.refused(), report.left_out) {
        (0, 0) => "nothing refused".to_owned(),
        (lines, 0) => format!("{lines} lines refused"),
        (lines, parts) => format!("{lines} lines refused, {parts} parts of others left out"),
    };
    format!("imported {}; {refused}", parts.join("; "))
}

/// `masthead export`
pub(super) fn export(settings: &Settings, args: &ExportArgs) -> Result<Outcome, Failed> {
    let place = Place::open(settings, &args.place, false)?;
    let mut writer = Writer::create(&args.archive).map_err(failed)?;
    let left_out = export::export(&place.db, &place.media, &mut writer).map_err(failed)?;
    writer.finish().map_err(failed)?;
    left_out.iter().for_each(|one| eprintln!("{one}"));
    let path = shown(&args.archive);
    Ok(match left_out.len() {
        0 => {
            println!("exported to {path}");
            Outcome::Done
        }
        count => {
            println!("exported to {path}; {count} left out");
            Outcome::WithFindings
        }
    })
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// `masthead archive schema`
pub(super) fn about(command: &ArchiveCommand) -> Result<Outcome, Failed> {
    match command {
        ArchiveCommand::Schema => {
            let schema = masthead_archive::schema();
            println!("{}", serde_json::to_string_pretty(&schema).map_err(failed)?);
            Ok(Outcome::Done)
        }
    }
}
