//! Sends letters by SMTP, one at a time, beside everything else.

use std::time::Duration;

use lettre::message::Mailbox;
use lettre::{SmtpTransport, Transport};
use masthead_clock::Millis;
use masthead_db::{Db, Fault};
use masthead_log::Trouble;
use tokio::sync::watch;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::{MissedTickBehavior, interval, timeout};

use super::message::{message, reaches};
use super::store::{self, Due, LetterRow};
use crate::pen::Pen;

/// Another process may write letters too: we look so often.
const EACH: Duration = Duration::from_secs(1);
/// A mail server that answers nothing for so long is given up for now.
const ANSWER_LIMIT: Duration = Duration::from_secs(20);
/// Nobody else takes a letter for so long: a try is several answers.
const HELD_MS: i64 = 5 * 60_000;
const LAST_WAIT: Duration = Duration::from_secs(5);
/// After each failed try: minutes until the next. Then it is given up, and
/// links in it have ended anyway.
const PAUSES_MINUTES: [i64; 6] = [1, 5, 15, 60, 240, 720];
/// No letter waits longer. One that seems to was written while the clock stood
/// ahead, and is due.
const LONGEST_PAUSE: Duration = Duration::from_secs(13 * 3_600);

/// Answers of a server that does not let us in (RFC 4954, 6): they say nothing
/// of the letter, and an operator who puts the password right has it sent.
const NOT_LET_IN: [u16; 4] = [530, 534, 535, 538];

/// Why no mail server is known.
#[derive(Debug, thiserror::Error)]
pub enum BadSmtp {
    #[error("smtp: {0}; write it as smtps://user:password@mail.example.org or smtp://localhost:25")]
    Url(lettre::transport::smtp::Error),
    #[error("mail_from: {0}; write it as \"Wangchuan <news@example.org>\"")]
    From(lettre::address::AddressError),
}

/// The mail server, and whom letters come from.
#[derive(Clone)]
pub struct Smtp {
    transport: SmtpTransport,
    from: Mailbox,
}

impl Smtp {
    /// # Errors
    /// What cannot be read. The server is not asked yet.
    pub fn new(url: &str, from: &str) -> Result<Self, BadSmtp> {
        let transport = SmtpTransport::from_url(url).map_err(BadSmtp::Url)?;
        Ok(Self {
            transport: transport.timeout(Some(ANSWER_LIMIT)).build(),
            from: from.parse().map_err(BadSmtp::From)?,
        })
    }

    /// Takes as long as the server does: not for a thread that serves others.
    fn send(&self, row: &LetterRow, now: Millis) -> Result<(), Failure> {
        let message = message(row, &self.from, now).map_err(|error| Failure {
            why: error.to_string(),
            for_good: true,
        })?;
        let sent = self.transport.send(&message);
        // Where the server takes ASCII alone it will the next time too.
        let unreachable = !reaches(&row.letter.to);
        sent.map(|_| ()).map_err(|error| Failure {
            why: error.to_string(),
            for_good: is_refused(&error) || (error.is_client() && unreachable),
        })
    }
}

/// Whether the server takes this letter neither now nor later.
fn is_refused(error: &lettre::transport::smtp::Error) -> bool {
    let code = error.status().map(u16::from);
    error.is_permanent() && !code.is_some_and(|code| NOT_LET_IN.contains(&code))
}

struct Failure {
    why: String,
    /// Another try would come to the same.
    for_good: bool,
}

/// What a round came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    pub sent: u64,
    /// To be tried again later.
    pub put_off: u64,
    pub given_up: u64,
}

/// Sends what is due.
#[derive(Clone)]
pub struct Postman {
    pub db: Db,
    pub pen: Pen,
    pub smtp: Smtp,
}

impl Postman {
    /// Sends every letter that is due now.
    ///
    /// # Errors
    /// What the database says. A letter may then go out twice, and none is lost.
    pub async fn round(&self) -> Result<Round, Fault> {
        let mut round = Round::default();
        while let Some(ended) = self.next().await? {
            match ended {
                Ended::Sent => round.sent += 1,
                Ended::PutOff => round.put_off += 1,
                Ended::GivenUp => round.given_up += 1,
            }
        }
        Ok(round)
    }

    /// What became of the letter that waits longest, if one is due.
    async fn next(&self) -> Result<Option<Ended>, Fault> {
        let now = self.pen.now();
        let due = Due {
            now,
            latest: now.plus(LONGEST_PAUSE),
        };
        let until = Millis(now.0 + HELD_MS);
        // Looking costs no write.
        if !self.db.read(move |tx| store::is_due(tx, due)).await? {
            return Ok(None);
        }
        let take = self.db.write(move |tx| store::take_due(tx, due, until));
        match take.await? {
            Some(row) => self.carry(row).await.map(Some),
            None => Ok(None),
        }
    }

    async fn carry(&self, row: LetterRow) -> Result<Ended, Fault> {
        let (id, tries, smtp, now) = (row.id, row.tries, self.smtp.clone(), self.pen.now());
        let carried = spawn_blocking(move || smtp.send(&row, now)).await;
        let failure = match carried {
            Ok(Ok(())) => {
                let pen = self.pen.clone();
                let put = self.db.write(move |tx| store::put_sent(tx, &pen, id));
                return put.await.map(|()| Ended::Sent);
            }
            Ok(Err(failure)) => failure,
            Err(panic) => Failure {
                why: panic.to_string(),
                for_good: true,
            },
        };
        let pause = usize::try_from(tries - 1).ok();
        let pause = pause.and_then(|tries| PAUSES_MINUTES.get(tries));
        let pause = pause.filter(|_| !failure.for_good);
        let next = pause.map(|minutes| Millis(now.0 + minutes * 60_000));
        let why = failure.why;
        match next {
            Some(_) => tracing::warn!(mail = %id, "letter {id} is tried again later: {why}"),
            None => tracing::error!(mail = %id, "letter {id} cannot be sent: {why}"),
        }
        let pen = self.pen.clone();
        let put = move |tx: &mut masthead_db::Tx<'_>| store::put_failure(tx, &pen, id, &why, next);
        self.db.write(put).await?;
        Ok(next.map_or(Ended::GivenUp, |_| Ended::PutOff))
    }
}

enum Ended {
    Sent,
    PutOff,
    GivenUp,
}

/// A postman in the background; it ends after the letter at hand.
pub struct Walking {
    going_on: watch::Sender<()>,
    task: JoinHandle<()>,
}

impl Walking {
    /// Answers when the letter at hand is sent or put off. A mail server that
    /// takes longer than [`LAST_WAIT`] has it again after the next start.
    pub async fn stop(self) {
        drop(self.going_on);
        if let Ok(Err(error)) = timeout(LAST_WAIT, self.task).await {
            tracing::error!("the postman: {error}");
        }
    }
}

/// Starts a postman on the current runtime.
#[must_use]
pub fn start(postman: Postman) -> Walking {
    let (going_on, mut ending) = watch::channel(());
    let task = tokio::spawn(async move {
        let mut ticks = interval(EACH);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut trouble = Trouble::with("sending letters");
        // The sender only ever goes away: that is the sign.
        while ending.has_changed().is_ok() {
            tokio::select! {
                _ = ending.changed() => {}
                _ = ticks.tick() => {
                    let pause = trouble.after(walk(&postman, &ending).await);
                    // The end does not wait for it.
                    if pause > EACH {
                        ticks.reset_after(pause);
                    }
                }
            }
        }
    });
    Walking { going_on, task }
}

/// Sends what is due, until the process ends.
async fn walk(postman: &Postman, ending: &watch::Receiver<()>) -> Result<(), Fault> {
    while ending.has_changed().is_ok() {
        if postman.next().await?.is_none() {
            break;
        }
    }
    Ok(())
}
