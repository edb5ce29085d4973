//! SQL of the tables `subscription` and `seal`.

use masthead_auth::Secret;
use masthead_clock::{Millis, Random};
use masthead_db::{Fault, Tx, params};

use super::events::LettersChosen;
use super::rules::{Ending, Topic, TopicWay, Way};
use crate::id::AccountId;
use crate::pen::Pen;

/// How somebody is told of a topic.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn way(tx: &mut Tx<'_>, account: AccountId, topic: Topic) -> Result<Way, Fault> {
    let found = tx.find(
        "SELECT way FROM subscription WHERE account = $1 AND topic = $2",
        params![account, topic.name()],
        |row| row.get::<String>(0),
    )?;
    let way = found.and_then(|name| Way::from_name(&name));
    Ok(way.unwrap_or_else(|| topic.usual()))
}

/// How somebody is told of each topic.
///
/// # Errors
/// What the database says.
pub fn list(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<TopicWay>, Fault> {
    let stored = tx.query(
        "SELECT topic, way FROM subscription WHERE account = $1",
        params![account],
        |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)),
    )?;
    let way = |topic: Topic| {
        let found = stored.iter().find(|(name, _)| name == topic.name());
        let way = found.and_then(|(_, way)| Way::from_name(way));
        way.unwrap_or_else(|| topic.usual())
    };
    let both = |topic| TopicWay {
        topic,
        way: way(topic),
    };
    Ok(Topic::ALL.map(both).to_vec())
}

const PUT: &str = "INSERT INTO subscription (account, topic, way, told_until)
    VALUES ($1, $2, $3, $4)
    ON CONFLICT (account, topic) DO UPDATE
    SET way = excluded.way, told_until = excluded.told_until
    WHERE subscription.way <> excluded.way";

/// Chooses how who acts is told of these topics from now on.
///
/// # Errors
/// What the database says.
pub fn put(tx: &mut Tx<'_>, pen: &Pen, ways: &[TopicWay]) -> Result<(), Fault> {
    let account = pen.account()?;
    for TopicWay { topic, way } in ways {
        let params = params![account, topic.name(), way.name(), pen.now()];
        tx.execute(PUT, params)?;
    }
    pen.tell(tx, &LettersChosen { account })
}

/// No such letters from now on.
///
/// # Errors
/// What the database says.
pub fn end(tx: &mut Tx<'_>, pen: &Pen, ending: Ending) -> Result<(), Fault> {
    let ends = |chosen: &TopicWay| match ending {
        Ending::One(one) => one == chosen.topic,
        Ending::Digest => chosen.way == Way::Digest,
    };
    let mut ways = list(tx, pen.account()?)?;
    ways.retain(ends);
    for chosen in &mut ways {
        chosen.way = Way::None;
    }
    put(tx, pen, &ways)
}

/// Whether there is such an account.
///
/// # Errors
/// What the database says.
pub fn is_account(tx: &mut Tx<'_>, account: AccountId) -> Result<bool, Fault> {
    let sql = "SELECT id FROM user_account WHERE id = $1";
    let found = tx.find(sql, params![account], |row| row.get::<i64>(0))?;
    Ok(found.is_some())
}

/// What links are sealed with; none before the first letter that has one.
///
/// # Errors
/// What the database says.
pub fn find_seal(tx: &mut Tx<'_>) -> Result<Option<Secret>, Fault> {
    let sql = "SELECT secret FROM seal WHERE id = 1";
    let found = tx.find(sql, &[], |row| row.get::<String>(0))?;
    Ok(found.and_then(|text| Secret::parse(&text)))
}

/// As [`find_seal`], made at the first time.
///
/// # Errors
/// What the database says.
pub fn seal(tx: &mut Tx<'_>, random: &Random) -> Result<Secret, Fault> {
    if let Some(secret) = find_seal(tx)? {
        return Ok(secret);
    }
    let fresh = Secret::fresh(random);
    tx.execute(
        "INSERT INTO seal (id, secret) VALUES (1, $1) ON CONFLICT (id) DO NOTHING",
        params![&fresh.text()],
    )?;
    // Another process may have been faster.
    Ok(find_seal(tx)?.unwrap_or(fresh))
}

/// Whose daily letter is due: some who were told until before this time.
///
/// # Errors
/// What the database says.
pub fn list_due(tx: &mut Tx<'_>, until: Millis, limit: i64) -> Result<Vec<AccountId>, Fault> {
    tx.query(
        "SELECT DISTINCT account FROM subscription
        WHERE way = 'digest' AND told_until < $1
        LIMIT $2",
        params![until, limit],
        |row| row.get(0),
    )
}

/// The topics of somebody's daily letter and until when it told of them, which
/// it has until `until` from now on. None where another process was faster.
///
/// # Errors
/// What the database says.
pub fn take_due(
    tx: &mut Tx<'_>,
    account: AccountId,
    until: Millis,
) -> Result<Vec<(Topic, Millis)>, Fault> {
    let due = tx.query(
        "SELECT topic, told_until FROM subscription
        WHERE account = $1 AND way = 'digest' AND told_until < $2",
        params![account, until],
        |row| Ok((row.get::<String>(0)?, row.get(1)?)),
    )?;
    let taken = tx.execute(
        "UPDATE subscription SET told_until = $2
        WHERE account = $1 AND way = 'digest' AND told_until < $2",
        params![account, until],
    )?;
    if usize::try_from(taken).ok() != Some(due.len()) {
        return Ok(Vec::new());
    }
    let known = |(name, at): (String, Millis)| Some((Topic::from_name(&name)?, at));
    Ok(due.into_iter().filter_map(known).collect())
}
