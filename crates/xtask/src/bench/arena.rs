//! Where the server and nginx meet: the same article pages, settled in the
//! server's memory and as files.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::http::{Answer, Client};
use super::nginx::{self, Nginx};
use super::pages::{Pages, as_browser};
use super::portal::{Server, start_at};
use super::wrk::{self, Load, Side};
use super::{Bench, traffic};
use crate::Failed;
use crate::children::Running;

/// So many articles are read at most; nginx has a file of each.
const ARTICLES: usize = 10_000;
/// Room for all of them in all encodings, so that rows about ready pages
/// measure those.
const PRESS_MIB: u32 = 1_024;

/// Before nginx takes its copy: pages that are asked for often get their best
/// compression, and the count of views on them is up to five seconds old.
const SETTLE_SECONDS: u64 = 10;

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
        settle(bench, &server, &articles)?;
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

/// Opens every page once, and then as the rows will.
fn settle(bench: &Bench, server: &Server, paths: &[String]) -> Result<(), Failed> {
    println!("  warming {} pages", paths.len());
    tags(&mut server.client(), paths)?;
    let lists = traffic::write_zipf(bench.work(), "settle", &requests(paths))?;
    let load = Load {
        seconds: SETTLE_SECONDS,
        ..bench.load()
    };
    wrk::run(bench.work(), &Side::server(server, lists), load, "settle")?;
    Ok(())
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
