//! How pieces are shown: marks, choices, covers.

use std::collections::{BTreeSet, HashMap};

use masthead_archive::limits::{list, text};
use masthead_db::{Fault, Tx, params};
use serde_json::{Value, json};

use super::pages::{Choice, PieceLimits};
use super::words::WORDS;
use crate::compose::Room;
use crate::id::ChannelId;
use crate::media::store::{Cover, cover_from_row};
use crate::media::urls::{film_url, plain_picture};
use crate::portal::FILE_BYTES;
use crate::publishing::rules::{Next, Public};
use crate::publishing::typed::{KEPT_CHARS, TAGS};
use crate::upload::rules::{HOURS, PLAIN_MIB};

/// Where a piece stands: with readers, and with the desk. The locale keys are
/// `piece-{mark}`.
pub(super) fn marks(public: Public, next: Next) -> Vec<&'static str> {
    if public == Public::Discarded {
        return vec!["discarded"];
    }
    let public = match public {
        Public::Unpublished | Public::Discarded => None,
        Public::Scheduled { .. } => Some("scheduled"),
        Public::Published { .. } => Some("published"),
        Public::Withdrawn { .. } => Some("withdrawn"),
        Public::Retracted { .. } => Some("retracted"),
        Public::TakenDown { .. } => Some("taken-down"),
    };
    let next = match next {
        Next::Nothing => None,
        Next::Open if public.is_some() => Some("update"),
        Next::Open => Some("draft"),
        Next::Waiting => Some("waiting"),
        Next::SentBack => Some("sent-back"),
        Next::Rejected => Some("rejected"),
    };
    match (public, next) {
        (None, None) => vec!["draft"],
        (public, next) => public.into_iter().chain(next).collect(),
    }
}

const TEXT: masthead_document::Limits = masthead_document::Limits::DEFAULT;

pub(super) const LIMITS: PieceLimits = PieceLimits {
    title_most: text::TITLE,
    summary_most: text::SUMMARY,
    tags_most: TAGS,
    tag_most: text::TAG,
    body_most: TEXT.text_chars,
    parts_most: TEXT.nodes,
    field_most: KEPT_CHARS,
    columns_most: list::COLUMNS,
    picture_mb: (FILE_BYTES / 1_048_576) as u64,
    video_mb: 0,
    day_mb: 0,
    plain_mb: PLAIN_MIB,
    hours: HOURS,
    width: 0,
    height: 0,
    side: 0,
    megapixels: 0,
};

/// The channels by their tree, as `parent / child`.
pub(super) fn channels(room: &Room<'_>, chosen: &str) -> Vec<Choice> {
    let all = &room.front.channels;
    let label = |id: ChannelId| {
        let channel = all.iter().find(|channel| channel.id == id)?;
        Some((room.name(&channel.name), channel.parent))
    };
    let choice = |id: ChannelId| {
        let (name, parent) = label(id)?;
        let above = parent.and_then(label).map(|(name, _)| format!("{name} / "));
        let value = id.to_string();
        Some(Choice {
            chosen: value == chosen,
            label: format!("{}{name}", above.unwrap_or_default()),
            value,
        })
    };
    all.iter()
        .filter_map(|channel| choice(channel.id))
        .collect()
}

pub(super) fn columns(room: &Room<'_>, chosen: &BTreeSet<String>) -> Vec<Choice> {
    let all = room.front.columns.iter();
    all.map(|column| {
        let value = column.id.to_string();
        Choice {
            chosen: chosen.contains(&value),
            label: room.name(&column.name),
            value,
        }
    })
    .collect()
}

/// Where pictures are, by their hashes: for the editor.
pub(super) fn shown(covers: &HashMap<String, Cover>) -> Value {
    let shown = covers.iter().map(|(hash, cover)| {
        let film = film_url(hash, &cover.master_format);
        let url = film.unwrap_or_else(|| plain_picture(cover, "").src);
        let picture = json!({"url": url, "width": cover.width, "height": cover.height});
        (hash.clone(), picture)
    });
    Value::Object(shown.collect())
}

/// What the editor's script says, by its keys.
pub(super) fn editor_words(room: &Room<'_>) -> String {
    let said = WORDS
        .iter()
        .map(|key| ((*key).to_owned(), room.word(key).into()));
    Value::Object(said.collect()).to_string()
}

/// As many as one query asks for.
const AT_ONCE: usize = 16;

/// The pictures of these hashes that are kept, a query for each sixteen.
///
/// # Errors
/// What the database says.
pub(super) fn covers(tx: &mut Tx<'_>, hashes: &[String]) -> Result<HashMap<String, Cover>, Fault> {
    let mut found = HashMap::new();
    for some in hashes.chunks(AT_ONCE) {
        let at = |place: usize| some.get(place).map_or("", String::as_str);
        let covers = tx.query(
            "SELECT hash, width, height, transparent, animated, master_format FROM media
            WHERE hash IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
            params![
                at(0),
                at(1),
                at(2),
                at(3),
                at(4),
                at(5),
                at(6),
                at(7),
                at(8),
                at(9),
                at(10),
                at(11),
                at(12),
                at(13),
                at(14),
                at(15)
            ],
            |row| cover_from_row(row, 0),
        )?;
        let named = covers.into_iter().flatten();
        found.extend(named.map(|cover| (cover.hash.clone(), cover)));
    }
    Ok(found)
}
