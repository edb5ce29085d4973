//! Credit as pages show it, to its creator and at the desk alike.

use super::Calendar;
use super::acts::Account;
use super::pages::{EntryLine, Standing};
use super::rules::{Kind, LEVELS};
use super::store::entry::EntryRow;
use crate::compose::Room;
use crate::urls;
use crate::web::Link;

pub(super) fn calendar(room: &Room<'_>) -> Calendar {
    Calendar(room.zone().clone())
}

pub(super) fn standing(account: &Account, used: i64) -> Standing {
    let standing = account.standing();
    Standing {
        score: standing.score,
        level: standing.level,
        levels: LEVELS,
        quota: standing.open.quota,
        used,
        at_once: standing.open.at_once,
        schedule: standing.open.schedule,
        columns: standing.open.columns,
        version: account.version,
        recovery_points: account.rules.recovery_points,
        recovery_days: account.rules.recovery_days,
    }
}

/// What cost something, or was written down by hand.
pub(super) fn entries(account: &Account, calendar: &Calendar) -> Vec<EntryLine> {
    let rows = account.rows.iter();
    let shown = rows.filter(|row| row.kind != Kind::Rejected || account.rules.cost(row.kind) > 0);
    shown.map(|row| line(account, row, calendar)).collect()
}

pub(super) fn line(account: &Account, row: &EntryRow, calendar: &Calendar) -> EntryLine {
    let (rules, appeal) = (&account.rules, row.appeal.as_ref());
    let answer = appeal.and_then(|appeal| appeal.answer.clone());
    EntryLine {
        id: row.id,
        kind: row.kind.name(),
        at: row.made_at.0,
        cost: rules.cost(row.kind),
        weighs: rules.weigh(&row.entry(calendar), account.today),
        words: row.words.clone(),
        article: row.article.map(|id| Link {
            url: urls::studio_article(id),
            label: row.title.clone().unwrap_or_default(),
        }),
        took_down: row.took_down,
        annulled: row.annulled_at.is_some(),
        appeal: appeal.map(|appeal| appeal.state),
        appeal_words: appeal.map_or_else(String::new, |appeal| appeal.words.clone()),
        answer: answer.unwrap_or_default(),
        may_appeal: account.may_appeal(row, calendar),
    }
}

pub(super) fn creator_link(handle: &str, label: String) -> Link {
    Link {
        url: urls::desk_credit(handle, None),
        label,
    }
}
