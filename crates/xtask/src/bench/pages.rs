//! Which pages a portal has, as it tells search engines.

use super::http::{Answer, Client};
use super::traffic::{BROWSER, GZIP, shuffle};
use crate::Failed;

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
            creators: of("/@"),
        };
        if pages.articles.is_empty() || pages.channels.is_empty() || pages.creators.is_empty() {
            return Err("the sitemap lacks articles, channels or creators".to_owned());
        }
        Ok(pages)
    }
}

fn text(client: &mut Client, path: &str) -> Result<String, Failed> {
    let body = client.page(path, &[])?.body;
    String::from_utf8(body).map_err(|_| format!("{path} is no text"))
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
    fn paths_are_read_from_a_sitemap() {
        let xml = "<urlset><url>\n<loc>http://127.0.0.1:1/article/7</loc></url>\
                   <url><loc>https://news.example/@a</loc></url><loc>broken";
        assert_eq!(locations(xml), ["/article/7", "/@a"]);
    }
}
