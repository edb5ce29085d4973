//! What an operator does for somebody who cannot log in any more.

use masthead_auth::Totp;
use masthead_clock::Clock;
use masthead_db::{Db, Fault, Tx, params};

use crate::cli_process::{PASSWORD, operators, settles};
use crate::support::NOW;
use crate::support::process::{Operator, Reply, Server};

const LIN: &str = "lin@example.org";
const CHEN: &str = "chen@example.org";

/// Sets a second factor up, with the code of a telephone whose clock stands at [`NOW`].
fn enrols(server: &Server, cookie: &str) {
    let proof = format!("proof={PASSWORD}");
    let begun = server.posts("/account/factor/secret", cookie, &proof);
    assert_eq!(begun.header("location"), Some("/account/factor"));
    let page = server.gets("/account/factor", cookie).text;
    let shown = page.split("<p class=\"secret\"><code>").nth(1);
    let shown = shown.and_then(|rest| rest.split('<').next());
    let totp = Totp::parse(shown.expect("a secret")).expect("a secret");
    let now = Clock::frozen(NOW).expect("a time").now();
    let form = format!("code={}", totp.code(Totp::step(now)));
    let set = server.posts("/account/factor/confirmation", cookie, &form);
    assert_eq!(set.status, 200, "{}", set.text);
}

fn logs_in(server: &Server, email: &str, password: &str) -> Reply {
    let form = format!("email={email}&password={password}");
    server.posts("/login", "", &form)
}

fn is_asked_for_a_code(answer: &Reply) -> bool {
    let location = answer.header("location").unwrap_or_default();
    answer.status == 303 && location.starts_with("/login/code")
}

fn reads(operator: &Operator, sql: &'static str) -> Vec<String> {
    let db = Db::open(&operator.target()).expect("the database");
    let rows: Result<Vec<String>, Fault> =
        db.read_now(move |tx| tx.query(sql, &[], |row| row.get::<String>(0)));
    rows.expect(sql)
}

/// Whose authenticators and recovery codes there are.
fn factors(operator: &Operator) -> Vec<String> {
    reads(
        operator,
        "SELECT l.email FROM totp t JOIN login l ON l.account = t.account
        UNION SELECT l.email FROM recovery_code c JOIN login l ON l.account = c.account
        ORDER BY 1",
    )
}

/// What else lets somebody in, or says what they may.
fn kept(operator: &Operator) -> Vec<String> {
    let all = [
        "SELECT email || ' ' || password FROM login ORDER BY email",
        "SELECT digest FROM session ORDER BY digest",
        "SELECT credential FROM passkey ORDER BY credential",
        "SELECT role FROM role ORDER BY role",
        "SELECT name FROM user_account ORDER BY name",
    ];
    all.into_iter()
        .flat_map(|sql| reads(operator, sql))
        .collect()
}

/// As a device would add it.
fn adds_passkey(operator: &Operator, email: &'static str) {
    let db = Db::open(&operator.target()).expect("the database");
    let add = move |tx: &mut Tx<'_>| {
        tx.execute(
            "INSERT INTO passkey (id, account, credential, public_key, counter, name, created_at)
            SELECT 7, account, 'device', 'key', 0, '手机', 5 FROM login WHERE email = $1",
            params![email],
        )
    };
    let added: Result<u64, Fault> = db.write_now(add);
    assert_eq!(added.expect("added"), 1);
}

#[test]
fn a_reset_takes_the_second_factor_away_where_the_operator_says_so_and_nothing_else() {
    for (_test, mut operator) in operators() {
        operator.clock = Some(NOW);
        let server = operator.serves();
        let lin = settles(&operator, &server, LIN);
        let chen = settles(&operator, &server, CHEN);
        enrols(&server, &lin);
        enrols(&server, &chen);
        adds_passkey(&operator, LIN);
        operator.runs(&["user", "role", LIN, "administrator"]);
        let before = kept(&operator);

        operator.runs(&["user", "reset", LIN]);
        assert_eq!(factors(&operator), [CHEN, LIN]);
        let still = logs_in(&server, LIN, PASSWORD);
        assert!(is_asked_for_a_code(&still), "{}", still.text);

        operator.runs(&["user", "reset", LIN, "--two-factor"]);
        assert_eq!(factors(&operator), [CHEN]);
        assert_eq!(kept(&operator), before);
        assert_eq!(server.gets("/account", &lin).status, 200);
        let wrong = logs_in(&server, LIN, "not+the+password");
        assert_eq!(wrong.status, 422, "{}", wrong.text);
        let entered = logs_in(&server, LIN, PASSWORD);
        assert_eq!(entered.status, 303, "{}", entered.text);
        assert!(!is_asked_for_a_code(&entered), "the password is enough");
        let session = entered.cookie().expect("a session");
        assert_eq!(server.gets("/account", &session).status, 200);
        let another = logs_in(&server, CHEN, PASSWORD);
        assert!(is_asked_for_a_code(&another), "{}", another.text);
    }
}
