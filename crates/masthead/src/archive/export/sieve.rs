use std::collections::HashSet;
use std::fmt;

use masthead_archive::rows::{Row, Site};
use masthead_archive::{Fault, FileKind, ReadLimits};
use masthead_document::json;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Something that stands in the database, and not in the archive: shown as
/// `articles.jsonl: article-17: locale: "a b" is no language tag …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The archive's file.
    pub file: String,
    /// The row's id there, or what else it goes by.
    pub row: String,
    /// The key that was left out; none where the row was, as a whole.
    pub key: Option<String>,
    pub reason: String,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: ", self.file, self.row)?;
        if let Some(key) = &self.key {
            write!(f, "{key}: ")?;
        }
        f.write_str(&self.reason)
    }
}

/// A row that another names, and the key that names it.
pub(super) struct Reference<'a> {
    pub(super) key: &'static str,
    pub(super) file: FileKind,
    pub(super) id: &'a str,
}

impl Reference<'_> {
    fn fault(&self) -> Fault {
        Fault::new(
            self.key,
            format!("{:?} was left out of {}", self.id, self.file),
        )
    }
}

/// Lets through what an import takes, and says what it holds back: then what
/// was exported comes back whole.
pub(super) struct Sieve {
    longest: usize,
    held: HashSet<(FileKind, String)>,
    pub(super) said: Vec<LeftOut>,
}

impl Sieve {
    pub(super) fn new() -> Self {
        Self {
            longest: ReadLimits::default().line_bytes,
            held: HashSet::new(),
            said: Vec::new(),
        }
    }

    /// The row as it can be taken, or none. `id` is what it goes by.
    pub(super) fn row<R: Row>(
        &mut self,
        row: R,
        id: &str,
        references: &[Reference<'_>],
    ) -> Option<R> {
        let missing = references.iter().find(|one| self.is_held(one));
        let sifted = match missing {
            Some(one) => Err(one.fault()),
            None => self.mended(row, R::FILE, id, R::check),
        };
        sifted.map_err(|fault| self.hold(R::FILE, id, fault)).ok()
    }

    /// Whether the row that may be named is in the archive; where it was held
    /// back, what named it is said to do so no more.
    pub(super) fn stands(&mut self, file: &str, row: &str, one: &Reference<'_>) -> bool {
        let is_held = self.is_held(one);
        if is_held {
            self.say(file, row, one.fault());
        }
        !is_held
    }

    pub(super) fn is_held(&self, one: &Reference<'_>) -> bool {
        self.held.contains(&(one.file, one.id.to_owned()))
    }

    /// A portal that cannot be said is one with a name.
    pub(super) fn site(&mut self, site: Site) -> Site {
        let (file, own) = (FileKind::Site, "the site");
        let fallback = Site::new("Masthead");
        let mended = self.mended(site, file, own, Site::check);
        mended.unwrap_or_else(|fault| {
            self.hold(file, own, fault);
            fallback
        })
    }

    /// Keeps a row out, with all that names it.
    pub(super) fn hold(&mut self, file: FileKind, id: &str, fault: Fault) {
        self.held.insert((file, id.to_owned()));
        self.say(file.name(), id, fault);
    }

    pub(super) fn say(&mut self, file: &str, row: &str, fault: Fault) {
        self.said.push(LeftOut {
            file: file.to_owned(),
            row: row.to_owned(),
            key: fault.key,
            reason: fault.reason,
        });
    }

    /// Without characters that no text holds, then without each key that is
    /// wrong and may be left out.
    fn mended<T: Serialize + DeserializeOwned>(
        &mut self,
        row: T,
        file: FileKind,
        id: &str,
        check: impl Fn(&T) -> Result<(), Fault>,
    ) -> Result<T, Fault> {
        let file = file.name();
        let line = serde_json::to_string(&row).expect("a row is plain data");
        let clean = json::clean(&line);
        let mut row = row;
        if clean.text != line {
            row = read(&clean.text)?;
        }
        if clean.dropped > 0 {
            let said = format!("{} characters that no text holds", clean.dropped);
            self.say(file, id, whole(said));
        }
        if clean.text.len() > self.longest {
            let (size, limit) = (clean.text.len(), self.longest);
            return Err(whole(format!("is {size} bytes long; the limit is {limit}")));
        }
        while let Err(fault) = check(&row) {
            row = without(&row, fault.key.as_deref()).ok_or_else(|| fault.clone())?;
            self.say(file, id, fault);
        }
        Ok(row)
    }
}

fn whole(reason: String) -> Fault {
    Fault { key: None, reason }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|error| whole(error.to_string()))
}

/// The row without the key at the head of `path`, if it may be without.
fn without<T: Serialize + DeserializeOwned>(row: &T, path: Option<&str>) -> Option<T> {
    let key = path?.split(['.', '[']).next()?;
    let mut value = serde_json::to_value(row).ok()?;
    value.as_object_mut()?.remove(key)?;
    serde_json::from_value(value).ok()
}

#[cfg(test)]
mod tests {
    use masthead_archive::parse_line;
    use masthead_archive::rows::Article;

    use super::*;

    fn article(more: &str) -> Article {
        let line = format!(
            r#"{{"id":"a","creator":"c","title":"t","state":"draft","body":{{"format":"text","content":"x"}}{more}}}"#
        );
        serde_json::from_str(&line).expect("a row")
    }

    fn lines(sieve: &Sieve) -> Vec<String> {
        sieve.said.iter().map(LeftOut::to_string).collect()
    }

    #[test]
    fn what_no_import_takes_is_left_out_and_named() {
        let mut sieve = Sieve::new();
        let row = article(r#","locale":"Deutsch (neu)","summary":"a\u0000b","tags":["x","\ty"]"#);
        let row = sieve.row(row, "a", &[]).expect("the rest");
        assert_eq!(row.summary.as_deref(), Some("ab"));
        assert!(row.locale.is_none() && row.tags.is_empty());
        let line = serde_json::to_vec(&row).expect("a line");
        parse_line::<Article>(&line, 1).expect("it is taken");
        assert_eq!(
            lines(&sieve),
            [
                "articles.jsonl: a: 1 characters that no text holds",
                "articles.jsonl: a: tags[1]: has a line break or another control character",
                "articles.jsonl: a: locale: \"Deutsch (neu)\" is no language tag (write it as \"zh-CN\" or \"en\")",
            ]
        );
    }

    #[test]
    fn line_ends_are_written_as_an_import_reads_them() {
        let mut sieve = Sieve::new();
        let row = article(r#","summary":"a\r\nb\rc""#);
        let row = sieve.row(row, "a", &[]).expect("a row");
        assert_eq!(row.summary.as_deref(), Some("a\nb\nc"));
        assert_eq!(lines(&sieve), Vec::<String>::new());
    }

    #[test]
    fn a_row_that_cannot_be_without_is_left_out_with_what_names_it() {
        let mut sieve = Sieve::new();
        let mut row = article("");
        row.title = "长".repeat(201);
        assert!(sieve.row(row, "a", &[]).is_none());
        let of = Reference {
            key: "article",
            file: FileKind::Articles,
            id: "a",
        };
        assert!(sieve.row(article(""), "b", &[of]).is_none());
        assert_eq!(
            lines(&sieve),
            [
                "articles.jsonl: a: title: has 201 characters; the limit is 200",
                "articles.jsonl: b: article: \"a\" was left out of articles.jsonl",
            ]
        );
    }
}
