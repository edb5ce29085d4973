//! Whatever people do, in whatever order: what the database holds is what the state machine says, and what the log
//! replays to.

use masthead::article::store::Key;
use masthead::id::{ArticleId, SessionId};
use masthead::pen::Pen;
use masthead::publishing::acts::{self, Acceptance, ActFault, Verdict};
use masthead::publishing::events::ArticleStepped;
use masthead::publishing::rules::{Act, Next, Piece, Public};
use masthead::publishing::saving::{self, SaveFault, SentText};
use masthead::publishing::store::draft::{self, Text};
use masthead::publishing::store::{check, piece, revision, submission};
use masthead::publishing::typed::{Ready, Typed};
use masthead_clock::Millis;
use masthead_db::{Fault, Tx};
use masthead_log::{Actor, read_after, settled};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::support::{Archive, TestSite};

const LONGEST: usize = 25;

fn act() -> impl Strategy<Value = (u8, i64)> {
    (0..19_u8, 0..90_000_i64)
}

fn ready(tx: &mut Tx<'_>, embargo: Option<Millis>) -> Result<Ready, Fault> {
    let channel = tx.get("SELECT MIN(id) FROM channel", &[], |row| row.get(0))?;
    Ok(Ready {
        title: "随机".to_owned(),
        summary: None,
        channel,
        columns: Vec::new(),
        tags: Vec::new(),
        cover: None,
        original: None,
        source_name: None,
        source_url: None,
        ai: None,
        locale: None,
        comments_open: true,
        embargo,
        correction: None,
    })
}

/// Does one act, as the handlers do. Gives what it was.
fn does(tx: &mut Tx<'_>, pen: &Pen, article: ArticleId, which: u8) -> Result<(), ActFault> {
    let account = pen.account()?;
    let waiting = submission::find_waiting(tx, article)?;
    let row = match waiting {
        Some(id) => submission::find(tx, id)?,
        None => None,
    };
    let session = SessionId(1);
    let verdict = |act| Verdict {
        act,
        reason: Some("facts".to_owned()),
        words: String::new(),
    };
    let decline = |tx: &mut Tx<'_>, act| match &row {
        Some(row) => acts::decline(tx, pen, row, account, &verdict(act)),
        None => Err(ActFault::NotFound),
    };
    let unchecked = check::list(tx, Key::oldest(), None, i64::MAX)?;
    let unchecked = unchecked.into_iter().find(|row| row.article == article);
    let unchecked = unchecked.ok_or(ActFault::NotFound);
    match which {
        0 | 1 => writes(tx, pen, article, session),
        2 | 3 => {
            let ready = ready(tx, None)?;
            acts::submit(tx, pen, article, &ready).map(drop)
        }
        4 => acts::recall(tx, pen, article),
        5 => decline(tx, Act::SendBack),
        6 => match &row {
            Some(row) => {
                let embargo = (row.id.0 % 2 == 0).then(|| Millis(pen.now().0 + 60_000));
                let ready = ready(tx, embargo)?;
                let acceptance = Acceptance {
                    reviewer: account,
                    ready: &ready,
                    words: "",
                };
                acts::accept(tx, pen, row, acceptance)
            }
            None => Err(ActFault::NotFound),
        },
        7 => acts::come_out(tx, pen).map(drop),
        8 => acts::unschedule(tx, pen, article),
        10 | 11 => {
            let embargo = (which == 10).then(|| Millis(pen.now().0 + 60_000));
            let ready = ready(tx, embargo)?;
            acts::publish_at_once(tx, pen, article, &ready).map(drop)
        }
        12 => acts::confirm(tx, pen, &unchecked?, ""),
        13 => acts::take_down(tx, pen, article, &verdict(Act::TakeDown)).map(drop),
        14 => acts::restore(tx, pen, article),
        // Rarely: hardly anything follows from it.
        15 if article.0 % 3 == 0 => acts::retract(tx, pen, article, "不对"),
        15 | 16 => acts::restore(tx, pen, article),
        17 => acts::discard(tx, pen, article, session),
        18 => acts::resume(tx, pen, article),
        _ => acts::withdraw(tx, pen, article),
    }
}

/// As the studio does.
fn writes(
    tx: &mut Tx<'_>,
    pen: &Pen,
    article: ArticleId,
    session: SessionId,
) -> Result<(), ActFault> {
    acts::open(tx, pen, article)?;
    let Some(draft) = draft::find(tx, article)? else {
        return Err(ActFault::NotFound);
    };
    let mut typed = Typed::default();
    typed.set("title", &format!("第{}稿", draft.version));
    let text = Text::new(&typed, acts::NO_TEXT.to_owned());
    let sent = SentText {
        session,
        version: draft.version,
        text: &text,
    };
    match saving::save(tx, pen, &draft, sent) {
        Ok(_) => Ok(()),
        Err(SaveFault::Act(fault)) => Err(fault),
        Err(SaveFault::Late | SaveFault::Held | SaveFault::Gone) => Err(ActFault::NotFound),
    }
}

#[test]
fn whatever_is_done_the_log_replays_to_what_stands_and_no_revision_is_lost() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let sites = runtime.block_on(TestSite::each(&Archive::small()));
    for site in sites {
        let config = Config {
            cases: 24,
            failure_persistence: None,
            ..Config::default()
        };
        let strategy = prop::collection::vec(act(), 1..LONGEST);
        let outcome = TestRunner::new(config).run(&strategy, |acts| {
            runtime.block_on(plays(&site, acts));
            Ok(())
        });
        outcome.expect("every order of acts");
    }
}

async fn plays(site: &TestSite, acts: Vec<(u8, i64)>) {
    let platform = Pen {
        log: site.portal.log.clone(),
        ids: site.portal.ids.clone(),
        clock: site.portal.clock.clone(),
        actor: Actor::Platform,
    };
    let db = &site.portal.db;
    let begun = db.write(move |tx| -> Result<(ArticleId, Pen), Fault> {
        let creator = tx.get("SELECT MIN(id) FROM creator", &[], |row| row.get(0))?;
        let account = tx.get("SELECT MIN(id) FROM user_account", &[], |row| row.get(0))?;
        let pen = Pen {
            actor: Actor::User(account),
            ..platform
        };
        let text = Text::new(&Typed::default(), acts::NO_TEXT.to_owned());
        Ok((draft::begin(tx, &pen, creator, &text)?, pen))
    });
    let (article, pen) = begun.await.expect("a database");
    let mut revisions = 0;
    for (which, later) in acts {
        site.later(later);
        let hand = pen.clone();
        let done = db.write(move |tx| does(tx, &hand, article, which)).await;
        assert!(
            !matches!(done, Err(ActFault::Fault(_))),
            "{which}: {done:?}"
        );
        let kept = db.read(move |tx| revision::list(tx, article, i64::MAX, 1_000));
        let kept = kept.await.expect("a database").len();
        assert!(kept >= revisions, "a revision was lost");
        revisions = kept;
    }
    let stands = db.read(move |tx| piece::find(tx, article)).await;
    let stands = stands.expect("a database").expect("the piece").piece;
    let log = replayed(site, article).await;
    assert!(is_what_follows(log, stands), "{log:?} {stands:?}");
}

/// Whether what stands is what the log says. Writing is no step: it opens what
/// readers have again, also where the desk did not want the last text. What
/// they never had stays rejected.
fn is_what_follows(log: Piece, stands: Piece) -> bool {
    let is_unread = matches!(log.public, Public::Unpublished | Public::Discarded);
    let opens = match log.next {
        Next::Nothing => true,
        Next::Rejected => !is_unread,
        _ => false,
    };
    let written = Piece {
        next: Next::Open,
        ..log
    };
    stands == log || (opens && stands == written)
}

async fn replayed(site: &TestSite, article: ArticleId) -> Piece {
    let db = &site.portal.db;
    let settled = settled(db).await.expect("settled");
    let events = db.read(move |tx| read_after(tx, 0, settled, i64::MAX));
    let mut piece = Piece::BEGUN;
    for event in events.await.expect("a database") {
        if let Some(fact) = event.read::<ArticleStepped>() {
            let fact = fact.expect("plain data");
            if fact.article == article {
                piece = piece.after(fact.step);
            }
        }
    }
    piece
}
