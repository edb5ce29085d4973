use std::collections::BTreeSet;
use std::sync::Arc;

use masthead_archive::rows::{AiGenerated, Article, ArticleState};
use masthead_archive::{Fault as LineFault, FileKind, LineError};
use masthead_db::Tx;

use super::batch::{Answer, Filed, Unwritten, write_batch};
use super::body::{self, Text};
use super::desk::Desk;
use super::lookup::Lookups;
use super::people::{millis, put_media};
use super::pictures::Shown;
use super::report::Hall;
use super::sections::json;
use super::stream::{Prepared, stream};
use super::{ImportError, Job};
use crate::article;
use crate::article::rules::{Correction, StoredState};
use crate::article::store::put::{ArticleFields, ArticlePut, Aside};
use crate::id::{ChannelId, CreatorId};
use crate::pen::{Change, Pen};

/// An article whose body is a document and whose pictures lie in the store.
struct ArticleIn {
    row: Article,
    text: Text,
    cover: Option<Shown>,
    cover_left_out: Option<String>,
}

impl Filed for ArticleIn {
    const FILE: FileKind = FileKind::Articles;
}

pub(super) fn articles(
    job: &Arc<Job>,
    desk: &mut Desk<'_, '_>,
    hall: &mut Hall<'_>,
) -> Result<(), ImportError> {
    let lines = job.source.lines::<Article>()?;
    stream(
        lines,
        |line, row| prepare(job, line, row),
        |batch| {
            hall.read(batch.refused, batch.cleaned);
            let rows = Arc::new(batch.rows);
            let answers = write_batch(job, desk, hall, &rows, put_article)?;
            let taken = rows.iter().zip(answers);
            for (one, _) in taken.filter(|(_, answer)| *answer == Answer::Taken) {
                one.row.after(job, hall, one.line);
            }
            hall.progress(FileKind::Articles, batch.bytes_read);
            Ok(())
        },
    )?;
    hall.end_of_file(job.source.bytes(FileKind::Articles));
    Ok(())
}

fn prepare(job: &Job, line: u64, mut row: Article) -> Prepared<ArticleIn> {
    let text = match body::read(job, &mut row.body)? {
        Ok(text) => text,
        Err(refusal) => {
            let fault = LineFault::new("body", refusal.to_string());
            return Ok(Err(LineError::new(FileKind::Articles, line, fault)));
        }
    };
    let found = match &row.cover {
        Some(path) => Some(job.pictures.find(&job.source, path)?),
        None => None,
    };
    let (cover, cover_left_out) = match found {
        Some(Ok(shown)) => (Some(shown), None),
        Some(Err(reason)) => (None, Some(reason)),
        None => (None, None),
    };
    Ok(Ok(ArticleIn {
        row,
        text,
        cover,
        cover_left_out,
    }))
}

impl ArticleIn {
    fn shown(&self) -> impl Iterator<Item = &Shown> {
        self.cover.iter().chain(&self.text.shown)
    }

    /// The row is committed.
    fn after(&self, job: &Job, hall: &mut Hall<'_>, line: u64) {
        self.shown()
            .for_each(|shown| job.pictures.shown(&shown.hash));
        let cover = self.cover_left_out.iter().map(|reason| ("cover", reason));
        let body = self.text.left_out.iter().map(|reason| ("body", reason));
        for (key, reason) in cover.chain(body) {
            let fault = LineFault::new(key, reason);
            hall.left_out(LineError::new(FileKind::Articles, line, fault));
        }
    }
}

fn put_article(
    tx: &mut Tx<'_>,
    lookups: &mut Lookups,
    pen: &Pen,
    taken: &ArticleIn,
) -> Result<Change, Unwritten> {
    let row = &taken.row;
    let creator = lookups.id(tx, "creator", &row.creator)?;
    let channel = lookups.optional(tx, "channel", row.channel.as_ref())?;
    let mut columns = BTreeSet::new();
    for (at, column) in row.columns.iter().enumerate() {
        columns.insert(lookups.id(tx, &format!("columns[{at}]"), column)?);
    }
    put_media(tx, pen, taken.shown())?;
    let put = ArticlePut {
        external_id: row.id.clone(),
        fields: fields(taken, creator, channel),
        columns: columns.into_iter().collect(),
        body: taken.text.json.clone(),
        shown: taken
            .text
            .shown
            .iter()
            .map(|shown| shown.hash.clone())
            .collect(),
        aside: aside(row),
    };
    Ok(article::store::put::put(tx, pen, &put)?)
}

fn aside(row: &Article) -> Aside {
    let corrections: Vec<Correction> = row
        .corrections
        .iter()
        .map(|one| Correction {
            at: millis(one.at).0,
            text: one.text.clone(),
        })
        .collect();
    let list = || serde_json::to_string(&corrections).expect("corrections are plain data");
    let retraction = row.retraction.as_ref();
    Aside {
        corrections: (!corrections.is_empty()).then(list),
        comments_open: row.comments_open,
        retraction: retraction.map(|one| (millis(one.at), one.words.clone())),
    }
}

fn fields(taken: &ArticleIn, creator: CreatorId, channel: Option<ChannelId>) -> ArticleFields {
    let row = &taken.row;
    ArticleFields {
        creator,
        channel,
        title: row.title.clone(),
        summary: row.summary.clone(),
        cover: taken.cover.as_ref().map(|shown| shown.hash.clone()),
        tags: serde_json::to_string(&row.tags).expect("words are plain data"),
        state: state(row.state()),
        published_at: row.published_at.map(millis),
        updated_at: row.updated_at.map(millis),
        source_name: row.source.as_ref().map(|source| json(&source.name)),
        source_url: row.source.as_ref().and_then(|source| source.url.clone()),
        original: row.original.map(i64::from),
        ai_generated: row.ai_generated.map(|ai| ai_generated(ai).to_owned()),
        region: row.region.clone(),
        locale: row.locale.clone(),
        views: row.views.map(count),
    }
}

/// A starting count; the reader has refused what is over 2^53.
pub(super) fn count(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn state(state: ArticleState) -> StoredState {
    match state {
        ArticleState::Draft => StoredState::Draft,
        ArticleState::Submitted => StoredState::Submitted,
        ArticleState::Scheduled => StoredState::Scheduled,
        ArticleState::Published => StoredState::Published,
        ArticleState::Rejected => StoredState::Rejected,
        ArticleState::Withdrawn => StoredState::Withdrawn,
        ArticleState::TakenDown => StoredState::TakenDown,
    }
}

fn ai_generated(ai: AiGenerated) -> &'static str {
    match ai {
        AiGenerated::None => "none",
        AiGenerated::Assisted => "assisted",
        AiGenerated::Generated => "generated",
    }
}
