//! A creator as levels know it: what it has published, whether the desk trusts it, what it handed in, and its people.

use masthead_clock::Millis;
use masthead_db::{Fault, Row, Tx, params};

use crate::credit::events::TrustChanged;
use crate::credit::rules::Known;
use crate::id::{AccountId, ArticleId, CreatorId};
use crate::pen::Pen;

#[derive(Clone, Debug)]
pub struct CreatorRow {
    pub id: CreatorId,
    pub handle: String,
    /// JSON, as every localized name.
    pub name: String,
    pub known: Known,
}

macro_rules! select_creators {
    ($rest:literal) => {
        concat!(
            "SELECT c.id, c.handle, c.name, c.article_count, t.given_at
            FROM creator c
            LEFT JOIN credit_trust t ON t.creator = c.id ",
            $rest
        )
    };
}

fn creator_from_row(row: &Row<'_>) -> Result<CreatorRow, Fault> {
    let given_at: Option<Millis> = row.get(4)?;
    Ok(CreatorRow {
        id: row.get(0)?,
        handle: row.get(1)?,
        name: row.get(2)?,
        known: Known {
            articles: row.get(3)?,
            trusted: given_at.is_some(),
        },
    })
}

/// # Errors
/// What the database says, here as in every function of this module.
pub fn find(tx: &mut Tx<'_>, id: CreatorId) -> Result<Option<CreatorRow>, Fault> {
    const FIND: &str = select_creators!("WHERE c.id = $1");
    tx.find(FIND, params![id], creator_from_row)
}

/// By its handle, folded as handles are.
///
/// # Errors
/// What the database says.
pub fn find_by_handle(tx: &mut Tx<'_>, folded: &str) -> Result<Option<CreatorRow>, Fault> {
    const FIND: &str = select_creators!("WHERE c.handle_folded = $1");
    tx.find(FIND, params![folded], creator_from_row)
}

/// The creators after this id.
///
/// # Errors
/// What the database says.
pub fn list(tx: &mut Tx<'_>, after: CreatorId, limit: i64) -> Result<Vec<CreatorRow>, Fault> {
    const LIST: &str = select_creators!("WHERE c.id > $1 ORDER BY c.id LIMIT $2");
    tx.query(LIST, params![after, limit], creator_from_row)
}

/// Whether the desk trusts it from now on. Gives whether that is new.
///
/// # Errors
/// What the database says.
pub fn put_trust(
    tx: &mut Tx<'_>,
    pen: &Pen,
    creator: CreatorId,
    trusted: bool,
) -> Result<bool, Fault> {
    let changed = match trusted {
        true => tx.execute(
            "INSERT INTO credit_trust (creator, given_by, given_at) VALUES ($1, $2, $3)
            ON CONFLICT (creator) DO NOTHING",
            params![creator, pen.account()?, pen.now()],
        )?,
        false => tx.execute(
            "DELETE FROM credit_trust WHERE creator = $1",
            params![creator],
        )?,
    };
    if changed == 1 {
        pen.tell(tx, &TrustChanged { creator, trusted })?;
    }
    Ok(changed == 1)
}

pub const COUNT: &str = "SELECT COUNT(DISTINCT article) FROM submission
    WHERE creator = $1 AND submitted_at >= $2 AND article <> $3";

/// The pieces that were handed in since then, each once; `but` is not counted:
/// the same piece again on the same day costs nothing.
///
/// # Errors
/// What the database says.
pub fn count_handed_in(
    tx: &mut Tx<'_>,
    creator: CreatorId,
    since: Millis,
    but: ArticleId,
) -> Result<i64, Fault> {
    tx.get(COUNT, params![creator, since, but], |row| row.get(0))
}

/// Letters go to so many members of a creator.
const MEMBERS: i64 = 50;

/// A member who can be written to.
#[derive(Clone, Debug)]
pub struct Addressee {
    pub account: AccountId,
    /// JSON, as every localized name.
    pub name: String,
    pub email: String,
}

/// Its members who can be written to.
///
/// # Errors
/// What the database says.
pub fn list_addressees(tx: &mut Tx<'_>, creator: CreatorId) -> Result<Vec<Addressee>, Fault> {
    tx.query(
        "SELECT m.member, u.name, l.email
        FROM membership m
        JOIN user_account u ON u.id = m.member
        JOIN login l ON l.account = m.member
        WHERE m.creator = $1
        ORDER BY m.member
        LIMIT $2",
        params![creator, MEMBERS],
        |row| {
            Ok(Addressee {
                account: row.get(0)?,
                name: row.get(1)?,
                email: row.get(2)?,
            })
        },
    )
}
