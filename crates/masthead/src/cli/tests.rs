//! The command line as its users meet it: real processes, bad input, exit
//! status and the one line that says what to do.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use masthead_archive::Writer;
use masthead_archive::rows::Site;

use crate::support::Archive;

fn masthead(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_masthead"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("MASTHEAD_")) {
        command.env_remove(name);
    }
    let folder = tempfile::tempdir().expect("a folder");
    let output = command
        .args(arguments)
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output();
    output.expect("the binary runs")
}

fn path(path: &Path) -> &str {
    path.to_str().expect("plain text")
}

#[track_caller]
fn refused(output: &Output, status: i32, words: &[&str]) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{said}");
    for word in words {
        assert!(said.contains(word), "{said:?} lacks {word:?}");
    }
    assert_eq!(said.trim_end().lines().count(), 1, "one line: {said}");
}

#[test]
fn a_wrong_archive_is_refused_before_anything_is_written() {
    let home = tempfile::tempdir().expect("a folder");
    let data = home.path().join("data");
    let not_zip = home.path().join("x.zip");
    fs::write(&not_zip, "no zip").expect("written");
    for archive in [home.path().join("none"), not_zip, home.path().to_owned()] {
        let output = masthead(&["import", "--data", path(&data), path(&archive)]);
        refused(&output, 1, &["masthead: "]);
        assert!(!data.exists(), "nothing half-written");
    }
}

#[test]
fn what_is_no_address_of_a_site_is_refused_at_the_start() {
    let home = tempfile::tempdir().expect("a folder");
    let data = home.path().join("data");
    for (address, word) in [
        ("https://", "host"),
        ("https://a b", "host"),
        ("https://user:geheim@news.example", "password"),
        ("https://news.example/portal", "behind the host"),
        ("https://news.example?x=1", "behind the host"),
    ] {
        let serve = ["serve", "--data", path(&data), "--listen", "127.0.0.1:0"];
        let output = masthead(&[&serve[..], &["--base-url", address]].concat());
        refused(&output, 1, &["https://news.example.org", word]);
    }
}

#[test]
fn a_wrong_database_is_named_without_its_password() {
    let archive = Archive::small();
    let bad = [
        "import",
        "--database",
        "mysql://u:geheim@h/d",
        path(archive.path()),
    ];
    let output = masthead(&bad);
    refused(&output, 1, &["postgres://"]);
    assert!(!String::from_utf8_lossy(&output.stderr).contains("geheim"));
    let gone = [
        "import",
        "--database",
        "postgres://u:geheim@127.0.0.1:1/d",
        path(archive.path()),
    ];
    refused(&masthead(&gone), 1, &["check that the server runs"]);
}

#[test]
fn a_taken_port_says_how_to_take_another() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let home = tempfile::tempdir().expect("a folder");
    let output = masthead(&[
        "serve",
        "--data",
        path(&home.path().join("data")),
        "--listen",
        &address,
    ]);
    refused(&output, 1, &[&address, "--listen"]);
    let output = masthead(&[
        "serve",
        "--data",
        path(&home.path().join("data")),
        "--listen",
        "nowhere",
    ]);
    refused(&output, 1, &["127.0.0.1:8080"]);
}

#[test]
fn a_trusted_proxy_that_is_no_address_is_named() {
    let home = tempfile::tempdir().expect("a folder");
    let settings = home.path().join("m.toml");
    fs::write(&settings, "trusted_proxies = [\"10.0.0.0/8\", \"proxy\"]").expect("written");
    let serve = [
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--config",
        path(&settings),
    ];
    let output = masthead(&[&serve[..], &["--data", path(&home.path().join("data"))]].concat());
    refused(&output, 1, &["trusted_proxies", "\"proxy\"", "10.0.0.0/8"]);
}

#[test]
fn a_folder_that_cannot_be_written_says_so() {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("file");
    fs::write(&file, "").expect("written");
    let data = file.join("data");
    let output = masthead(&["serve", "--data", path(&data), "--listen", "127.0.0.1:0"]);
    refused(&output, 1, &["cannot write", "--data DIR"]);
    let output = masthead(&[
        "export",
        "--data",
        path(&home.path().join("none")),
        "out.zip",
    ]);
    refused(&output, 1, &["there is no portal", "--data DIR"]);
}

#[test]
fn a_frozen_clock_that_is_no_time_is_refused() {
    let home = tempfile::tempdir().expect("a folder");
    let output = Command::new(env!("CARGO_BIN_EXE_masthead"))
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--data",
            path(&home.path().join("data")),
        ])
        .env("MASTHEAD_CLOCK", "yesterday")
        .output()
        .expect("the binary runs");
    refused(&output, 1, &["MASTHEAD_CLOCK", "2026-01-18T04:35:00+08:00"]);
}

#[test]
fn a_refused_line_is_named_and_the_others_come_in() {
    let home = tempfile::tempdir().expect("a folder");
    let data = home.path().join("data");
    let archive = Archive::small()
        .article("a", "桥", "2026-01-01T00:00:00Z")
        .row(
            "articles",
            serde_json::json!({"id": "b", "creator": "harbour", "channel": "ctiy", "title": "x",
            "body": {"format": "text", "content": "x"}, "published_at": "2026-01-01T00:00:00Z"}),
        );
    let output = masthead(&["import", "--data", path(&data), path(archive.path())]);
    refused(
        &output,
        3,
        &["articles.jsonl:2: channel: no channel \"ctiy\" (did you mean \"city\"?)"],
    );
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        said.contains("articles.jsonl: 1 new") && said.lines().count() == 1,
        "{said}"
    );

    let again = masthead(&["import", "--data", path(&data), path(archive.path())]);
    assert!(String::from_utf8_lossy(&again.stdout).contains("0 new, 0 changed, 1 as before"));
    let check = masthead(&["check", "--data", path(&data)]);
    assert_eq!(
        String::from_utf8_lossy(&check.stdout),
        "everything is well\n"
    );
    let strict = masthead(&[
        "import",
        "--strict",
        "--data",
        path(&home.path().join("s")),
        path(archive.path()),
    ]);
    assert_eq!(strict.status.code(), Some(1));
}

#[test]
fn a_wrong_option_is_answered_with_its_use() {
    assert_eq!(masthead(&["serve", "--prot", "80"]).status.code(), Some(2));
    let help = masthead(&["--help"]);
    let said = String::from_utf8_lossy(&help.stdout);
    assert!(
        said.contains("Examples:") && said.contains("Exit status"),
        "{said}"
    );
    let schema = masthead(&["archive", "schema"]);
    let schema: serde_json::Value = serde_json::from_slice(&schema.stdout).expect("JSON");
    assert!(schema["$defs"].is_object());
}

#[test]
fn an_export_that_leaves_something_out_names_it_and_ends_with_status_3() {
    let home = tempfile::tempdir().expect("a folder");
    let (data, out) = (home.path().join("data"), home.path().join("out.zip"));
    let archive = Archive::small()
        .row(
            "creators",
            serde_json::json!({"id": "seen", "handle": "seen", "name": "有像", "avatar": "media/p.png"}),
        )
        .picture("media/p.png", 40, 40);
    let taken = masthead(&["import", "--data", path(&data), path(archive.path())]);
    assert!(taken.status.success());
    fs::remove_dir_all(data.join("media").join("original")).expect("lost");
    let output = masthead(&["export", "--data", path(&data), path(&out)]);
    refused(&output, 3, &["media: media/", "is not in the media folder"]);
    assert!(out.exists());
}

#[test]
fn a_generated_archive_comes_in_whole_and_goes_out_the_same() {
    let home = tempfile::tempdir().expect("a folder");
    let at = |name: &str| home.path().join(name);
    let done = |arguments: &[&str]| {
        let output = masthead(arguments);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    };
    done(&["generate", "--articles", "120", path(&at("made.zip"))]);
    done(&["import", "--data", path(&at("one")), path(&at("made.zip"))]);
    done(&["export", "--data", path(&at("one")), path(&at("first.zip"))]);
    done(&["import", "--data", path(&at("two")), path(&at("first.zip"))]);
    done(&[
        "export",
        "--data",
        path(&at("two")),
        path(&at("second.zip")),
    ]);
    let read = |name| fs::read(at(name)).expect("an export");
    assert_eq!(read("first.zip"), read("second.zip"));
    assert!(!at("third.zip").exists());
}

#[test]
fn an_archive_that_finds_no_room_began_with_the_words_of_a_library() {
    let home = tempfile::tempdir().expect("a folder");
    for name in ["out.zip", "out"] {
        // No file may have more than a few KiB, for whoever runs it.
        let script = format!(
            "trap '' XFSZ; ulimit -f 8; exec {:?} generate --articles 120 {name}",
            env!("CARGO_BIN_EXE_masthead"),
        );
        let output = Command::new("sh")
            .args(["-c", &script])
            .current_dir(home.path())
            .stdin(Stdio::null())
            .output()
            .expect("a shell");
        refused(&output, 1, &["make room there, or name another place"]);
        let said = String::from_utf8_lossy(&output.stderr);
        let begin = format!("masthead: cannot write {name}: ");
        assert!(said.starts_with(&begin), "{said}");
        assert_eq!(fs::read_dir(home.path()).expect("a folder").count(), 0);
    }
}

#[test]
fn an_operator_lets_people_in_by_a_link() {
    let home = tempfile::tempdir().expect("a folder");
    let data = home.path().join("data");
    let none = masthead(&["user", "add", "lin@example.org", "--data", path(&data)]);
    refused(&none, 1, &["there is no portal in"]);
    let archive = Archive::small();
    masthead(&["import", "--data", path(&data), path(archive.path())]);
    let user = |words: &[&str]| {
        let place = ["--data", path(&data), "--base-url", "https://news.example/"];
        masthead(&[&["user"], words, &place].concat())
    };
    let wrong = user(&["reset", "lin@example.org"]);
    refused(&wrong, 1, &["no account for lin@example.org", "user add"]);
    let added = user(&["add", "Lin@example.org", "--name", "林月"]);
    let link = String::from_utf8_lossy(&added.stdout).into_owned();
    assert!(link.starts_with("https://news.example/reset/"), "{link}");
    assert_eq!(added.status.code(), Some(0));
    let again = user(&["add", "lin@example.org"]);
    refused(&again, 1, &["lin@example.org has an account already"]);
    let reset = user(&["reset", "lin@example.org"]);
    assert_eq!(reset.status.code(), Some(0));
    assert_ne!(String::from_utf8_lossy(&reset.stdout), link);
    let unlocked = user(&["reset", "lin@example.org", "--two-factor"]);
    assert_eq!(unlocked.status.code(), Some(0));
    let unknown = user(&["reset", "yue@example.org", "--two-factor"]);
    refused(&unknown, 1, &["no account for yue@example.org"]);
    let role = |words: &[&str]| {
        masthead(
            &[
                &["user", "role", "lin@example.org"],
                words,
                &["--data", path(&data)],
            ]
            .concat(),
        )
    };
    assert_eq!(role(&["administrator"]).status.code(), Some(0));
    refused(
        &role(&["administrator", "--take"]),
        1,
        &["without an administrator"],
    );
    assert_eq!(
        role(&["channel_editor", "--channel", "city"]).status.code(),
        Some(0)
    );
    refused(&role(&["channel_editor"]), 1, &["--channel SLUG"]);
    refused(&role(&["owner"]), 1, &["owner: write one of"]);
    refused(
        &role(&["channel_editor", "--channel", "x"]),
        1,
        &["no channel \"x\""],
    );
    for bad in ["lin", "@", "a b@c.example"] {
        refused(&user(&["add", bad]), 1, &["is no e-mail address"]);
    }
}

#[test]
fn a_reset_that_was_refused_had_ended_the_second_factor_already() {
    let home = tempfile::tempdir().expect("a folder");
    let data = home.path().join("data");
    let archive = Archive::small();
    masthead(&["import", "--data", path(&data), path(archive.path())]);
    let user = |words: &[&str]| masthead(&[&["user"], words, &["--data", path(&data)]].concat());
    assert!(user(&["add", "lin@example.org"]).status.success());
    let factors = |sql: &str| {
        let file = rusqlite::Connection::open(data.join("masthead.db")).expect("the file");
        file.execute(sql, []).expect("written")
    };
    let set = "INSERT INTO totp (account, secret, since, used_step)
        SELECT id, 's', 1, 0 FROM user_account WHERE email = 'lin@example.org'";
    assert_eq!(factors(set), 1);
    let reset = ["reset", "lin@example.org", "--two-factor"];
    let output = user(&[&reset[..], &["--base-url", "https://"]].concat());
    refused(&output, 1, &["host"]);
    let still_set = "UPDATE totp SET used_step = 1";
    assert_eq!(factors(still_set), 1);
    assert!(user(&reset).status.success());
    assert_eq!(factors(still_set), 0);
}

#[test]
fn a_link_that_nobody_could_read_ended_in_a_panic() {
    let home = tempfile::tempdir().expect("a folder");
    let data = home.path().join("data");
    let archive = Archive::small();
    masthead(&["import", "--data", path(&data), path(archive.path())]);
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let child = Command::new(env!("CARGO_BIN_EXE_masthead"))
        .args(["user", "add", "lin@example.org", "--data", path(&data)])
        .current_dir(home.path())
        .stdin(Stdio::null())
        .stdout(writer)
        .stderr(Stdio::piped())
        .spawn();
    let output = child.expect("the binary runs").wait_with_output();
    let way_out = "`masthead user reset lin@example.org` gives another";
    refused(&output.expect("an end"), 1, &[way_out]);
}

#[test]
fn an_export_of_another_system_is_named_instead_of_being_called_a_broken_zip() {
    let home = tempfile::tempdir().expect("a folder");
    let data = home.path().join("data");
    let wordpress = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- generated -->\n\
        <rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel></channel></rss>";
    let ghost =
        "{\"db\":[{\"meta\":{\"exported_on\":1700000000000,\"version\":\"5.2.0\"},\"data\":{}}]}";
    let halo = "{\"version\":\"1.5\",\"export_date\":\"2026-01-01\",\"posts\":[]}";
    for (name, text, words) in [
        ("site.xml", wordpress, "a WordPress export (WXR)"),
        ("blog.json", ghost, "a Ghost export (JSON)"),
        ("halo.json", halo, "an export of Halo (JSON)"),
        (
            "halo.zip",
            "PK\u{3}\u{4}…extensions.data…",
            "a backup of Halo",
        ),
        ("notes.txt", "no zip", "no zip"),
        ("other.json", "[]", "JSON"),
        ("nothing.zip", "", "empty"),
    ] {
        let path_of = home.path().join(name);
        fs::write(&path_of, text).expect("written");
        let output = masthead(&["import", "--data", path(&data), path(&path_of)]);
        refused(&output, 1, &[words, "archives of Masthead", "come later"]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!said.contains("EOCD"), "{said}");
        assert!(!data.exists(), "nothing half-written");
    }
}

#[test]
fn an_archive_with_a_picture_of_a_ghost_was_taken_for_an_export_of_ghost() {
    let home = tempfile::tempdir().expect("a folder");
    let (data, zip) = (home.path().join("data"), home.path().join("own.zip"));
    let mut writer = Writer::create(&zip).expect("a writer");
    writer.site(&Site::new("Masthead")).expect("written");
    // So many that `site.json` stands far from the end of the zip's directory.
    for number in 0..600 {
        let name = format!("media/{number:04}-{}.png", "x".repeat(150));
        writer.media(&name, b"x").expect("written");
    }
    writer.media("media/ghost.png", b"x").expect("written");
    writer.finish().expect("finished");
    let output = masthead(&["import", "--data", path(&data), path(&zip)]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

#[test]
fn an_archive_whose_address_no_link_can_use_was_taken_without_a_word() {
    let home = tempfile::tempdir().expect("a folder");
    let data = home.path().join("data");
    let archive = Archive::small().site("base_url", "https://news.example/portal".into());
    let output = masthead(&["import", "--data", path(&data), path(archive.path())]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    for word in ["site.json: base_url", "behind the host", "--base-url"] {
        assert!(said.contains(word), "{said:?} lacks {word:?}");
    }
}

#[test]
fn what_a_parser_thinks_of_a_text_is_not_told() {
    let home = tempfile::tempdir().expect("a folder");
    let html = "<table><b>x<td>y</table><p></b></i><font></p>&bogus;&#0;<svg><p>";
    let archive = Archive::small().row(
        "articles",
        serde_json::json!({"id": "a", "creator": "harbour", "channel": "city", "title": "桥",
            "body": {"format": "html", "content": html}, "published_at": "2026-01-01T00:00:00Z"}),
    );
    let data = home.path().join("data");
    let output = Command::new(env!("CARGO_BIN_EXE_masthead"))
        .args(["import", "--data", path(&data), path(archive.path())])
        .env("MASTHEAD_LOG", "debug")
        .output()
        .expect("the binary runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("left out: svg"), "{said}");
    assert!(!said.contains("5ever"), "{said}");
}
