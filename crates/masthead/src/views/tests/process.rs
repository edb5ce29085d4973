//! Counting in a real process, and what is left of it when that ends.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use masthead_db::{Db, Fault, Target};

use super::FIREFOX;
use crate::support::Archive;

const PATIENCE: Duration = Duration::from_secs(30);
/// A view waits for a second, and then is written.
const SECOND_AND_WRITING: Duration = Duration::from_millis(1_600);

fn masthead(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_masthead"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("MASTHEAD_")) {
        command.env_remove(name);
    }
    command.args(arguments).arg("--data").arg(data);
    command.current_dir(data).stdin(Stdio::null());
    command
}

/// `masthead serve`, ended with this value at the latest.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(data: &Path) -> Self {
        let mut command = masthead(data, &["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("a server");
        let mut line = String::new();
        let mut said = BufReader::new(child.stdout.take().expect("piped"));
        said.read_line(&mut line).expect("its address");
        let address = line.trim().trim_start_matches("http://").to_owned();
        Self { child, address }
    }

    /// The page as the reader at `198.51.100.{number}` gets it.
    fn shows(&self, url: &str, number: u8) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        let request = format!(
            "GET {url} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
            user-agent: {FIREFOX}\r\nx-forwarded-for: 198.51.100.{number}\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        answer
    }

    fn ends(mut self, signal: &str) {
        let pid = self.child.id().to_string();
        let told = Command::new("kill").args([signal, &pid]).status();
        assert!(told.expect("kill").success());
        self.child.wait().expect("it has ended");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Ended long ago where the test went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn stored_views(data: &Path) -> i64 {
    let db = Db::open(&Target::File(data.join("masthead.db"))).expect("the database");
    views_in(&db)
}

fn views_in(db: &Db) -> i64 {
    let views = db.read_now(|tx| -> Result<i64, Fault> {
        tx.get("SELECT views FROM article", &[], |row| row.get(0))
    });
    views.expect("its article")
}

/// Asks the database until it holds so many views, and gives how long it took.
fn takes_until(db: &Db, views: i64) -> Duration {
    let asked = Instant::now();
    loop {
        let stored = views_in(db);
        if stored == views {
            return asked.elapsed();
        }
        let waits = asked.elapsed() < PATIENCE && stored < views;
        assert!(waits, "{stored} of {views} are stored");
        thread::yield_now();
    }
}

fn article_url(data: &Path) -> String {
    let db = Db::open(&Target::File(data.join("masthead.db"))).expect("the database");
    let id = db.read_now(|tx| -> Result<i64, Fault> {
        tx.get("SELECT id FROM article", &[], |row| row.get(0))
    });
    format!("/article/{}", id.expect("its article"))
}

#[test]
fn a_killed_server_loses_a_second_at_most_and_a_stopped_one_nothing() {
    let home = tempfile::tempdir().expect("a folder");
    let data = home.path().join("data");
    fs::create_dir(&data).expect("a folder");
    let archive = Archive::small().article("bridge", "大桥恢复通车", "2026-01-17T08:30:00+08:00");
    let imported = masthead(&data, &["import"]).arg(archive.path()).output();
    assert!(imported.expect("an import").status.success());
    let url = article_url(&data);

    let server = Server::start(&data);
    for number in 1..=40 {
        server.shows(&url, number);
    }
    // The page itself tells when they are written: five seconds at most.
    let asked = Instant::now();
    while !server.shows(&url, 1).contains("阅读 40<") {
        assert!(asked.elapsed() < PATIENCE, "the count never came");
    }
    assert_eq!(stored_views(&data), 40);
    // One after the other, each once the last is stored: so each waits as long
    // as any does. The first begins in the middle of a second, and a machine
    // that is busy may stop for a while: the quickest of the others tells.
    let db = Db::open(&Target::File(data.join("masthead.db"))).expect("the database");
    let waits: Vec<Duration> = (41..=45)
        .map(|number| {
            server.shows(&url, number);
            takes_until(&db, i64::from(number))
        })
        .collect();
    let quickest = waits[1..].iter().min().expect("four");
    assert!(*quickest < SECOND_AND_WRITING, "{waits:?}");
    for number in 46..=50 {
        server.shows(&url, number);
    }
    server.ends("-KILL");
    drop(db);
    let left = stored_views(&data);
    assert!((45..=50).contains(&left), "{left}");

    let server = Server::start(&data);
    for number in 51..=57 {
        server.shows(&url, number);
    }
    server.ends("-TERM");
    assert_eq!(stored_views(&data), left + 7);
}
