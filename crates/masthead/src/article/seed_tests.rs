//! The page that specifies the product by example: with the same content put
//! in, every line of it comes out. Passes over where the page is not there.

use std::fs;
use std::path::PathBuf;

use serde_json::json;

use crate::support::{Archive, TestSite};

fn seed() -> Option<String> {
    let data = std::env::var_os("MASTHEAD_SHARED_DATA").map(PathBuf::from);
    let folder = data
        .and_then(|data| Some(data.parent()?.join("seed")))
        .unwrap_or_else(|| {
            PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/seed"))
        });
    let file = fs::read_dir(folder).ok()?.flatten().next()?;
    fs::read_to_string(file.path()).ok()
}

/// The seed's parts: where they begin and end is known by their fixed lines.
struct Seed<'s> {
    lines: Vec<&'s str>,
}

impl<'s> Seed<'s> {
    fn of(text: &'s str) -> Self {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        Self {
            lines: lines.collect(),
        }
    }

    fn at(&self, line: &str) -> usize {
        let at = self.lines.iter().position(|found| *found == line);
        at.unwrap_or_else(|| panic!("the seed has no line {line:?}"))
    }

    fn title(&self) -> &'s str {
        self.lines[1]
    }

    fn notices(&self) -> usize {
        let notice = |line: &&str| line.starts_with("特别声明");
        self.lines.iter().position(notice).expect("a notice")
    }

    fn body(&self) -> String {
        self.lines[self.at("分享至") + 1..self.notices()].join("\n\n")
    }

    /// Title, creator and time of each recommended article; the title stands
    /// twice, as the picture's text and as the link's.
    fn recommended(&self) -> Vec<[&'s str; 3]> {
        let from = self.at("热点推荐") + 1;
        let until = self.at("2026-01-18 04:35:00");
        let rows = self.lines[from..until].chunks(4);
        rows.map(|row| [row[1], row[2], row[3]]).collect()
    }
}

const CHANNELS: [(&str, &str); 6] = [
    ("toutiao", "头条"),
    ("sports", "体育"),
    ("ent", "娱乐"),
    ("money", "财经"),
    ("tech", "科技"),
    ("auto", "汽车"),
];
const COLUMNS: [(&str, &str); 5] = [
    ("fashion", "时尚"),
    ("edu", "教育"),
    ("digi", "数码"),
    ("house", "房产"),
    ("baby", "亲子"),
];

fn archive(seed: &Seed<'_>) -> Archive {
    let notices = seed.notices();
    let mut archive = Archive::new()
        .site("name", json!("网易"))
        .site("original_title", json!("态度原创"))
        .site(
            "notice",
            json!({"zh-CN": seed.lines[notices], "en": seed.lines[notices + 1]}),
        );
    archive = people(archive, seed);
    for (position, (slug, name)) in CHANNELS.into_iter().enumerate() {
        let heading = format!("{name}要闻");
        let at = seed.lines.iter().rposition(|line| *line == heading);
        let title = seed.lines[at.expect("a heading") + 1];
        archive = archive
            .row("channels", json!({"id": slug, "name": name, "headline_title": heading, "position": position}))
            .row("articles", story(&format!("headline-{slug}"), title, "desk", "2026-01-17T09:00:00+08:00", 0))
            .row("slots", json!({"place": format!("channel/{slug}/headline"), "article": format!("headline-{slug}")}));
    }
    for (position, (slug, name)) in COLUMNS.into_iter().enumerate() {
        let heading = format!("{name}要闻");
        let title = match slug {
            "fashion" => seed.lines[seed.at("亲子") + 1],
            _ => seed.lines[seed.at(&heading) + 1],
        };
        archive = archive
            .row("columns", json!({"id": slug, "name": name, "headline_title": heading, "position": position}))
            .row("articles", story(&format!("column-{slug}"), title, "desk", "2026-01-17T08:00:00+08:00", 0))
            .row("slots", json!({"place": format!("column/{slug}/headline"), "article": format!("column-{slug}")}));
    }
    archive
}

fn people(mut archive: Archive, seed: &Seed<'_>) -> Archive {
    archive = archive
        .row("creators", json!({"id": "xu", "handle": "xuxudaoshi", "name": "徐徐道史", "bio": "说些那些年的那些事儿"}))
        .row("creators", json!({"id": "desk", "handle": "desk", "name": "编辑部"}));
    let mut main = story("seed", seed.title(), "xu", "2025-09-28T10:00:00+08:00", 10);
    main["body"]["content"] = json!(seed.body());
    archive = archive.row("articles", main);
    for number in 1..3_337 {
        let id = format!("past-{number}");
        archive = archive.row(
            "articles",
            story(
                &id,
                &format!("往事之{number}"),
                "xu",
                "2024-05-01T10:00:00+08:00",
                0,
            ),
        );
    }
    for number in 0..110 {
        let user = format!("reader-{number}");
        archive = archive
            .row("users", json!({"id": user, "name": user}))
            .row("followers", json!({"creator": "xu", "user": user}));
    }
    for (number, [title, creator, at]) in seed.recommended().into_iter().enumerate() {
        let id = format!("hot-{number}");
        let at = format!("{}+08:00", at.replace(' ', "T"));
        archive = archive
            .row("creators", json!({"id": id, "handle": id, "name": creator}))
            .row("articles", story(&id, title, &id, &at, 90_000));
    }
    archive
}

fn story(id: &str, title: &str, creator: &str, at: &str, views: u64) -> serde_json::Value {
    json!({
        "id": id, "creator": creator, "title": title, "published_at": at, "views": views,
        "body": {"format": "text", "content": format!("{title}。")},
    })
}

#[tokio::test]
async fn every_line_of_the_seed_stands_on_the_page() {
    let Some(text) = seed() else {
        eprintln!("the seed's page is not there: nothing to compare with");
        return;
    };
    let seed = Seed::of(&text);
    for site in TestSite::each(&archive(&seed)).await {
        let url = site.article_url("seed").await;
        let page = site.get(&url).await;
        let lines = page.lines();
        let missing: Vec<&&str> = seed
            .lines
            .iter()
            .filter(|line| !lines.iter().any(|found| found == *line))
            .collect();
        assert!(missing.is_empty(), "missing: {missing:#?}\nin: {lines:#?}");
    }
}
