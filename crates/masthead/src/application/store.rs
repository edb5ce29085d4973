//! All SQL of the tables `application` and `application_document`.

use masthead_clock::Millis;
use masthead_db::{Fault, Row, Tx, params};

use super::events::{ApplicationChanged, ApplicationClaimed};
use super::form::Form;
use super::rules::{Application, Claim, Flag, Reason, State};
use crate::article::store::Key;
use crate::creator::look::look;
use crate::id::{AccountId, ApplicationDocumentId, ApplicationId};
use crate::pen::Pen;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, account, version, state, form, locale, avatar, agreement, flags,
                created_at, waiting_since, claimed_by, claimed_until, reason,
                decided_by, decided_at, creator, picture
            FROM application ",
            $rest
        )
    };
}

fn from_row(row: &Row<'_>) -> Result<Application, Fault> {
    let (state, form, flags): (String, String, String) = (row.get(3)?, row.get(4)?, row.get(8)?);
    let (by, until): (Option<AccountId>, Option<Millis>) = (row.get(11)?, row.get(12)?);
    let reason: Option<String> = row.get(13)?;
    Ok(Application {
        id: row.get(0)?,
        account: row.get(1)?,
        version: row.get(2)?,
        // Words of a later version stand as what asks least of this one.
        state: State::from_name(&state).unwrap_or(State::Withdrawn),
        form: serde_json::from_str(&form).unwrap_or_default(),
        locale: row.get(5)?,
        avatar: row.get(6)?,
        agreement: row.get(7)?,
        flags: flags_from(&flags),
        created_at: row.get(9)?,
        waiting_since: row.get(10)?,
        claim: by.zip(until).map(|(by, until)| Claim { by, until }),
        reason: reason.as_deref().and_then(Reason::from_name),
        decided_by: row.get(14)?,
        decided_at: row.get(15)?,
        creator: row.get(16)?,
        picture: row.get(17)?,
    })
}

fn flags_from(text: &str) -> Vec<Flag> {
    serde_json::from_str(text).unwrap_or_default()
}

/// # Errors
/// What the database says, here as in every function of this module.
pub fn find(tx: &mut Tx<'_>, id: ApplicationId) -> Result<Option<Application>, Fault> {
    tx.find(select!("WHERE id = $1"), params![id], from_row)
}

/// The newest application of an account.
///
/// # Errors
/// What the database says.
pub fn find_of(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<Application>, Fault> {
    tx.find(
        select!("WHERE account = $1 ORDER BY id DESC LIMIT 1"),
        params![account],
        from_row,
    )
}

/// Sets an application up, as a draft.
///
/// # Errors
/// What the database says; [`masthead_db::FaultKind::Unique`] where the account has one.
pub fn insert(tx: &mut Tx<'_>, pen: &Pen, new: &Application) -> Result<(), Fault> {
    let none = serde_json::to_string(&new.form).unwrap_or_default();
    tx.execute(
        "INSERT INTO application (id, account, version, state, kind, form, handle_look, name_look,
            locale, flags, created_at)
        VALUES ($1, $2, 0, 'drafting', '', $3, '', '', $4, '[]', $5)",
        params![new.id, new.account, &none, &new.locale, new.created_at],
    )?;
    pen.tell(tx, &changed(new))
}

fn changed(application: &Application) -> ApplicationChanged {
    ApplicationChanged {
        application: application.id,
        account: application.account,
        state: application.state.name().to_owned(),
    }
}

const PUT: &str = "UPDATE application
    SET version = version + 1, state = $3, kind = $4, form = $5, handle_look = $6, name_look = $7,
        locale = $8, avatar = $9, agreement = $10, flags = $11, waiting_since = $12,
        claimed_by = $13, claimed_until = $14, reason = $15, decided_by = $16,
        decided_at = $17, creator = $18, picture = $19
    WHERE id = $1 AND version = $2";

/// Writes the whole row, where it still stands as it was read. Gives whether
/// it did; a change of who holds it is no change of the application.
///
/// # Errors
/// What the database says; [`masthead_db::FaultKind::Unique`] where another
/// that waits asks for a handle of this look.
pub fn put(tx: &mut Tx<'_>, pen: &Pen, new: &Application, claims: bool) -> Result<bool, Fault> {
    let form = serde_json::to_string(&new.form).unwrap_or_default();
    let flags = serde_json::to_string(&new.flags).unwrap_or_default();
    let written = tx.execute(
        PUT,
        params![
            new.id,
            new.version,
            new.state.name(),
            &new.form.kind,
            &form,
            &look(&new.form.handle),
            &look(&new.form.name),
            &new.locale,
            &new.avatar,
            new.agreement,
            &flags,
            new.waiting_since,
            new.claim.map(|claim| claim.by),
            new.claim.map(|claim| claim.until),
            new.reason.map(Reason::name),
            new.decided_by,
            new.decided_at,
            new.creator,
            &new.picture,
        ],
    )?;
    if written == 0 {
        return Ok(false);
    }
    if claims {
        let fact = ApplicationClaimed {
            application: new.id,
            account: new.account,
            by: new.claim.map(|claim| claim.by),
        };
        pen.tell(tx, &fact)?;
    } else {
        pen.tell(tx, &changed(new))?;
    }
    Ok(true)
}

/// How many wait before this one.
///
/// # Errors
/// What the database says.
pub fn count_before(tx: &mut Tx<'_>, one: &Application) -> Result<i64, Fault> {
    tx.get(
        "SELECT COUNT(*) FROM application
        WHERE state = 'waiting' AND (waiting_since, id) < ($1, $2)",
        params![one.waiting_since, one.id],
        |row| row.get(0),
    )
}

/// How many wait.
///
/// # Errors
/// What the database says.
pub fn count_waiting(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    let sql = "SELECT COUNT(*) FROM application WHERE state = 'waiting'";
    tx.get(sql, &[], |row| row.get(0))
}

/// Creators of this kind that an account owns.
///
/// # Errors
/// What the database says.
pub fn count_owned(tx: &mut Tx<'_>, account: AccountId, kind: &str) -> Result<i64, Fault> {
    tx.get(
        "SELECT COUNT(*)
        FROM membership m
        JOIN creator c ON c.id = m.creator
        WHERE m.member = $1 AND m.role = 'owner' AND c.kind = $2",
        params![account, kind],
        |row| row.get(0),
    )
}

/// What the desk asks for: a state, a kind or all, and where the page begins.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub state: State,
    /// Empty for all.
    pub kind: String,
    /// The last of the page before: since when it waits, and its id.
    pub after: Key<ApplicationId>,
}

/// An application as the desk lists it, and who holds it.
#[derive(Clone, Debug)]
pub struct Listed {
    pub id: ApplicationId,
    pub form: Form,
    pub state: State,
    pub flags: Vec<Flag>,
    pub waiting_since: Millis,
    pub claim: Option<Claim>,
    /// JSON: the name of who took it last.
    pub claimed_name: Option<String>,
}

pub const LIST: &str = "SELECT a.id, a.form, a.state, a.flags, a.waiting_since, a.claimed_by,
        a.claimed_until, u.name
    FROM application a
    LEFT JOIN user_account u ON u.id = a.claimed_by
    WHERE a.state = $1 AND ($2 = '' OR a.kind = $2) AND (a.waiting_since, a.id) > ($3, $4)
    ORDER BY a.waiting_since, a.id
    LIMIT $5";

/// Applications of the queue, the oldest first.
///
/// # Errors
/// What the database says.
pub fn list(tx: &mut Tx<'_>, wanted: &Wanted, limit: i64) -> Result<Vec<Listed>, Fault> {
    let after = wanted.after;
    tx.query(
        LIST,
        params![wanted.state.name(), &wanted.kind, after.at, after.id, limit],
        |row| {
            let (form, state, flags): (String, String, String) =
                (row.get(1)?, row.get(2)?, row.get(3)?);
            let (by, until): (Option<AccountId>, Option<Millis>) = (row.get(5)?, row.get(6)?);
            Ok(Listed {
                id: row.get(0)?,
                form: serde_json::from_str(&form).unwrap_or_default(),
                state: State::from_name(&state).unwrap_or(State::Withdrawn),
                flags: flags_from(&flags),
                waiting_since: row.get(4)?,
                claim: by.zip(until).map(|(by, until)| Claim { by, until }),
                claimed_name: row.get(7)?,
            })
        },
    )
}

/// A paper: what is known of it besides its bytes.
#[derive(Clone, Debug)]
pub struct Document {
    pub id: ApplicationDocumentId,
    pub application: ApplicationId,
    pub name: String,
    pub media_type: String,
    pub size_bytes: i64,
    /// Its name in the store.
    pub stored_as: String,
}

fn document_from_row(row: &Row<'_>) -> Result<Document, Fault> {
    Ok(Document {
        id: row.get(0)?,
        application: row.get(1)?,
        name: row.get(2)?,
        media_type: row.get(3)?,
        size_bytes: row.get(4)?,
        stored_as: row.get(5)?,
    })
}

/// # Errors
/// What the database says.
pub fn list_documents(tx: &mut Tx<'_>, application: ApplicationId) -> Result<Vec<Document>, Fault> {
    tx.query(
        "SELECT id, application, name, media_type, size_bytes, stored_as FROM application_document
        WHERE application = $1
        ORDER BY id
        LIMIT 20",
        params![application],
        document_from_row,
    )
}

/// # Errors
/// What the database says.
pub fn find_document(
    tx: &mut Tx<'_>,
    id: ApplicationDocumentId,
) -> Result<Option<Document>, Fault> {
    tx.find(
        "SELECT id, application, name, media_type, size_bytes, stored_as FROM application_document
        WHERE id = $1",
        params![id],
        document_from_row,
    )
}

/// # Errors
/// What the database says.
pub fn insert_document(tx: &mut Tx<'_>, new: &Document, at: Millis) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO application_document (id, application, name, media_type, size_bytes, stored_as,
            created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![
            new.id,
            new.application,
            &new.name,
            &new.media_type,
            new.size_bytes,
            &new.stored_as,
            at,
        ],
    )
    .map(drop)
}

/// Gives whether it was there.
///
/// # Errors
/// What the database says.
pub fn delete_document(tx: &mut Tx<'_>, id: ApplicationDocumentId) -> Result<bool, Fault> {
    let sql = "DELETE FROM application_document WHERE id = $1";
    Ok(tx.execute(sql, params![id])? == 1)
}

/// What an account logs in with: where its letters go.
///
/// # Errors
/// What the database says.
pub fn find_email(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<String>, Fault> {
    let sql = "SELECT email FROM login WHERE account = $1";
    tx.find(sql, params![account], |row| row.get(0))
}

/// The name of an account: JSON, as every localized name.
///
/// # Errors
/// What the database says.
pub fn find_name(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<String>, Fault> {
    let sql = "SELECT name FROM user_account WHERE id = $1";
    tx.find(sql, params![account], |row| row.get(0))
}

/// Names are given in turn: nobody else gives one until this transaction ends.
///
/// # Errors
/// What the database says.
pub fn take_naming_turn(tx: &mut Tx<'_>) -> Result<(), Fault> {
    let sql = "UPDATE naming_turn SET turns = turns + 1 WHERE id = 1";
    tx.execute(sql, &[]).map(drop)
}
