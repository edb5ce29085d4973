//! What the follower of the log writes. Every event may come again: what it
//! wrote stands then, read or told as it was.

use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::id::{AccountId, ApplicationId, ArticleId, CreatorId, SubmissionId};
use crate::notification::rules::Kind;

/// What somebody is to be told of.
#[derive(Clone, Copy, Debug)]
pub struct New {
    pub account: AccountId,
    pub kind: Kind,
    pub article: Option<ArticleId>,
    pub submission: Option<SubmissionId>,
    pub creator: Option<CreatorId>,
    pub number: i64,
    /// How a letter is still to tell of it.
    pub letter: Option<&'static str>,
}

/// # Errors
/// What the database says, here as in every function of this module.
pub fn insert(tx: &mut Tx<'_>, event: i64, at: Millis, new: &New) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO notification (account, event, kind, at, article, submission, creator, number,
            letter)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (account, event) DO NOTHING",
        params![
            new.account,
            event,
            new.kind.name(),
            at,
            new.article,
            new.submission,
            new.creator,
            new.number,
            new.letter,
        ],
    )
    .map(drop)
}

/// The newest that tells of this creator's followers: its event, and whether
/// it was read.
fn find_followed(
    tx: &mut Tx<'_>,
    account: AccountId,
    creator: CreatorId,
) -> Result<Option<(i64, bool)>, Fault> {
    tx.find(
        "SELECT event, read_at FROM notification
        WHERE account = $1 AND creator = $2 AND kind = 'followed'
        ORDER BY event DESC
        LIMIT 1",
        params![account, creator],
        |row| Ok((row.get(0)?, row.get::<Option<Millis>>(1)?.is_some())),
    )
}

/// One more follows: the one that tells of it is counted up until it is read,
/// and is the newest again. A letter at once tells of the first alone.
///
/// # Errors
/// What the database says.
pub fn count_up(tx: &mut Tx<'_>, event: i64, at: Millis, new: &New) -> Result<(), Fault> {
    let (account, creator) = (new.account, new.creator.unwrap_or_default());
    match find_followed(tx, account, creator)? {
        // It came before.
        Some((before, _)) if before >= event => Ok(()),
        Some((before, false)) => tx
            .execute(
                "UPDATE notification
                SET event = $3, at = $4, number = number + 1, letter = COALESCE($5, letter)
                WHERE account = $1 AND event = $2",
                params![
                    account,
                    before,
                    event,
                    at,
                    new.letter.filter(|letter| *letter == "digest")
                ],
            )
            .map(drop),
        _ => insert(tx, event, at, new),
    }
}

/// One follows no longer: while nobody read of it, nobody has to.
///
/// # Errors
/// What the database says.
pub fn count_down(
    tx: &mut Tx<'_>,
    event: i64,
    account: AccountId,
    creator: CreatorId,
) -> Result<(), Fault> {
    let found = find_followed(tx, account, creator)?;
    let Some((before, _)) = found.filter(|(before, is_read)| *before < event && !is_read) else {
        return Ok(());
    };
    tx.execute(
        "UPDATE notification SET event = $3, number = number - 1
        WHERE account = $1 AND event = $2",
        params![account, before, event],
    )?;
    tx.execute(
        "DELETE FROM notification WHERE account = $1 AND event = $2 AND number <= 0",
        params![account, event],
    )
    .map(drop)
}

/// Who runs a creator: its owners and editors, but not the one who did it.
///
/// # Errors
/// What the database says.
pub fn list_who_run(
    tx: &mut Tx<'_>,
    creator: CreatorId,
    but: AccountId,
) -> Result<Vec<AccountId>, Fault> {
    tx.query(
        "SELECT member FROM membership
        WHERE creator = $1 AND role IN ('owner', 'editor') AND member <> $2
        ORDER BY member",
        params![creator, but],
        |row| row.get(0),
    )
}

/// Who owns a creator.
///
/// # Errors
/// What the database says.
pub fn list_owners(tx: &mut Tx<'_>, creator: CreatorId) -> Result<Vec<AccountId>, Fault> {
    tx.query(
        "SELECT member FROM membership WHERE creator = $1 AND role = 'owner' ORDER BY member",
        params![creator],
        |row| row.get(0),
    )
}

/// Everybody who writes for a creator.
///
/// # Errors
/// What the database says.
pub fn list_members(tx: &mut Tx<'_>, creator: CreatorId) -> Result<Vec<AccountId>, Fault> {
    tx.query(
        "SELECT member FROM membership WHERE creator = $1 ORDER BY member",
        params![creator],
        |row| row.get(0),
    )
}

/// Who handed in what was decided, and how many remarks were made.
///
/// # Errors
/// What the database says.
pub fn find_submission(
    tx: &mut Tx<'_>,
    id: SubmissionId,
) -> Result<Option<(AccountId, i64)>, Fault> {
    tx.find(
        "SELECT s.submitted_by, (SELECT COUNT(*) FROM remark r WHERE r.submission = s.id)
        FROM submission s
        WHERE s.id = $1",
        params![id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// The submission of an article that came through last, and who handed it in.
///
/// # Errors
/// What the database says.
pub fn find_taken(
    tx: &mut Tx<'_>,
    article: ArticleId,
) -> Result<Option<(SubmissionId, AccountId)>, Fault> {
    tx.find(
        "SELECT id, submitted_by FROM submission
        WHERE article = $1 AND state NOT IN ('waiting', 'recalled', 'sent_back', 'rejected')
        ORDER BY id DESC
        LIMIT 1",
        params![article],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// The creator that an application became.
///
/// # Errors
/// What the database says.
pub fn find_joined(
    tx: &mut Tx<'_>,
    application: ApplicationId,
) -> Result<Option<CreatorId>, Fault> {
    let sql = "SELECT creator FROM application WHERE id = $1";
    let found = tx.find(sql, params![application], |row| row.get(0))?;
    Ok(found.flatten())
}

/// Those who follow a creator and want letters at once are to be written to.
///
/// # Errors
/// What the database says.
pub fn put_mailing(
    tx: &mut Tx<'_>,
    article: ArticleId,
    creator: CreatorId,
    at: Millis,
) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO mailing (article, creator, at, reached) VALUES ($1, $2, $3, 0)
        ON CONFLICT (article) DO NOTHING",
        params![article, creator, at],
    )
    .map(drop)
}
