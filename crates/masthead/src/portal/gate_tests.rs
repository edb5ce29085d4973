//! More pages asked for than can be made.

use std::net::{IpAddr, Ipv4Addr};

use axum::http::Request;

use super::gate::{LONG_WORKS, MAKINGS, QUESTIONS};
use super::kind_tests::portal;
use super::*;
use crate::routes;

const READER: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

fn ask(path: &str) -> Request<axum::body::Body> {
    Request::get(path)
        .body(axum::body::Body::empty())
        .expect("a request")
}

#[tokio::test]
async fn who_comes_when_all_places_are_taken_is_told_so_at_once() {
    let data = masthead_db::testing::TestDb::sqlite(crate::schema::STEPS);
    let folder = tempfile::tempdir().expect("a folder");
    let portal = Arc::new(portal(&data, folder.path()));
    let door = Door::new(Arc::clone(&portal), routes::router(Arc::clone(&portal)));
    assert_eq!(door.answer(READER, ask("/")).await.status(), 200);

    let all = u32::try_from(MAKINGS).expect("a small number");
    let taken = portal.gate.try_acquire_many(all).expect("nobody is here");
    let refused = door.answer(READER, ask("/hot")).await;
    assert_eq!(refused.status(), 503);
    assert_eq!(refused.headers()["retry-after"], "1");
    assert_eq!(refused.headers()["cache-control"], "no-store");
    let ready = door.answer(READER, ask("/")).await;
    assert_eq!(ready.status(), 200, "what is ready needs no place");

    drop(taken);
    assert_eq!(door.answer(READER, ask("/hot")).await.status(), 200);
}

#[tokio::test]
async fn a_search_a_missing_page_and_a_page_for_one_pass_the_gate_like_any_other() {
    let data = masthead_db::testing::TestDb::sqlite(crate::schema::STEPS);
    let folder = tempfile::tempdir().expect("a folder");
    let portal = Arc::new(portal(&data, folder.path()));
    let door = Door::new(Arc::clone(&portal), routes::router(Arc::clone(&portal)));
    let pages = [("/search?q=a", 200), ("/no/such", 404), ("/login", 200)];
    let all = u32::try_from(MAKINGS).expect("a small number");
    let taken = portal.gate.try_acquire_many(all).expect("nobody is here");
    for (path, _) in pages {
        let refused = door.answer(READER, ask(path)).await;
        assert_eq!(refused.status(), 503, "{path}");
        assert_eq!(refused.headers()["retry-after"], "1", "{path}");
    }
    drop(taken);
    for (path, status) in pages {
        assert_eq!(
            door.answer(READER, ask(path)).await.status(),
            status,
            "{path}"
        );
    }
    assert_eq!(portal.gate.available_permits(), MAKINGS);
}

#[tokio::test]
async fn what_was_sent_waits_for_a_place_where_a_question_is_told_to_come_again() {
    let data = masthead_db::testing::TestDb::sqlite(crate::schema::STEPS);
    let folder = tempfile::tempdir().expect("a folder");
    let portal = Arc::new(portal(&data, folder.path()));
    let door = Door::new(Arc::clone(&portal), routes::router(Arc::clone(&portal)));
    let all = u32::try_from(MAKINGS).expect("a small number");
    let taken = portal.gate.try_acquire_many(all).expect("nobody is here");
    let mut sent = ask("/no/such");
    *sent.method_mut() = axum::http::Method::POST;
    let headers = sent.headers_mut();
    headers.insert("sec-fetch-site", "same-origin".parse().expect("a value"));
    let mut sent = Box::pin(door.answer(READER, sent));
    assert!(is_waiting(&mut sent).await);
    drop(taken);
    assert_eq!(sent.await.status(), 404);
}

/// Whether it still waits after a first look.
async fn is_waiting<F: Future + Unpin>(mut future: F) -> bool {
    std::future::poll_fn(|context| {
        let polled = std::pin::Pin::new(&mut future).poll(context);
        std::task::Poll::Ready(polled.is_pending())
    })
    .await
}

#[tokio::test]
async fn questions_beyond_the_room_for_waiting_ones_are_refused_at_the_door() {
    let data = masthead_db::testing::TestDb::sqlite(crate::schema::STEPS);
    let folder = tempfile::tempdir().expect("a folder");
    let portal = Arc::new(portal(&data, folder.path()));
    let door = Door::new(Arc::clone(&portal), routes::router(Arc::clone(&portal)));
    let get = axum::http::Method::GET;
    let inside: Vec<_> = (0..QUESTIONS).map(|_| door.enter(&get)).collect();
    assert!(inside.iter().all(Option::is_some));
    assert!(door.enter(&get).is_none());
    assert!(door.enter(&axum::http::Method::POST).is_some());
    drop(inside);
    assert!(door.enter(&get).is_some());
}

#[tokio::test]
async fn a_work_whose_reader_left_keeps_its_place_until_it_is_done() {
    let data = masthead_db::testing::TestDb::sqlite(crate::schema::STEPS);
    let folder = tempfile::tempdir().expect("a folder");
    let portal = portal(&data, folder.path());
    let (go_on, wait) = std::sync::mpsc::channel::<()>();
    let mut left = Box::pin(portal.long_work(move || wait.recv()));
    assert!(is_waiting(&mut left).await);
    drop(left);
    assert_eq!(portal.bench.available_permits(), LONG_WORKS - 1);
    drop(go_on);
    let all = u32::try_from(LONG_WORKS).expect("a small number");
    drop(portal.bench.acquire_many(all).await.expect("open"));
    assert_eq!(portal.long_work(|| 7).await.expect("done"), 7);
}
