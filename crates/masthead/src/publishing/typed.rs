//! The form of a piece: as it is typed, and as it has to be for the desk.

use std::collections::BTreeSet;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use masthead_archive::limits::{list, text};
use masthead_archive::rows::{is_line, is_locale};
use masthead_clock::Millis;
use masthead_document::bidi::closed;
use masthead_document::text::clean;
use masthead_document::{Block, Document};
use serde::{Deserialize, Serialize};

use super::tags;
use crate::id::{ChannelId, ColumnId};
use crate::web::Trouble;

/// Of one article; an archive takes more.
pub const TAGS: usize = 10;
/// Characters that a field keeps while it is typed: room for a text that is still too long.
pub const KEPT_CHARS: usize = 4_000;
/// No article waits longer than a year.
const LONGEST_WAIT_MS: i64 = 366 * 86_400_000;

/// Everything that the form says besides the text, as it was typed: half of it
/// may be wrong as long as nobody hands it in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Typed {
    #[serde(skip)]
    pub title: String,
    pub summary: String,
    pub channel: String,
    pub columns: BTreeSet<String>,
    pub tags: String,
    pub cover: String,
    /// `original`, `reprint`, or nothing yet.
    pub origin: String,
    pub source_name: String,
    pub source_url: String,
    /// `none`, `assisted`, `generated`.
    pub ai: String,
    pub locale: String,
    /// `closed`, or open.
    pub comments: String,
    /// As `datetime-local` writes it, in the site's zone.
    pub embargo: String,
    pub correction: String,
}

impl Typed {
    /// Takes the value of a field; of one that the form does not have, nothing.
    pub fn set(&mut self, field: &str, value: &str) {
        let place = match field {
            "title" => &mut self.title,
            "summary" => &mut self.summary,
            "channel" => &mut self.channel,
            "tags" => &mut self.tags,
            "cover" => &mut self.cover,
            "origin" => &mut self.origin,
            "source_name" => &mut self.source_name,
            "source_url" => &mut self.source_url,
            "ai" => &mut self.ai,
            "locale" => &mut self.locale,
            "comments" => &mut self.comments,
            "embargo" => &mut self.embargo,
            "correction" => &mut self.correction,
            "columns" => {
                self.columns.insert(value.to_owned());
                return;
            }
            _ => return,
        };
        value.clone_into(place);
    }

    /// What is longer than any draft keeps it. Nothing is cut: it is not saved.
    #[must_use]
    pub fn too_long(&self) -> Vec<Trouble> {
        let fields = [
            ("title", &self.title),
            ("summary", &self.summary),
            ("channel", &self.channel),
            ("tags", &self.tags),
            ("cover", &self.cover),
            ("origin", &self.origin),
            ("source_name", &self.source_name),
            ("source_url", &self.source_url),
            ("ai", &self.ai),
            ("locale", &self.locale),
            ("comments", &self.comments),
            ("embargo", &self.embargo),
            ("correction", &self.correction),
        ];
        let over = |value: &str| value.chars().count() > KEPT_CHARS;
        let long = fields.into_iter().filter(|(_, value)| over(value));
        let mut troubles: Vec<Trouble> = long
            .map(|(field, _)| Trouble {
                field,
                key: "piece-field-long",
            })
            .collect();
        if self.columns.len() > list::COLUMNS || self.columns.iter().any(|id| over(id)) {
            troubles.push(Trouble {
                field: "columns",
                key: "piece-columns-many",
            });
        }
        troubles
    }

    /// # Errors
    /// A text that is none of ours: a defect of whoever stored it.
    pub fn read(title: String, json: &str) -> Result<Self, serde_json::Error> {
        let typed: Self = serde_json::from_str(json)?;
        Ok(Self { title, ..typed })
    }

    /// All of it but the title.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("words are plain data")
    }
}

/// What a form is held against.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    pub channels: &'a [ChannelId],
    pub columns: &'a [ColumnId],
    pub zone: &'a TimeZone,
    pub now: Millis,
}

/// A form that the desk can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ready {
    pub title: String,
    pub summary: Option<String>,
    pub channel: ChannelId,
    pub columns: Vec<ColumnId>,
    pub tags: Vec<String>,
    pub cover: Option<String>,
    pub original: Option<bool>,
    pub source_name: Option<String>,
    pub source_url: Option<String>,
    pub ai: Option<&'static str>,
    pub locale: Option<String>,
    pub comments_open: bool,
    pub embargo: Option<Millis>,
    pub correction: Option<String>,
}

impl Ready {
    /// Reads a form with its text.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn check(
        typed: &Typed,
        document: &Document,
        known: Known<'_>,
    ) -> Result<Self, Vec<Trouble>> {
        let mut check = Check(Vec::new());
        let ready = Self {
            title: check.title(&typed.title),
            summary: check.text("summary", &typed.summary, text::SUMMARY),
            channel: check.channel(&typed.channel, known.channels),
            columns: columns(&typed.columns, known.columns),
            tags: check.tags(&typed.tags),
            cover: filled(&typed.cover),
            original: match &*typed.origin {
                "original" => Some(true),
                "reprint" => Some(false),
                _ => None,
            },
            source_name: check.source(typed),
            source_url: check.url(&typed.source_url),
            ai: match &*typed.ai {
                "assisted" => Some("assisted"),
                "generated" => Some("generated"),
                _ => None,
            },
            locale: check.locale(&typed.locale),
            comments_open: typed.comments != "closed",
            embargo: check.embargo(&typed.embargo, known),
            correction: check.text("correction", &typed.correction, text::SUMMARY),
        };
        check.body(document);
        match check.0.is_empty() {
            true => Ok(ready),
            false => Err(check.0),
        }
    }
}

/// The asked-for columns that there are.
fn columns(typed: &BTreeSet<String>, known: &[ColumnId]) -> Vec<ColumnId> {
    let ids = typed.iter().filter_map(|id| id.parse().ok());
    let mut ids: Vec<ColumnId> = ids.filter(|id| known.contains(id)).collect();
    ids.sort_unstable();
    ids
}

fn filled(text: &str) -> Option<String> {
    let text = clean(text).text;
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// What is wrong so far.
struct Check(Vec<Trouble>);

impl Check {
    fn add(&mut self, field: &'static str, key: &'static str) {
        self.0.push(Trouble { field, key });
    }

    fn title(&mut self, title: &str) -> String {
        let title = clean(title).text;
        let title = closed(&title);
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        match title.chars().count() {
            0 => self.add("title", "piece-title-missing"),
            1..=text::TITLE => {}
            _ => self.add("title", "piece-title-long"),
        }
        title
    }

    fn text(&mut self, field: &'static str, value: &str, most: usize) -> Option<String> {
        let value = filled(value)?;
        if value.chars().count() > most {
            self.add(field, "piece-text-long");
        }
        Some(value)
    }

    fn channel(&mut self, typed: &str, known: &[ChannelId]) -> ChannelId {
        let channel = typed.parse().ok().filter(|id| known.contains(id));
        if channel.is_none() {
            self.add("channel", "piece-channel-missing");
        }
        channel.unwrap_or_default()
    }

    /// Words between commas of any script.
    fn tags(&mut self, typed: &str) -> Vec<String> {
        let tags = tags::split(&clean(typed).text);
        if tags.len() > TAGS || !tags.iter().all(|tag| is_line(tag, text::TAG)) {
            self.add("tags", "piece-tags");
        }
        tags
    }

    /// A reprint says whose it is.
    fn source(&mut self, typed: &Typed) -> Option<String> {
        let name = filled(&typed.source_name);
        if name.is_none() && (typed.origin == "reprint" || filled(&typed.source_url).is_some()) {
            self.add("source_name", "piece-source-missing");
        }
        if name.as_ref().is_some_and(|name| !is_line(name, text::NAME)) {
            self.add("source_name", "piece-text-long");
        }
        name
    }

    fn url(&mut self, typed: &str) -> Option<String> {
        let url = filled(typed)?;
        let web = url.starts_with("https://") || url.starts_with("http://");
        let plain = url.len() <= text::URL && !url.contains(char::is_whitespace);
        if !(web && plain && masthead_document::clean_href(&url).is_some()) {
            self.add("source_url", "piece-url");
        }
        Some(url)
    }

    /// A choice of the form: what is none came from elsewhere.
    fn locale(&mut self, typed: &str) -> Option<String> {
        let locale = filled(typed)?;
        if !is_locale(&locale) {
            self.add("locale", "piece-locale-wrong");
        }
        Some(locale)
    }

    fn embargo(&mut self, typed: &str, known: Known<'_>) -> Option<Millis> {
        let typed = filled(typed)?;
        let at = typed.parse::<DateTime>().ok();
        let at = at.and_then(|at| known.zone.to_zoned(at).ok());
        let at = at.map(|at| Millis(at.timestamp().as_millisecond()));
        let in_time = |at: &Millis| (1..=LONGEST_WAIT_MS).contains(&(at.0 - known.now.0));
        if !at.as_ref().is_some_and(in_time) {
            self.add("embargo", "piece-embargo");
        }
        at
    }

    fn body(&mut self, document: &Document) {
        if document.is_empty() {
            self.add("body", "piece-body-missing");
        } else if says_nothing_of_a_picture(document.blocks()) {
            self.add("body", "piece-alt-missing");
        }
    }
}

/// Whether a picture has neither a text for those who do not see it, nor is
/// said to be without meaning (WCAG 2.2, 1.1.1).
#[must_use]
pub fn says_nothing_of_a_picture(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Picture(picture) => !picture.decorative && picture.alt.trim().is_empty(),
        Block::Quote { blocks, .. } => says_nothing_of_a_picture(blocks),
        Block::List { items, .. } => items.iter().any(|item| says_nothing_of_a_picture(item)),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use masthead_document::{Limits, Policy, parse};

    use super::*;

    const NOW: Millis = Millis(1_768_682_100_000); // 2026-01-17T20:35:00Z

    fn document(markdown: &str) -> Document {
        let parsed = parse::from_markdown(markdown, &Limits::default(), &Policy::default());
        parsed.expect("a text").document
    }

    fn typed(fields: &[(&str, &str)]) -> Typed {
        let mut typed = Typed::default();
        for (field, value) in [("title", "大桥开放"), ("channel", "7")]
            .iter()
            .chain(fields)
        {
            typed.set(field, value);
        }
        typed
    }

    fn check(fields: &[(&str, &str)]) -> Result<Ready, Vec<(&'static str, &'static str)>> {
        let known = Known {
            channels: &[ChannelId(7)],
            columns: &[ColumnId(3), ColumnId(4)],
            zone: &TimeZone::get("Asia/Shanghai").expect("a zone"),
            now: NOW,
        };
        let checked = Ready::check(&typed(fields), &document("今天。"), known);
        checked.map_err(|all| all.iter().map(|one| (one.field, one.key)).collect())
    }

    #[test]
    fn a_title_and_a_channel_are_enough() {
        let ready = check(&[]).expect("ready");
        assert_eq!((&*ready.title, ready.channel), ("大桥开放", ChannelId(7)));
        assert!(ready.comments_open && ready.embargo.is_none());
    }

    #[test]
    fn what_is_missing_or_too_long_is_named_at_its_field() {
        let long = "长".repeat(201);
        for (field, value, key) in [
            ("title", " ", "piece-title-missing"),
            ("title", &*long, "piece-title-long"),
            ("channel", "8", "piece-channel-missing"),
            ("tags", &*"词".repeat(51), "piece-tags"),
            ("source_url", "ftp://a.example", "piece-url"),
            ("locale", "Deutsch (neu)", "piece-locale-wrong"),
            ("source_name", "a\tb", "piece-text-long"),
            ("embargo", "2026-01-18T04:34", "piece-embargo"),
            ("embargo", "2031-01-18T04:34", "piece-embargo"),
            ("embargo", "tomorrow", "piece-embargo"),
        ] {
            let refused = check(&[("source_name", "x"), (field, value)]);
            assert_eq!(refused, Err(vec![(field, key)]), "{field} {value}");
        }
        let reprint = check(&[("origin", "reprint")]);
        assert_eq!(reprint, Err(vec![("source_name", "piece-source-missing")]));
    }

    #[test]
    fn a_time_is_read_in_the_zone_of_the_site() {
        let ready = check(&[("embargo", "2026-01-18T04:36")]).expect("ready");
        assert_eq!(ready.embargo, Some(Millis(NOW.0 + 60_000)));
    }

    #[test]
    fn a_picture_says_what_it_shows_or_that_it_shows_nothing() {
        let hash = "a".repeat(64);
        let known = |document: &Document| says_nothing_of_a_picture(document.blocks());
        assert!(!known(&document(&format!("![桥]({hash})"))));
        assert!(known(&document(&format!("> ![]({hash})"))));
    }

    #[test]
    fn what_no_draft_keeps_is_named_and_not_cut() {
        let most = "长".repeat(KEPT_CHARS);
        assert!(typed(&[("summary", &most)]).too_long().is_empty());
        let over = typed(&[("summary", &format!("{most}长"))]);
        assert_eq!(over.summary.chars().count(), KEPT_CHARS + 1);
        assert_eq!(over.too_long()[0].field, "summary");
        let mut columns = Typed::default();
        (0..=list::COLUMNS).for_each(|id| columns.set("columns", &id.to_string()));
        assert_eq!(columns.too_long()[0].key, "piece-columns-many");
    }

    #[test]
    fn everything_that_was_typed_is_kept() {
        let typed = typed(&[
            ("columns", "3"),
            ("columns", "x"),
            ("embargo", "soon"),
            ("spam", "1"),
        ]);
        let read = Typed::read(typed.title.clone(), &typed.json()).expect("ours");
        assert_eq!(read, typed);
        assert_eq!(
            columns(&read.columns, &[ColumnId(3), ColumnId(4)]),
            [ColumnId(3)]
        );
    }
}
