//! What readers may count on.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::Poll;
use std::time::{Duration, Instant};

use http::{HeaderMap, HeaderValue};
use masthead_press::{Encoding, Haste, Key, Limits, Press, Pressed, Sheet};

type Things = Press<&'static str>;

fn press() -> Things {
    sized(Limits::default().size_bytes)
}

fn sized(size_bytes: usize) -> Things {
    let limits = Limits {
        size_bytes,
        ..Limits::default()
    };
    let mut common = HeaderMap::new();
    common.insert("x-common", HeaderValue::from_static("yes"));
    Press::new(limits, common)
}

fn sheet(body: &str) -> Sheet {
    Sheet {
        content_type: "text/plain",
        changed_at: 1_768_681_203_000,
        body: body.into(),
        clock: Vec::new(),
        view_of: None,
    }
}

fn key(address: &str) -> Key {
    Key::new(address, 0)
}

fn text(page: &Pressed) -> String {
    let (encoding, bytes, _) = page.form("");
    assert_eq!(encoding, Encoding::Plain);
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// Asks for a page that would be made with this body.
async fn read(press: &Things, address: &str, body: &str) -> String {
    let make = async || Ok::<_, ()>((sheet(body), vec!["article"]));
    text(&press.page(key(address), make).await.expect("made"))
}

/// Whether a future is still waiting when it is looked at once.
async fn waits<F: Future>(future: &mut std::pin::Pin<&mut F>) -> bool {
    poll_fn(|context| Poll::Ready(future.as_mut().poll(context).is_pending())).await
}

const SOON: Haste = Haste::Within {
    renew: Duration::from_millis(100),
    drop: Duration::from_millis(1_000),
};

#[tokio::test(start_paused = true)]
async fn a_page_stands_until_something_that_it_is_made_of_is_touched() {
    let press = press();
    assert_eq!(read(&press, "/", "first").await, "first");
    tokio::time::advance(Duration::from_secs(3_600)).await;
    press.touch(&"creator", Haste::AtOnce);
    assert_eq!(read(&press, "/", "second").await, "first");
    press.touch(&"article", Haste::AtOnce);
    assert_eq!(press.count(), 0);
    assert!(press.ready("/", 0).is_none());
    assert_eq!(read(&press, "/", "third").await, "third");
}

#[tokio::test(start_paused = true)]
async fn while_a_page_is_made_anew_the_others_get_the_last_one() {
    let press = press();
    read(&press, "/", "old").await;
    press.touch(&"article", SOON);
    tokio::time::advance(Duration::from_millis(150)).await;
    assert!(press.ready("/", 0).is_none(), "someone has to make it");
    let (open, wait) = tokio::sync::oneshot::channel::<()>();
    let mut first = pin!(press.page(key("/"), async || {
        wait.await.expect("told");
        Ok::<_, ()>((sheet("new"), vec!["article"]))
    }));
    assert!(waits(&mut first).await);
    let last = press.ready("/", 0).expect("the last one");
    assert_eq!(text(&last), "old");
    open.send(()).expect("heard");
    assert_eq!(text(&first.await.expect("made")), "new");
    assert_eq!(text(&press.ready("/", 0).expect("there")), "new");
}

#[tokio::test(start_paused = true)]
async fn the_last_page_is_never_shown_after_its_time() {
    let press = press();
    read(&press, "/", "old").await;
    press.touch(&"article", SOON);
    // Touching again and again leaves it no more time than the first did.
    for _ in 0..9 {
        tokio::time::advance(Duration::from_millis(100)).await;
        press.touch(&"article", SOON);
    }
    tokio::time::advance(Duration::from_millis(101)).await;
    let mut first = pin!(press.page(key("/"), async || {
        std::future::pending::<()>().await;
        Ok::<_, ()>((sheet("new"), vec![]))
    }));
    assert!(waits(&mut first).await);
    assert!(press.ready("/", 0).is_none());
}

#[tokio::test]
async fn a_page_that_was_touched_while_it_was_made_is_not_kept() {
    let press = press();
    let make = async || {
        press.touch(&"article", Haste::AtOnce);
        Ok::<_, ()>((sheet("stale"), vec!["article"]))
    };
    press.page(key("/"), make).await.expect("made");
    assert_eq!(read(&press, "/", "fresh").await, "fresh");
}

#[tokio::test(start_paused = true)]
async fn a_page_that_was_touched_softly_while_it_was_made_is_made_again_soon() {
    let press = press();
    let make = async || {
        press.touch(&"article", SOON);
        Ok::<_, ()>((sheet("stale"), vec!["article"]))
    };
    press.page(key("/"), make).await.expect("made");
    assert_eq!(read(&press, "/", "fresh").await, "stale");
    tokio::time::advance(Duration::from_millis(100)).await;
    assert_eq!(read(&press, "/", "fresh").await, "fresh");
}

#[tokio::test]
async fn those_who_ask_at_once_share_one_making() {
    let press = press();
    let made = AtomicU32::new(0);
    let ask = async || {
        let make = async || {
            made.fetch_add(1, Ordering::Relaxed);
            tokio::task::yield_now().await;
            Ok::<_, ()>((sheet("page"), vec![]))
        };
        press.page(key("/"), make).await.expect("made");
    };
    let mut readers: Vec<_> = (0..20).map(|_| Box::pin(ask())).collect();
    poll_fn(|context| {
        readers.retain_mut(|reader| reader.as_mut().poll(context).is_pending());
        match readers.is_empty() {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    })
    .await;
    assert_eq!(made.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_maker_who_goes_away_leaves_the_work_to_the_next() {
    let press = press();
    {
        let mut gone = pin!(press.page(key("/"), async || {
            std::future::pending::<()>().await;
            Ok::<_, ()>((sheet("never"), vec![]))
        }));
        assert!(waits(&mut gone).await);
    }
    assert_eq!(read(&press, "/", "page").await, "page");
}

#[tokio::test]
async fn a_making_that_fails_keeps_nothing_and_blocks_nobody() {
    let press = press();
    let fail = async || Err::<(Sheet, Vec<_>), _>("no");
    assert_eq!(press.page(key("/"), fail).await.err(), Some("no"));
    assert_eq!(read(&press, "/", "page").await, "page");
}

#[tokio::test]
async fn memory_is_bounded() {
    let press = sized(400_000);
    for number in 0..2_000 {
        read(&press, &format!("/{number}"), &noise(number)).await;
    }
    assert!(press.size_bytes() <= 400_000, "{}", press.size_bytes());
    assert!(press.count() > 50, "{}", press.count());
}

#[tokio::test]
async fn a_crawler_that_walks_the_archive_leaves_what_people_read() {
    let press = sized(400_000);
    let popular: Vec<String> = (0..40).map(|number| format!("/popular/{number}")).collect();
    for _ in 0..3 {
        for address in &popular {
            read(&press, address, &noise(7)).await;
        }
    }
    for number in 0..5_000 {
        read(&press, &format!("/{number}"), &noise(number)).await;
    }
    let there = popular
        .iter()
        .filter(|address| press.ready(address, 0).is_some());
    assert!(there.count() >= 38);
}

#[tokio::test]
async fn a_page_larger_than_its_part_is_sent_but_throws_nothing_out() {
    let press = sized(400_000);
    read(&press, "/small", "small").await;
    let large: String = (0..400).map(noise).collect();
    assert_eq!(read(&press, "/large", &large).await, large);
    assert!(press.ready("/large", 0).is_none());
    assert!(press.ready("/small", 0).is_some());
}

/// A kilobyte that no compression makes small.
fn noise(seed: u32) -> String {
    let mut state = u64::from(seed) + 1;
    let next = |_| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        char::from(b'!' + (state >> 33) as u8 % 90)
    };
    (0..1_000).map(next).collect()
}

#[tokio::test]
async fn a_page_that_is_read_again_gets_its_best_compression() {
    let press = press();
    let body = "报纸 paper ".repeat(400);
    read(&press, "/", &body).await;
    let quick = press.ready("/", 0).expect("there").form("br, gzip");
    assert_eq!(quick.0, Encoding::Gzip);
    let begun = Instant::now();
    let finished = loop {
        let page = press.ready("/", 0).expect("there");
        let (encoding, bytes, _) = page.form("br, gzip");
        if encoding == Encoding::Brotli {
            break (page, bytes);
        }
        let waits = begun.elapsed() < Duration::from_secs(60);
        assert!(waits, "it stays as it was made at first");
        tokio::task::yield_now().await;
    };
    assert!(finished.1.len() <= quick.1.len());
    assert_eq!(text(&finished.0), body);
}

fn asks(name: &'static str, value: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(name, HeaderValue::from_str(value).expect("a value"));
    headers.insert("accept-encoding", HeaderValue::from_static("gzip"));
    headers
}

#[tokio::test]
async fn who_has_the_page_is_told_so() {
    let press = press();
    let make = async || Ok::<_, ()>((sheet(&"page ".repeat(100)), vec![]));
    let page = press.page(key("/"), make).await.expect("made");
    let plain = page.answer(&HeaderMap::new());
    assert_eq!(plain.status(), 200);
    assert_eq!(plain.headers()["x-common"], "yes");
    assert_eq!(plain.headers()["content-length"], "500");
    let packed = page.answer(&asks("accept", "*/*"));
    assert_eq!(packed.headers()["content-encoding"], "gzip");
    let date = packed.headers()["last-modified"].to_str().expect("a date");
    let etag = packed.headers()["etag"].to_str().expect("a tag");
    assert_ne!(plain.headers()["etag"], etag, "each encoding has its own");
    for (name, value, status) in [
        ("if-none-match", etag, 304),
        ("if-none-match", &format!("\"x\", W/{etag}"), 304),
        ("if-none-match", "*", 304),
        ("if-none-match", "\"x\"", 200),
        ("if-modified-since", date, 304),
        ("if-modified-since", "Sat, 17 Jan 2026 20:20:02 GMT", 200),
        ("if-modified-since", "yesterday", 200),
    ] {
        let answer = page.answer(&asks(name, value));
        assert_eq!(answer.status(), status, "{name}: {value}");
        if status == 304 {
            assert!(answer.body().is_empty());
            assert!(answer.headers().get("content-length").is_none());
            assert_eq!(answer.headers()["x-common"], "yes");
        }
    }
}

#[tokio::test]
async fn a_page_made_anew_keeps_its_bytes_where_only_its_clock_differs() {
    let press = press();
    let make = |clock: &'static str| {
        async move || {
            let mut page = sheet(&format!("made at {clock}, fresh"));
            page.clock = vec![clock.to_owned()];
            Ok::<_, ()>((page, vec!["article"]))
        }
    };
    let first = press.page(key("/"), make("04:35")).await.expect("made");
    press.touch(&"article", Haste::within(Duration::from_secs(1)));
    let second = press.page(key("/"), make("04:36")).await.expect("made");
    assert!(Arc::ptr_eq(&first, &second));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_readers_and_touches_at_once_never_show_what_was_dropped() {
    let press = Arc::new(press());
    let version = Arc::new(AtomicU32::new(0));
    let readers = (0..8).map(|_| {
        let (press, version) = (Arc::clone(&press), Arc::clone(&version));
        tokio::spawn(async move {
            for _ in 0..2_000 {
                let least = version.load(Ordering::SeqCst);
                let make = async || {
                    let body = version.load(Ordering::SeqCst).to_string();
                    tokio::task::yield_now().await;
                    Ok::<_, ()>((sheet(&body), vec!["article"]))
                };
                let page = press.page(key("/"), make).await.expect("made");
                let shown: u32 = text(&page).parse().expect("a number");
                assert!(shown >= least, "{shown} after {least}");
            }
        })
    });
    let readers: Vec<_> = readers.collect();
    for next in 1..=500 {
        version.store(next, Ordering::SeqCst);
        press.touch(&"article", Haste::AtOnce);
        tokio::task::yield_now().await;
    }
    for reader in readers {
        reader.await.expect("no stale page");
    }
}
