//! What a reader's browser has to load for an article.

use super::super::Bench;
use super::super::http::Client;
use super::super::lines::TargetLine;
use super::super::pages::as_browser;
use super::super::results::Findings;
use super::super::statistics::median;
use super::Row;
use crate::Failed;

pub(crate) const ROW: Row = Row {
    name: "weight",
    about: "compressed bytes of an article page and of what it loads",
    run,
};

/// The median of so many articles.
const ARTICLES: usize = 101;
const KB: f64 = 1_000.0;

fn run(bench: &mut Bench) -> Result<Findings, Failed> {
    let stand = bench.stand(10_000, None)?;
    let mut client = stand.server.client();
    let (mut readable, mut whole) = (Vec::new(), Vec::new());
    for path in stand.articles.iter().take(ARTICLES) {
        let (html_and_css, all) = weigh(&mut client, path)?;
        readable.push(html_and_css / KB);
        whole.push(all / KB);
    }
    let line = |what: &str, weights: Vec<f64>, most: f64| {
        let what = format!("article, {what}, compressed with gzip");
        Some(TargetLine::at_most(what, most, " KB", median(weights)?))
    };
    let lines = [
        line("HTML and CSS", readable, 14.0),
        line("everything but pictures", whole, 60.0),
    ];
    Ok(Findings {
        targets: lines.into_iter().flatten().collect(),
        ..Findings::default()
    })
}

/// Bytes of page and style sheets, and with scripts and fonts.
fn weigh(client: &mut Client, path: &str) -> Result<(f64, f64), Failed> {
    let text = client.page(path, &[])?.body;
    let text = String::from_utf8_lossy(&text).into_owned();
    let mut readable = as_browser(client, path)?.body.len();
    let mut rest = 0;
    for address in loaded(&text) {
        let bytes = as_browser(client, address)?.body.len();
        if address.contains(".css") {
            readable += bytes;
        } else {
            rest += bytes;
        }
    }
    Ok((readable as f64, (readable + rest) as f64))
}

/// Addresses of style sheets, scripts and fonts that the page names.
fn loaded(html: &str) -> Vec<&str> {
    let values = html.split(['"', '\'']).skip(1);
    let ours =
        values.filter(|value| value.starts_with('/') && !value.contains(char::is_whitespace));
    let mut found: Vec<&str> = ours
        .filter(|value| {
            [".css", ".js", ".woff2"]
                .iter()
                .any(|end| value.ends_with(end))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_loads_is_found_once_each() {
        let html = r#"<link rel="stylesheet" href="/assets/a.css"><script src="/assets/b.js"></script>
            <link href="/assets/a.css"><a href="/article/7">.css</a><img src="/media/x.webp">"#;
        assert_eq!(loaded(html), ["/assets/a.css", "/assets/b.js"]);
    }
}
