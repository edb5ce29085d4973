//! Writes the letters that are due, and clears away what is old: some of each
//! at a time, so that nothing else waits for it. What a letter told of is
//! marked in the transaction that writes it: neither a restart nor a second
//! process writes it twice.

use masthead_clock::Millis;
use masthead_db::{Fault, Tx};
use masthead_log::Actor;

use super::letters::Desk;
use super::rules::{KEPT_DAYS, Kind, days_before};
use super::store::letter::{self, MailedArticle, Mailing};
use super::store::{self, Entry};
use crate::account::store::language;
use crate::article::store::Key;
use crate::id::AccountId;
use crate::mail::Delivery;
use crate::pen::Pen;
use crate::portal::{AppError, Portal};
use crate::subscription::rules::{Ending, LetterEnding, digest_before};
use crate::subscription::{Envelope, Topic, send, store as subscriptions};

/// Letters in one transaction.
const LETTERS: i64 = 50;
/// Daily letters in one round.
const DIGESTS: i64 = 20;
/// Things that one daily letter tells of; the page has the others.
const LINES: i64 = 50;
/// Rows that are cleared away in one round.
const CLEARED: i64 = 500;
/// Nobody is written to of what is older: mail was off, or the portal down.
const LATE_DAYS: i64 = 2;

/// Does some of what is due at `now`.
///
/// # Errors
/// What the database says, or a theme whose templates do not work.
pub async fn round(portal: &Portal, now: Millis) -> Result<(), AppError> {
    let oldest = days_before(now, KEPT_DAYS);
    if portal.db.read(move |tx| store::has_old(tx, oldest)).await? {
        let clear = move |tx: &mut Tx<'_>| store::clear(tx, oldest, CLEARED);
        portal.db.write(clear).await?;
    }
    if portal.settings.delivery == Delivery::Off {
        return Ok(());
    }
    let front = portal.front().await?;
    let zoned = portal.theme(&front)?;
    let (late, until) = (days_before(now, LATE_DAYS), digest_before(now, &zoned.zone));
    let look = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
        Ok((
            letter::due(tx, late)?,
            subscriptions::list_due(tx, until, DIGESTS)?,
        ))
    };
    let (due, digests) = portal.db.read(look).await?;
    let base_url = portal.base_url(&front).to_owned();
    let random = portal.entry.random().clone();
    let envelope = Envelope {
        zoned,
        base_url,
        random,
    };
    let clerk = Clerk {
        desk: Desk { front, envelope },
        pen: Pen {
            log: portal.log.clone(),
            ids: portal.ids.clone(),
            clock: portal.clock.clone(),
            actor: Actor::Platform,
        },
    };
    if due.now {
        let clerk = clerk.clone();
        let write = move |tx: &mut Tx<'_>| clerk.write_now(tx, late);
        portal.db.write(write).await?;
    }
    if due.mailing {
        let clerk = clerk.clone();
        portal.db.write(move |tx| clerk.go_on(tx, late)).await?;
    }
    for account in digests {
        let clerk = clerk.clone();
        let write = move |tx: &mut Tx<'_>| clerk.write_digest(tx, account, until);
        portal.db.write(write).await?;
    }
    Ok(())
}

#[derive(Clone)]
struct Clerk {
    desk: Desk,
    pen: Pen,
}

impl Clerk {
    /// A letter for each thing that somebody is to hear of at once.
    fn write_now(&self, tx: &mut Tx<'_>, late: Millis) -> Result<(), Fault> {
        for (account, entry) in letter::list_now(tx, late, LETTERS)? {
            if !letter::put_told(tx, account, entry.id)? {
                continue;
            }
            let Some(to) = letter::find_recipient(tx, account)? else {
                continue;
            };
            let Some(topic) = entry.kind.topic() else {
                continue;
            };
            let envelope = &self.desk.envelope;
            send(tx, &self.pen, envelope, account, topic, |known| {
                let locale = self.desk.locale(known);
                (locale, self.desk.one(locale, &to, &entry))
            })?;
        }
        Ok(())
    }

    /// Writes to the next followers of the creator whose article came out.
    fn go_on(&self, tx: &mut Tx<'_>, late: Millis) -> Result<(), Fault> {
        let Some(mailing) = letter::find_mailing(tx, late)? else {
            return Ok(());
        };
        // It may be gone again.
        let Some(article) = letter::find_article(tx, mailing.article)? else {
            return letter::put_reached(tx, &mailing, None).map(drop);
        };
        let readers = letter::list_readers(tx, &mailing, LETTERS)?;
        let reached = readers.last().map(|to| to.account);
        if !letter::put_reached(tx, &mailing, reached)? {
            return Ok(());
        }
        let entry = published(&mailing, article);
        for to in readers {
            let (envelope, topic) = (&self.desk.envelope, Topic::Following);
            send(tx, &self.pen, envelope, to.account, topic, |known| {
                let locale = self.desk.locale(known);
                (locale, self.desk.one(locale, &to, &entry))
            })?;
        }
        Ok(())
    }

    /// Somebody's daily letter, of what happened until now and, of followed
    /// creators, until the hour of the letter.
    fn write_digest(
        &self,
        tx: &mut Tx<'_>,
        account: AccountId,
        until: Millis,
    ) -> Result<(), Fault> {
        let due = subscriptions::take_due(tx, account, until)?;
        if due.is_empty() {
            return Ok(());
        }
        let late = days_before(until, LATE_DAYS);
        let mut entries = letter::list_digest(tx, account, late, LINES)?;
        entries.retain(|entry| {
            due.iter()
                .any(|(topic, _)| Some(*topic) == entry.kind.topic())
        });
        letter::put_digest_told(tx, account)?;
        if let Some((_, told)) = due.iter().find(|(topic, _)| *topic == Topic::Following) {
            let before = Key::start(until);
            let since = (*told).max(late);
            entries.extend(store::list_of_followed(tx, account, since, before, LINES)?);
        }
        let Some(to) = letter::find_recipient(tx, account)?.filter(|_| !entries.is_empty()) else {
            return Ok(());
        };
        let locale = self.desk.locale(language::find(tx, account)?);
        let letter = self.desk.digest(locale, &to, &entries);
        let ending = LetterEnding {
            account,
            ending: Ending::Digest,
        };
        let envelope = &self.desk.envelope;
        envelope.write(tx, &self.pen, ending, locale, letter)
    }
}

fn published(mailing: &Mailing, article: MailedArticle) -> Entry {
    Entry {
        kind: Kind::Following,
        at: mailing.at,
        id: mailing.article.0,
        article: Some(mailing.article),
        title: article.title,
        creator_handle: article.creator_handle,
        creator_name: article.creator_name,
        number: 0,
        is_unread: true,
        reason: None,
        words: None,
    }
}
