//! Files that a process left which was killed before it wrote their row.

use std::fs::{self, File};
use std::time::Duration;

use masthead::media::strays::clear_strays;
use masthead_media::Hash;
use serde_json::json;

use crate::support::{Archive, TestSite};

/// Two days before the moment of all tests.
pub(crate) const LONG_AGO_S: u64 = 1_768_500_000;

#[tokio::test]
async fn a_file_without_a_row_is_taken_away_after_a_day_and_no_other() {
    let article = json!({"id": "a", "creator": "harbour", "channel": "city", "title": "题",
        "published_at": "2026-01-10T08:00:00+08:00", "cover": "media/p.png",
        "body": {"format": "text", "content": "文"}});
    let archive = Archive::small()
        .row("articles", article)
        .picture("media/p.png", 40, 30);
    for site in TestSite::each(&archive).await {
        let left = |bytes: &[u8], at: u64| {
            let hash = Hash::of(bytes).to_string();
            let folder = site.media_folder().join("original").join(&hash[..2]);
            fs::create_dir_all(&folder).expect("a folder");
            let path = folder.join(&hash);
            fs::write(&path, bytes).expect("written");
            aged(&path, at);
            path
        };
        let (old, young) = (
            left(b"old", LONG_AGO_S),
            left(b"young", LONG_AGO_S + 160_000),
        );
        let known = files(site.media_folder());
        known.iter().for_each(|path| aged(path, LONG_AGO_S));
        aged(&young, LONG_AGO_S + 160_000);
        let mut cleared = 0;
        for bucket in 0..=u8::MAX {
            cleared += clear_strays(&site.portal, bucket).await.expect("a look");
        }
        assert_eq!(cleared, 1);
        assert!(!old.exists() && young.exists());
        assert_eq!(files(site.media_folder()).len(), known.len() - 1);
    }
}

pub(crate) fn aged(path: &std::path::Path, at: u64) {
    let file = File::options().write(true).open(path).expect("a file");
    let at = std::time::UNIX_EPOCH + Duration::from_secs(at);
    file.set_modified(at).expect("a time");
}

fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let (mut found, mut waiting) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => waiting.push(path),
                false => found.push(path),
            }
        }
    }
    found
}
