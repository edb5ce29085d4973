//! What one process changes, the pages of another show that had them ready.

use std::thread;
use std::time::{Duration, Instant};

use masthead_db::{Db, Fault};

use crate::cli_process::{operators, settles};
use crate::support::Archive;
use crate::support::process::{Operator, Reply, Server};

/// What takes longer never comes.
const PATIENCE: Duration = Duration::from_secs(30);
const TITLE: &str = "大桥恢复通车";
const LIN: &str = "lin@example.org";
const LISTS: [&str; 4] = ["/", "/channel/city", "/@harbour", "/feed.xml"];

fn article(operator: &Operator) -> i64 {
    let db = Db::open(&operator.target()).expect("the database");
    let id: Result<i64, Fault> =
        db.read_now(|tx| tx.get("SELECT id FROM article", &[], |row| row.get(0)));
    id.expect("its article")
}

/// Asks until the page is so.
#[track_caller]
fn until(server: &Server, path: &str, is_so: impl Fn(&Reply) -> bool) {
    let begun = Instant::now();
    let mut page = server.gets(path, "");
    while !is_so(&page) {
        let told = begun.elapsed() < PATIENCE;
        assert!(told, "{path} never hears of it: {}", page.text);
        thread::yield_now();
        page = server.gets(path, "");
    }
}

fn shows(page: &Reply) -> bool {
    page.status == 200 && page.text.contains(TITLE)
}

#[test]
fn pages_hear_of_what_another_process_takes_down_and_gives_back() {
    for (_test, operator) in operators() {
        operator.imports(
            Archive::small()
                .article("bridge", TITLE, "2026-01-17T08:30:00+08:00")
                .path(),
        );
        let article = article(&operator);
        let (public, desk) = (
            format!("/article/{article}"),
            format!("/desk/articles/{article}"),
        );
        let (first, second) = (operator.serves(), operator.serves());
        let reviewer = settles(&operator, &first, LIN);
        operator.runs(&["user", "role", LIN, "reviewer"]);
        let pages = || LISTS.into_iter().chain([public.as_str()]);
        // Twice: the second comes from the press.
        for path in pages().chain(pages()) {
            for server in [&first, &second] {
                assert!(shows(&server.gets(path, "")), "{path}");
            }
        }
        let takedown = format!("{desk}/takedown");
        let down = first.posts(&takedown, &reviewer, "reason=facts&words=");
        assert_eq!(down.status, 303, "{}", down.text);
        for path in LISTS {
            until(&second, path, |page| !page.text.contains(TITLE));
        }
        until(&second, &public, |page| page.status == 404);
        // And the other way, where the first had lists without it ready.
        for path in LISTS {
            assert!(!shows(&first.gets(path, "")), "{path}");
        }
        let back = second.posts(&format!("{desk}/restoration"), &reviewer, "");
        assert_eq!(back.status, 303, "{}", back.text);
        for path in pages() {
            until(&first, path, shows);
        }
    }
}
