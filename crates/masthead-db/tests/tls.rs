//! TLS to a real PostgreSQL, which this test starts where its binaries are.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use masthead_db::{Db, Fault, Target};

/// A server that takes nobody without TLS, into `template1` nobody by it, and whose certificate names
/// `localhost`, by an authority of its own.
struct Server {
    child: Child,
    port: u16,
    folder: tempfile::TempDir,
}

/// The user that may run a server, where this one is root.
fn user() -> Option<u32> {
    let id = |arguments: &[&str]| {
        let output = Command::new("id").args(arguments).output().ok()?;
        String::from_utf8(output.stdout).ok()?.trim().parse().ok()
    };
    match id(&["-u"])? {
        0 => id(&["-u", "postgres"]),
        own => Some(own),
    }
}

fn newest_binaries() -> Option<PathBuf> {
    let found = fs::read_dir("/usr/lib/postgresql").ok()?;
    let bins = found.filter_map(|entry| Some(entry.ok()?.path().join("bin")));
    bins.filter(|bin| bin.join("initdb").exists()).max()
}

impl Server {
    /// Nothing where this machine has no server or no `openssl`; says so of `test`.
    fn start(test: &str) -> Option<Self> {
        let (Some(bin), Some(user)) = (newest_binaries(), user()) else {
            eprintln!("skipped: {test}: no PostgreSQL in /usr/lib/postgresql");
            return None;
        };
        if Command::new("openssl").arg("version").output().is_err() {
            eprintln!("skipped: {test}: no openssl");
            return None;
        }
        let folder = tempfile::tempdir().expect("a folder");
        let at = folder.path();
        certificates(at);
        let hba = "hostnossl template1 all 127.0.0.1/32 trust\n\
            hostssl postgres all 127.0.0.1/32 trust\n";
        fs::write(at.join("hba"), hba).expect("written");
        for entry in fs::read_dir(at).expect("a folder").flatten() {
            chown(entry.path(), Some(user), None).expect("its owner");
        }
        chown(at, Some(user), None).expect("its owner");
        let made = Command::new(bin.join("initdb"))
            .args(["-D", "data", "-U", "masthead", "-A", "trust", "--no-sync"])
            .current_dir(at)
            .uid(user)
            .stdout(Stdio::null())
            .status();
        assert!(made.expect("initdb").success());
        let port = free_port();
        Some(Self::listening(&bin, folder, user, port))
    }

    fn listening(bin: &Path, folder: tempfile::TempDir, user: u32, port: u16) -> Self {
        let mut command = Command::new(bin.join("postgres"));
        command.args(["-D", "data", "-p", &port.to_string()]);
        for (name, value) in [
            ("listen_addresses", "127.0.0.1"),
            ("unix_socket_directories", ""),
            ("fsync", "off"),
            ("ssl", "on"),
            ("ssl_cert_file", "../server.pem"),
            ("ssl_key_file", "../server.key"),
            ("hba_file", "hba"),
        ] {
            command.arg("-c").arg(format!("{name}={value}"));
        }
        command.current_dir(folder.path()).uid(user);
        let mut child = command.stderr(Stdio::piped()).spawn().expect("a server");
        let mut said = BufReader::new(child.stderr.take().expect("piped")).lines();
        let is_up = said.any(|line| {
            line.expect("a line")
                .contains("ready to accept connections")
        });
        assert!(is_up, "the server ended");
        // Else it would have to wait for somebody to read what it says.
        std::thread::spawn(move || said.for_each(drop));
        Self {
            child,
            port,
            folder,
        }
    }

    /// Whether a connection is by TLS, or why there is none.
    fn speaks(&self, host: &str, query: &str) -> Result<bool, String> {
        self.speaks_in("postgres", host, query)
    }

    fn speaks_in(&self, database: &str, host: &str, query: &str) -> Result<bool, String> {
        let port = self.port;
        let url = format!("postgres://masthead@{host}:{port}/{database}?{query}");
        let target = Target::server(&url).map_err(|error| error.to_string())?;
        let db = Db::open(&target).map_err(|error| error.to_string())?;
        let sql = "SELECT CAST(CAST(ssl AS INTEGER) AS BIGINT) FROM pg_stat_ssl
            WHERE pid = pg_backend_pid()";
        db.read_now(|tx| tx.get(sql, &[], |row| row.get(0)))
            .map_err(|fault: Fault| fault.to_string())
    }

    fn file(&self, name: &str) -> String {
        format!("sslrootcert={}", self.folder.path().join(name).display())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

/// An authority, a certificate by it for `localhost`, and another authority.
fn certificates(folder: &Path) {
    let openssl = |arguments: &str| {
        let output = Command::new("openssl")
            .args(arguments.split(' '))
            .current_dir(folder)
            .output()
            .expect("openssl");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "openssl {arguments}: {said}");
    };
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    for name in ["ours", "other"] {
        openssl(&format!(
            "req -x509 {key} -keyout {name}.key -out {name}.pem -subj /CN={name} -days 2"
        ));
    }
    openssl(&format!(
        "req {key} -keyout server.key -out server.csr -subj /CN=localhost"
    ));
    fs::write(folder.join("san"), "subjectAltName=DNS:localhost\n").expect("written");
    openssl(
        "x509 -req -in server.csr -CA ours.pem -CAkey ours.key -CAcreateserial -out server.pem \
        -days 2 -extfile san",
    );
}

#[test]
fn a_server_by_tls_is_trusted_as_far_as_sslmode_says() {
    let test = "a_server_by_tls_is_trusted_as_far_as_sslmode_says";
    let Some(server) = Server::start(test) else {
        return;
    };
    let (ours, other) = (server.file("ours.pem"), server.file("other.pem"));
    // It takes nobody who speaks openly.
    let open = server.speaks("127.0.0.1", "sslmode=disable");
    assert!(open.expect_err("refused").contains("no encryption"));
    // Without a word about it, and with `require`, from whomever.
    for query in ["", "sslmode=prefer", "sslmode=require"] {
        assert_eq!(server.speaks("127.0.0.1", query), Ok(true), "{query}");
    }
    // Where it takes nobody by TLS, `prefer` goes on without.
    assert_eq!(server.speaks_in("template1", "127.0.0.1", ""), Ok(false));
    let asked = server.speaks_in("template1", "127.0.0.1", "sslmode=require");
    assert!(asked.is_err());
    // By our authority; its name does not matter.
    for mode in ["require", "verify-ca"] {
        let query = format!("sslmode={mode}&{ours}");
        assert_eq!(server.speaks("127.0.0.1", &query), Ok(true), "{query}");
        let query = format!("sslmode={mode}&{other}");
        assert!(server.speaks("127.0.0.1", &query).is_err(), "{query}");
    }
    // And by its name.
    let query = format!("sslmode=verify-full&{ours}");
    assert_eq!(server.speaks("localhost", &query), Ok(true));
    assert!(server.speaks("127.0.0.1", &query).is_err());
    let query = format!("sslmode=verify-full&{other}");
    assert!(server.speaks("localhost", &query).is_err());
    // The machine's own authorities know nothing of it.
    assert!(server.speaks("localhost", "sslmode=verify-full").is_err());
    // A certificate that is named itself is trusted itself.
    let query = format!("sslmode=verify-full&{}", server.file("server.pem"));
    assert_eq!(server.speaks("localhost", &query), Ok(true));
    assert!(server.speaks("127.0.0.1", &query).is_err());
}

#[test]
fn a_file_of_certificates_that_cannot_be_read_is_named() {
    let target = Target::server(
        "postgres://u@127.0.0.1:1/d?sslmode=verify-full&sslrootcert=/nowhere/ca.pem",
    );
    let error = Db::open(&target.expect("a URL")).err().expect("no file");
    assert!(error.to_string().contains("/nowhere/ca.pem"), "{error}");
}
