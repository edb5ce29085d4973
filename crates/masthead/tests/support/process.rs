//! The program itself, as an operator runs it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use masthead_db::Target;

/// What takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(60);
/// No test asks for as much.
const MOST_LINES: usize = 100_000;

/// A portal for real processes: a folder, and a server where there is one.
pub struct Operator {
    folder: tempfile::TempDir,
    database: Option<String>,
    pub clock: Option<&'static str>,
}

impl Operator {
    pub fn on(target: &Target) -> Self {
        let database = match target {
            Target::File(_) => None,
            Target::Server(url) => Some(url.clone()),
        };
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            database,
            clock: None,
        }
    }

    pub fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    /// Where its processes find their data.
    pub fn target(&self) -> Target {
        match &self.database {
            Some(url) => Target::server(url).expect("a URL"),
            None => Target::File(self.data().join("masthead.db")),
        }
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_masthead"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("MASTHEAD_")) {
            command.env_remove(name);
        }
        command.args(arguments).arg("--data").arg(self.data());
        if let Some(url) = &self.database {
            command.args(["--database", url]);
        }
        if let Some(clock) = self.clock {
            command.env("MASTHEAD_CLOCK", clock);
        }
        command.current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the binary runs")
    }

    /// Runs what has to go well, and gives what it printed.
    #[track_caller]
    pub fn runs(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}");
        String::from_utf8(output.stdout).expect("text")
    }

    pub fn imports(&self, archive: &Path) -> String {
        self.runs(&["import", archive.to_str().expect("plain text")])
    }

    pub fn serves(&self) -> Server {
        let server = self.tries_to_serve(|_| ());
        server.unwrap_or_else(|| panic!("it does not start"))
    }

    /// Nothing where it ends before it serves.
    pub fn tries_to_serve(&self, set: impl FnOnce(&mut Command)) -> Option<Server> {
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0"]);
        set(&mut command);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("a server");
        let mut line = String::new();
        let mut said = BufReader::new(child.stdout.take().expect("piped"));
        said.read_line(&mut line).expect("its address");
        let stderr = child.stderr.take().expect("piped");
        let (sender, log) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        let address = line.trim().trim_start_matches("http://").to_owned();
        let server = Server {
            child,
            address,
            log,
            said: Vec::new(),
        };
        if server.address.is_empty() {
            server.log.iter().for_each(|line| eprintln!("{line}"));
            return None;
        }
        Some(server)
    }
}

/// `masthead serve`, ended with this value at the latest.
pub struct Server {
    child: Child,
    pub address: String,
    log: mpsc::Receiver<String>,
    said: Vec<String>,
}

/// An answer as it came: status, and all of it.
pub struct Reply {
    pub status: u16,
    pub text: String,
}

impl Reply {
    /// The value of a header, `location` or `set-cookie`.
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.text.lines().take_while(|line| !line.is_empty());
        let mut found = lines.filter_map(|line| line.split_once(": "));
        found
            .find(|(one, _)| one.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// What a browser sends back.
    pub fn cookie(&self) -> Option<String> {
        let (pair, _) = self.header("set-cookie")?.split_once(';')?;
        Some(pair.to_owned())
    }
}

impl Server {
    pub fn gets(&self, path: &str, cookie: &str) -> Reply {
        ask(&self.address, path, cookie, None).expect("an answer")
    }

    pub fn posts(&self, path: &str, cookie: &str, form: &str) -> Reply {
        ask(&self.address, path, cookie, Some(form)).expect("an answer")
    }

    pub fn pid(&self) -> String {
        self.child.id().to_string()
    }

    pub fn signal(&self, signal: &str) {
        let told = Command::new("kill").args([signal, &self.pid()]).status();
        assert!(told.expect("kill").success());
    }

    /// Tells it to end, and gives how it did and what it had said.
    pub fn ends(mut self, signal: &str) -> (ExitStatus, Vec<String>) {
        self.signal(signal);
        // Its last word is the end of what it says.
        while self.hears() {}
        let said = std::mem::take(&mut self.said);
        (self.child.wait().expect("it has ended"), said)
    }

    /// Waits until it has said a line with `words`.
    pub fn says(&mut self, words: &str) {
        while !self.said.iter().any(|line| line.contains(words)) {
            assert!(self.hears(), "it ended without {words:?}: {:#?}", self.said);
        }
    }

    /// Takes its next line; false where it has ended.
    fn hears(&mut self) -> bool {
        assert!(self.said.len() < MOST_LINES, "it talks without an end");
        match self.log.recv_timeout(PATIENCE) {
            Ok(line) => self.said.push(line),
            Err(mpsc::RecvTimeoutError::Disconnected) => return false,
            Err(mpsc::RecvTimeoutError::Timeout) => {
                panic!("it says nothing more: {:#?}", self.said)
            }
        }
        true
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Ended long ago where the test went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One request, as a browser sends a form of ours.
pub fn ask(address: &str, path: &str, cookie: &str, form: Option<&str>) -> std::io::Result<Reply> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let (method, body) = (
        if form.is_some() { "POST" } else { "GET" },
        form.unwrap_or(""),
    );
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\nuser-agent: Firefox\r\n\
        sec-fetch-site: same-origin\r\ncookie: {cookie}\r\n\
        content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes())?;
    answered(&mut stream)
}

fn answered(stream: &mut TcpStream) -> std::io::Result<Reply> {
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let text = String::from_utf8_lossy(&answer).into_owned();
    let status = text.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.ok_or_else(|| std::io::Error::other("cut off"))?;
    Ok(Reply { status, text })
}

/// A form on its way, at a moment when the server has begun with it.
pub struct Sending {
    stream: TcpStream,
    form: String,
}

impl Sending {
    /// Sends the head, and waits until the server asks for the rest.
    pub fn begin(address: &str, path: &str, cookie: &str, form: &str) -> Self {
        let mut stream = TcpStream::connect(address).expect("a server");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\nuser-agent: Firefox\r\n\
            sec-fetch-site: same-origin\r\ncookie: {cookie}\r\nexpect: 100-continue\r\n\
            content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
            form.len()
        );
        stream.write_all(head.as_bytes()).expect("sent");
        let asked = b"HTTP/1.1 100 Continue\r\n\r\n";
        let mut heard = vec![0; asked.len()];
        stream.read_exact(&mut heard).expect("an answer");
        assert_eq!(
            String::from_utf8_lossy(&heard),
            String::from_utf8_lossy(asked)
        );
        Self {
            stream,
            form: form.to_owned(),
        }
    }

    /// Sends the rest, and takes the answer.
    pub fn end(mut self) -> std::io::Result<Reply> {
        self.stream.write_all(self.form.as_bytes())?;
        answered(&mut self.stream)
    }
}
