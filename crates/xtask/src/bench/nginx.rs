//! nginx, tuned, over files that hold the bytes of pages.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use super::cpu;
use super::http::Answer;
use crate::Failed;
use crate::children::{self, Running};

pub(crate) struct Nginx {
    pub(crate) url: String,
    pub(crate) workers: Vec<u32>,
    _master: Running,
}

/// Headers that nginx makes by itself, or that speak of one page.
const ITS_OWN: [&str; 7] = [
    "date",
    "etag",
    "last-modified",
    "content-length",
    "content-type",
    "content-encoding",
    "connection",
];

const WORKERS: usize = super::THREADS;
const PATIENCE: Duration = Duration::from_secs(10);

/// Files below `root`: the page `/article/7` is `article/7.gz`, and
/// `article/7` for those who take no gzip.
pub(crate) fn keep(root: &Path, path: &str, page: &Answer) -> Result<(), Failed> {
    let gzip = page.header("content-encoding") == Some("gzip");
    let name = format!("{}{}", &path[1..], if gzip { ".gz" } else { "" });
    let file = root.join(name);
    file.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(&file, &page.body))
        .map_err(|error| format!("keeping {path}: {error}"))
}

/// Starts nginx over `root`, with the headers of `like`.
pub(crate) fn start(work: &Path, root: &Path, like: &Answer) -> Result<Nginx, Failed> {
    let port = free_port().map_err(|error| format!("finding a port: {error}"))?;
    let prefix = work.join("nginx");
    let conf = prefix.join("nginx.conf");
    fs::create_dir_all(&prefix)
        .and_then(|()| fs::write(&conf, configuration(root, port, &added(like))))
        .map_err(|error| format!("writing nginx.conf: {error}"))?;
    let mut command = Command::new(super::tools::nginx());
    command.arg("-p").arg(&prefix).arg("-c").arg(&conf);
    command.arg("-e").arg(prefix.join("error.log"));
    let (master, _) = children::start(&mut command)?;
    let begun = Instant::now();
    loop {
        let workers = cpu::children_of(master.pid);
        if workers.len() == WORKERS && TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Ok(Nginx {
                url: format!("http://127.0.0.1:{port}"),
                workers,
                _master: master,
            });
        }
        if begun.elapsed() > PATIENCE {
            return Err("nginx did not start; see nginx/error.log in the work folder".to_owned());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// The headers of `like` that nginx can add as they are.
fn added(like: &Answer) -> String {
    let plain = |text: &str| !text.contains(['"', '\\', '$']);
    let ours = like
        .head
        .iter()
        .filter(|(name, value)| !ITS_OWN.contains(&name.as_str()) && plain(name) && plain(value));
    ours.map(|(name, value)| format!("    add_header {name} \"{value}\";\n"))
        .collect()
}

fn configuration(root: &Path, port: u16, headers: &str) -> String {
    let root: PathBuf = root.to_owned();
    let root = root.display();
    // Only a master that is root may choose; then its workers read our folder.
    let user = if rustix::process::getuid().is_root() {
        "user root;\n"
    } else {
        ""
    };
    format!(
        "daemon off;
{user}worker_processes {WORKERS};
pid nginx.pid;
error_log error.log warn;
events {{
    worker_connections 4096;
}}
http {{
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    sendfile on;
    tcp_nopush on;
    tcp_nodelay on;
    keepalive_timeout 600;
    keepalive_requests 1000000000;
    open_file_cache max=50000 inactive=1h;
    open_file_cache_valid 1h;
    open_file_cache_errors on;
    types {{ }}
    default_type \"text/html; charset=utf-8\";
{headers}    server {{
        listen 127.0.0.1:{port} backlog=4096;
        root {root};
        gzip_static on;
    }}
}}
"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nginx_adds_what_is_not_its_own() {
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let like = Answer {
            status: 200,
            head: vec![
                header("vary", "cookie"),
                header("etag", "\"x\""),
                header("odd", "$host"),
            ],
            body: Vec::new(),
        };
        assert_eq!(added(&like), "    add_header vary \"cookie\";\n");
        let conf = configuration(Path::new("/srv/x"), 8080, &added(&like));
        assert!(conf.contains("listen 127.0.0.1:8080") && conf.contains("gzip_static on;"));
    }
}
