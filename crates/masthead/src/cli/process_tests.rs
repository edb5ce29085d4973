//! Real processes on one database: beside each other, killed, told to end, and
//! with a database that hangs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use masthead_clock::Ids;
use masthead_db::testing::{Relay, TestDb, mute};
use masthead_db::{Db, Dialect, Fault, Target, Tx};

use crate::support::process::{Operator, Sending, Server, ask};
use crate::support::{Archive, NOW};

pub(crate) const PASSWORD: &str = "lotus+ferry+eleven+quiet";
/// What takes longer never comes.
const PATIENCE: Duration = Duration::from_secs(60);
/// Where a draft is written with its event, as often as anybody likes.
const APPLICATION: &str = "/join/apply";

/// An operator of a portal on each database, which stands as long as both.
pub(crate) fn operators() -> Vec<(TestDb, Operator)> {
    let all = TestDb::each(&[]).into_iter();
    let with_archive = all.map(|test| {
        let operator = Operator::on(&test.target);
        operator.imports(Archive::small().path());
        (test, operator)
    });
    with_archive.collect()
}

/// Sets an account up, and chooses its password at `server`.
pub(crate) fn settles(operator: &Operator, server: &Server, email: &str) -> String {
    let link = operator.runs(&["user", "add", email, "--base-url", "http://news.example"]);
    let path = link.trim().trim_start_matches("http://news.example");
    let set = server.posts(path, "", &format!("password={PASSWORD}"));
    set.cookie().unwrap_or_else(|| panic!("{}", set.text))
}

fn logs_in(server: &Server, email: &str) -> Option<String> {
    let form = format!("email={email}&password={PASSWORD}");
    server.posts("/login", "", &form).cookie()
}

/// Every id of these tables, with the table that it stands in.
fn all_ids(operator: &Operator) -> Vec<(&'static str, i64)> {
    const TABLES: [(&str, &str); 6] = [
        ("session", "SELECT id FROM session"),
        ("article", "SELECT id FROM article"),
        ("revision", "SELECT id FROM revision"),
        ("account", "SELECT id FROM user_account"),
        ("creator", "SELECT id FROM creator"),
        ("channel", "SELECT id FROM channel"),
    ];
    let db = Db::open(&operator.target()).expect("the database");
    let mut found = Vec::new();
    for (table, sql) in TABLES {
        let ids: Result<Vec<i64>, Fault> = db.read_now(|tx| tx.query(sql, &[], |row| row.get(0)));
        found.extend(ids.expect("ids").into_iter().map(|id| (table, id)));
    }
    found
}

#[test]
fn three_processes_at_the_same_moment_never_draw_the_same_id() {
    for (_test, mut operator) in operators() {
        // A clock that stands makes every draw a draw at the same moment.
        operator.clock = Some(NOW);
        let (first, second) = (operator.serves(), operator.serves());
        settles(&operator, &first, "lin@example.org");
        let mut archive = Archive::small();
        for number in 0..40 {
            archive = archive.article(&format!("a{number}"), "桥", "2026-01-01T00:00:00Z");
        }
        for round in 0..4 {
            for server in [&first, &second] {
                assert!(logs_in(server, "lin@example.org").is_some(), "{round}");
            }
            if round == 1 {
                let said = operator.imports(archive.path());
                assert!(said.contains("articles.jsonl: 40 new"), "{said}");
            }
        }
        let ids = all_ids(&operator);
        let mut owners: BTreeMap<i64, Vec<&str>> = BTreeMap::new();
        for (table, id) in &ids {
            owners.entry(*id).or_default().push(table);
        }
        owners.retain(|_, tables| tables.len() > 1);
        assert_eq!(owners, BTreeMap::new());
        let drawn_by = |table: &str| -> BTreeSet<i64> {
            let own = ids.iter().filter(|(found, _)| *found == table);
            own.map(|(_, id)| id % Ids::NODES).collect()
        };
        let (servers, import) = (drawn_by("session"), drawn_by("article"));
        assert_eq!((servers.len(), import.len()), (2, 1));
        assert!(servers.is_disjoint(&import) && !servers.contains(&0));
    }
}

/// Somebody who writes a number up in a draft again and again, until nobody answers.
struct Writer {
    cookie: String,
    /// The last that was answered, and the last that was sent.
    kept: Arc<AtomicU64>,
    sent: Arc<AtomicU64>,
}

impl Writer {
    fn writes(&self, address: &str) -> thread::JoinHandle<()> {
        let (cookie, address) = (self.cookie.clone(), address.to_owned());
        let (kept, sent) = (Arc::clone(&self.kept), Arc::clone(&self.sent));
        thread::spawn(move || {
            loop {
                let number = sent.fetch_add(1, Ordering::SeqCst) + 1;
                let form = format!("name=writer{number}end");
                match ask(&address, APPLICATION, &cookie, Some(&form)) {
                    Ok(reply) if reply.status == 303 => kept.store(number, Ordering::SeqCst),
                    _ => return,
                }
            }
        })
    }

    fn shown(&self, server: &Server) -> u64 {
        let page = server.gets(APPLICATION, &self.cookie).text;
        let after = page
            .split("writer")
            .nth(1)
            .unwrap_or_else(|| panic!("{page}"));
        let number = after.split("end").next().and_then(|text| text.parse().ok());
        number.expect("a number")
    }
}

#[test]
fn nothing_that_was_answered_is_lost_by_a_kill() {
    for (_test, operator) in operators() {
        let mut server = operator.serves();
        let writers: Vec<_> = ["a", "b", "c"]
            .map(|name| Writer {
                cookie: settles(&operator, &server, &format!("{name}@example.org")),
                kept: Arc::default(),
                sent: Arc::default(),
            })
            .into();
        for _ in 0..3 {
            let before: u64 = writers.iter().map(|w| w.kept.load(Ordering::SeqCst)).sum();
            let writing: Vec<_> = writers.iter().map(|w| w.writes(&server.address)).collect();
            let written = || {
                writers
                    .iter()
                    .map(|w| w.kept.load(Ordering::SeqCst))
                    .sum::<u64>()
            };
            let begun = Instant::now();
            while written() < before + 30 && !writing.iter().any(|one| one.is_finished()) {
                assert!(begun.elapsed() < PATIENCE, "{} are written", written());
                thread::yield_now();
            }
            server.ends("-KILL");
            writing
                .into_iter()
                .for_each(|one| one.join().expect("a writer"));
            assert!(written() >= before + 30, "they were answered");
            server = operator.serves();
            for writer in &writers {
                let (kept, shown) = (writer.kept.load(Ordering::SeqCst), writer.shown(&server));
                let sent = writer.sent.load(Ordering::SeqCst);
                assert!((kept..=sent).contains(&shown), "{kept} {shown} {sent}");
                writer.kept.store(shown, Ordering::SeqCst);
            }
        }
        server.ends("-TERM");
        assert_eq!(operator.runs(&["check"]), "everything is well\n");
    }
}

#[test]
fn a_clean_stop_leaves_nothing_to_catch_up_and_no_wal() {
    for (_test, operator) in operators() {
        let server = operator.serves();
        settles(&operator, &server, "lin@example.org");
        let (status, said) = server.ends("-TERM");
        assert!(status.success());
        assert!(
            !said.iter().any(|line| line.contains("already exists")),
            "{said:#?}"
        );
        assert_eq!(operator.runs(&["check"]), "everything is well\n");
        let server = operator.serves();
        logs_in(&server, "lin@example.org").expect("a session");
        server.ends("-TERM");
        let wal = fs::metadata(operator.data().join("masthead.db-wal"));
        assert_eq!(wal.map_or(0, |wal| wal.len()), 0);
    }
}

#[test]
fn what_was_published_and_changed_is_found_again_after_a_restart_on_either_database() {
    for (test, operator) in operators() {
        let archive = Archive::small().article("a", "江堤合龙", "2026-01-01T00:00:00Z");
        operator.imports(archive.path());
        let server = operator.serves();
        let cookie = settles(&operator, &server, "lin@example.org");
        let renamed = server.posts("/account/name", &cookie, "name=Riverbank");
        assert_eq!(renamed.status, 303, "{}", renamed.text);
        let (status, said) = server.ends("-TERM");
        assert!(status.success(), "{said:#?}");
        let server = operator.serves();
        let cookie = logs_in(&server, "lin@example.org").expect("a session");
        assert!(server.gets("/account", &cookie).text.contains("Riverbank"));
        let page = server.gets("/@harbour", "");
        assert!(page.text.contains("江堤合龙"), "{}", page.text);
        server.ends("-TERM");
        // It was the database that was named, and no other.
        let has_file = operator.data().join("masthead.db").exists();
        assert_eq!(has_file, matches!(test.target, Target::File(_)));
    }
}

#[test]
fn a_server_whose_database_says_nothing_gives_up_at_the_start_and_says_for_what_it_waited() {
    let url = format!("postgres://u:geheim@{}/d", mute());
    let operator = Operator::on(&Target::server(&url).expect("a URL"));
    let output = operator.run(&["serve", "--listen", "127.0.0.1:0"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for words in [
        "waiting for the database postgres://u@127.0.0.1",
        "no answer",
    ] {
        assert!(said.contains(words), "{said}");
    }
    assert!(!said.contains("geheim"), "{said}");
}

#[test]
fn a_database_that_falls_silent_keeps_neither_a_reader_nor_the_end_waiting() {
    let Some(test) = TestDb::postgres(&[]) else {
        return;
    };
    let (relay, target) = Relay::before(&test).expect("a server");
    let operator = Operator::on(&target);
    operator.imports(Archive::small().path());
    let with_mail = |command: &mut std::process::Command| {
        command.args(["--smtp", "smtp://127.0.0.1:9"]);
        command.args(["--mail-from", "news@example.org"]);
    };
    let mut server = operator.tries_to_serve(with_mail).expect("a server");
    assert_eq!(server.gets("/healthz", "").status, 200);
    relay.hold_tongue();
    server.says("follower counts");
    server.says("sending letters");
    // Pages that nobody has asked for yet are made of the database.
    for page in ["/@harbour", "/channel/city"] {
        let answer = server.gets(page, "");
        assert!(answer.status >= 500, "{}", answer.text);
    }
    let (status, said) = server.ends("-TERM");
    assert!(status.success(), "{said:#?}");
    for words in ["follower counts", "sending letters"] {
        let told = said.iter().filter(|line| line.contains(words)).count();
        assert_eq!(told, 1, "one line for all that is in vain: {said:#?}");
    }
}

/// What is written to accounts waits; whoever reads goes on.
const ACCOUNTS: &str = "LOCK TABLE user_account IN EXCLUSIVE MODE";

/// Another process that has locked the database: of SQLite all of it for those
/// who write, of PostgreSQL what it says.
struct Lock {
    gate: mpsc::Sender<()>,
    holding: thread::JoinHandle<Result<(), Fault>>,
}

impl Lock {
    fn on(target: &Target, of_postgres: &'static str) -> Self {
        let db = Db::open(target).expect("the database");
        let (gate, wait) = mpsc::channel::<()>();
        let (has, held) = mpsc::channel();
        let hold = move |tx: &mut Tx<'_>| -> Result<(), Fault> {
            if tx.dialect() == Dialect::Postgres {
                tx.execute(of_postgres, &[])?;
            }
            let _ = has.send(());
            let _ = wait.recv();
            Ok(())
        };
        let holding = thread::spawn(move || db.write_now(hold));
        held.recv().expect("it has the lock");
        Self { gate, holding }
    }

    fn lets_go(self) {
        drop(self.gate);
        let held = self.holding.join().expect("no panic");
        held.expect("held to the end");
    }
}

/// Its connection was cut after six seconds, and what was typed was gone.
#[test]
fn a_form_that_waits_behind_a_lock_comes_back_when_the_server_ends() {
    for (_test, operator) in operators() {
        let server = operator.serves();
        let cookie = settles(&operator, &server, "lin@example.org");
        let lock = Lock::on(&operator.target(), ACCOUNTS);
        let form = Sending::begin(&server.address, "/account/name", &cookie, "name=Riverbank");
        let answer = thread::spawn(move || form.end());
        let (status, said) = server.ends("-TERM");
        assert!(status.success(), "{said:#?}");
        let answer = answer.join().expect("no panic").expect("an answer");
        assert_eq!(answer.status, 503, "{}", answer.text);
        assert!(answer.text.contains("Riverbank"), "{}", answer.text);
        let is_cut = said.iter().any(|line| line.contains("cut off"));
        assert!(!is_cut, "{said:#?}");
        lock.lets_go();
    }
}

/// They said nothing, or that another process changed the schema.
#[test]
fn a_command_says_that_the_database_is_locked_and_goes_on_when_it_is_free() {
    for (_test, operator) in operators() {
        let lock = Lock::on(&operator.target(), ACCOUNTS);
        operator.runs(&["check"]);
        let mut command = operator.command(&["user", "add", "lin@example.org"]);
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("a command");
        let said = BufReader::new(child.stderr.take().expect("piped"));
        let mut lines = said.lines().map_while(Result::ok);
        let words = "waiting for the database: another process may have locked it";
        assert!(lines.any(|line| line.contains(words)));
        lock.lets_go();
        lines.for_each(drop);
        assert!(child.wait().expect("it has ended").success());
    }
}

#[test]
fn a_server_that_starts_behind_a_lock_says_so_and_names_the_way_out_at_its_end() {
    let Some(test) = TestDb::postgres(&[]) else {
        return;
    };
    let operator = Operator::on(&test.target);
    operator.imports(Archive::small().path());
    let articles = "LOCK TABLE article IN ACCESS EXCLUSIVE MODE";
    let lock = Lock::on(&test.target, articles);
    let output = operator.run(&["serve", "--listen", "127.0.0.1:0"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for words in [
        "waiting for the database: another process may have locked it",
        "another process has locked the database (",
        "pg_stat_activity",
    ] {
        assert!(said.contains(words), "{said}");
    }
    lock.lets_go();
}

#[test]
fn a_disk_that_can_be_written_again_is_written_again() {
    use std::os::unix::process::CommandExt;

    let test = TestDb::sqlite(&[]);
    let operator = Operator::on(&test.target);
    let nobody = 65_534;
    let is_root = fs::metadata("/proc/self").is_ok_and(|own| {
        use std::os::unix::fs::MetadataExt;
        own.uid() == 0
    });
    let data = operator.data();
    operator.imports(Archive::small().path());
    let server = operator.serves();
    let cookie = settles(&operator, &server, "lin@example.org");
    server.ends("-TERM");
    let everything = || {
        let mut found = vec![data.clone()];
        found.extend(
            fs::read_dir(&data)
                .expect("a folder")
                .map(|one| one.expect("one").path()),
        );
        found.extend(
            fs::read_dir(data.join("masthead.processes"))
                .expect("a folder")
                .map(|one| one.expect("one").path()),
        );
        found
    };
    let set = |folder: u32, file: u32| {
        for path in everything() {
            let mode = if path.is_dir() { folder } else { file };
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("a mode");
            if is_root {
                std::os::unix::fs::chown(&path, Some(nobody), None).expect("an owner");
            }
        }
    };
    if is_root {
        let parent = data.parent().expect("a folder");
        fs::set_permissions(parent, fs::Permissions::from_mode(0o755)).expect("a mode");
    }
    // What SQLite needs to open a file that it may not write.
    fs::write(data.join("masthead.db-wal"), "").expect("written");
    set(0o500, 0o400);
    let as_nobody = |command: &mut std::process::Command| {
        if is_root {
            command.uid(nobody);
        }
    };
    let Some(server) = operator.tries_to_serve(as_nobody) else {
        let name = "a_disk_that_can_be_written_again_is_written_again";
        eprintln!("skipped: {name}: a read-only folder does not open here");
        return;
    };
    let renamed = |name: &str| {
        let form = format!("name={name}");
        server.posts("/account/name", &cookie, &form).status
    };
    assert!(renamed("first") >= 500);
    set(0o700, 0o600);
    assert_eq!(renamed("second"), 303);
    assert!(server.gets("/account", &cookie).text.contains("second"));
}

#[test]
fn nobody_else_on_the_machine_reads_the_data_whatever_the_umask() {
    let test = TestDb::sqlite(&[]);
    let operator = Operator::on(&test.target);
    let archive = Archive::small().picture("media/p.png", 40, 30).row(
        "articles",
        serde_json::json!({"id": "a", "creator": "harbour", "channel": "city", "title": "题",
            "published_at": "2026-01-10T08:00:00+08:00", "cover": "media/p.png",
            "body": {"format": "text", "content": "文"}}),
    );
    // A folder of an earlier version, open to all.
    fs::create_dir(operator.data()).expect("a folder");
    fs::set_permissions(operator.data(), fs::Permissions::from_mode(0o755)).expect("a mode");
    let shell = format!(
        "umask 000; exec {:?} import {:?} --data {:?}",
        env!("CARGO_BIN_EXE_masthead"),
        archive.path(),
        operator.data()
    );
    let ran = std::process::Command::new("sh")
        .args(["-c", &shell])
        .status();
    assert!(ran.expect("sh").success());
    let (mut open, mut waiting, mut seen) = (Vec::new(), vec![operator.data()], 0);
    while let Some(path) = waiting.pop() {
        let about = fs::metadata(&path).expect("a file");
        seen += 1;
        if about.permissions().mode() & 0o077 != 0 {
            open.push(path.clone());
        }
        if about.is_dir() {
            let entries = fs::read_dir(&path).expect("a folder");
            waiting.extend(entries.map(|entry| entry.expect("an entry").path()));
        }
    }
    assert!(seen > 6, "there is something");
    assert_eq!(open, Vec::<std::path::PathBuf>::new());
}

/// Of 6,000 connections 332 MiB stayed after all had gone; 97 with it.
#[cfg(target_os = "linux")]
#[test]
fn the_allocator_gives_back_while_nobody_asks_for_anything() {
    let test = TestDb::sqlite(&[]);
    let server = Operator::on(&test.target).serves();
    let tasks = fs::read_dir(format!("/proc/{}/task", server.pid())).expect("a process");
    let names = tasks.filter_map(|task| fs::read_to_string(task.ok()?.path().join("comm")).ok());
    let names: Vec<String> = names.map(|name| name.trim().to_owned()).collect();
    assert!(names.contains(&"jemalloc_bg_thd".to_owned()), "{names:?}");
}
