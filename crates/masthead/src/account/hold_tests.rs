//! What is held while an account is changed, where others ask at the same moment.

use std::sync::mpsc;
use std::thread;

use masthead::account::rules::Email;
use masthead::account::store::login;
use masthead::account::store::role::{self, RoleFault};
use masthead::account::{Grant, Role};
use masthead_db::{Dialect, Fault, Tx};

use crate::account::{archive, gives, newcomer, operators_pen};
use crate::support::TestSite;

const LIN: &str = "lin@wangchuan.example";
const CHIEF: &str = "chief@wangchuan.example";

async fn account_of(site: &TestSite, email: &str) -> i64 {
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
                while !is_waited_for(tx)? {
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
