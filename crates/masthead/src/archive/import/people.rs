use std::collections::BTreeMap;
use std::sync::Arc;

use masthead_archive::rows::{Creator, CreatorKind, Follower, MemberRole, Row, Timestamp, User};
use masthead_archive::{Fault as LineFault, FileKind, LineError};
use masthead_clock::Millis;
use masthead_db::Tx;

use super::batch::{Answer, Filed, Put, Unwritten, refuse, write_batch};
use super::desk::Desk;
use super::lookup::Lookups;
use super::pictures::Shown;
use super::report::Hall;
use super::sections::json;
use super::stream::{Prepared, stream};
use super::{ImportError, Job};
use crate::account::store::put::AccountFields;
use crate::creator::store::put::{CreatorFields, MemberFields};
use crate::pen::{Change, Pen};
use crate::{account, creator, media};

pub(super) fn millis(time: Timestamp) -> Millis {
    time.0.into()
}

/// The files whose rows need nothing but their references.
pub(super) fn plain<R: Row + Send + Sync + 'static>(
    job: &Arc<Job>,
    desk: &mut Desk<'_, '_>,
    hall: &mut Hall<'_>,
    put: Put<R>,
) -> Result<(), ImportError> {
    let lines = job.source.lines::<R>()?;
    stream(
        lines,
        |_, row| Ok(Ok(row)),
        |batch| {
            hall.read(batch.refused, batch.cleaned);
            write_batch(job, desk, hall, &Arc::new(batch.rows), put)?;
            hall.progress(R::FILE, batch.bytes_read);
            Ok(())
        },
    )?;
    hall.end_of_file(job.source.bytes(R::FILE));
    Ok(())
}

pub(super) fn users(
    job: &Arc<Job>,
    desk: &mut Desk<'_, '_>,
    hall: &mut Hall<'_>,
) -> Result<(), ImportError> {
    plain(job, desk, hall, put_user)
}

fn put_user(tx: &mut Tx<'_>, _: &mut Lookups, pen: &Pen, row: &User) -> Result<Change, Unwritten> {
    let fields = AccountFields {
        name: json(&row.name),
        email: row.email.clone(),
        created_at: row.created_at.map(millis),
    };
    Ok(account::store::put::put(tx, pen, &row.id, &fields)?)
}

pub(super) fn followers(
    job: &Arc<Job>,
    desk: &mut Desk<'_, '_>,
    hall: &mut Hall<'_>,
) -> Result<(), ImportError> {
    plain(job, desk, hall, put_follower)
}

fn put_follower(
    tx: &mut Tx<'_>,
    lookups: &mut Lookups,
    pen: &Pen,
    row: &Follower,
) -> Result<Change, Unwritten> {
    let creator = lookups.id(tx, "creator", &row.creator)?;
    let reader = lookups.id(tx, "user", &row.user)?;
    let since = row.since.map(millis);
    Ok(creator::store::put::put_follow(
        tx, pen, creator, reader, since,
    )?)
}

/// A creator whose picture lies in the store.
struct CreatorIn {
    row: Creator,
    avatar: Option<Shown>,
    left_out: Option<String>,
}

impl Filed for CreatorIn {
    const FILE: FileKind = FileKind::Creators;
}

pub(super) fn creators(
    job: &Arc<Job>,
    desk: &mut Desk<'_, '_>,
    hall: &mut Hall<'_>,
) -> Result<(), ImportError> {
    let lines = job.source.lines::<Creator>()?;
    stream(
        lines,
        |_, row| prepare(job, row),
        |batch| {
            hall.read(batch.refused, batch.cleaned);
            let rows = Arc::new(batch.rows);
            let answers = write_batch(job, desk, hall, &rows, put_creator)?;
            let taken = rows.iter().zip(answers);
            for (one, _) in taken.filter(|(_, answer)| *answer == Answer::Taken) {
                one.row.after(job, hall, one.line);
            }
            hall.progress(FileKind::Creators, batch.bytes_read);
            Ok(())
        },
    )?;
    hall.end_of_file(job.source.bytes(FileKind::Creators));
    Ok(())
}

impl CreatorIn {
    /// The row is committed.
    fn after(&self, job: &Job, hall: &mut Hall<'_>, line: u64) {
        self.avatar
            .iter()
            .for_each(|shown| job.pictures.shown(&shown.hash));
        if let Some(reason) = &self.left_out {
            let fault = LineFault::new("avatar", reason);
            hall.left_out(LineError::new(FileKind::Creators, line, fault));
        }
    }
}

fn prepare(job: &Job, row: Creator) -> Prepared<CreatorIn> {
    let found = match &row.avatar {
        Some(path) => Some(job.pictures.find(&job.source, path)?),
        None => None,
    };
    let (avatar, left_out) = match found {
        Some(Ok(shown)) => (Some(shown), None),
        Some(Err(reason)) => (None, Some(reason)),
        None => (None, None),
    };
    Ok(Ok(CreatorIn {
        row,
        avatar,
        left_out,
    }))
}

fn put_creator(
    tx: &mut Tx<'_>,
    lookups: &mut Lookups,
    pen: &Pen,
    taken: &CreatorIn,
) -> Result<Change, Unwritten> {
    let row = &taken.row;
    let mut members = BTreeMap::new();
    for (at, member) in row.members.iter().enumerate() {
        let key = format!("members[{at}].user");
        let account = lookups.id(tx, &key, &member.user)?;
        members.insert(account, role(member.role).to_owned());
    }
    if let Some(rival) = creator::store::put::find_rival(tx, &row.handle, &row.id)? {
        let reason = format!(
            "{:?} is the handle of creator {rival:?}: choose another",
            row.handle
        );
        return refuse("handle", reason);
    }
    put_media(tx, pen, taken.avatar.as_ref())?;
    let member = |(account, role)| MemberFields { account, role };
    let members: Vec<_> = members.into_iter().map(member).collect();
    let fields = fields(taken);
    Ok(creator::store::put::put(
        tx, pen, &row.id, &fields, &members,
    )?)
}

fn fields(taken: &CreatorIn) -> CreatorFields {
    let row = &taken.row;
    CreatorFields {
        handle: row.handle.clone(),
        name: json(&row.name),
        kind: kind(row.kind.unwrap_or_default()).to_owned(),
        bio: row.bio.clone(),
        avatar: taken.avatar.as_ref().map(|shown| shown.hash.clone()),
        region: row.region.clone(),
        created_at: row.created_at.map(millis),
    }
}

/// The rows of pictures stand before the row that shows them.
pub(super) fn put_media<'a>(
    tx: &mut Tx<'_>,
    pen: &Pen,
    shown: impl IntoIterator<Item = &'a Shown>,
) -> Result<(), Unwritten> {
    for fields in shown.into_iter().filter_map(|shown| shown.fields.as_ref()) {
        media::store::put::put(tx, pen, fields)?;
    }
    Ok(())
}

fn kind(kind: CreatorKind) -> &'static str {
    match kind {
        CreatorKind::Individual => "individual",
        CreatorKind::Media => "media",
        CreatorKind::Government => "government",
        CreatorKind::Enterprise => "enterprise",
        CreatorKind::Organisation => "organisation",
    }
}

fn role(role: MemberRole) -> &'static str {
    match role {
        MemberRole::Owner => "owner",
        MemberRole::Editor => "editor",
        MemberRole::Writer => "writer",
    }
}
