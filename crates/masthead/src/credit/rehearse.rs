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
use crate::id::CreatorId;
use crate::portal::{AppError, Asked, Portal, Reader, Sent, private};
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
) -> Result<Response<Body>, AppError> {
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
    Sent(typed): Sent<Typed>,
) -> Result<Response<Body>, AppError> {
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
        let pen = pen(&portal, Some(person.account));
        let (rests_on, rules) = (told.rests_on.unwrap_or(-1), rules.clone());
        let write = move |tx: &mut Tx<'_>| -> Result<Option<i64>, AppError> {
            let may = person.still(tx, Can::RuleCredit)?;
            may.ok_or(AppError::Forbidden)?;
            Ok(table::insert(tx, &pen, rests_on, &rules)?)
        };
        if portal.db.write(write).await?.is_some() {
            let url = format!("{}?done=counts", urls::DESK_CREDIT_RULES);
            return Ok(see_other(&url));
        }
        told.raced = true;
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

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    told: Told,
) -> Result<Response<Body>, AppError> {
    let status = match (told.troubles.is_empty(), told.raced) {
        (_, true) => StatusCode::CONFLICT,
        (false, _) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    private(portal, reader, status, async |room| {
        let (calendar, now, other) = (view::calendar(room), room.now, told.rules.clone());
        let read = portal
            .db
            .read(move |tx| read(tx, &calendar, now, other.as_ref()));
        let read = read.await?;
        let typed = told.typed.clone();
        let typed = typed.unwrap_or_else(|| Typed::of(&read.rules));
        Ok(RulesPage {
            layout: room.private_layout()?,
            version: read.version,
            basics: basics(&typed),
            points: points(&typed),
            levels: levels(&typed),
            troubles: told.troubles.clone(),
            rehearsal: read.tried.map(|tried| rehearsal(room, &tried)),
            raced: told.raced,
            versions: read
                .versions
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

/// What the page reads.
struct Reading {
    version: i64,
    rules: Rules,
    versions: Vec<VersionRow>,
    tried: Option<Tried>,
}

/// Five queries, however many creators there are.
fn read(
    tx: &mut Tx<'_>,
    calendar: &Calendar,
    now: Millis,
    other: Option<&Rules>,
) -> Result<Reading, Fault> {
    let (version, rules) = table::get(tx)?;
    let versions = table::list(tx, VERSIONS)?;
    let tried = match other {
        Some(other) => Some(tried(tx, calendar, calendar.day(now), &rules, other)?),
        None => None,
    };
    Ok(Reading {
        version,
        rules,
        versions,
        tried,
    })
}

fn tried(
    tx: &mut Tx<'_>,
    calendar: &Calendar,
    today: Day,
    rules: &Rules,
    other: &Rules,
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
        let tried = rehearse(rules, other, &past, today);
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

fn rehearsal(room: &Room<'_>, tried: &Tried) -> Rehearsal {
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

fn number(typed: &Typed, name: &'static str, least: i64, most: i64) -> NumberField {
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
    all.map(|of| number(typed, of.field, *of.range.start(), *of.range.end()))
        .to_vec()
}

fn points(typed: &Typed) -> Vec<PointsField> {
    let field = |kind: Kind| PointsField {
        kind: kind.name(),
        field: number(typed, points_field(kind), 0, 100),
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
                    field: number(typed, name, 0, most),
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
