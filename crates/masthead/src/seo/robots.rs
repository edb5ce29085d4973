use std::fmt::Write;

use crate::share::percent::ascii_url;

/// What crawlers are asked to do.
#[derive(Clone, Debug, Default)]
pub struct Robots {
    /// Paths closed to everyone, such as `/studio/`.
    pub closed_paths: Vec<String>,
    /// Names of crawlers that may read nothing (machine use of text, J-14).
    pub refused_agents: Vec<String>,
    /// Absolute.
    pub sitemap_urls: Vec<String>,
}

/// `robots.txt` (RFC 9309). Line breaks in settings cannot add lines.
#[must_use]
pub fn robots_txt(robots: &Robots) -> String {
    let mut out = String::from("User-agent: *\n");
    if robots.closed_paths.is_empty() {
        out.push_str("Disallow:\n");
    }
    for path in &robots.closed_paths {
        let _ = writeln!(out, "Disallow: {}", ascii_url(path));
    }
    for agent in &robots.refused_agents {
        let agent: String = agent.chars().filter(|c| !c.is_control()).collect();
        let _ = write!(out, "\nUser-agent: {agent}\nDisallow: /\n");
    }
    for url in &robots.sitemap_urls {
        let _ = write!(out, "\nSitemap: {}", ascii_url(url));
    }
    out.trim_end().to_owned() + "\n"
}
