//! The log's promises, on SQLite and on PostgreSQL.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use masthead_clock::{Clock, Millis};
use masthead_db::testing::TestDb;
use masthead_db::{Db, Fault, Migration, Tx};
use masthead_log::{
    Actor, Event, Fact, Failure, Follower, Keeping, Log, Step, catch_up, read_after, run, settled,
    standings, step,
};
use serde::{Deserialize, Serialize};

/// What takes longer never comes.
const PATIENCE: Duration = Duration::from_secs(60);

const STEPS: &[Migration] = &[Migration {
    version: 1,
    name: "log",
    sql: masthead_log::SCHEMA,
}];

#[derive(Serialize, Deserialize)]
struct Rang {
    times: i64,
}

impl Fact for Rang {
    const KIND: &'static str = "bell.rang";
    const VERSION: i64 = 1;
}

async fn ring(db: &Db, log: &Log, times: i64) {
    let log = log.clone();
    db.write(move |tx| log.append(tx, Actor::Platform, &Rang { times }))
        .await
        .expect("the bell rings");
}

fn times(events: &[Event]) -> Vec<i64> {
    events
        .iter()
        .filter_map(|event| Some(event.read::<Rang>()?.expect("a bell").times))
        .collect()
}

/// Keeps what it hears, and fails while told to.
#[derive(Default)]
struct Listener {
    heard: Mutex<Vec<i64>>,
    deaf: AtomicBool,
    told: Option<mpsc::Sender<i64>>,
    volatile: bool,
}

impl Follower for Listener {
    fn name(&self) -> &'static str {
        "listener"
    }

    fn keeping(&self) -> Keeping {
        if self.volatile {
            Keeping::Volatile
        } else {
            Keeping::Stored
        }
    }

    fn follow(&self, _: &mut Tx<'_>, events: &[Event]) -> Result<(), Failure> {
        if self.deaf.load(Ordering::Relaxed) {
            let reason = "cannot hear".to_owned();
            return Err(Failure::Event {
                seq: events[0].seq,
                reason,
            });
        }
        for times in times(events) {
            self.heard.lock().expect("no panic").push(times);
            if let Some(told) = &self.told {
                told.send(times).expect("somebody listens");
            }
        }
        Ok(())
    }
}

#[tokio::test]
async fn a_follower_reads_each_event_once_and_goes_on_from_its_cursor() {
    for test in TestDb::each(STEPS) {
        let (db, clock) = (&test.db, Clock::held(Millis(1)));
        let log = Log::new(clock.clone());
        ring(db, &log, 1).await;
        ring(db, &log, 2).await;
        let first = Arc::new(Listener::default());
        catch_up(
            db,
            &clock,
            std::slice::from_ref(&(first.clone() as Arc<dyn Follower>)),
        )
        .await
        .expect("reads");
        assert_eq!(*first.heard.lock().expect("no panic"), [1, 2]);

        // As after a restart: a new value under the same name.
        ring(db, &log, 3).await;
        let second = Arc::new(Listener::default());
        catch_up(
            db,
            &clock,
            std::slice::from_ref(&(second.clone() as Arc<dyn Follower>)),
        )
        .await
        .expect("reads");
        assert_eq!(*second.heard.lock().expect("no panic"), [3]);
    }
}

#[tokio::test]
async fn a_change_that_is_taken_back_leaves_no_event() {
    for test in TestDb::each(STEPS) {
        let log = Log::new(Clock::held(Millis(1)));
        let refused: Result<(), Fault> = test
            .db
            .write(move |tx| {
                log.append(tx, Actor::Import, &Rang { times: 1 })?;
                tx.execute("INSERT INTO follower (name) VALUES ('x')", &[])?;
                Ok(())
            })
            .await;
        assert!(refused.is_err());
        assert!(seen(&test.db).await.is_empty());
    }
}

#[tokio::test]
async fn a_follower_that_fails_waits_longer_each_time_and_says_so() {
    for test in TestDb::each(STEPS) {
        let (db, clock) = (&test.db, Clock::held(Millis(1_000)));
        ring(db, &Log::new(clock.clone()), 1).await;
        let listener = Arc::new(Listener::default());
        listener.deaf.store(true, Ordering::Relaxed);
        for (now, until) in [
            (1_000, 1_200),
            (1_199, 1_200),
            (1_200, 1_600),
            (1_600, 2_400),
        ] {
            clock.set(Millis(now));
            match step(db, &clock, listener.clone()).await.expect("a step") {
                Step::Paused {
                    until: found,
                    reason,
                } => {
                    assert_eq!(found, Millis(until), "at {now}");
                    assert_eq!(reason, "event 1: cannot hear");
                }
                other => panic!("at {now}: {other:?}"),
            }
        }
        let seen = db.read(standings).await.expect("standings");
        assert_eq!((seen[0].failures, seen[0].cursor), (3, 0));

        clock.set(Millis(2_400));
        listener.deaf.store(false, Ordering::Relaxed);
        catch_up(
            db,
            &clock,
            std::slice::from_ref(&(listener.clone() as Arc<dyn Follower>)),
        )
        .await
        .expect("well again");
        assert_eq!(*listener.heard.lock().expect("no panic"), [1]);
        let seen = db.read(standings).await.expect("standings");
        assert_eq!((seen[0].failures, seen[0].reason.as_deref()), (0, None));
    }
}

#[tokio::test]
async fn a_follower_that_failed_while_the_clock_stood_ahead_goes_on_once_it_is_set_back() {
    const AHEAD_MS: i64 = 62 * 86_400_000;
    for test in TestDb::each(STEPS) {
        let (db, clock) = (&test.db, Clock::held(Millis(AHEAD_MS)));
        ring(db, &Log::new(clock.clone()), 1).await;
        let listener = Arc::new(Listener::default());
        listener.deaf.store(true, Ordering::Relaxed);
        let failed = step(db, &clock, listener.clone()).await.expect("a step");
        assert!(matches!(failed, Step::Paused { .. }));
        listener.deaf.store(false, Ordering::Relaxed);
        clock.set(Millis(1_000));
        let well = step(db, &clock, listener.clone()).await.expect("a step");
        assert!(matches!(well, Step::Advanced(_)), "{well:?}");
    }
}

/// What a new follower would read now.
async fn seen(db: &Db) -> Vec<i64> {
    let settled = settled(db).await.expect("settled");
    let events = db.read(move |tx| read_after(tx, 0, settled, 9)).await;
    times(&events.expect("events"))
}

/// A transaction that is told when to draw a number, and when to end.
struct Slow {
    draw: mpsc::Sender<()>,
    drawn: tokio::sync::oneshot::Receiver<()>,
    end: mpsc::Sender<()>,
    done: tokio::task::JoinHandle<Result<(), Fault>>,
}

impl Slow {
    /// Begins it, with a number of its own on PostgreSQL.
    async fn begins(db: &Db, log: &Log, times: i64) -> Self {
        let (draw, may_draw) = mpsc::channel::<()>();
        let (end, may_end) = mpsc::channel::<()>();
        let (began, has_begun) = tokio::sync::oneshot::channel();
        let (drew, drawn) = tokio::sync::oneshot::channel();
        let (db, log) = (db.clone(), log.clone());
        let work = move |tx: &mut Tx<'_>| -> Result<(), Fault> {
            tx.get("SELECT CAST(pg_current_xact_id() AS TEXT)", &[], |_| Ok(()))?;
            let _ = began.send(());
            let _ = may_draw.recv();
            log.append(tx, Actor::Platform, &Rang { times })?;
            let _ = drew.send(());
            let _ = may_end.recv();
            Ok(())
        };
        let done = tokio::spawn(async move { db.write(work).await });
        has_begun.await.expect("it has begun");
        Self {
            draw,
            drawn,
            end,
            done,
        }
    }

    async fn ends(self) {
        self.end.send(()).expect("it waits");
        self.done.await.expect("no panic").expect("it commits");
    }
}

/// The gap: A draws number 1 and stays open, B draws 2 and commits. A reader
/// that took 2 now would never see 1. B began before A, so that the numbers
/// of the transactions tell the opposite.
#[tokio::test]
async fn a_reader_stops_before_a_gap_that_an_open_transaction_may_fill() {
    let Some(test) = TestDb::postgres(STEPS) else {
        eprintln!("no PostgreSQL: SQLite has one writer, and so no gaps");
        return;
    };
    let log = Log::new(Clock::held(Millis(1)));
    let mut b = Slow::begins(&test.db, &log, 2).await;
    let mut a = Slow::begins(&test.db, &log, 1).await;
    a.draw.send(()).expect("A waits");
    (&mut a.drawn).await.expect("A has drawn its number");
    b.draw.send(()).expect("B waits");
    (&mut b.drawn).await.expect("B has drawn its number");
    b.ends().await;
    assert_eq!(seen(&test.db).await, [] as [i64; 0], "B has to wait for A");
    a.ends().await;
    assert_eq!(seen(&test.db).await, [1, 2]);
}

/// Writers in parallel, a follower that reads all the while: nothing is lost,
/// nothing comes twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_follower_misses_nothing_while_many_write_at_once() {
    for test in TestDb::each(STEPS) {
        let clock = Clock::held(Millis(1));
        let log = Log::new(clock.clone());
        let listener = Arc::new(Listener::default());
        let writers: Vec<_> = (0..300)
            .map(|times| {
                let (db, log) = (test.db.clone(), log.clone());
                tokio::spawn(async move { ring(&db, &log, times).await })
            })
            .collect();
        let follower: [Arc<dyn Follower>; 1] = [listener.clone()];
        let begun = Instant::now();
        while !writers.iter().all(|writer| writer.is_finished()) {
            assert!(begun.elapsed() < PATIENCE, "they write without an end");
            catch_up(&test.db, &clock, &follower).await.expect("reads");
        }
        catch_up(&test.db, &clock, &follower).await.expect("reads");
        let mut heard = listener.heard.lock().expect("no panic").clone();
        heard.sort_unstable();
        assert_eq!(heard, (0..300).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn two_processes_share_a_follower_without_doubling() {
    for test in TestDb::each(STEPS) {
        let clock = Clock::held(Millis(1));
        let log = Log::new(clock.clone());
        for times in 0..40 {
            ring(&test.db, &log, times).await;
        }
        let other = Db::open(&test.target).expect("a second process");
        let listener = Arc::new(Listener::default());
        let a: [Arc<dyn Follower>; 1] = [listener.clone()];
        let b = a.clone();
        let (a, b) = tokio::join!(catch_up(&test.db, &clock, &a), catch_up(&other, &clock, &b));
        a.and(b).expect("both read");
        assert_eq!(
            *listener.heard.lock().expect("no panic"),
            (0..40).collect::<Vec<_>>()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn running_followers_are_woken_by_a_commit() {
    for test in TestDb::each(STEPS) {
        let log = Log::new(Clock::machine());
        ring(&test.db, &log, 1).await;
        let (told, heard) = mpsc::channel();
        let (told_volatile, heard_volatile) = mpsc::channel();
        let stored = Listener {
            told: Some(told),
            ..Listener::default()
        };
        let volatile = Listener {
            told: Some(told_volatile),
            volatile: true,
            ..Listener::default()
        };
        let running = run(&test.db, &log, &[Arc::new(stored), Arc::new(volatile)])
            .await
            .expect("they run");
        ring(&test.db, &log, 2).await;
        let (first, heard) = next(heard).await;
        let (second, _) = next(heard).await;
        let (volatile, _) = next(heard_volatile).await;
        assert_eq!(
            (first, second, volatile),
            (1, 2, 2),
            "a volatile follower starts at the end of the log"
        );
        running.stop().await;
    }
}

#[tokio::test]
async fn an_ear_hears_a_change_before_its_writer_is_answered() {
    for test in TestDb::each(STEPS) {
        let log = Log::new(Clock::held(Millis(7)));
        let heard: Arc<Mutex<Vec<(i64, i64)>>> = Arc::default();
        let notes = Arc::clone(&heard);
        log.listen(move |event| {
            let mut notes = notes.lock().expect("no panic");
            notes.push((event.seq, times(std::slice::from_ref(event))[0]));
        });
        ring(&test.db, &log, 3).await;
        assert_eq!(*heard.lock().expect("no panic"), [(1, 3)]);
        let writer = log.clone();
        let taken_back: Result<(), Failure> = test
            .db
            .write(move |tx| {
                writer.append(tx, Actor::Platform, &Rang { times: 4 })?;
                let reason = "no".to_owned();
                Err(Failure::Event { seq: 0, reason })
            })
            .await;
        assert!(taken_back.is_err());
        assert_eq!(heard.lock().expect("no panic").len(), 1);
    }
}

/// Notes of each event how far the follower before had come when it was told of it.
struct Behind {
    told: mpsc::Sender<(i64, i64)>,
}

impl Follower for Behind {
    fn name(&self) -> &'static str {
        "behind"
    }

    fn keeping(&self) -> Keeping {
        Keeping::Volatile
    }

    fn after(&self) -> Option<&'static str> {
        Some("listener")
    }

    fn follow(&self, tx: &mut Tx<'_>, events: &[Event]) -> Result<(), Failure> {
        let sql = "SELECT cursor FROM follower WHERE name = 'listener'";
        let cursor: Option<i64> = tx.find(sql, &[], |row| row.get(0))?;
        for event in events {
            // The test may be over.
            let _ = self.told.send((event.seq, cursor.unwrap_or_default()));
        }
        Ok(())
    }
}

/// What is told next, on a thread that may wait.
async fn next<T: Send + 'static>(heard: mpsc::Receiver<T>) -> (T, mpsc::Receiver<T>) {
    let waiting = tokio::task::spawn_blocking(move || {
        let told = heard.recv_timeout(PATIENCE).expect("it is told");
        (told, heard)
    });
    waiting.await.expect("no panic")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_follower_that_comes_after_another_sees_what_that_one_wrote() {
    const TIMES: i64 = 20;
    for test in TestDb::each(STEPS) {
        let (clock, log) = (Clock::machine(), Log::new(Clock::machine()));
        let (told, behind_heard) = mpsc::channel();
        let behind = Behind { told };
        let (told, mut witness_heard) = mpsc::channel();
        let witness = Listener {
            told: Some(told),
            volatile: true,
            ..Listener::default()
        };
        let both: [Arc<dyn Follower>; 2] = [Arc::new(behind), Arc::new(witness)];
        let running = run(&test.db, &log, &both).await.expect("they run");
        // One that waits for nobody is told each time; the first takes nothing yet.
        for times in 1..=TIMES {
            ring(&test.db, &log, times).await;
            let told;
            (told, witness_heard) = next(witness_heard).await;
            assert_eq!(told, times);
        }
        assert!(behind_heard.try_recv().is_err(), "nobody has taken it yet");
        let first: Arc<dyn Follower> = Arc::new(Listener::default());
        catch_up(&test.db, &clock, &[first]).await.expect("reads");
        let mut heard = behind_heard;
        for seq in 1..=TIMES {
            let told;
            (told, heard) = next(heard).await;
            assert_eq!(told, (seq, TIMES), "in order, and once all was written");
        }
        running.stop().await;
    }
}

/// What is written and not taken yet when a process starts is still to come for
/// those of its followers that come after.
#[tokio::test(flavor = "multi_thread")]
async fn a_follower_that_comes_after_another_begins_where_that_one_stands() {
    for test in TestDb::each(STEPS) {
        let (clock, log) = (Clock::machine(), Log::new(Clock::machine()));
        let first: [Arc<dyn Follower>; 1] = [Arc::new(Listener::default())];
        ring(&test.db, &log, 1).await;
        catch_up(&test.db, &clock, &first).await.expect("reads");
        ring(&test.db, &log, 2).await;
        let (told, heard) = mpsc::channel();
        let behind: Arc<dyn Follower> = Arc::new(Behind { told });
        let running = run(&test.db, &log, &[behind]).await.expect("it runs");
        ring(&test.db, &log, 3).await;
        catch_up(&test.db, &clock, &first).await.expect("reads");
        let (second, heard) = next(heard).await;
        let (third, _) = next(heard).await;
        assert_eq!([second, third], [(2, 3), (3, 3)]);
        running.stop().await;
    }
}
