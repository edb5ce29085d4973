//! The operator's table, version after version.

use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::credit::events::CreditRulesChanged;
use crate::credit::rules::Rules;
use crate::pen::Pen;

/// The version that counts, and its number: 0 for ours.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn get(tx: &mut Tx<'_>) -> Result<(i64, Rules), Fault> {
    let found = tx.find(
        "SELECT version, rules FROM credit_rules ORDER BY version DESC LIMIT 1",
        &[],
        |row| Ok((row.get::<i64>(0)?, row.get::<String>(1)?)),
    )?;
    let Some((version, text)) = found else {
        return Ok((0, Rules::default()));
    };
    let rules = serde_json::from_str(&text)
        .map_err(|error| Fault::shape(format!("credit rules {version}: {error}")))?;
    Ok((version, rules))
}

/// Makes the version after `rests_on` count. Gives it; none where somebody
/// else made one meanwhile.
///
/// # Errors
/// What the database says.
pub fn insert(
    tx: &mut Tx<'_>,
    pen: &Pen,
    rests_on: i64,
    rules: &Rules,
) -> Result<Option<i64>, Fault> {
    let version = rests_on + 1;
    let text = serde_json::to_string(rules).expect("numbers are plain data");
    let made = tx.execute(
        "INSERT INTO credit_rules (version, rules, made_by, made_at)
        SELECT $1, $2, $3, $4
        WHERE (SELECT COALESCE(MAX(version), 0) FROM credit_rules) = $5
        ON CONFLICT (version) DO NOTHING",
        params![version, &text, pen.account()?, pen.now(), rests_on],
    )?;
    if made == 0 {
        return Ok(None);
    }
    pen.tell(tx, &CreditRulesChanged { version })?;
    Ok(Some(version))
}

/// A version, by whom and since when.
#[derive(Clone, Debug)]
pub struct VersionRow {
    pub version: i64,
    /// JSON, as every localized name.
    pub made_by: String,
    pub made_at: Millis,
}

/// The newest versions, newest first.
///
/// # Errors
/// What the database says.
pub fn list(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<VersionRow>, Fault> {
    tx.query(
        "SELECT r.version, u.name, r.made_at
        FROM credit_rules r
        JOIN user_account u ON u.id = r.made_by
        ORDER BY r.version DESC
        LIMIT $1",
        params![limit],
        |row| {
            Ok(VersionRow {
                version: row.get(0)?,
                made_by: row.get(1)?,
                made_at: row.get(2)?,
            })
        },
    )
}
