//! A mail server that wants TLS and a log-in, as real ones do, with a
//! certificate by an authority of its own.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;
use std::{fs, thread};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

const USER: &str = "news@example.org";
pub const PASSWORD: &str = "lotus+ferry";

/// What takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(60);
/// No test writes more letters, nor is one tried more often.
const CONNECTIONS: usize = 9;

/// When a server speaks TLS.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    Never,
    /// Once it is asked to (RFC 3207).
    Asked,
    /// From the start (RFC 8314).
    Always,
}

/// How somebody logs in at it (RFC 4954).
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum LogIn {
    Plain,
    Login,
}

/// A certificate for `localhost`, the authority that signed it, and another one.
pub struct Papers {
    folder: tempfile::TempDir,
}

impl Papers {
    /// Nothing where this machine has no `openssl`; says so.
    pub fn make() -> Option<Self> {
        if Command::new("openssl").arg("version").output().is_err() {
            eprintln!("no openssl: TLS is left out");
            return None;
        }
        let papers = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
        for name in ["ours", "other"] {
            papers.openssl(&format!(
                "req -x509 {key} -keyout {name}.key -out {name}.pem -subj /CN={name} -days 2"
            ));
        }
        papers.openssl(&format!(
            "req {key} -keyout server.key -out server.csr -subj /CN=localhost"
        ));
        fs::write(papers.file("san"), "subjectAltName=DNS:localhost\n").expect("written");
        papers.openssl(
            "x509 -req -in server.csr -CA ours.pem -CAkey ours.key -CAcreateserial \
            -out server.pem -days 2 -extfile san",
        );
        Some(papers)
    }

    fn openssl(&self, arguments: &str) {
        let output = Command::new("openssl")
            .args(arguments.split(' '))
            .current_dir(self.folder.path())
            .output()
            .expect("openssl");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "openssl {arguments}: {said}");
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The authority that signed the server's certificate.
    pub fn ours(&self) -> PathBuf {
        self.file("ours.pem")
    }

    /// One that did not.
    pub fn other(&self) -> PathBuf {
        self.file("other.pem")
    }

    fn config(&self) -> ServerConfig {
        let chain = CertificateDer::pem_file_iter(self.file("server.pem")).expect("a certificate");
        let chain: Result<Vec<_>, _> = chain.collect();
        let key = PrivateKeyDer::from_pem_file(self.file("server.key")).expect("a key");
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions of TLS")
            .with_no_client_auth()
            .with_single_cert(chain.expect("a certificate"), key)
            .expect("they fit")
    }
}

/// What one connection brought.
#[derive(Debug, Default)]
pub struct Heard {
    /// The first word of each line; `tls` stands before those that nobody could listen to.
    pub commands: Vec<String>,
    pub letter: Option<String>,
}

impl Heard {
    /// What anybody on the way could read.
    pub fn in_clear(&self) -> Vec<&str> {
        let all = self.commands.iter().map(String::as_str);
        all.filter(|word| !word.starts_with("tls ")).collect()
    }

    pub fn has(&self, word: &str) -> bool {
        self.commands.iter().any(|said| said.ends_with(word))
    }
}

pub struct MailServer {
    port: u16,
    heard: Receiver<Heard>,
}

impl MailServer {
    pub fn start(papers: &Papers, tls: Tls, log_in: LogIn) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let house = House {
            tls,
            log_in,
            config: Arc::new(papers.config()),
        };
        let (sender, heard) = channel();
        thread::spawn(move || house.serves(&listener, &sender));
        Self { port, heard }
    }

    /// As an operator names it: `smtps://…@localhost:…`.
    pub fn url(&self, scheme: &str, host: &str, password: &str) -> String {
        let port = self.port;
        let password = password.replace('+', "%2B");
        let user = USER.replace('@', "%40");
        let query = if scheme == "smtp" {
            "?tls=required"
        } else {
            ""
        };
        format!("{scheme}://{user}:{password}@{host}:{port}{query}")
    }

    /// What the next connection brought, once it has ended.
    #[track_caller]
    pub fn hears(&self) -> Heard {
        self.heard.recv_timeout(PATIENCE).expect("a connection")
    }
}

struct House {
    tls: Tls,
    log_in: LogIn,
    config: Arc<ServerConfig>,
}

impl House {
    fn serves(&self, listener: &TcpListener, heard: &Sender<Heard>) {
        for stream in listener.incoming().take(CONNECTIONS) {
            let mut talk = Talk::begin(self, stream.expect("a connection")).expect("a talk");
            // Whoever goes away is let go.
            let _gone = talk.goes_on();
            if heard.send(talk.heard).is_err() {
                return;
            }
        }
    }
}

trait Wire: Read + Write {}

impl<T: Read + Write> Wire for T {}

struct Talk<'h> {
    house: &'h House,
    tcp: TcpStream,
    wire: Box<dyn Wire>,
    is_secret: bool,
    is_known: bool,
    heard: Heard,
}

impl<'h> Talk<'h> {
    fn begin(house: &'h House, tcp: TcpStream) -> io::Result<Self> {
        tcp.set_read_timeout(Some(PATIENCE))?;
        let mut talk = Self {
            house,
            wire: Box::new(tcp.try_clone()?),
            tcp,
            is_secret: false,
            is_known: false,
            heard: Heard::default(),
        };
        if house.tls == Tls::Always {
            talk.hides()?;
        }
        Ok(talk)
    }

    /// From here on by TLS.
    fn hides(&mut self) -> io::Result<()> {
        let connection = ServerConnection::new(Arc::clone(&self.house.config));
        let connection = connection.map_err(io::Error::other)?;
        self.wire = Box::new(StreamOwned::new(connection, self.tcp.try_clone()?));
        self.is_secret = true;
        Ok(())
    }

    fn goes_on(&mut self) -> io::Result<()> {
        self.says("220 post")?;
        loop {
            let line = self.line()?;
            let (word, rest) = line.split_once(' ').unwrap_or((&*line, ""));
            let before = if self.is_secret { "tls " } else { "" };
            self.heard.commands.push(format!("{before}{word}"));
            match word {
                "EHLO" => self.offers()?,
                "STARTTLS" if self.may_hide() => {
                    self.says("220 go on")?;
                    self.hides()?;
                }
                "AUTH" => self.lets_in(rest)?,
                "MAIL" if !self.is_known => self.says("530 5.7.0 log in first")?,
                "MAIL" | "RCPT" => self.says("250 fine")?,
                "DATA" => self.takes()?,
                "QUIT" => return self.says("221 bye"),
                _ => self.says("502 not here")?,
            }
        }
    }

    fn may_hide(&self) -> bool {
        self.house.tls == Tls::Asked && !self.is_secret
    }

    /// A log-in is offered in the clear by who knows nothing better.
    fn offers(&mut self) -> io::Result<()> {
        let log_in = match self.house.log_in {
            LogIn::Plain => "AUTH PLAIN",
            LogIn::Login => "AUTH LOGIN",
        };
        let offer = if self.may_hide() { "STARTTLS" } else { log_in };
        self.says(&format!("250-post\r\n250 {offer}"))
    }

    fn lets_in(&mut self, how: &str) -> io::Result<()> {
        let (user, password) = match (how.split_once(' '), self.house.log_in) {
            (Some(("PLAIN", told)), LogIn::Plain) => {
                let told = decoded(told);
                let mut parts = told.split('\0').skip(1).map(str::to_owned);
                let mut part = || parts.next().unwrap_or_default();
                (part(), part())
            }
            (None, LogIn::Login) => (self.asks("Username:")?, self.asks("Password:")?),
            _ => return self.says("504 5.5.4 in no such way"),
        };
        self.is_known = user == USER && password == PASSWORD;
        self.says(match self.is_known {
            true => "235 2.7.0 welcome",
            false => "535 5.7.8 no such user or password",
        })
    }

    fn asks(&mut self, what: &str) -> io::Result<String> {
        self.says(&format!("334 {}", STANDARD.encode(what)))?;
        Ok(decoded(&self.line()?))
    }

    fn takes(&mut self) -> io::Result<()> {
        self.says("354 go on")?;
        let mut letter = String::new();
        loop {
            let line = self.line()?;
            if line == "." {
                break;
            }
            letter.push_str(&line);
            letter.push('\n');
        }
        self.heard.letter = Some(letter);
        self.says("250 taken")
    }

    fn says(&mut self, line: &str) -> io::Result<()> {
        self.wire.write_all(format!("{line}\r\n").as_bytes())?;
        self.wire.flush()
    }

    /// Byte by byte: what stands behind it may be of TLS already.
    fn line(&mut self) -> io::Result<String> {
        let (mut line, mut byte) = (Vec::new(), [0]);
        while byte != *b"\n" {
            self.wire.read_exact(&mut byte)?;
            line.push(byte[0]);
        }
        let line = String::from_utf8_lossy(&line);
        Ok(line.trim_end().to_owned())
    }
}

fn decoded(told: &str) -> String {
    let bytes = STANDARD.decode(told).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A program that trusts whom a file names, and nobody else.
pub fn trusts(command: &mut Command, file: &Path) {
    command
        .env("SSL_CERT_FILE", file)
        .env_remove("SSL_CERT_DIR");
}
