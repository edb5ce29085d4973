//! One round of load, by wrk.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

use super::cpu::CpuTime;
use super::portal::Server;
use crate::{Failed, children};

const SCRIPT: &str = include_str!("wrk.lua");

/// How hard to ask.
#[derive(Clone, Copy)]
pub(crate) struct Load {
    pub(crate) threads: usize,
    pub(crate) connections: usize,
    pub(crate) seconds: u64,
}

/// Whom to ask for what.
pub(crate) struct Side {
    pub(crate) name: &'static str,
    pub(crate) url: String,
    /// The processes that answer.
    pub(crate) pids: Vec<u32>,
    /// The list of thread n is the file with `-n.txt` after this path.
    pub(crate) lists: PathBuf,
}

impl Side {
    pub(crate) fn server(server: &Server, lists: PathBuf) -> Self {
        Self {
            name: "Masthead",
            url: server.url.clone(),
            pids: vec![server.running.pid],
            lists,
        }
    }
}

/// What came of it.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub(crate) struct Round {
    pub(crate) requests_per_s: f64,
    pub(crate) p50_us: f64,
    pub(crate) p99_us: f64,
    pub(crate) max_us: f64,
    /// Answers of status 400 and above.
    pub(crate) refused: u64,
    /// Connections that broke or took longer than two seconds.
    pub(crate) failed: u64,
    /// CPU time of the answering processes.
    pub(crate) cpu_us_per_request: f64,
    pub(crate) bytes_per_request: f64,
}

#[derive(Debug, Deserialize)]
struct Said {
    requests: u64,
    micros: u64,
    bytes: u64,
    failed: u64,
    refused: u64,
    p50_us: f64,
    p99_us: f64,
    max_us: f64,
}

/// Asks `side` for `load.seconds`. `salt` differs from round to round.
pub(crate) fn run(work: &Path, side: &Side, load: Load, salt: &str) -> Result<Round, Failed> {
    let script = work.join("wrk.lua");
    std::fs::write(&script, SCRIPT).map_err(|error| format!("writing wrk.lua: {error}"))?;
    remove_sign(&side.lists)?;
    let mut command = Command::new("wrk");
    command
        .arg(format!("-t{}", load.threads))
        .arg(format!("-c{}", load.connections))
        .arg(format!("-d{}s", load.seconds))
        .arg("-s")
        .arg(&script)
        .arg(&side.url)
        .env("BENCH_LISTS", &side.lists)
        .env("BENCH_SALT", salt)
        .env("BENCH_THREADS", load.threads.to_string())
        .stdout(Stdio::piped());
    let before = CpuTime::of(&side.pids)?;
    let (running, output) = children::start(&mut command)?;
    let mut said = String::new();
    output
        .ok_or("wrk has no output")?
        .read_to_string(&mut said)
        .map_err(|error| format!("reading wrk: {error}"))?;
    let spent = CpuTime::of(&side.pids)?.since(&before);
    running.wait()?;
    let said = read(&said).ok_or_else(|| format!("wrk said: {said}"))?;
    round(&said, spent).ok_or_else(|| format!("{} answered nothing", side.name))
}

/// The file that the script makes when all lists are read.
fn remove_sign(lists: &Path) -> Result<(), Failed> {
    let mut sign = lists.as_os_str().to_owned();
    sign.push("-ready");
    match std::fs::remove_file(sign) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("removing the sign of an earlier round: {error}"))
        }
        _ => Ok(()),
    }
}

fn read(output: &str) -> Option<Said> {
    let mut lines = output.lines();
    let line = lines.find_map(|line| line.strip_prefix("bench "))?;
    serde_json::from_str(line).ok()
}

fn round(said: &Said, spent_ns: u64) -> Option<Round> {
    let requests = said.requests as f64;
    (said.requests > 0 && said.micros > 0).then(|| Round {
        requests_per_s: requests / said.micros as f64 * 1e6,
        p50_us: said.p50_us,
        p99_us: said.p99_us,
        max_us: said.max_us,
        refused: said.refused,
        failed: said.failed,
        cpu_us_per_request: spent_ns as f64 / 1e3 / requests,
        bytes_per_request: said.bytes as f64 / requests,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "Running 2s test @ http://127.0.0.1:1/\nRequests/sec:  9.00\n\nbench \
        {\"requests\":1000,\"micros\":2000000,\"bytes\":50000,\"failed\":1,\"refused\":2,\"p50_us\":80,\
        \"p99_us\":900,\"max_us\":1200}\n";

    #[test]
    fn a_round_is_read_from_what_the_script_prints() {
        let said = read(OUTPUT).expect("a line");
        let round = round(&said, 11_000_000).expect("a round");
        assert_eq!(round.requests_per_s, 500.0);
        assert_eq!(round.cpu_us_per_request, 11.0);
        assert_eq!(round.bytes_per_request, 50.0);
        assert_eq!((round.failed, round.refused), (1, 2));
    }

    #[test]
    fn a_run_without_answers_is_no_round() {
        assert!(read("unable to connect to 127.0.0.1:1").is_none());
        let none = OUTPUT.replace("\"requests\":1000", "\"requests\":0");
        assert!(round(&read(&none).expect("a line"), 0).is_none());
    }
}
