use std::fmt;
use std::str::FromStr;

use crate::id::ArticleId;
use crate::share::percent::ascii_url;
use crate::xml::{Xml, rfc3339};

pub(super) const SITEMAP_NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// URLs in one sitemap. The protocol allows 50,000; a fifth of it keeps each
/// file quick to make and under 2 MB.
pub const SITEMAP_URLS: usize = 10_000;
/// What the protocol allows: a range that was cut when some of its articles
/// were not yet published may grow.
pub const MOST_URLS: usize = 50_000;

/// The articles of one sitemap: ids from `first` to `last`, both included.
/// Written `7-99` in the sitemap's URL, or `7-` without an end, so that a page
/// of it is found by key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyRange {
    pub first: ArticleId,
    pub last: ArticleId,
}

impl KeyRange {
    /// All from `first` on.
    #[must_use]
    pub fn from(first: ArticleId) -> Self {
        Self {
            first,
            last: ArticleId::MAX,
        }
    }
}

impl fmt::Display for KeyRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.last {
            ArticleId::MAX => write!(f, "{}-", self.first),
            last => write!(f, "{}-{last}", self.first),
        }
    }
}

/// Anything but two ids in order, or one and no end, as we write them.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a range of ids")]
pub struct BadRange;

impl FromStr for KeyRange {
    type Err = BadRange;

    fn from_str(text: &str) -> Result<Self, BadRange> {
        let (first, last) = text.split_once('-').ok_or(BadRange)?;
        let first = id(first)?;
        let range = match last {
            "" => Self::from(first),
            last => Self {
                first,
                last: id(last)?,
            },
        };
        // Of each range there is one name.
        let is_ours = first <= range.last && range.to_string() == text;
        is_ours.then_some(range).ok_or(BadRange)
    }
}

fn id(digits: &str) -> Result<ArticleId, BadRange> {
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(BadRange);
    }
    digits.parse().map_err(|_| BadRange)
}

/// Cuts ascending ids into ranges of at most [`SITEMAP_URLS`]; holds one
/// range at a time, so a million ids stream through. Each begins where the
/// one before ended: an article that comes out later than those around it is
/// part of one, and the first that is taken down renames none.
#[derive(Clone, Debug)]
pub struct KeyRanges<I> {
    ascending_ids: I,
    after: ArticleId,
}

impl<I: Iterator<Item = ArticleId>> KeyRanges<I> {
    /// Of the ids above `after`.
    pub fn of(after: ArticleId, ascending_ids: impl IntoIterator<IntoIter = I>) -> Self {
        Self {
            ascending_ids: ascending_ids.into_iter(),
            after,
        }
    }
}

impl<I: Iterator<Item = ArticleId>> Iterator for KeyRanges<I> {
    type Item = KeyRange;

    fn next(&mut self) -> Option<KeyRange> {
        let id = self.ascending_ids.next()?;
        let rest = self.ascending_ids.by_ref().take(SITEMAP_URLS - 1);
        let range = KeyRange {
            first: ArticleId(self.after.0 + 1),
            last: rest.last().unwrap_or(id),
        };
        self.after = range.last;
        Some(range)
    }
}

/// A line of the index.
#[derive(Clone, Debug)]
pub struct SitemapFile {
    /// Absolute.
    pub url: String,
    /// UTC milliseconds of the newest change inside.
    pub changed_at: Option<i64>,
}

/// A line of a sitemap.
#[derive(Clone, Debug)]
pub struct SitemapUrl {
    /// Absolute and canonical.
    pub url: String,
    pub changed_at: Option<i64>,
}

/// The index. The schema wants at least one line: list the sitemap of the
/// portal's own pages (home, channels), which is never empty, first.
#[must_use]
pub fn sitemap_index(files: &[SitemapFile]) -> String {
    let mut xml = Xml::new();
    xml.open("sitemapindex", &[("xmlns", SITEMAP_NAMESPACE)]);
    for file in files {
        line(&mut xml, "sitemap", &file.url, file.changed_at);
    }
    xml.finish()
}

/// One sitemap of at most [`MOST_URLS`] lines.
#[must_use]
pub fn sitemap(urls: &[SitemapUrl]) -> String {
    let mut xml = Xml::new();
    xml.open("urlset", &[("xmlns", SITEMAP_NAMESPACE)]);
    for url in urls.iter().take(MOST_URLS) {
        line(&mut xml, "url", &url.url, url.changed_at);
    }
    xml.finish()
}

fn line(xml: &mut Xml, name: &'static str, url: &str, changed_at: Option<i64>) {
    xml.open(name, &[]);
    xml.text("loc", &ascii_url(url));
    if let Some(at) = changed_at {
        xml.text("lastmod", &rfc3339(at));
    }
    xml.close();
}
