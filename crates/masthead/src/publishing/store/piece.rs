//! Where an article stands: what the state machine reads.

use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::article::rules::StoredState;
use crate::article::store::moved;
use crate::id::{ArticleId, CreatorId};
use crate::publishing::rules::{Next, Piece, Public, TakenDown};

#[derive(Clone, Debug)]
pub struct PieceRow {
    pub article: ArticleId,
    pub creator: CreatorId,
    pub creator_handle: String,
    /// JSON, as every localized name.
    pub creator_name: String,
    /// Of the text that is being written, else of the one that readers have.
    pub title: String,
    pub piece: Piece,
    version: i64,
}

/// # Errors
/// What the database says, here as in every function of this module.
pub fn find(tx: &mut Tx<'_>, article: ArticleId) -> Result<Option<PieceRow>, Fault> {
    tx.find(
        "SELECT a.creator, a.state, a.published_at, a.retracted_at, a.version, d.stage,
            c.handle, c.name, COALESCE(d.title, a.title), d.discarded_at
        FROM article a
        JOIN creator c ON c.id = a.creator
        LEFT JOIN draft d ON d.article = a.id
        WHERE a.id = $1",
        params![article],
        |row| {
            let stage: Option<String> = row.get(5)?;
            Ok(PieceRow {
                article,
                creator: row.get(0)?,
                creator_handle: row.get(6)?,
                creator_name: row.get(7)?,
                title: row.get(8)?,
                piece: Piece {
                    public: public(
                        row.get(1)?,
                        Times {
                            published_at: row.get(2)?,
                            retracted_at: row.get(3)?,
                            discarded_at: row.get(9)?,
                        },
                    ),
                    next: Next::from_stage(stage.as_deref()),
                },
                version: row.get(4)?,
            })
        },
    )
}

/// When an article came out, was disowned, was given up.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    pub published_at: Option<Millis>,
    pub retracted_at: Option<Millis>,
    pub discarded_at: Option<Millis>,
}

/// Where an article stands with its readers, as its row and its draft say.
#[must_use]
pub fn public(state: StoredState, times: Times) -> Public {
    let is_retracted = times.retracted_at.is_some();
    match (state, times.published_at) {
        _ if times.discarded_at.is_some() => Public::Discarded,
        (StoredState::Published, Some(at)) => Public::Published { at },
        (StoredState::Scheduled, Some(at)) => Public::Scheduled { at },
        (StoredState::Withdrawn, Some(at)) if is_retracted => Public::Retracted { at },
        (StoredState::Withdrawn, Some(at)) => Public::Withdrawn { at },
        (StoredState::TakenDown, None) => Public::TakenDown(TakenDown::Unpublished),
        (StoredState::TakenDown, Some(at)) if is_retracted => {
            Public::TakenDown(TakenDown::Stub { at })
        }
        (StoredState::TakenDown, Some(at)) => Public::TakenDown(TakenDown::Text { at }),
        // Some that came with an archive were never published.
        _ => Public::Unpublished,
    }
}

/// Makes sure that nobody else has moved it since it was read, nor moves it
/// before this transaction ends. Gives whether that is so.
///
/// # Errors
/// What the database says.
pub fn hold(tx: &mut Tx<'_>, row: &PieceRow) -> Result<bool, Fault> {
    moved::hold_version(tx, row.article, row.version)
}

/// Writes where the next text stands: without one the draft goes.
///
/// # Errors
/// What the database says.
pub fn put_next(tx: &mut Tx<'_>, article: ArticleId, next: Next) -> Result<(), Fault> {
    let written = match next.stage() {
        Some(stage) => tx.execute(
            "UPDATE draft SET stage = $2, version = version + 1 WHERE article = $1",
            params![article, stage],
        ),
        None => {
            tx.execute(
                "DELETE FROM draft_media WHERE article = $1",
                params![article],
            )?;
            tx.execute("DELETE FROM draft WHERE article = $1", params![article])
        }
    };
    written.map(drop)
}

/// The scheduled articles whose time has come.
///
/// # Errors
/// What the database says.
pub fn list_due(tx: &mut Tx<'_>, now: Millis, limit: i64) -> Result<Vec<ArticleId>, Fault> {
    tx.query(
        "SELECT id FROM article
        WHERE state = 'scheduled' AND published_at <= $1
        ORDER BY published_at
        LIMIT $2",
        params![now, limit],
        |row| row.get(0),
    )
}
