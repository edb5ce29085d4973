//! The operator's table: seen, tried on the last days, and made to count.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode};
use masthead_clock::Millis;
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::Calendar;
use super::pages::{
    LevelChoice, LevelForm, LevelNumber, NumberField, PointsField, Rehearsal, RehearsedLine,
    RehearsedSide, RulesPage, VersionLine,
};
use super::rules::{Day, Kind, Outcome, Past, REHEARSED_DAYS, Rehearsed, Rules, rehearse};
use super::store::creator::{self, CreatorRow};
use super::store::past;
use super::store::table::{self, VersionRow};
use super::typed::{self, LEVEL_FIELDS, Typed, points_field};
use super::view::{self, creator_link};
use crate::account::{Person, pen, see_other};
use crate::capability::Can;
use crate::compose::Room;
use crate::errors;
use crate::id::CreatorId;
use crate::portal::{Asked, Portal, Reader, Sent, AppError, private};
use crate::urls;
use crate::web::Trouble;

/// Differences that the page shows.
const SHOWN: usize = 100;
/// Versions that the page lists.
const VERSIONS: i64 = 20;

#[derive(Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

/// `GET /desk/credit/rules`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Asked(Done { done }): Asked<Done>,
) -> Response<Body> {
    let told = Told {
        done: done.as_deref() == Some("counts"),
        ..Told::default()
    };
    page(&portal, &reader, told).await
}

/// `POST /desk/credit/rules`: tries a table, or makes it count.
pub(super) async fn send(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Response<Body> {
    let typed = Typed(sent);
    let (rules, troubles) = match typed.read() {
        Ok(rules) => (Some(rules), Vec::new()),
        Err(troubles) => (None, troubles),
    };
    let mut told = Told {
        troubles,
        rests_on: typed.value("version").parse().ok(),
        counts: typed.value("act") == "count",
        typed: Some(typed),
        ..Told::default()
    };
    if let (Some(rules), true) = (&rules, told.counts) {
        let (pen, rests_on) = (
            pen(&portal, Some(person.account)),
            told.rests_on.unwrap_or(-1),
        );
        let rules = rules.clone();
        let write = move |tx: &mut Tx<'_>| -> Result<Option<i64>, AppError> {
            person.still(tx, Can::RuleCredit)?.ok_or(AppError::Forbidden)?;
            Ok(table::insert(tx, &pen, (rests_on, &rules), person.account)?)
        };
        match portal.db.write(write).await {
            Ok(Some(_)) => return see_other(&format!("{}?done=counts", urls::DESK_CREDIT_RULES)),
            Ok(None) => told.raced = true,
            Err(stop) => return errors::answer(&portal, &reader, &stop).await,
        }
    }
    told.rules = rules;
    page(&portal, &reader, told).await
}

/// What was sent, and what came of it.
#[derive(Default)]
struct Told {
    typed: Option<Typed>,
    /// What was typed, where it is a table.
    rules: Option<Rules>,
    rests_on: Option<i64>,
    counts: bool,
    troubles: Vec<Trouble>,
    raced: bool,
    done: bool,
}

async fn page(portal: &Arc<Portal>, reader: &Reader, told: Told) -> Response<Body> {
    let status = match (told.troubles.is_empty(), told.raced) {
        (_, true) => StatusCode::CONFLICT,
        (false, _) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    private(portal, reader, status, async |room| {
        let (calendar, now, other) = (view::calendar(room), room.now, told.rules.clone());
        let read = portal
            .db
            .read(move |tx| read(tx, (&calendar, now), other.as_ref()));
        let (version, rules, versions, tried) = read.await?;
        let typed = told.typed.clone().unwrap_or_else(|| Typed::of(&rules));
        Ok(RulesPage {
            layout: room.private_layout()?,
            version,
            basics: basics(&typed),
            points: points(&typed),
            levels: levels(&typed),
            troubles: told.troubles.clone(),
            rehearsal: tried.map(|tried| rehearsal(room, tried)),
            raced: told.raced,
            versions: versions
                .into_iter()
                .map(|row| VersionLine {
                    version: row.version,
                    by: room.name(&row.made_by),
                    at: row.made_at.0,
                })
                .collect(),
            done: told.done,
        })
    })
    .await
}

/// The difference that a table would have made.
struct Tried {
    looked: usize,
    cut: bool,
    different: Vec<(CreatorRow, Rehearsed)>,
}

type Reading = (i64, Rules, Vec<VersionRow>, Option<Tried>);

/// Five queries, however many creators there are.
fn read(
    tx: &mut Tx<'_>,
    (calendar, now): (&Calendar, Millis),
    other: Option<&Rules>,
) -> Result<Reading, Fault> {
    let (version, rules) = table::get(tx)?;
    let versions = table::list(tx, VERSIONS)?;
    let tried = match other {
        Some(other) => Some(tried(tx, (calendar, calendar.day(now)), (&rules, other))?),
        None => None,
    };
    Ok((version, rules, versions, tried))
}

fn tried(
    tx: &mut Tx<'_>,
    (calendar, today): (&Calendar, Day),
    (rules, other): (&Rules, &Rules),
) -> Result<Tried, Fault> {
    let first = Day(today.0 - REHEARSED_DAYS + 1);
    let lasts = rules.lasts_days().max(other.lasts_days());
    let mut entries = past::entries(tx, calendar.begins(Day(first.0 - lasts)), calendar)?;
    let mut handed_in = past::handed_in(tx, calendar.begins(first), calendar)?;
    let mut creators = creator::list(tx, CreatorId(0), past::CREATORS + 1)?;
    let most = usize::try_from(past::CREATORS).unwrap_or(usize::MAX);
    let cut = creators.len() > most;
    creators.truncate(most);
    let looked = creators.len();
    let all = creators.into_iter().map(|row| {
        let past = Past {
            known: row.known,
            entries: entries.remove(&row.id).unwrap_or_default(),
            handed_in: handed_in.remove(&row.id).unwrap_or_default(),
        };
        let tried = rehearse((rules, other), &past, today);
        (row, tried)
    });
    let mut different: Vec<_> = all.filter(|(_, tried)| tried.days > 0).collect();
    // Those who lose most come first.
    different.sort_by_key(|(row, tried)| {
        (
            tried.then.today.score - tried.now.today.score,
            -tried.then.beyond,
            row.id,
        )
    });
    Ok(Tried {
        looked,
        cut,
        different,
    })
}

fn rehearsal(room: &Room<'_>, tried: Tried) -> Rehearsal {
    let count = |number| i64::try_from(number).unwrap_or(i64::MAX);
    Rehearsal {
        days: REHEARSED_DAYS,
        looked: count(tried.looked),
        different: count(tried.different.len()),
        cut: tried.cut,
        lines: tried
            .different
            .iter()
            .take(SHOWN)
            .map(|(row, tried)| RehearsedLine {
                creator: creator_link(&row.handle, room.name(&row.name)),
                days: tried.days,
                now: side(&tried.now),
                then: side(&tried.then),
            })
            .collect(),
    }
}

fn side(outcome: &Outcome) -> RehearsedSide {
    RehearsedSide {
        score: outcome.today.score,
        lowest: outcome.lowest,
        level: outcome.today.level,
        quota: outcome.today.open.quota,
        at_once: outcome.today.open.at_once,
        schedule: outcome.today.open.schedule,
        columns: outcome.today.open.columns,
        beyond: outcome.beyond,
    }
}

fn number(typed: &Typed, name: &'static str, (least, most): (i64, i64)) -> NumberField {
    NumberField {
        name,
        value: typed.value(name).to_owned(),
        least,
        most,
    }
}

fn basics(typed: &Typed) -> Vec<NumberField> {
    let all = [
        typed::RECOVERY_POINTS,
        typed::RECOVERY_DAYS,
        typed::APPEAL_DAYS,
    ];
    all.map(|(name, range)| number(typed, name, (*range.start(), *range.end())))
        .to_vec()
}

fn points(typed: &Typed) -> Vec<PointsField> {
    let field = |kind: Kind| PointsField {
        kind: kind.name(),
        field: number(typed, points_field(kind), (0, 100)),
    };
    Kind::ALL.map(field).to_vec()
}

fn levels(typed: &Typed) -> Vec<LevelForm> {
    let level = |(at, fields): (usize, &typed::LevelFields)| {
        let numbers = [
            ("score", fields.score, 100),
            ("articles", fields.articles, 100_000),
            ("quota", fields.quota, 1_000),
        ];
        let choices = [
            ("trusted", fields.trusted),
            ("at_once", fields.at_once),
            ("schedule", fields.schedule),
            ("columns", fields.columns),
        ];
        LevelForm {
            number: at + 1,
            numbers: numbers
                .map(|(of, name, most)| LevelNumber {
                    of,
                    field: number(typed, name, (0, most)),
                })
                .to_vec(),
            choices: choices
                .map(|(of, name)| LevelChoice {
                    of,
                    name,
                    chosen: !typed.value(name).is_empty(),
                })
                .to_vec(),
        }
    };
    LEVEL_FIELDS.iter().enumerate().map(level).collect()
}
