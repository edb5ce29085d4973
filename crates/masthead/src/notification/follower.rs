use std::collections::BTreeSet;

use masthead_db::{Fault, Tx};
use masthead_log::{Actor, Event, Fact, Failure, Follower};

use super::rules::Kind;
use super::store::follow::{self, New};
use crate::application::events::ApplicationChanged;
use crate::application::rules::State as ApplicationState;
use crate::article::events::ArticlePublished;
use crate::creator::events::{CreatorFollowed, CreatorUnfollowed};
use crate::credential::events::{CredentialChanged, CredentialEnding};
use crate::credential::rules::State as CredentialState;
use crate::credit::events::{AppealDecided, CreditDeducted, TrustChanged};
use crate::credit::rules::Kind as Violation;
use crate::id::{AccountId, CreatorId};
use crate::publishing::events::{ArticleStepped, Step, SubmissionChecked};
use crate::subscription::{Way, store as subscriptions};

/// An article that came out longer ago is put back, not published.
const NEW_MS: i64 = 3_600_000;

/// The follower that tells people. It clears nothing where it starts from
/// zero: every event finds what it wrote before.
pub struct NotificationFollower;

impl Follower for NotificationFollower {
    fn name(&self) -> &'static str {
        "notifications"
    }

    fn follow(&self, tx: &mut Tx<'_>, events: &[Event]) -> Result<(), Failure> {
        let import = Actor::Import.to_string();
        // What comes with an archive happened elsewhere, and long ago.
        for event in events.iter().filter(|event| event.actor != import) {
            take(tx, event)?;
        }
        Ok(())
    }
}

fn take(tx: &mut Tx<'_>, event: &Event) -> Result<(), Failure> {
    if let Some(fact) = read::<ArticleStepped>(event)? {
        stepped(tx, event, &fact)?;
    } else if let Some(fact) = read::<SubmissionChecked>(event)? {
        checked(tx, event, &fact)?;
    } else if let Some(fact) = read::<ApplicationChanged>(event)? {
        application(tx, event, &fact)?;
    } else if let Some((creator, kind)) = credential(event)? {
        to_members(tx, event, creator, kind)?;
    } else if let Some((creator, kind)) = credit(event)? {
        to_members(tx, event, creator, kind)?;
    } else if let Some(fact) = read::<CreatorFollowed>(event)? {
        followed(tx, event, &fact)?;
    } else if let Some(fact) = read::<CreatorUnfollowed>(event)? {
        for account in follow::list_who_run(tx, fact.creator, fact.reader)? {
            follow::count_down(tx, event.seq, account, fact.creator)?;
        }
    } else if let Some(fact) = read::<ArticlePublished>(event)? {
        let at = fact.standing.published_at;
        if at.0 > event.at.0 - NEW_MS {
            follow::put_mailing(tx, fact.article, fact.standing.creator, at)?;
        }
    }
    Ok(())
}

fn read<F: Fact>(event: &Event) -> Result<Option<F>, Failure> {
    event.read().transpose().map_err(|error| Failure::Event {
        seq: event.seq,
        reason: format!("{} cannot be read: {error}", event.kind),
    })
}

/// Whoever handed a text in hears what became of it. Remarks come with the
/// decision: before it nobody but the desk sees them.
fn stepped(tx: &mut Tx<'_>, event: &Event, fact: &ArticleStepped) -> Result<(), Fault> {
    let kind = match fact.step {
        Step::SentBack => Kind::SentBack,
        Step::Rejected => Kind::Rejected,
        Step::Published { .. } => Kind::Accepted,
        Step::Scheduled { .. } => Kind::Scheduled,
        Step::CameOut { .. } => Kind::CameOut,
        Step::TakenDown { .. } => Kind::TakenDown,
        Step::Restored { .. } => Kind::Restored,
        Step::Rescheduled { .. } => Kind::Rescheduled,
        // What a creator does, its writers know.
        _ => return Ok(()),
    };
    let found = match fact.submission {
        Some(id) => follow::find_submission(tx, id)?.map(|(by, remarks)| (id, by, remarks)),
        None => follow::find_taken(tx, fact.article)?.map(|(id, by)| (id, by, 0)),
    };
    let number = found.map_or(0, |(_, _, number)| number);
    let author = found.map(|(_, by, _)| by);
    for account in hearers(tx, kind, fact.creator, author)? {
        if is_own_doing(event, account) {
            continue;
        }
        let new = New {
            account,
            kind,
            article: Some(fact.article),
            submission: found.map(|(submission, _, _)| submission),
            creator: Some(fact.creator),
            number,
            letter: letter(tx, account, kind)?,
        };
        follow::insert(tx, event.seq, event.at, &new)?;
    }
    Ok(())
}

/// Who hears of a step: who handed the text in, and where an article was taken
/// from its readers or given back, every owner too. Who handed it in may be
/// gone, and of an imported one nobody did.
fn hearers(
    tx: &mut Tx<'_>,
    kind: Kind,
    creator: CreatorId,
    author: Option<AccountId>,
) -> Result<BTreeSet<AccountId>, Fault> {
    let mut all: BTreeSet<AccountId> = author.into_iter().collect();
    if matches!(kind, Kind::TakenDown | Kind::Restored | Kind::Rescheduled) {
        all.extend(follow::list_owners(tx, creator)?);
    }
    Ok(all)
}

/// What was looked at afterwards stands; of what does not, the step tells.
fn checked(tx: &mut Tx<'_>, event: &Event, fact: &SubmissionChecked) -> Result<(), Fault> {
    let found = follow::find_submission(tx, fact.submission)?;
    let Some((account, number)) = found.filter(|_| fact.confirmed) else {
        return Ok(());
    };
    if is_own_doing(event, account) {
        return Ok(());
    }
    let new = New {
        account,
        kind: Kind::Checked,
        article: Some(fact.article),
        submission: Some(fact.submission),
        creator: Some(fact.creator),
        number,
        letter: letter(tx, account, Kind::Checked)?,
    };
    follow::insert(tx, event.seq, event.at, &new)
}

/// What a creator's members are told of its papers. One that came with an
/// application is told of with that.
fn credential(event: &Event) -> Result<Option<(CreatorId, Kind)>, Failure> {
    if let Some(fact) = read::<CredentialEnding>(event)? {
        return Ok(Some((fact.creator, Kind::CredentialEnding)));
    }
    let changed = read::<CredentialChanged>(event)?;
    Ok(changed.filter(|fact| !fact.joined).and_then(|fact| {
        // Of a state of a later version nobody is told here.
        let kind = CredentialState::from_name(&fact.state).and_then(Kind::of_credential);
        kind.map(|kind| (fact.creator, kind))
    }))
}

/// What a creator's members are told of its credit. What a rejection costs is
/// told with the rejection.
fn credit(event: &Event) -> Result<Option<(CreatorId, Kind)>, Failure> {
    if let Some(fact) = read::<CreditDeducted>(event)? {
        let is_told = fact.kind != Violation::Rejected;
        return Ok(is_told.then_some((fact.creator, Kind::Recorded)));
    }
    if let Some(fact) = read::<AppealDecided>(event)? {
        let kind = match fact.won {
            true => Kind::AppealWon,
            false => Kind::AppealLost,
        };
        return Ok(Some((fact.creator, kind)));
    }
    let trust = read::<TrustChanged>(event)?;
    Ok(trust.map(|fact| match fact.trusted {
        true => (fact.creator, Kind::Trusted),
        false => (fact.creator, Kind::Untrusted),
    }))
}

fn to_members(tx: &mut Tx<'_>, event: &Event, creator: CreatorId, kind: Kind) -> Result<(), Fault> {
    for account in follow::list_members(tx, creator)? {
        if is_own_doing(event, account) {
            continue;
        }
        let new = New {
            account,
            kind,
            article: None,
            submission: None,
            creator: Some(creator),
            number: 0,
            letter: letter(tx, account, kind)?,
        };
        follow::insert(tx, event.seq, event.at, &new)?;
    }
    Ok(())
}

fn application(tx: &mut Tx<'_>, event: &Event, fact: &ApplicationChanged) -> Result<(), Fault> {
    let state = ApplicationState::from_name(&fact.state);
    let Some(kind) = state.and_then(Kind::of_application) else {
        return Ok(());
    };
    // Whoever was asked saves the answer.
    if is_own_doing(event, fact.account) {
        return Ok(());
    }
    let new = New {
        account: fact.account,
        kind,
        article: None,
        submission: None,
        creator: follow::find_joined(tx, fact.application)?,
        number: 0,
        letter: letter(tx, fact.account, kind)?,
    };
    follow::insert(tx, event.seq, event.at, &new)
}

/// Those who run a creator hear of its new followers: one row for all since
/// they last looked.
fn followed(tx: &mut Tx<'_>, event: &Event, fact: &CreatorFollowed) -> Result<(), Fault> {
    for account in follow::list_who_run(tx, fact.creator, fact.reader)? {
        let new = New {
            account,
            kind: Kind::Followed,
            article: None,
            submission: None,
            creator: Some(fact.creator),
            number: 1,
            letter: letter(tx, account, Kind::Followed)?,
        };
        follow::count_up(tx, event.seq, event.at, &new)?;
    }
    Ok(())
}

/// Nobody has to be told of what they did.
fn is_own_doing(event: &Event, account: AccountId) -> bool {
    event.actor == Actor::User(account.0).to_string()
}

/// How a letter is still to tell of it.
fn letter(tx: &mut Tx<'_>, account: AccountId, kind: Kind) -> Result<Option<&'static str>, Fault> {
    let Some(topic) = kind.topic() else {
        return Ok(None);
    };
    let way = subscriptions::way(tx, account, topic)?;
    Ok(match way {
        Way::None => None,
        Way::Now if kind.is_written_to() => None,
        Way::Now | Way::Digest => Some(way.name()),
    })
}
