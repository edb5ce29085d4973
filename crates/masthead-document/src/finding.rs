//! What a converter left out or changed, for the creator's eyes.

use serde::Serialize;
use std::fmt;

/// Findings beyond this are not kept: hostile input must not fill the log.
const KEPT: usize = 100;

/// Something that was left out or changed on the way in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub kind: FindingKind,
    /// What it was about (a tag, an address), at most 200 characters.
    pub detail: String,
}

/// The kinds of findings; the snake-case name is the key for a locale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// An element and its contents were dropped.
    ElementDropped,
    /// A link has an address that is not taken; its text stays.
    LinkRemoved,
    /// A picture, film or sound elsewhere became a link.
    ExternalMedia,
    /// A picture, film, sound or text track has a source that is not taken.
    MediaDropped,
    /// An embed that the operator does not list.
    EmbedDropped,
    /// A heading outside of 2 to 4 was moved into it.
    HeadingLevel,
}

/// The findings of one conversion, the first hundred of them.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    kept: Vec<Finding>,
}

impl Findings {
    pub(crate) fn add(&mut self, kind: FindingKind, detail: &str) {
        if self.kept.len() < KEPT {
            let detail = detail
                .chars()
                .filter(|c| !c.is_control())
                .take(200)
                .collect();
            self.kept.push(Finding { kind, detail });
        }
    }

    pub(crate) fn into_vec(self) -> Vec<Finding> {
        self.kept
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            FindingKind::ElementDropped => "left out",
            FindingKind::LinkRemoved => "link removed",
            FindingKind::ExternalMedia => "made a link, since it lies elsewhere",
            FindingKind::MediaDropped => "media left out",
            FindingKind::EmbedDropped => "embed left out, its host is not listed",
            FindingKind::HeadingLevel => "heading level changed",
        };
        write!(f, "{what}: {}", self.detail)
    }
}
