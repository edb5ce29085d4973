use masthead_db::{Dialect, Fault, Tx};

use super::finding::{Finding, MOST};

const RESTORE: &str = "stop the portal, keep a copy of the file and restore a backup";

/// What SQLite says of its own file; PostgreSQL has tools of its own.
pub(super) fn sound(tx: &mut Tx<'_>) -> Result<Vec<Finding>, Fault> {
    if tx.dialect() != Dialect::Sqlite {
        return Ok(Vec::new());
    }
    let said = tx.query("PRAGMA integrity_check", &[], |row| row.get::<String>(0))?;
    let broken = said.into_iter().filter(|said| said != "ok");
    let mut findings: Vec<_> = broken
        .map(|said| Finding::new("database file", said, RESTORE))
        .collect();
    let dangling = tx.query("PRAGMA foreign_key_check", &[], |row| {
        let table: String = row.get(0)?;
        let id: Option<i64> = row.get(1)?;
        let place = id.map_or(table.clone(), |id| format!("{table} {id}"));
        let what = format!(
            "refers to a row of {} that is not there",
            row.get::<String>(2)?
        );
        Ok(Finding::new(place, what, RESTORE))
    })?;
    findings.extend(dangling.into_iter().take(MOST));
    Ok(findings)
}

const WITHOUT_REVISION: &str = "SELECT a.id
    FROM article a
    LEFT JOIN revision r ON r.id = a.revision AND r.article = a.id
    WHERE a.state = 'published' AND r.id IS NULL
    ORDER BY a.id
    LIMIT 100";

pub(super) fn without_revision(tx: &mut Tx<'_>) -> Result<Vec<Finding>, Fault> {
    tx.query(WITHOUT_REVISION, &[], |row| {
        Ok(Finding::new(
            format!("article {}", row.get::<i64>(0)?),
            "is published and has no text",
            "import it again, or take it down",
        ))
    })
}

const COVER_UNLIKE: &str = "SELECT a.id
    FROM article a
    LEFT JOIN media m ON m.hash = a.cover
    WHERE COALESCE(a.cover_width, 0) <> COALESCE(m.width, 0)
        OR COALESCE(a.cover_height, 0) <> COALESCE(m.height, 0)
        OR COALESCE(a.cover_transparent, 0) <> COALESCE(m.transparent, 0)
        OR COALESCE(a.cover_animated, 0) <> COALESCE(m.animated, 0)
        OR COALESCE(a.cover_format, '') <> COALESCE(m.master_format, '')
    ORDER BY a.id
    LIMIT 100";

pub(super) fn cover_unlike(tx: &mut Tx<'_>) -> Result<Vec<Finding>, Fault> {
    tx.query(COVER_UNLIKE, &[], |row| {
        Ok(Finding::new(
            format!("article {}", row.get::<i64>(0)?),
            "has a cover of another shape than its picture",
            "import it again with another cover, then with its own",
        ))
    })
}
