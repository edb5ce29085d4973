//! A portal of so many articles, and a server over it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use masthead_archive::Writer;
use masthead_archive::rows::Timestamp;
use masthead_clock::Clock;
use masthead_demo::generate::{Options, write};

use super::http::Client;
use crate::Failed;
use crate::children::{self, Running};

/// As many in every portal, so that pages of one kind are alike in all of them:
/// home shows each channel, and every page names them.
const CHANNELS: usize = 12;

/// The program under test and where it works.
#[derive(Clone)]
pub(crate) struct Portal {
    pub(crate) binary: PathBuf,
    pub(crate) work: PathBuf,
}

/// A running server.
pub(crate) struct Server {
    pub(crate) url: String,
    pub(crate) running: Running,
    /// From the start of the process to the first answer of `/`.
    pub(crate) started_in: Duration,
}

impl Server {
    pub(crate) fn client(&self) -> Client {
        Client::new(&self.url)
    }
}

impl Portal {
    /// The data folder with `articles`, generated and imported where an
    /// earlier run has not left it.
    pub(crate) fn data(&self, articles: u64) -> Result<PathBuf, Failed> {
        let data = self.work.join(format!("portal-{articles}"));
        let done = data.join("imported");
        if done.exists() {
            return Ok(data);
        }
        let archive = self.work.join(format!("archive-{articles}"));
        for old in [&data, &archive] {
            if old.exists() {
                fs::remove_dir_all(old).map_err(|error| format!("clearing: {error}"))?;
            }
        }
        println!("generating and importing {articles} articles");
        generate(articles, &archive)
            .map_err(|error| format!("generating {articles} articles: {error}"))?;
        self.import(&data, &archive)?;
        fs::copy(archive.join("site.json"), data.join("site.json"))
            .and_then(|_| fs::remove_dir_all(&archive))
            .and_then(|()| fs::write(done, ""))
            .map_err(|error| format!("keeping the import: {error}"))?;
        Ok(data)
    }

    pub(crate) fn import(&self, data: &Path, archive: &Path) -> Result<(), Failed> {
        let mut command = Command::new(&self.binary);
        command.arg("import").arg("--data").arg(data).arg(archive);
        let (running, _) = children::start(command.stdout(Stdio::null()))?;
        match running.wait()? {
            status if status.success() => Ok(()),
            status => Err(format!("masthead import: {status}")),
        }
    }

    /// Serves `data` with so much memory for ready pages; `None` is the
    /// default, 0 keeps none.
    pub(crate) fn serve(&self, data: &Path, press_mib: Option<u32>) -> Result<Server, Failed> {
        let name = press_mib.map_or("default".to_owned(), |mib| mib.to_string());
        let settings = self.work.join(format!("press-{name}.toml"));
        let text = press_mib.map_or(String::new(), |mib| format!("press_mib = {mib}\n"));
        fs::write(&settings, text).map_err(|error| format!("writing settings: {error}"))?;
        let mut command = Command::new(&self.binary);
        command.arg("--config").arg(settings);
        command.arg("serve").arg("--data").arg(data);
        command.args(["--listen", "127.0.0.1:0"]);
        let begun = Instant::now();
        let (running, url) = start_at(&mut command)?;
        Client::new(&url).page("/", &[])?;
        Ok(Server {
            url,
            running,
            started_in: begun.elapsed(),
        })
    }
}

/// Writes an archive of so many made-up articles.
pub(crate) fn generate(articles: u64, archive: &Path) -> Result<(), Failed> {
    let options = Options {
        articles,
        seed: 1,
        creators: None,
        channels: Some(CHANNELS),
        end: Timestamp(Clock::machine().now().timestamp()),
    };
    let failed = |error: masthead_archive::WriteError| error.to_string();
    let mut writer = Writer::create(archive).map_err(failed)?;
    write(&options, &mut writer).map_err(failed)?;
    writer.finish().map_err(failed)
}

/// Starts a program that prints its address as its first line.
pub(crate) fn start_at(command: &mut Command) -> Result<(Running, String), Failed> {
    let (running, output) = children::start(command.stdout(Stdio::piped()))?;
    let mut url = String::new();
    BufReader::new(output.ok_or("no output")?)
        .read_line(&mut url)
        .map_err(|error| format!("waiting for an address: {error}"))?;
    match url.trim() {
        "" => Err(format!("{:?} did not start", command.get_program())),
        url => Ok((running, url.to_owned())),
    }
}
