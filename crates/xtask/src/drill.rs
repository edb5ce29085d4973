//! `cargo xtask drill`: kills a portal again and again while it is written to,
//! and looks whether anything that was answered is gone.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use rand::RngExt;
use rustix::process::{Pid, Signal, kill_process};

use crate::Failed;
use crate::bench::portal;
use crate::children::{self, Running};

const PASSWORD: &str = "lotus+ferry+eleven+quiet";
const PATIENCE: Duration = Duration::from_secs(60);
/// What is written: the draft of an application, each time with its event, and
/// as often as anybody likes.
const APPLICATION: &str = "/join/apply";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The program under test: build it first.
    #[arg(long, default_value = "target/release/masthead")]
    masthead: PathBuf,
    /// How often it is killed.
    #[arg(long, default_value_t = 60)]
    kills: u32,
    /// How many write at a time.
    #[arg(long, default_value_t = 8)]
    writers: u32,
    /// An empty PostgreSQL database in place of SQLite.
    #[arg(long)]
    database: Option<String>,
}

/// A portal of its own in a folder that is thrown away.
struct Drill<'a> {
    args: &'a Args,
    data: PathBuf,
}

/// Somebody who writes a number up in a draft, until nobody answers.
#[derive(Default)]
struct Writer {
    cookie: String,
    kept: AtomicU64,
    sent: AtomicU64,
}

struct Server {
    running: Running,
    address: String,
}

pub(crate) fn run(args: &Args) -> Result<(), Failed> {
    let work = Path::new("target/drill").to_owned();
    if work.exists() {
        std::fs::remove_dir_all(&work).map_err(|error| format!("clearing {work:?}: {error}"))?;
    }
    std::fs::create_dir_all(&work).map_err(|error| format!("making {work:?}: {error}"))?;
    children::end_with_us()?;
    let drill = Drill {
        args,
        data: work.join("data"),
    };
    let archive = work.join("archive");
    portal::generate(20, &archive)?;
    drill.masthead(&["import", &archive.to_string_lossy()])?;
    let lost = drill.kill_again_and_again()?;
    println!("{}", drill.masthead(&["check"])?.trim());
    match lost {
        0 => Ok(()),
        lost => Err(format!("{lost} writes that were answered are gone")),
    }
}

impl Drill<'_> {
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.args.masthead);
        command.args(arguments).arg("--data").arg(&self.data);
        if let Some(url) = &self.args.database {
            command.args(["--database", url]);
        }
        command.stdin(Stdio::null());
        command
    }

    fn masthead(&self, arguments: &[&str]) -> Result<String, Failed> {
        let output = self.command(arguments).output();
        let output = output.map_err(|error| format!("{:?}: {error}", self.args.masthead))?;
        match output.status.success() {
            true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
            false => Err(format!(
                "masthead {arguments:?}: {}{}",
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr)
            )),
        }
    }

    fn serve(&self) -> Result<Server, Failed> {
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0"]);
        let (running, url) = portal::start_at(&mut command)?;
        let address = url.trim_start_matches("http://").to_owned();
        Ok(Server { running, address })
    }

    fn kill_again_and_again(&self) -> Result<u64, Failed> {
        let mut server = self.serve()?;
        let writers = (0..self.args.writers).map(|number| self.settle(&server, number));
        let writers: Vec<Writer> = writers.collect::<Result<_, _>>()?;
        let (mut lost, mut answered) = (0, 0);
        for kill in 1..=self.args.kills {
            answered += write_until_killed(&writers, &server)?;
            drop(server);
            server = self.serve()?;
            for writer in &writers {
                lost += writer.lost(&server.address)?;
            }
            println!("kill {kill}: {answered} writes answered, {lost} lost");
        }
        Ok(lost)
    }

    /// An account with a session.
    fn settle(&self, server: &Server, number: u32) -> Result<Writer, Failed> {
        let email = format!("writer{number}@example.org");
        let base = "http://news.example";
        let link = self.masthead(&["user", "add", &email, "--base-url", base])?;
        let path = link.trim().trim_start_matches(base);
        let form = format!("password={PASSWORD}");
        let answer = ask(&server.address, path, "", Some(&form))
            .map_err(|error| format!("setting the password of {email}: {error}"))?;
        let cookie = answer.lines().find_map(|line| {
            let (pair, _) = line.strip_prefix("set-cookie: ")?.split_once(';')?;
            Some(pair.to_owned())
        });
        Ok(Writer {
            cookie: cookie.ok_or_else(|| format!("{email} got no session: {answer}"))?,
            ..Writer::default()
        })
    }
}

/// Gives how many writes were answered until the server was killed, at a
/// moment that nobody chose.
fn write_until_killed(writers: &[Writer], server: &Server) -> Result<u64, Failed> {
    let kept = || {
        writers
            .iter()
            .map(|writer| writer.kept.load(Ordering::SeqCst))
    };
    let before: u64 = kept().sum();
    let enough = before + rand::rng().random_range(50..1_000);
    let is_cut_short = thread::scope(|scope| {
        let writing: Vec<_> = writers
            .iter()
            .map(|writer| scope.spawn(|| writer.write(&server.address)))
            .collect();
        while kept().sum::<u64>() < enough && !writing.iter().any(|one| one.is_finished()) {
            thread::yield_now();
        }
        let pid = i32::try_from(server.running.pid)
            .ok()
            .and_then(Pid::from_raw);
        let pid = pid.ok_or("the server has no number")?;
        let is_cut_short = kept().sum::<u64>() < enough;
        kill_process(pid, Signal::KILL).map_err(|error| format!("killing: {error}"))?;
        Ok::<_, Failed>(is_cut_short)
    })?;
    match is_cut_short {
        true => Err("a writer was turned away while the server ran: nothing was tried".to_owned()),
        false => Ok(kept().sum::<u64>() - before),
    }
}

impl Writer {
    fn write(&self, address: &str) {
        loop {
            let number = self.sent.fetch_add(1, Ordering::SeqCst) + 1;
            let form = format!("name=writer{number}end");
            match ask(address, APPLICATION, &self.cookie, Some(&form)) {
                Ok(answer) if answer.starts_with("HTTP/1.1 303 ") => {
                    self.kept.store(number, Ordering::SeqCst);
                }
                _ => return,
            }
        }
    }

    /// 1 where the draft shows an older name than the last that was answered,
    /// or one that was never sent.
    fn lost(&self, address: &str) -> Result<u64, Failed> {
        let page = ask(address, APPLICATION, &self.cookie, None)
            .map_err(|error| format!("GET {APPLICATION}: {error}"))?;
        let shown = page
            .split("writer")
            .filter_map(|rest| rest.split_once("end"));
        let shown = shown.filter_map(|(number, _)| number.parse().ok()).next();
        let shown: u64 = shown.ok_or("the session of a writer is gone")?;
        let (kept, sent) = (&self.kept, self.sent.load(Ordering::SeqCst));
        let is_lost = !(kept.swap(shown, Ordering::SeqCst)..=sent).contains(&shown);
        Ok(u64::from(is_lost))
    }
}

/// One request, as a browser sends a form of ours.
fn ask(address: &str, path: &str, cookie: &str, form: Option<&str>) -> io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let method = if form.is_some() { "POST" } else { "GET" };
    let body = form.unwrap_or_default();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\nuser-agent: drill\r\n\
        sec-fetch-site: same-origin\r\ncookie: {cookie}\r\n\
        content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
