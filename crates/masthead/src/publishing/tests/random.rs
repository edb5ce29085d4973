//! Whatever people do, in whatever order: what the database holds is what the state machine says, and what the log
//! replays to.

use masthead::article::store::Key;
use masthead::id::{AccountId, ArticleId, SessionId};
use masthead::pen::Pen;
use masthead::publishing::acts::{self, Acceptance, ActFault, Verdict};
use masthead::publishing::events::ArticleStepped;
use masthead::publishing::rules::{Act, Next, Piece, Public};
use masthead::publishing::saving::{self, SaveFault, SentText};
use masthead::publishing::store::draft::{self, Text};
use masthead::publishing::store::{check, piece, revision, submission};
use masthead::publishing::typed::{Ready, Typed};
use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};
use masthead_log::{Actor, read_after, settled};
use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence, TestRunner};
use serde_json::json;

use crate::account::{gives, joins_as, newcomer};
use crate::support::{Archive, TestSite};

const LONGEST: usize = 25;
/// Acts that failed once, and are played before any others: commit it with what mends them.
const FAILED: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/src/publishing/tests/random.proptest-regressions"
);

/// Of [`does`], the acts of the desk.
const DESKS: [u8; 7] = [5, 6, 12, 13, 14, 15, 16];

/// One of the acts of [`does`], by somebody, some time after the last.
#[derive(Clone, Copy, Debug)]
struct Deed {
    which: u8,
    who: Who,
    later_ms: i64,
}

#[derive(Clone, Copy, Debug)]
enum Who {
    /// The writer, or the reviewer where the desk acts.
    First,
    /// The editor beside the writer, or another reviewer.
    Second,
    /// A member of another creator, who tries the same through the front door.
    Stranger,
}

fn deed() -> impl Strategy<Value = Deed> {
    let who = prop_oneof![
        2 => Just(Who::First),
        2 => Just(Who::Second),
        1 => Just(Who::Stranger),
    ];
    (0..19_u8, who, 0..90_000_i64).prop_map(|(which, who, later_ms)| Deed {
        which,
        who,
        later_ms,
    })
}

/// What a stranger could change of a piece.
#[derive(Debug, PartialEq)]
struct State {
    stands: Piece,
    /// Its version, and what it says.
    draft: Option<(i64, Text)>,
    revisions: usize,
}

/// A site, and those who act on it.
struct House {
    site: TestSite,
    writer: AccountId,
    editor: AccountId,
    reviewers: [AccountId; 2],
    /// The stranger's session.
    stranger: String,
}

impl House {
    async fn each() -> Vec<Self> {
        let archive = Archive::small().row(
            "creators",
            json!({"id": "pier", "handle": "pier", "name": "码头手记"}),
        );
        let mut houses = Vec::new();
        for site in TestSite::each(&archive).await {
            let writer = member(&site, ("writer", "writer"), "harbour").await.0;
            let editor = member(&site, ("editor", "editor"), "harbour").await.0;
            let stranger = member(&site, ("stranger", "owner"), "pier").await.1;
            let reviewers = [
                reviewer(&site, "reviewer").await,
                reviewer(&site, "other").await,
            ];
            houses.push(Self {
                site,
                writer,
                editor,
                reviewers,
                stranger,
            });
        }
        houses
    }

    /// Who does this; none where it is a stranger.
    fn account(&self, deed: Deed) -> Option<AccountId> {
        let all = match DESKS.contains(&deed.which) {
            true => self.reviewers,
            false => [self.writer, self.editor],
        };
        match deed.who {
            Who::First => Some(all[0]),
            Who::Second => Some(all[1]),
            Who::Stranger => None,
        }
    }

    async fn state(&self, article: ArticleId) -> State {
        let read = move |tx: &mut Tx<'_>| -> Result<State, Fault> {
            Ok(State {
                stands: piece::find(tx, article)?.expect("the piece").piece,
                draft: draft::find(tx, article)?.map(|row| (row.version, row.text)),
                revisions: revision::list(tx, article, i64::MAX, 1_000)?.len(),
            })
        };
        self.site.portal.db.read(read).await.expect("a database")
    }

    /// A stranger presses the button of an act, as a form that fits sends it.
    async fn is_refused(&self, article: ArticleId, which: u8) {
        let find = move |tx: &mut Tx<'_>| submission::find_waiting(tx, article);
        let waiting = self.site.portal.db.read(find).await.expect("a database");
        let studio = |act: &str| format!("/studio/article/{article}/{act}");
        let desk = |act: &str| format!("/desk/articles/{article}/{act}");
        let path = match (which, waiting) {
            (0..=3 | 10 | 11, _) => studio("draft"),
            (4, _) => studio("recall"),
            (5 | 6 | 12, Some(id)) => format!("/desk/review/{id}/decision"),
            (5..=7 | 12 | 13, _) => desk("takedown"),
            (8, _) => studio("unscheduling"),
            (14 | 16, _) => desk("restoration"),
            (15, _) => studio("retraction"),
            (17, _) => studio("discarding"),
            (18, _) => studio("resumption"),
            _ => studio("withdrawal"),
        };
        let act = match which {
            5 => "reject",
            6 => "accept",
            12 => "confirm",
            _ => "submit",
        };
        let form = [
            ("act", act),
            ("version", "1"),
            ("title", "不是我的"),
            ("body", "不该在这里。"),
            ("reason", "facts"),
            ("words", "不行"),
        ];
        let before = self.state(article).await;
        let with = [("cookie", &*self.stranger)];
        let tried = self.site.posts(&path, &form, &with).await;
        let is_refused = tried.status == 403 || tried.status == 404;
        assert!(is_refused, "{path}: {} {}", tried.status, tried.text);
        assert_eq!(self.state(article).await, before, "{path}");
    }
}

/// Somebody new of this name, as a member of a creator: the account, and a session.
async fn member(
    site: &TestSite,
    (name, role): (&str, &'static str),
    handle: &'static str,
) -> (AccountId, String) {
    let email = format!("{name}@wangchuan.example");
    let session = newcomer(site, &email).await;
    joins_as(site, &email, (handle, role)).await;
    (account_of(site, email).await, session)
}

async fn reviewer(site: &TestSite, name: &str) -> AccountId {
    let email = format!("{name}@wangchuan.example");
    newcomer(site, &email).await;
    gives(site, &email, "reviewer").await.expect("given");
    account_of(site, email).await
}

async fn account_of(site: &TestSite, email: String) -> AccountId {
    let find = move |tx: &mut Tx<'_>| -> Result<AccountId, Fault> {
        let sql = "SELECT account FROM login WHERE email = $1";
        tx.get(sql, params![&email], |row| row.get(0))
    };
    site.portal.db.read(find).await.expect("an account")
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
    let session = SessionId(account.0);
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
    for house in runtime.block_on(House::each()) {
        let config = Config {
            cases: 24,
            failure_persistence: Some(Box::new(FileFailurePersistence::Direct(FAILED))),
            ..Config::default()
        };
        let strategy = prop::collection::vec(deed(), 1..LONGEST);
        let outcome = TestRunner::new(config).run(&strategy, |deeds| {
            runtime.block_on(plays(&house, deeds));
            Ok(())
        });
        outcome.expect("every order of acts");
    }
}

async fn plays(house: &House, deeds: Vec<Deed>) {
    let site = &house.site;
    let by = |account: AccountId| Pen {
        log: site.portal.log.clone(),
        ids: site.portal.ids.clone(),
        clock: site.portal.clock.clone(),
        actor: Actor::User(account.0),
    };
    let db = &site.portal.db;
    let pen = by(house.writer);
    let begun = db.write(move |tx| -> Result<ArticleId, Fault> {
        let sql = "SELECT id FROM creator WHERE handle = 'harbour'";
        let creator = tx.get(sql, &[], |row| row.get(0))?;
        let text = Text::new(&Typed::default(), acts::NO_TEXT.to_owned());
        draft::begin(tx, &pen, creator, &text)
    });
    let article = begun.await.expect("a database");
    let mut revisions = 0;
    for deed in deeds {
        site.later(deed.later_ms);
        let Some(account) = house.account(deed) else {
            house.is_refused(article, deed.which).await;
            continue;
        };
        let pen = by(account);
        let done = db.write(move |tx| does(tx, &pen, article, deed.which));
        let done = done.await;
        assert!(
            !matches!(done, Err(ActFault::Fault(_))),
            "{deed:?}: {done:?}"
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
