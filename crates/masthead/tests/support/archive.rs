use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

/// An archive in a folder, written row by row.
pub struct Archive {
    folder: tempfile::TempDir,
    site: Value,
    files: BTreeMap<&'static str, Vec<Value>>,
}

impl Archive {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            site: json!({
                "format": "masthead-archive", "version": 1,
                "name": {"zh-CN": "望川", "en": "Wangchuan"},
                "locale": "zh-CN", "time_zone": "Asia/Shanghai",
            }),
            files: BTreeMap::new(),
        }
    }

    /// A city channel and the creator `harbour`: enough for one article.
    pub fn small() -> Self {
        Self::new()
            .row(
                "channels",
                json!({"id": "city", "name": {"zh-CN": "城事", "en": "City"}}),
            )
            .row("users", json!({"id": "u1", "name": "陈江"}))
            .row(
                "creators",
                json!({"id": "harbour", "handle": "harbour", "name": "江岸观察"}),
            )
    }

    pub fn site(mut self, key: &str, value: Value) -> Self {
        self.site[key] = value;
        self
    }

    pub fn row(mut self, file: &'static str, row: Value) -> Self {
        self.files.entry(file).or_default().push(row);
        self
    }

    /// An article of `harbour` in `city`, published at `at`.
    pub fn article(self, id: &str, title: &str, at: &str) -> Self {
        self.row(
            "articles",
            json!({
                "id": id, "creator": "harbour", "channel": "city", "title": title,
                "body": {"format": "text", "content": format!("{title}的正文。")},
                "published_at": at,
            }),
        )
    }

    /// A picture of this many pixels.
    pub fn picture(self, path: &str, width: u32, height: u32) -> Self {
        let file = self.folder.path().join(path);
        fs::create_dir_all(file.parent().expect("in media/")).expect("a folder");
        let gradient = |x: u32, y: u32| image::Rgb([(x % 256) as u8, (y % 256) as u8, 90]);
        image::RgbImage::from_fn(width, height, gradient)
            .save(file)
            .expect("a picture");
        self
    }

    /// Writes the files out, and gives the folder.
    pub fn path(&self) -> &Path {
        let folder = self.folder.path();
        fs::write(folder.join("site.json"), self.site.to_string()).expect("written");
        for (file, rows) in &self.files {
            let lines: String = rows.iter().map(|row| format!("{row}\n")).collect();
            fs::write(folder.join(format!("{file}.jsonl")), lines).expect("written");
        }
        folder
    }
}

/// The text of a page by lines: block elements part lines, inline ones do
/// not, white space is folded, alternative texts count.
pub fn visible_lines(html: &str) -> Vec<String> {
    const INLINE: &[&str] = &[
        "a", "abbr", "b", "bdi", "cite", "code", "data", "em", "i", "img", "mark", "picture",
        "small", "source", "span", "strong", "sub", "sup", "time", "wbr",
    ];
    const SILENT: &[&str] = &["script", "style", "svg", "title", "head"];
    let (mut text, mut rest, mut silent) = (String::new(), html, None::<&str>);
    while let Some(open) = rest.find('<') {
        if silent.is_none() {
            text.push_str(&rest[..open].replace(char::is_whitespace, " "));
        }
        let close = rest[open..]
            .find('>')
            .map_or(rest.len(), |at| open + at + 1);
        let tag = &rest[open + 1..close - 1];
        let name = tag.trim_start_matches('/');
        let name = &name[..name
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(name.len())];
        match silent {
            Some(waiting) if tag.starts_with('/') && name == waiting => silent = None,
            Some(_) => {}
            None if SILENT.contains(&name) && !tag.ends_with('/') && !tag.starts_with('/') => {
                silent = SILENT.iter().find(|silent| **silent == name).copied();
            }
            None => {
                if !INLINE.contains(&name) {
                    text.push('\n');
                }
                if let Some(alt) = tag.split(" alt=\"").nth(1).filter(|_| name == "img") {
                    text.push('\n');
                    text.push_str(alt.split('"').next().unwrap_or_default());
                    text.push('\n');
                }
            }
        }
        rest = &rest[close..];
    }
    let text = text
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'");
    text.lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect()
}
