//! Where the server and nginx meet: the same article pages, settled in the
//! server's memory and as files.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;
use std::{slice, thread};

use super::http::{Answer, Client};
use super::nginx::{self, Nginx};
use super::pages::{Pages, as_browser};
use super::portal::{Server, start_at};
use super::wrk::Side;
use super::{Bench, traffic};
use crate::Failed;
use crate::children::Running;

/// So many articles are read at most; nginx has a file of each.
const ARTICLES: usize = 10_000;
/// Room for all of them in all encodings, so that rows about ready pages
/// measure those.
const PRESS_MIB: u32 = 1_024;

/// The first view of each page is on it after five seconds, and makes it anew.
const VIEWS_SHOW: Duration = Duration::from_secs(6);
/// A page that is asked for so often gets its best compression when its turn
/// comes; a round of asking is repeated for those whose turn did not come.
const ASKED: usize = 16;
const ROUNDS: usize = 200;

/// How the tag of a page in its best gzip ends.
const BEST: &str = "-gz\"";

pub(crate) struct Arena {
    pub(crate) server: Server,
    pub(crate) nginx: Nginx,
    /// Paths, at most [`ARTICLES`], and the tags of the server's pages.
    pub(crate) articles: Vec<String>,
    pub(crate) tags: Vec<String>,
    bare: (Running, String),
}

impl Arena {
    pub(crate) fn start(bench: &Bench) -> Result<Self, Failed> {
        let data = bench.portal.data(bench.size_up_to(ARTICLES as u64))?;
        let server = bench.portal.serve(&data, Some(PRESS_MIB))?;
        let mut client = server.client();
        let mut articles = Pages::of(&mut client)?.articles;
        articles.truncate(ARTICLES);
        settle(&server, &articles)?;
        let root = bench.work().join("files");
        if root.exists() {
            fs::remove_dir_all(&root).map_err(|error| format!("clearing files: {error}"))?;
        }
        let mut tags = Vec::new();
        for path in &articles {
            let page = as_browser(&mut client, path)?;
            nginx::keep(&root, path, &page)?;
            tags.push(tag(path, &page)?);
        }
        let hot = as_browser(&mut client, &articles[0])?;
        nginx::keep(&root, &articles[0], &client.page(&articles[0], &[])?)?;
        let nginx = nginx::start(bench.work(), &root, &hot)?;
        if as_browser(&mut Client::new(&nginx.url), &articles[0])?.body != hot.body {
            return Err("nginx does not serve the same bytes".to_owned());
        }
        Ok(Self {
            server,
            nginx,
            articles,
            tags,
            bare: start_bare(bench, &hot)?,
        })
    }

    /// The server and nginx, asked for the same.
    pub(crate) fn both(&self, lists: PathBuf) -> [Side; 2] {
        [self.server_side(lists.clone()), self.nginx_side(lists)]
    }

    pub(crate) fn server_side(&self, lists: PathBuf) -> Side {
        Side::server(&self.server, lists)
    }

    pub(crate) fn nginx_side(&self, lists: PathBuf) -> Side {
        Side {
            name: "nginx",
            url: self.nginx.url.clone(),
            pids: self.nginx.workers.clone(),
            lists,
        }
    }

    /// The floor, which answers everything with the hot article.
    pub(crate) fn bare_side(&self, lists: PathBuf) -> Side {
        Side {
            name: "bare axum",
            url: self.bare.1.clone(),
            pids: vec![self.bare.0.pid],
            lists,
        }
    }

    pub(crate) fn requests(&self) -> Vec<String> {
        requests(&self.articles)
    }
}

fn requests(paths: &[String]) -> Vec<String> {
    paths.iter().map(|path| traffic::request(path)).collect()
}

/// Opens every page until it stands in its best compression.
pub(crate) fn settle(server: &Server, paths: &[String]) -> Result<(), Failed> {
    println!("  warming {} pages", paths.len());
    let mut client = server.client();
    tags(&mut client, paths)?;
    thread::sleep(VIEWS_SHOW);
    tags(&mut client, paths)?;
    let mut waiting = paths.to_vec();
    for _ in 0..ROUNDS {
        let mut left = Vec::new();
        for path in waiting {
            let mut tag = tags(&mut client, slice::from_ref(&path))?;
            for _ in 1..ASKED {
                tag = tags(&mut client, slice::from_ref(&path))?;
            }
            if !tag.iter().all(|tag| tag.ends_with(BEST)) {
                left.push(path);
            }
        }
        if left.is_empty() {
            return Ok(());
        }
        waiting = left;
    }
    Err(format!("{} pages have not settled", waiting.len()))
}

/// The tag of each page.
pub(crate) fn tags(client: &mut Client, paths: &[String]) -> Result<Vec<String>, Failed> {
    let of = |path: &String| tag(path, &as_browser(client, path)?);
    paths.iter().map(of).collect()
}

fn tag(path: &str, page: &Answer) -> Result<String, Failed> {
    let tag = page.header("etag").map(str::to_owned);
    tag.ok_or_else(|| format!("{path} has no etag"))
}

fn start_bare(bench: &Bench, page: &Answer) -> Result<(Running, String), Failed> {
    let (body, head) = (bench.work().join("bare.gz"), bench.work().join("bare.txt"));
    let of_hyper = ["content-length", "date"];
    let lines = page
        .head
        .iter()
        .filter(|(name, _)| !of_hyper.contains(&name.as_str()));
    let lines: String = lines
        .map(|(name, value)| format!("{name}: {value}\n"))
        .collect();
    fs::write(&body, &page.body)
        .and_then(|()| fs::write(&head, lines))
        .map_err(|error| format!("writing the floor's answer: {error}"))?;
    let own = std::env::current_exe().map_err(|error| format!("finding myself: {error}"))?;
    let mut command = Command::new(own);
    command
        .arg("bare")
        .arg("--body")
        .arg(body)
        .arg("--head")
        .arg(head);
    start_at(&mut command)
}
