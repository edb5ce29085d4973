//! What systems put beside people's files, and files under `media/` by what a row may call them.

use std::collections::HashMap;

use masthead_document::media_reference;
use unicode_normalization::UnicodeNormalization;

/// What a system puts beside the files of a folder, at any depth: macOS its `.DS_Store`, its `._` doubles and its
/// `Icon\r`, Windows its thumbnails.
pub(super) fn is_litter(name: &str) -> bool {
    let last = name.trim_end_matches('/').rsplit('/').next();
    let last = last.unwrap_or_default();
    name.split('/').any(|part| part == "__MACOSX")
        || last.starts_with("._")
        || matches!(last, ".DS_Store" | "Icon\r" | "Thumbs.db" | "desktop.ini")
}

/// Names of files, found again where a row writes one otherwise.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By their composed form (NFC): a Mac takes accents and kana apart.
    composed: HashMap<String, String>,
    /// By what they mean as an address: a file may be called `50%20off.png` itself. None where two mean the same.
    meant: HashMap<String, Option<String>>,
}

impl Names {
    pub(super) fn of(mut names: Vec<String>) -> Self {
        names.sort();
        let mut all = Names::default();
        for name in names {
            let meant = composed(&media_reference(&name));
            all.meant
                .entry(meant)
                .and_modify(|other| *other = None)
                .or_insert_with(|| Some(name.clone()));
            all.composed.entry(composed(&name)).or_insert(name);
        }
        all
    }

    /// The file that `path` can only mean, where none is called just so.
    pub(super) fn find(&self, path: &str) -> Option<&str> {
        let bare = path.split(['?', '#']).next().unwrap_or_default();
        self.find_whole(path).or_else(|| self.find_whole(bare))
    }

    fn find_whole(&self, path: &str) -> Option<&str> {
        let path = composed(path);
        let meant = || self.meant.get(&path).and_then(Option::as_ref);
        self.composed.get(&path).or_else(meant).map(String::as_str)
    }
}

fn composed(name: &str) -> String {
    name.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(all: &[&str]) -> Names {
        Names::of(all.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn accents_may_be_written_in_one_character_or_in_two() {
        let found = names(&["media/cafe\u{301}.png"]);
        assert_eq!(
            found.find("media/caf\u{e9}.png"),
            Some("media/cafe\u{301}.png")
        );
        let found = names(&["media/が.png"]);
        assert_eq!(found.find("media/か\u{3099}.png"), Some("media/が.png"));
    }

    #[test]
    fn a_file_called_like_an_address_is_found_where_it_alone_can_be_meant() {
        let literal = "media/50%20off.png";
        assert_eq!(names(&[literal]).find("media/50 off.png"), Some(literal));
        let both = names(&[literal, "media/50 off.png"]);
        assert_eq!(both.find("media/50 off.png"), Some("media/50 off.png"));
        let two = names(&["media/a%2Db.png", "media/%61-b.png"]);
        assert_eq!(two.find("media/a-b.png"), None);
    }

    #[test]
    fn what_follows_a_name_in_an_address_is_left_away_where_no_file_is_called_so() {
        let found = names(&["media/a.png"]);
        assert_eq!(found.find("media/a.png?v=3"), Some("media/a.png"));
        assert_eq!(found.find("media/b.png?v=3"), None);
    }

    #[test]
    fn what_a_system_left_is_no_file_of_the_archive() {
        for name in [
            ".DS_Store",
            "a/media/.DS_Store",
            "__MACOSX/a/._b.png",
            "media/._b.png",
            "Icon\r",
        ] {
            assert!(is_litter(name), "{name:?}");
        }
        for name in ["media/.b.png", "media/a._b.png", "site.json"] {
            assert!(!is_litter(name), "{name:?}");
        }
    }
}
