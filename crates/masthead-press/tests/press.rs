//! What readers may count on.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use masthead_press::{Limits, Press, Sheet};

fn sheet(body: &str) -> Sheet {
    Sheet {
        status: 200,
        content_type: "text/plain",
        changed_at: 0,
        body: body.to_owned(),
        clock: Vec::new(),
    }
}

async fn read(press: &Press<u32, &'static str>, key: u32, body: &str) -> String {
    let page = press
        .page(key, async || Ok::<_, ()>((sheet(body), vec!["article"])))
        .await
        .expect("made");
    String::from_utf8(page.body("").1.to_vec()).expect("text")
}

#[tokio::test(start_paused = true)]
async fn a_page_is_made_once_and_again_when_it_is_no_longer_fresh() {
    let press = Press::new(Limits::default());
    assert_eq!(read(&press, 1, "first").await, "first");
    assert_eq!(read(&press, 1, "second").await, "first");
    tokio::time::advance(Duration::from_millis(1_001)).await;
    assert_eq!(read(&press, 1, "third").await, "third");
}

#[tokio::test]
async fn a_touch_drops_the_pages_made_of_the_thing_and_no_other() {
    let press = Press::new(Limits::default());
    read(&press, 1, "old").await;
    press.touch(&"creator");
    assert_eq!(read(&press, 1, "new").await, "old");
    press.touch(&"article");
    assert_eq!(press.count(), 0);
    assert_eq!(read(&press, 1, "new").await, "new");
}

#[tokio::test]
async fn a_page_that_was_touched_while_it_was_made_is_not_kept() {
    let press: Press<u32, &'static str> = Press::new(Limits::default());
    press
        .page(1, async || {
            press.touch(&"article");
            Ok::<_, ()>((sheet("stale"), vec!["article"]))
        })
        .await
        .expect("made");
    assert_eq!(read(&press, 1, "fresh").await, "fresh");
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_ask_at_once_share_one_making() {
    let press: Press<u32, &'static str> = Press::new(Limits::default());
    let made = AtomicU32::new(0);
    let gate = tokio::sync::Barrier::new(20);
    let ask = async || {
        gate.wait().await;
        press
            .page(7, async || {
                made.fetch_add(1, Ordering::Relaxed);
                tokio::task::yield_now().await;
                Ok::<_, ()>((sheet("page"), vec![]))
            })
            .await
            .expect("made");
    };
    let readers: Vec<_> = (0..20).map(|_| Box::pin(ask())).collect();
    let mut readers = readers;
    std::future::poll_fn(|context| {
        readers.retain_mut(|reader| reader.as_mut().poll(context).is_pending());
        if readers.is_empty() {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    assert_eq!(made.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn memory_is_bounded_and_the_oldest_pages_go_first() {
    let press = Press::new(Limits {
        size_bytes: 1_000,
        ..Limits::default()
    });
    for key in 0..50 {
        read(&press, key, &"x".repeat(100)).await;
    }
    assert!(press.count() <= 10, "{}", press.count());
    assert_eq!(read(&press, 49, "again").await, "x".repeat(100));
    assert_eq!(read(&press, 0, "again").await, "again");
}

#[tokio::test]
async fn a_making_that_fails_keeps_nothing_and_blocks_nobody() {
    let press: Press<u32, &'static str> = Press::new(Limits::default());
    let failed = press
        .page(1, async || Err::<(Sheet, Vec<_>), _>("no"))
        .await;
    assert_eq!(failed.err(), Some("no"));
    assert_eq!(read(&press, 1, "page").await, "page");
}
