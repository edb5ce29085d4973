use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode};
use masthead_db::{Fault, Tx};

use super::accounts;
use super::pages::{DeskPage, Task};
use crate::account::Person;
use crate::application;
use crate::capability::Can;
use crate::credential;
use crate::credit;
use crate::portal::{AppError, Portal, Reader, Route, private};
use crate::publishing::store::submission;
use crate::regime::Regime;
use crate::urls;

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(urls::DESK, Can::SeeDesk, home),
        Route::get(urls::DESK_ACCOUNTS, Can::ManageAccounts, accounts::list),
        Route::post(urls::DESK_ROLES, Can::ManageAccounts, accounts::change),
    ]
}

/// What there is to do at the desk: the capability, the key of its words, the place.
const TASKS: [(Can, &str, &str); 9] = [
    (Can::Review, "desk-review", urls::DESK_REVIEW),
    (Can::Review, "desk-applications", urls::DESK_APPLICATIONS),
    (Can::Review, "desk-credentials", urls::DESK_CREDENTIALS),
    (Can::Moderate, "desk-articles", urls::DESK_ARTICLES),
    (Can::KeepCredit, "desk-credit", urls::DESK_CREDIT),
    (Can::Curate, "desk-slots", urls::DESK_SLOTS),
    (Can::Arrange, "desk-sections", urls::DESK_SECTIONS),
    (Can::Arrange, "desk-site", urls::DESK_SITE),
    (Can::ManageAccounts, "desk-accounts", urls::DESK_ACCOUNTS),
];

/// `GET /desk`: what somebody is here, and may do.
async fn home(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
) -> Result<Response<Body>, AppError> {
    private(&portal, &reader, StatusCode::OK, async |room| {
        let asks_papers = portal.keeps(Regime::Cn);
        let tasks = TASKS.iter().filter(|(can, key, _)| {
            person.may(*can) && (asks_papers || *key != "desk-credentials")
        });
        let read = |tx: &mut Tx<'_>| -> Result<_, Fault> {
            let applications = application::store::count_waiting(tx)?;
            let appeals = credit::store::appeal::count_open(tx)?;
            let papers = credential::store::count_waiting(tx)?;
            Ok((
                submission::count_waiting(tx)?,
                applications,
                appeals,
                papers,
            ))
        };
        let (texts, applications, appeals, papers) = portal.db.read(read).await?;
        let waiting = |key| match key {
            "desk-review" => Some(texts),
            "desk-applications" => Some(applications),
            "desk-credit" => Some(appeals),
            "desk-credentials" => Some(papers),
            _ => None,
        };
        Ok(DeskPage {
            layout: room.private_layout()?,
            name: room.name(&person.name),
            starts: room.front.channels.is_empty() && person.may(Can::Arrange),
            roles: accounts::held(room, &person.grants),
            tasks: tasks
                .map(|(_, key, url)| Task {
                    key,
                    url,
                    waiting: waiting(*key),
                })
                .collect(),
        })
    })
    .await
}
