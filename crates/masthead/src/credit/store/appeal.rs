//! Appeals, and the desk's queue of them.

use masthead_clock::Millis;
use masthead_db::{Fault, Row, Tx, params};

use crate::article::store::Key;
use crate::credit::events::{AppealDecided, AppealMade};
use crate::credit::rules::AppealState;
use crate::id::{AccountId, AppealId, CreatorId, CreditEntryId};
use crate::pen::Pen;

/// Appeals to one entry: there is one, and a second is refused.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn insert(
    tx: &mut Tx<'_>,
    pen: &Pen,
    entry: CreditEntryId,
    creator: CreatorId,
    words: &str,
) -> Result<bool, Fault> {
    let (appeal, account) = (pen.ids.fresh(), pen.account()?);
    let made = tx.execute(
        "INSERT INTO credit_appeal (id, entry, creator, words, made_by, made_at, state)
        VALUES ($1, $2, $3, $4, $5, $6, 'open')
        ON CONFLICT (entry) DO NOTHING",
        params![appeal, entry, creator, words, account, pen.now()],
    )?;
    if made == 1 {
        pen.tell(
            tx,
            &AppealMade {
                appeal,
                entry,
                creator,
            },
        )?;
    }
    Ok(made == 1)
}

#[derive(Clone, Debug)]
pub struct AppealRow {
    pub id: AppealId,
    pub entry: CreditEntryId,
    pub creator: CreatorId,
    pub creator_handle: String,
    /// JSON, as every localized name.
    pub creator_name: String,
    pub words: String,
    pub made_at: Millis,
    pub state: AppealState,
    /// JSON: who made the entry that it is about.
    pub entry_by_name: String,
    pub entry_by: AccountId,
    pub answer: Option<String>,
}

macro_rules! select_appeals {
    ($rest:literal) => {
        concat!(
            "SELECT p.id, p.entry, p.creator, c.handle, c.name, p.words, p.made_at, p.state, u.name,
                e.made_by, p.answer
            FROM credit_appeal p
            JOIN credit_entry e ON e.id = p.entry
            JOIN creator c ON c.id = p.creator
            JOIN user_account u ON u.id = e.made_by ",
            $rest
        )
    };
}

/// A stored state.
pub(super) fn state(word: &str) -> Result<AppealState, Fault> {
    AppealState::from_name(word).ok_or_else(|| Fault::shape(format!("an appeal that is {word}")))
}

fn appeal_from_row(row: &Row<'_>) -> Result<AppealRow, Fault> {
    Ok(AppealRow {
        id: row.get(0)?,
        entry: row.get(1)?,
        creator: row.get(2)?,
        creator_handle: row.get(3)?,
        creator_name: row.get(4)?,
        words: row.get(5)?,
        made_at: row.get(6)?,
        state: state(&row.get::<String>(7)?)?,
        entry_by_name: row.get(8)?,
        entry_by: row.get(9)?,
        answer: row.get(10)?,
    })
}

/// # Errors
/// What the database says.
pub fn find(tx: &mut Tx<'_>, id: AppealId) -> Result<Option<AppealRow>, Fault> {
    const FIND: &str = select_appeals!("WHERE p.id = $1");
    tx.find(FIND, params![id], appeal_from_row)
}

pub const OPEN: &str = select_appeals!(
    "WHERE p.state = 'open' AND (p.made_at, p.id) > ($1, $2)
    ORDER BY p.made_at, p.id
    LIMIT $3"
);

/// The open ones after a key, longest first.
///
/// # Errors
/// What the database says.
pub fn list_open(
    tx: &mut Tx<'_>,
    after: Key<AppealId>,
    limit: i64,
) -> Result<Vec<AppealRow>, Fault> {
    tx.query(OPEN, params![after.at, after.id, limit], appeal_from_row)
}

/// How many are open; counted up to a thousand.
///
/// # Errors
/// What the database says.
pub fn count_open(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    tx.get(
        "SELECT COUNT(*) FROM (SELECT id FROM credit_appeal WHERE state = 'open' LIMIT 1000) AS w",
        &[],
        |row| row.get(0),
    )
}

/// Decides one that is open. Gives whether it was.
///
/// # Errors
/// What the database says.
pub fn put_end(
    tx: &mut Tx<'_>,
    pen: &Pen,
    row: &AppealRow,
    won: bool,
    answer: &str,
) -> Result<bool, Fault> {
    let state = match won {
        true => AppealState::Won,
        false => AppealState::Lost,
    };
    let decided = tx.execute(
        "UPDATE credit_appeal SET state = $2, decided_by = $3, decided_at = $4, answer = $5
        WHERE id = $1 AND state = 'open'",
        params![row.id, state.name(), pen.account()?, pen.now(), answer],
    )?;
    if decided == 1 {
        let fact = AppealDecided {
            appeal: row.id,
            entry: row.entry,
            creator: row.creator,
            won,
        };
        pen.tell(tx, &fact)?;
    }
    Ok(decided == 1)
}
