//! What is held while an account is changed, where others ask at the same moment, and how much an account holds.

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use masthead::account::rules::{Email, SESSIONS};
use masthead::account::store::role::{self, RoleFault};
use masthead::account::store::{login, session};
use masthead::account::{Grant, Role};
use masthead::id::AccountId;
use masthead::pen::Pen;
use masthead_auth::{Purpose, Secret};
use masthead_clock::Random;
use masthead_db::{Dialect, Fault, Tx};
use masthead_log::Actor;

use crate::account::{archive, gives, is_in, logs_in_again, newcomer, operators_pen};
use crate::support::TestSite;

const LIN: &str = "lin@wangchuan.example";
const CHIEF: &str = "chief@wangchuan.example";
/// What takes longer never comes.
const PATIENCE: Duration = Duration::from_secs(60);

async fn account_of(site: &TestSite, email: &str) -> AccountId {
    let email = Email::parse(email).expect("an address");
    let found = site
        .portal
        .db
        .read(move |tx| login::find_holder(tx, &email));
    found
        .await
        .expect("a database")
        .expect("an account")
        .account
}

/// Whether another transaction waits for what this one holds.
fn is_waited_for(tx: &mut Tx<'_>) -> Result<bool, Fault> {
    let sql = "SELECT COUNT(*) FROM pg_locks
        WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))";
    let waiting: i64 = tx.get(sql, &[], |row| row.get(0))?;
    Ok(waiting > 0)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_takes_a_role_and_who_acts_by_several_do_not_wait_for_each_other() {
    for site in TestSite::each(&archive()).await {
        if site.portal.db.dialect() == Dialect::Sqlite {
            continue; // One writer: nobody else can hold one of them.
        }
        let mut accounts = Vec::new();
        for (email, roles) in [
            (LIN, &["reviewer", "administrator"][..]),
            (CHIEF, &["administrator"][..]),
        ] {
            newcomer(&site, email).await;
            for &role in roles {
                gives(&site, email, role).await.expect("given");
            }
            accounts.push(account_of(&site, email).await);
        }
        let (lin, chief) = (accounts[0], accounts[1]);
        let [reviewer, administrator] = [Role::Reviewer, Role::Administrator]
            .map(|role| Grant::new(role, None).expect("a role of no channel"));
        let (held, holds) = mpsc::channel();
        let (db, pen) = (site.portal.db.clone(), operators_pen(&site));
        let taking = tokio::task::spawn_blocking(move || {
            db.write_now(move |tx| -> Result<(), RoleFault> {
                role::hold_administrators(tx, chief, lin)?;
                held.send(()).expect("the test listens");
                let begun = Instant::now();
                while !is_waited_for(tx)? {
                    if begun.elapsed() > PATIENCE {
                        return Err(Fault::shape("nobody waits for it").into());
                    }
                    thread::yield_now();
                }
                role::take(tx, &pen, lin, reviewer)
            })
        });
        tokio::task::block_in_place(|| holds.recv()).expect("it holds the roles");
        let acts = site.portal.db.write(move |tx| role::hold(tx, lin)).await;
        taking.await.expect("no panic").expect("taken");
        assert_eq!(acts.expect("what is left"), [administrator]);
    }
}

/// Begins so many sessions of an account, as its log-ins do.
async fn begins_sessions(site: &TestSite, account: AccountId, random: &Random, many: i64) {
    let pen = Pen {
        actor: Actor::User(account.0),
        ..operators_pen(site)
    };
    let random = random.clone();
    let begun = site.portal.db.write(move |tx| -> Result<(), Fault> {
        for _ in 0..many {
            let digest = Secret::fresh(&random).digest(Purpose::Session);
            session::start(tx, &pen, digest, "Firefox, Linux")?;
        }
        Ok(())
    });
    begun.await.expect("a database");
}

/// How many rows of sessions there are, and how many were told to have ended.
async fn sessions(site: &TestSite) -> [i64; 2] {
    let read = site.portal.db.read(|tx| -> Result<[i64; 2], Fault> {
        let kept = "SELECT COUNT(*) FROM session";
        let ended = "SELECT COUNT(*) FROM event WHERE kind = 'session.ended'";
        Ok([
            tx.get(kept, &[], |row| row.get(0))?,
            tx.get(ended, &[], |row| row.get(0))?,
        ])
    });
    read.await.expect("a database")
}

#[tokio::test]
async fn of_more_sessions_than_an_account_holds_the_one_used_longest_ago_ends() {
    for site in TestSite::each(&archive()).await {
        let first = newcomer(&site, LIN).await;
        let second = logs_in_again(&site, LIN).await;
        site.later(2 * 3_600_000);
        assert!(is_in(&site, &first).await, "in use again");
        let account = account_of(&site, LIN).await;
        let random = Random::seeded(7_000);
        begins_sessions(&site, account, &random, SESSIONS - 2).await;
        assert_eq!(sessions(&site).await, [SESSIONS, 0]);
        let third = logs_in_again(&site, LIN).await;
        assert_eq!(sessions(&site).await, [SESSIONS, 1]);
        assert!(is_in(&site, &first).await && is_in(&site, &third).await);
        assert!(!is_in(&site, &second).await);
        // The others each end what began before them.
        begins_sessions(&site, account, &random, 5).await;
        assert_eq!(sessions(&site).await, [SESSIONS, 6]);
    }
}
