use std::sync::Arc;

use masthead_archive::rows::Comment;
use masthead_archive::{Fault as LineFault, FileKind, LineError, unknown};
use masthead_db::Tx;

use super::articles::count;
use super::batch::{Answer, Unwritten, refuse, write_batch};
use super::desk::Desk;
use super::lookup::Lookups;
use super::order::{Numbered, parents_first};
use super::people::millis;
use super::report::Hall;
use super::sections::{CIRCLE, refuse_circular};
use super::stream::{Prepared, stream};
use super::{ImportError, Job};
use crate::comment;
use crate::comment::store::put::CommentFields;
use crate::id::CommentId;
use crate::pen::{Change, Pen};

/// Replies that stand before what they answer wait in memory, up to so many
/// bytes of their texts.
const WAITING_BYTES: usize = 64 << 20;

/// Comments whose parent has not come yet.
#[derive(Default)]
struct Waiting {
    rows: Vec<Numbered<Comment>>,
    bytes: usize,
}

pub(super) fn comments(
    job: &Arc<Job>,
    desk: &mut Desk<'_, '_>,
    hall: &mut Hall<'_>,
) -> Result<(), ImportError> {
    let mut waiting = Waiting::default();
    let lines = job.source.lines::<Comment>()?;
    stream(
        lines,
        |_, row| -> Prepared<Comment> { Ok(Ok(row)) },
        |batch| {
            hall.read(batch.refused, batch.cleaned);
            let rows = Arc::new(batch.rows);
            let answers = write_batch(job, desk, hall, &rows, put_early)?;
            let later = rows.iter().zip(answers);
            for (one, _) in later.filter(|(_, answer)| *answer == Answer::Later) {
                waiting.add(hall, one.line, &one.row);
            }
            hall.progress(FileKind::Comments, batch.bytes_read);
            Ok(())
        },
    )?;
    let ordered = parents_first(waiting.rows);
    refuse_circular(hall, &ordered.circular);
    write_batch(job, desk, hall, &Arc::new(ordered.rows), put_late)?;
    hall.end_of_file(job.source.bytes(FileKind::Comments));
    Ok(())
}

impl Waiting {
    fn add(&mut self, hall: &mut Hall<'_>, line: u64, row: &Comment) {
        self.bytes += row.body.len() + 500;
        if self.bytes > WAITING_BYTES {
            let reason = "comes later in the file, and too many replies wait already: \
                put comments before their replies";
            let fault = LineFault::new("parent", reason);
            return hall.refused(LineError::new(FileKind::Comments, line, fault));
        }
        let row = row.clone();
        self.rows.push(Numbered { line, row });
    }
}

/// A reply whose parent is not there yet may find it further down.
fn put_early(
    tx: &mut Tx<'_>,
    lookups: &mut Lookups,
    pen: &Pen,
    row: &Comment,
) -> Result<Change, Unwritten> {
    put_comment(tx, lookups, pen, row, |_| Unwritten::Later)
}

fn put_late(
    tx: &mut Tx<'_>,
    lookups: &mut Lookups,
    pen: &Pen,
    row: &Comment,
) -> Result<Change, Unwritten> {
    put_comment(tx, lookups, pen, row, |parent| {
        Unwritten::Line(LineFault::new("parent", unknown("comment", parent, [])))
    })
}

fn put_comment(
    tx: &mut Tx<'_>,
    lookups: &mut Lookups,
    pen: &Pen,
    row: &Comment,
    orphaned: fn(&str) -> Unwritten,
) -> Result<Change, Unwritten> {
    let article = lookups.id(tx, "article", &row.article)?;
    let author = lookups.id(tx, "author", &row.author)?;
    let own = comment::store::put::find_place(tx, &row.id)?;
    if own.is_some_and(|(_, stands)| stands != article) {
        let reason = "is another than where this comment stands: give it an id of its own";
        return refuse("article", reason);
    }
    let mut parent = None;
    if let Some(name) = &row.parent {
        let found = comment::store::put::find_place(tx, name)?;
        let (above, elsewhere) = found.ok_or_else(|| orphaned(name))?;
        if elsewhere != article {
            return refuse(
                "parent",
                format!("comment {name:?} stands under another article"),
            );
        }
        refuse_circle(tx, own.map(|(id, _)| id), above)?;
        parent = Some(above);
    }
    let fields = CommentFields {
        article,
        author,
        parent,
        body: row.body.clone(),
        created_at: millis(row.created_at),
        likes: row.likes.map(count),
    };
    Ok(comment::store::put::put(tx, pen, &row.id, &fields)?)
}

/// A comment that stands already may be the beginning of what it answers now.
fn refuse_circle(
    tx: &mut Tx<'_>,
    own: Option<CommentId>,
    parent: CommentId,
) -> Result<(), Unwritten> {
    let Some(own) = own else {
        return Ok(());
    };
    let mut at = Some(parent);
    while let Some(id) = at {
        if id == own {
            return refuse("parent", CIRCLE);
        }
        at = comment::store::put::find_parent(tx, id)?;
    }
    Ok(())
}
