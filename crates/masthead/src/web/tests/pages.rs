use std::collections::BTreeSet;

use jiff::tz::TimeZone;

use super::sources;
use crate::FEATURES;
use crate::web::{Edition, Locale, Theme, assets};

fn theme() -> Theme {
    Theme::load(&TimeZone::get("Asia/Shanghai").unwrap(), None).unwrap()
}

/// Every sample of every page, in each language and edition: name and HTML.
fn pages() -> Vec<(String, String)> {
    let (theme, mut pages) = (theme(), Vec::new());
    for page in FEATURES.iter().flat_map(|feature| feature.samples) {
        for locale in Locale::ALL {
            for edition in Edition::ALL {
                for sample in page.render(&theme, locale, edition) {
                    let (template, name) = (page.template, sample.name);
                    let name = format!("{template} {name} {} {}", locale.tag(), edition.name());
                    let html = sample.html.unwrap_or_else(|e| {
                        panic!("{name}: {e}: {:?}", std::error::Error::source(&e))
                    });
                    pages.push((name, String::from_utf8(html).unwrap()));
                }
            }
        }
    }
    pages
}

#[test]
fn every_page_that_has_samples_is_declared_by_its_feature() {
    let all = FEATURES.iter().flat_map(|feature| feature.samples);
    let names = all.map(|page| (page.name)().rsplit("::").next().unwrap());
    let mut declared = BTreeSet::new();
    for name in names {
        assert!(declared.insert(name.to_owned()), "{name} is declared twice");
    }
    let mut written = BTreeSet::new();
    for (_, text) in sources() {
        let lines = text.lines().filter_map(|line| line.strip_prefix("impl "));
        let lines = lines.filter_map(|line| line.strip_prefix("Samples for "));
        written.extend(lines.map(|line| line.trim_end_matches(" {").to_owned()));
    }
    assert!(written.len() > 60, "{written:?}");
    assert_eq!(declared, written);
}

fn attributes<'a>(html: &'a str, opening: &'a str) -> impl Iterator<Item = &'a str> {
    html.split(opening)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
}

fn tags<'a>(html: &'a str, opening: &'a str) -> impl Iterator<Item = &'a str> {
    html.split(opening)
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
}

#[test]
fn every_sample_is_a_sound_page_in_each_language_and_edition() {
    for (name, html) in pages() {
        assert!(
            html.starts_with("<!doctype html>"),
            "{name}: {:?}",
            &html[..60]
        );
        assert_eq!(
            tags(&html, "<h1").count(),
            1,
            "{name}: headings of the first level"
        );
        assert!(
            tags(&html, "<img").all(|tag| tag.contains(" alt=\"")),
            "{name}: a picture without alt"
        );
        let ids: Vec<_> = attributes(&html, " id=\"").collect();
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{name}: ids {ids:?}");
        let mut links = attributes(&html, " href=\"#").chain(attributes(&html, "labelledby=\""));
        assert!(
            links.all(|id| ids.contains(&id)),
            "{name}: a link to no place"
        );
        // Any other word than these is read as `true`.
        let said = ["true", "false"];
        assert!(
            attributes(&html, " aria-invalid=\"").all(|word| said.contains(&word)),
            "{name}: a field that is always wrong"
        );
    }
}

#[test]
fn who_says_what_a_button_reads_presses_it() {
    for (name, html) in pages() {
        for tag in ["button", "a", "summary"] {
            for element in html.split(&format!("<{tag} ")).skip(1) {
                let element = element.split(&format!("</{tag}>")).next().unwrap();
                let (opening, inside) = element.split_once('>').unwrap();
                let Some(label) = attributes(opening, "aria-label=\"").next() else {
                    continue;
                };
                let words = words(inside);
                assert!(
                    label.to_lowercase().contains(&words.to_lowercase()),
                    "{name}: {words:?} is called {label:?}"
                );
            }
        }
    }
}

#[test]
fn pictures_have_their_room_and_all_but_the_first_wait_until_they_are_near() {
    for (name, html) in pages() {
        let main = html.split("<main").nth(1).unwrap();
        let pictures = || tags(main, "<img");
        assert!(
            pictures().all(|tag| tag.contains(" width=\"") && tag.contains(" height=\"")),
            "{name}: a picture that moves what is below it"
        );
        let at_once = pictures().filter(|tag| !tag.contains("loading=\"lazy\""));
        assert!(at_once.count() <= 1, "{name}: pictures that do not wait");
    }
}

/// What stands outside tags.
fn words(html: &str) -> String {
    let parts = html.split('<').enumerate();
    let text = parts.map(|(at, part)| match part.split_once('>') {
        Some((_, text)) if at > 0 => text,
        _ => part,
    });
    text.collect::<String>().trim().to_owned()
}

#[test]
fn no_page_needs_an_inline_script_or_style() {
    for (name, html) in pages() {
        assert!(
            !html.contains(" style=") && !html.contains("<style"),
            "{name}"
        );
        let mut scripts = tags(&html, "<script");
        assert!(
            scripts.all(|tag| tag.contains("src=\"/assets/") || tag.contains("ld+json")),
            "{name}"
        );
        assert!(
            !html.contains(" onclick=") && !html.contains("javascript:"),
            "{name}"
        );
    }
}

#[test]
fn what_readers_typed_is_shown_as_text() {
    let usual = pages()
        .into_iter()
        .find(|(name, _)| name.starts_with("search/page.html usual en standard"));
    let (_, html) = usual.unwrap();
    assert!(html.contains("&lt;b&gt;桥 &amp; &quot;bridge&quot;") && !html.contains("<b>桥"));
}

#[test]
fn the_article_page_says_the_platform_s_lines_as_lines() {
    let usual = pages()
        .into_iter()
        .find(|(name, _)| name == "article/page.html usual zh-CN standard");
    let text = lines(&usual.unwrap().1);
    for line in [
        "河湾首页 > 河湾号 > 正文 申请入驻",
        "128",
        "跟贴",
        "分享至",
        "相关推荐",
        "热点推荐",
        "2026-01-18 04:35:00",
        "3337文章数 110关注度",
        "往期回顾 全部",
        "头条要闻",
        "体育要闻",
        "河湾原创",
        "时尚",
        "教育要闻",
        "无障碍浏览 进入关怀版",
    ] {
        assert!(
            text.iter().any(|found| found == line),
            "no line {line:?} in {text:#?}"
        );
    }
}

/// The text as a browser copies it: inline elements join, blocks part.
fn lines(html: &str) -> Vec<String> {
    const INLINE: [&str; 6] = ["a", "b", "span", "time", "strong", "em"];
    let body = html.split("<body>").nth(1).unwrap().replace('\n', " ");
    let mut text = String::new();
    for part in body.split('<') {
        let (tag, rest) = part.split_once('>').unwrap_or(("", part));
        let tag = tag.trim_start_matches('/').split(' ').next().unwrap();
        if !INLINE.contains(&tag) {
            text.push('\n');
        }
        text.push_str(rest);
    }
    let text = text.replace("&gt;", ">");
    text.lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect()
}

#[test]
fn an_asset_s_url_names_its_content() {
    for asset in assets() {
        assert!(
            !asset.bytes.is_empty(),
            "{} is empty: run npm run build",
            asset.name
        );
        let hash = asset.path.split('.').nth(1).unwrap();
        assert_eq!(hash.len(), 16, "{}", asset.path);
    }
}
