//! From what is stored to rows of an archive: the other way round of
//! `import`. What is so by default is left out.

use masthead_archive::Fault;
use masthead_archive::rows::{
    AiGenerated, Article, ArticleState, Body, Channel, Column, Comment, Correction, Creator,
    CreatorKind, Localized, Member, MemberRole, Retraction, Slot, Source, Timestamp, User,
};
use masthead_clock::Millis;
use masthead_document::{Document, Limits, Policy, parse};

use super::super::import_limits;
use crate::account::store::put::AccountFields;
use crate::article::rules::Correction as Corrected;
use crate::article::store::export::ArticleRecord;
use crate::channel::store::export::ChannelRecord;
use crate::column::store::export::ColumnRecord;
use crate::comment::store::export::CommentRecord;
use crate::creator::store::export::CreatorRecord;
use crate::slot::rules::FOREVER;
use crate::slot::store::put::SlotFields;

/// Where a picture lies in the archive.
pub(super) fn path(hash: &str, format: &str) -> String {
    format!("media/{hash}.{format}")
}

pub(super) fn time(at: Millis) -> Timestamp {
    Timestamp(at.timestamp())
}

fn localized(stored: String) -> Localized {
    serde_json::from_str(&stored).unwrap_or(Localized::One(stored))
}

/// A word of the database as the archive's enum, which has the same words.
fn word<T: serde::de::DeserializeOwned>(stored: &str) -> Option<T> {
    serde_json::from_value(stored.into()).ok()
}

fn position(position: i64) -> Option<i32> {
    i32::try_from(position)
        .ok()
        .filter(|position| *position != 0)
}

fn count(count: i64) -> Option<u64> {
    u64::try_from(count).ok().filter(|count| *count > 0)
}

pub(super) fn channel(record: ChannelRecord) -> Channel {
    Channel {
        id: record.slug,
        name: localized(record.fields.name),
        headline_title: record.fields.headline_title.map(localized),
        parent: record.parent,
        position: position(record.fields.position),
    }
}

pub(super) fn column(record: ColumnRecord) -> Column {
    Column {
        id: record.slug,
        name: localized(record.fields.name),
        headline_title: record.fields.headline_title.map(localized),
        parent: record.parent,
        position: position(record.fields.position),
    }
}

pub(super) fn user(id: String, fields: AccountFields) -> User {
    User {
        id,
        name: localized(fields.name),
        email: fields.email,
        created_at: fields.created_at.map(time),
    }
}

pub(super) fn creator(record: CreatorRecord) -> Creator {
    let fields = record.fields;
    let kind: Option<CreatorKind> = word(&fields.kind);
    let picture = fields.avatar.zip(record.avatar_format);
    let members = record.members.into_iter().map(|(user, role)| Member {
        user,
        role: word(&role).unwrap_or(MemberRole::Writer),
    });
    Creator {
        id: record.external_id,
        handle: fields.handle,
        name: localized(fields.name),
        kind: kind.filter(|kind| *kind != CreatorKind::default()),
        bio: fields.bio,
        avatar: picture.map(|(hash, format)| path(&hash, &format)),
        region: fields.region,
        created_at: fields.created_at.map(time),
        members: members.collect(),
    }
}

/// The row, and what its text names and no archive carries.
pub(super) fn article(record: ArticleRecord) -> Result<(Article, Vec<String>), Fault> {
    let (body, losses) = body(&record)?;
    let fields = record.fields;
    let state: Option<ArticleState> = word(fields.state.name());
    let ai_generated = fields.ai_generated.as_deref().and_then(word::<AiGenerated>);
    let picture = fields.cover.zip(record.cover_format);
    let source_url = fields.source_url;
    let aside = record.aside;
    let state = state.filter(|state| *state != ArticleState::default());
    let may_be = state.is_some_and(ArticleState::may_be_retracted);
    let retraction = aside.retraction.filter(|_| may_be);
    let row = Article {
        id: record.external_id,
        creator: record.creator,
        title: fields.title,
        body,
        channel: record.channel,
        columns: record.columns,
        cover: picture.map(|(hash, format)| path(&hash, &format)),
        summary: fields.summary,
        tags: serde_json::from_str(&fields.tags).unwrap_or_default(),
        state,
        published_at: fields.published_at.map(time),
        updated_at: fields.updated_at.map(time),
        source: fields.source_name.map(|name| Source {
            name: localized(name),
            url: source_url,
        }),
        original: fields.original.map(|original| original != 0),
        ai_generated,
        region: fields.region,
        views: fields.views.and_then(count),
        locale: fields.locale,
        corrections: corrections(aside.corrections.as_deref()),
        retraction: retraction.map(|(at, words)| Retraction {
            at: time(at),
            words,
        }),
        comments_open: aside.comments_open,
    };
    Ok((row, losses))
}

fn corrections(stored: Option<&str>) -> Vec<Correction> {
    let stored = stored.and_then(|list| serde_json::from_str::<Vec<Corrected>>(list).ok());
    let stored = stored.unwrap_or_default().into_iter();
    let all = stored.map(|one| Correction {
        at: time(Millis(one.at)),
        text: one.text,
    });
    all.collect()
}

/// A document of fewer bytes is within every limit of its readers.
const SURELY_TAKEN_BYTES: usize = 250_000;

/// The document, with pictures named by where they lie in the archive, and
/// what else it names.
fn body(record: &ArticleRecord) -> Result<(Body, Vec<String>), Fault> {
    let (stored, shown) = (record.body.as_deref(), &record.shown);
    let fault = |reason: String| Fault::new("body", reason);
    let mut document: Document = match stored {
        Some(stored) => serde_json::from_str(stored).map_err(|error| fault(error.to_string()))?,
        None => Document::default(),
    };
    let mut losses = Vec::new();
    document.rewrite_media(|name| match shown.iter().find(|(hash, _)| hash == name) {
        Some((hash, format)) => Some(path(hash, format)),
        None => {
            losses.push(format!(
                "{name} is a film, a sound or captions: no archive carries them"
            ));
            None
        }
    });
    if stored.is_some_and(|stored| stored.len() > SURELY_TAKEN_BYTES) {
        let json = serde_json::to_string(&document).expect("a document is plain data");
        let taken = parse::from_json(
            &json,
            &import_limits(&Limits::default()),
            &Policy::default(),
        );
        taken.map_err(|refusal| fault(refusal.to_string()))?;
    }
    let value = serde_json::to_value(document).expect("a document is plain data");
    Ok((Body::Document(value), losses))
}

pub(super) fn comment(record: CommentRecord) -> Comment {
    Comment {
        id: record.external_id,
        article: record.article,
        author: record.author,
        body: record.body,
        created_at: time(record.created_at),
        parent: record.parent,
        likes: count(record.likes),
    }
}

pub(super) fn slot(article: String, fields: SlotFields) -> Result<Slot, Fault> {
    let place = fields.place.parse();
    Ok(Slot {
        place: place.map_err(|reason: String| Fault::new("place", reason))?,
        article,
        title: fields.title.map(localized),
        from: (fields.from_at != Millis(0)).then(|| time(fields.from_at)),
        until: (fields.until_at.0 != FOREVER).then(|| time(fields.until_at)),
        position: position(fields.position),
    })
}
