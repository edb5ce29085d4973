//! Letters of the program itself, through a mail server that wants TLS and a log-in.

use std::path::Path;
use std::process::Command;

use masthead_db::testing::TestDb;
use masthead_db::{Db, Fault};

use crate::support::process::{Operator, Server};
use crate::support::smtp::{Heard, LogIn, MailServer, PASSWORD, Papers, Tls, trusts};

const LIN: &str = "lin@example.org";
const KEPT: &str = "SELECT recipient FROM mail";
const WAITING: &str = "SELECT recipient FROM mail WHERE next_try_at IS NOT NULL";

/// A program whose mail server is at `url`, and which is asked for a letter.
fn writes(operator: &Operator, url: &str, trusted: &Path) -> Server {
    let set = |command: &mut Command| {
        command.args(["--smtp", url]);
        command.args(["--mail-from", "Wangchuan <news@example.org>"]);
        trusts(command, trusted);
    };
    let server = operator.tries_to_serve(set).expect("a server");
    let asked = server.posts("/register", "", &format!("name=Lin&email={LIN}"));
    assert_eq!(asked.status, 200, "{}", asked.text);
    server
}

/// To whom letters are kept in the database.
fn letters(operator: &Operator, sql: &'static str) -> Vec<String> {
    let db = Db::open(&operator.target()).expect("the database");
    let found: Result<Vec<String>, Fault> =
        db.read_now(move |tx| tx.query(sql, &[], |row| row.get(0)));
    found.expect("letters")
}

#[test]
fn a_letter_goes_out_over_tls_that_is_begun_or_stands_from_the_start_after_a_log_in() {
    let Some(papers) = Papers::make() else {
        return;
    };
    for (scheme, tls, in_clear) in [
        ("smtp", Tls::Asked, &["EHLO", "STARTTLS"][..]),
        ("smtps", Tls::Always, &[][..]),
    ] {
        for log_in in [LogIn::Plain, LogIn::Login] {
            let test = TestDb::sqlite(&[]);
            let operator = Operator::on(&test.target);
            let post = MailServer::start(&papers, tls, log_in);
            let url = post.url(scheme, "localhost", PASSWORD);
            let server = writes(&operator, &url, &papers.ours());
            let heard = post.hears();
            let letter = heard.letter.as_deref().unwrap_or_default();
            assert!(letter.contains(&format!("To: {LIN}")), "{heard:#?}");
            assert_eq!(heard.in_clear(), in_clear);
            assert!(heard.has("AUTH"), "{heard:#?}");
            // It ends after the letter at hand.
            let (status, said) = server.ends("-TERM");
            assert!(status.success(), "{said:#?}");
            assert_eq!(letters(&operator, KEPT), [""; 0], "{said:#?}");
        }
    }
}

/// What a letter that was not sent came to.
struct Unsent {
    operator: Operator,
    said: Vec<String>,
    heard: Heard,
    _test: TestDb,
}

/// Tries to send a letter, and waits until the log says why it is not sent.
fn fails(post: &MailServer, url: &str, trusted: &Path) -> Unsent {
    let test = TestDb::sqlite(&[]);
    let operator = Operator::on(&test.target);
    let mut server = writes(&operator, url, trusted);
    let heard = post.hears();
    server.says("letter ");
    let (status, said) = server.ends("-TERM");
    assert!(status.success(), "{said:#?}");
    Unsent {
        operator,
        said,
        heard,
        _test: test,
    }
}

impl Unsent {
    /// The letter waits, nothing of it is out, and the log says why.
    #[track_caller]
    fn waits_since(&self, why: &str) {
        let heard = &self.heard;
        assert!(!heard.has("MAIL") && heard.letter.is_none(), "{heard:#?}");
        let told = |line: &&String| line.contains("is tried again later: ");
        let line = self.said.iter().find(told);
        let line = line.unwrap_or_else(|| panic!("{:#?}", self.said));
        assert!(line.contains(why), "{line}");
        assert_eq!(letters(&self.operator, WAITING), [LIN]);
    }
}

#[test]
fn where_the_mail_server_begins_no_tls_nothing_is_told_to_it_and_the_letter_waits() {
    let Some(papers) = Papers::make() else {
        return;
    };
    let post = MailServer::start(&papers, Tls::Never, LogIn::Plain);
    let url = post.url("smtp", "localhost", PASSWORD);
    let unsent = fails(&post, &url, &papers.ours());
    unsent.waits_since("STARTTLS is not supported");
    assert!(!unsent.heard.has("AUTH"), "{:#?}", unsent.heard);
}

/// Every letter was given up for good while the password in the settings was wrong.
#[test]
fn a_letter_waits_while_the_mail_server_refuses_the_password_and_the_log_says_so() {
    let Some(papers) = Papers::make() else {
        return;
    };
    for log_in in [LogIn::Plain, LogIn::Login] {
        let post = MailServer::start(&papers, Tls::Always, log_in);
        let url = post.url("smtps", "localhost", "quiet-eleven");
        let unsent = fails(&post, &url, &papers.ours());
        unsent.waits_since("535");
        assert!(unsent.heard.has("AUTH"), "{:#?}", unsent.heard);
        let tells = unsent.said.iter().any(|line| line.contains("quiet-eleven"));
        assert!(!tells, "{:#?}", unsent.said);
    }
}

#[test]
fn a_mail_server_that_is_not_trusted_or_bears_another_name_gets_neither_password_nor_letter() {
    let Some(papers) = Papers::make() else {
        return;
    };
    for (host, trusted) in [("localhost", papers.other()), ("127.0.0.1", papers.ours())] {
        for (scheme, tls) in [("smtp", Tls::Asked), ("smtps", Tls::Always)] {
            let post = MailServer::start(&papers, tls, LogIn::Plain);
            let url = post.url(scheme, host, PASSWORD);
            let unsent = fails(&post, &url, &trusted);
            unsent.waits_since("certificate");
            assert!(!unsent.heard.has("AUTH"), "{:#?}", unsent.heard);
        }
    }
}
