//! Which pages a portal has: articles and channels as it tells search engines,
//! creators as it lists them.

use super::http::{Answer, Client};
use super::traffic::{BROWSER, GZIP, shuffle};
use crate::Failed;

/// Of the list of creators, so many pages are read. The first have most articles:
/// with 10,000 there are such as a small portal has, too.
const LIST_PAGES: usize = 250;

/// Paths of each kind, shuffled, the same in each run.
pub(crate) struct Pages {
    pub(crate) articles: Vec<String>,
    pub(crate) channels: Vec<String>,
    pub(crate) creators: Vec<String>,
}

impl Pages {
    pub(crate) fn of(client: &mut Client) -> Result<Self, Failed> {
        let mut paths = Vec::new();
        for part in locations(&text(client, "/sitemap.xml")?) {
            paths.extend(locations(&text(client, &part)?));
        }
        shuffle(&mut paths);
        let of = |start: &str| {
            let found = paths.iter().filter(|path| path.starts_with(start));
            found.cloned().collect::<Vec<_>>()
        };
        let pages = Self {
            articles: of("/article/"),
            channels: of("/channel/"),
            creators: creators(client)?,
        };
        if pages.articles.is_empty() || pages.channels.is_empty() || pages.creators.is_empty() {
            return Err("the portal lacks articles, channels or creators".to_owned());
        }
        Ok(pages)
    }
}

fn text(client: &mut Client, path: &str) -> Result<String, Failed> {
    let body = client.page(path, &[])?.body;
    String::from_utf8(body).map_err(|_| format!("{path} is no text"))
}

/// Paths of creators, page by page of their list.
fn creators(client: &mut Client) -> Result<Vec<String>, Failed> {
    let (mut found, mut next) = (Vec::new(), Some("/creators".to_owned()));
    for _ in 0..LIST_PAGES {
        let Some(path) = next else { break };
        let html = text(client, &path)?;
        found.extend(links(&html, "/@").map(str::to_owned));
        next = links(&html, "/creators?after=").next().map(str::to_owned);
    }
    found.sort_unstable();
    found.dedup();
    shuffle(&mut found);
    Ok(found)
}

fn links<'a>(html: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    let values = html.split("href=\"").skip(1);
    let values = values.filter_map(|part| part.split('"').next());
    values.filter(move |value| value.starts_with(start))
}

/// The paths of all `<loc>`, which hold whole addresses.
fn locations(xml: &str) -> Vec<String> {
    let parts = xml.split("<loc>").skip(1);
    let addresses = parts.filter_map(|part| part.split_once("</loc>"));
    let path = |address: &str| {
        let (_, after) = address.split_once("://")?;
        Some(after[after.find('/')?..].to_owned())
    };
    addresses.filter_map(|(address, _)| path(address)).collect()
}

/// The page as the load asks for it.
pub(crate) fn as_browser(client: &mut Client, path: &str) -> Result<Answer, Failed> {
    client.page(path, &[GZIP, BROWSER])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_by_their_beginning() {
        let html = r#"<a href="/@a">A</a> <a class="b" href="/hot">B</a> <a href="/@c">C</a>"#;
        assert_eq!(links(html, "/@").collect::<Vec<_>>(), ["/@a", "/@c"]);
    }

    #[test]
    fn paths_are_read_from_a_sitemap() {
        let xml = "<urlset><url>\n<loc>http://127.0.0.1:1/article/7</loc></url>\
                   <url><loc>https://news.example/@a</loc></url><loc>broken";
        assert_eq!(locations(xml), ["/article/7", "/@a"]);
    }
}
