//! More pages asked for than can be made.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::extract::FromRequestParts;
use axum::http::Request;
use axum::response::IntoResponse;
use bytes::Bytes;
use http_body::Frame;
use tokio::sync::Semaphore;

use super::form::BODIES_OF_ONE;
use super::gate::{LONG_WORKS, MAKINGS, PART_OF_ONE, PARTS_OF_UNNAMED, QUESTIONS, Whose};
use super::kind_tests::portal;
use super::*;
use crate::{errors, routes};

/// A proxy: whoever comes by it is not known.
const READER: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const SLOW: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
const OTHER: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 2));

fn ask(path: &str) -> Request<axum::body::Body> {
    Request::get(path)
        .body(axum::body::Body::empty())
        .expect("a request")
}

fn send(path: &str) -> Request<axum::body::Body> {
    let mut sent = ask(path);
    *sent.method_mut() = axum::http::Method::POST;
    let same = "same-origin".parse().expect("a value");
    sent.headers_mut().insert("sec-fetch-site", same);
    sent
}

async fn reader(address: Option<IpAddr>) -> Reader {
    let (mut parts, _) = ask("/").into_parts();
    parts.extensions.insert(Whose(address));
    let Ok(reader) = Reader::from_request_parts(&mut parts, &()).await;
    reader
}

#[tokio::test]
async fn who_comes_when_all_places_are_taken_is_told_so_at_once() {
    let data = masthead_db::testing::TestDb::sqlite(crate::schema::STEPS);
    let folder = tempfile::tempdir().expect("a folder");
    let portal = Arc::new(portal(&data, folder.path()));
    let door = Door::new(Arc::clone(&portal), routes::router(Arc::clone(&portal)));
    assert_eq!(door.answer(READER, ask("/")).await.status(), 200);

    let all = u32::try_from(MAKINGS).expect("a small number");
    let taken = portal
        .gate
        .all
        .try_acquire_many(all)
        .expect("nobody is here");
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
    let taken = portal
        .gate
        .all
        .try_acquire_many(all)
        .expect("nobody is here");
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
    assert_eq!(portal.gate.all.available_permits(), MAKINGS);
}

#[tokio::test]
async fn what_was_sent_waits_for_a_place_where_a_question_is_told_to_come_again() {
    let data = masthead_db::testing::TestDb::sqlite(crate::schema::STEPS);
    let folder = tempfile::tempdir().expect("a folder");
    let portal = Arc::new(portal(&data, folder.path()));
    let door = Door::new(Arc::clone(&portal), routes::router(Arc::clone(&portal)));
    let all = u32::try_from(MAKINGS).expect("a small number");
    let taken = portal
        .gate
        .all
        .try_acquire_many(all)
        .expect("nobody is here");
    let mut sent = Box::pin(door.answer(READER, send("/no/such")));
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
    let get = ask("/hot");
    let households = (1..=4).map(|last| IpAddr::V4(Ipv4Addr::new(198, 51, 100, last)));
    let of_each = households.flat_map(|from| [from; QUESTIONS / PART_OF_ONE]);
    let inside: Vec<_> = of_each.map(|from| door.enter(from, &get)).collect();
    assert_eq!(inside.len(), QUESTIONS);
    assert!(inside.iter().all(Option::is_some));
    assert!(door.enter(READER, &get).is_none());
    assert!(door.enter(OTHER, &get).is_none());
    assert!(door.enter(READER, &send("/hot")).is_some());
    drop(inside);
    assert!(door.enter(READER, &get).is_some());
}

/// Under a locked database it was told that there were too many readers, and to come again after a second.
#[tokio::test]
async fn a_page_that_is_not_made_in_time_is_said_to_take_too_long() {
    let data = masthead_db::testing::TestDb::sqlite(crate::schema::STEPS);
    let folder = tempfile::tempdir().expect("a folder");
    let portal = Arc::new(portal(&data, folder.path()));
    let (reader, headers) = (reader(None).await, HeaderMap::new());
    // Known already, so that nothing but the making is waited for.
    portal.front().await.expect("a front");
    tokio::time::pause();
    let kind = crate::hot::HOT;
    let made = text(&portal, &reader, &headers, kind, "text/plain", async |_| {
        std::future::pending().await
    })
    .await;
    let slow = made.expect_err("no page").into_response();
    let answer = errors::rendered(&portal, &reader, slow).await;
    assert_eq!(answer.status(), 503);
    assert_eq!(answer.headers()["retry-after"], "5");
    let page = axum::body::to_bytes(answer.into_body(), usize::MAX).await;
    let page = String::from_utf8(page.expect("a page").to_vec()).expect("text");
    assert!(page.contains("This page took too long to make"), "{page}");
}

/// Beside all other answers it came without a policy.
#[tokio::test]
async fn who_is_refused_at_the_door_gets_the_headers_of_every_answer() {
    let data = masthead_db::testing::TestDb::sqlite(crate::schema::STEPS);
    let folder = tempfile::tempdir().expect("a folder");
    let portal = Arc::new(portal(&data, folder.path()));
    let door = Door::new(Arc::clone(&portal), routes::router(Arc::clone(&portal)));
    let refused = door.busy();
    assert_eq!(refused.status(), 503);
    assert_eq!(refused.headers()["retry-after"], "1");
    for (name, value) in &portal.safe {
        assert_eq!(refused.headers()[name], value);
    }
    assert!(refused.headers().contains_key("content-security-policy"));
}

/// One address with a thousand connections had nearly every place, and others were told to come again.
#[tokio::test]
async fn slow_questions_of_one_address_leave_places_for_others() {
    let data = masthead_db::testing::TestDb::sqlite(crate::schema::STEPS);
    let folder = tempfile::tempdir().expect("a folder");
    let portal = Arc::new(portal(&data, folder.path()));
    let door = Door::new(Arc::clone(&portal), routes::router(Arc::clone(&portal)));
    let get = ask("/search?q=a");
    let most = QUESTIONS / PART_OF_ONE;
    let inside: Vec<_> = (0..most).map(|_| door.enter(SLOW, &get)).collect();
    assert!(inside.iter().all(Option::is_some));
    assert!(door.enter(SLOW, &get).is_none());
    assert!(door.enter(OTHER, &get).is_some());
    let mut by_proxy = ask("/search?q=a");
    let named = SLOW.to_string().parse().expect("a value");
    by_proxy.headers_mut().insert("x-forwarded-for", named);
    assert!(door.enter(READER, &by_proxy).is_none());
    drop(inside);
    assert!(door.enter(SLOW, &get).is_some());
}

/// Whoever came by a proxy that named nobody was counted to none, and had all places.
#[tokio::test]
async fn questions_of_whom_no_proxy_names_leave_places_for_others() {
    let data = masthead_db::testing::TestDb::sqlite(crate::schema::STEPS);
    let folder = tempfile::tempdir().expect("a folder");
    let portal = Arc::new(portal(&data, folder.path()));
    let door = Door::new(Arc::clone(&portal), routes::router(Arc::clone(&portal)));
    let get = ask("/search?q=a");
    let most = QUESTIONS / PART_OF_ONE * PARTS_OF_UNNAMED;
    let inside: Vec<_> = (0..most).map(|_| door.enter(READER, &get)).collect();
    assert!(inside.iter().all(Option::is_some));
    assert!(door.enter(READER, &get).is_none());
    assert!(door.enter(OTHER, &get).is_some());
    drop(inside);
    assert!(door.enter(READER, &get).is_some());
}

/// A body that does not come; it tells that somebody asked for it.
struct Slow(Arc<Semaphore>);

impl http_body::Body for Slow {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.add_permits(1);
        Poll::Pending
    }
}

fn form(body: axum::body::Body) -> Request<axum::body::Body> {
    let mut form = send("/login");
    let kind = "application/x-www-form-urlencoded"
        .parse()
        .expect("a value");
    form.headers_mut().insert("content-type", kind);
    *form.body_mut() = body;
    form
}

/// Six thousand forms of 64 KiB, for which no room is asked, took 700 MiB.
#[tokio::test]
async fn slow_forms_of_one_address_leave_places_for_others_and_are_read_in_turn() {
    let data = masthead_db::testing::TestDb::sqlite(crate::schema::STEPS);
    let folder = tempfile::tempdir().expect("a folder");
    let portal = Arc::new(portal(&data, folder.path()));
    let door = Door::new(Arc::clone(&portal), routes::router(Arc::clone(&portal)));
    let sends = |asked: &Arc<Semaphore>| {
        let (door, body) = (door.clone(), axum::body::Body::new(Slow(Arc::clone(asked))));
        tokio::spawn(async move { door.answer(SLOW, form(body)).await.status() })
    };
    let (asked, asked_next) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    let slow: Vec<_> = (0..BODIES_OF_ONE).map(|_| sends(&asked)).collect();
    let all = u32::try_from(BODIES_OF_ONE).expect("a small number");
    drop(asked.acquire_many(all).await.expect("open"));
    let next = sends(&asked_next);
    let other = form("email=a%40b.example&password=c".into());
    assert_ne!(door.answer(OTHER, other).await.status(), 503);
    assert_eq!(asked_next.available_permits(), 0, "it waits for a place");
    slow[0].abort();
    drop(asked_next.acquire().await.expect("open"));
    assert!(!next.is_finished());
    for sent in slow.iter().chain([&next]) {
        sent.abort();
    }
}

#[tokio::test]
async fn pages_in_the_making_for_one_address_leave_places_for_others() {
    let data = masthead_db::testing::TestDb::sqlite(crate::schema::STEPS);
    let folder = tempfile::tempdir().expect("a folder");
    let portal = Arc::new(portal(&data, folder.path()));
    let door = Door::new(Arc::clone(&portal), routes::router(Arc::clone(&portal)));
    let slow = reader(Some(SLOW)).await;
    let mut taken = Vec::new();
    for _ in 0..MAKINGS / PART_OF_ONE {
        taken.push(portal.place(&slow).await.expect("room"));
    }
    let refused = door.answer(SLOW, ask("/search?q=a")).await;
    assert_eq!(refused.status(), 503);
    assert_eq!(refused.headers()["retry-after"], "1");
    let mut sent = Box::pin(door.answer(SLOW, send("/no/such")));
    assert!(is_waiting(&mut sent).await);
    let others = (
        door.answer(OTHER, ask("/search?q=a")),
        door.answer(OTHER, send("/no/such")),
    );
    let (asked, sent_by_other) = tokio::join!(others.0, others.1);
    assert_eq!(asked.status(), 200);
    assert_eq!(sent_by_other.status(), 404);
    drop(taken);
    assert_eq!(sent.await.status(), 404);
    assert_eq!(door.answer(SLOW, ask("/search?q=a")).await.status(), 200);
}

#[tokio::test]
async fn a_work_whose_reader_left_keeps_its_place_until_it_is_done() {
    let data = masthead_db::testing::TestDb::sqlite(crate::schema::STEPS);
    let folder = tempfile::tempdir().expect("a folder");
    let portal = portal(&data, folder.path());
    let (go_on, wait) = std::sync::mpsc::channel::<()>();
    let somebody = reader(None).await;
    let mut left = Box::pin(portal.long_work(&somebody, move || wait.recv()));
    assert!(is_waiting(&mut left).await);
    drop(left);
    assert_eq!(portal.bench.all.available_permits(), LONG_WORKS - 1);
    drop(go_on);
    let all = u32::try_from(LONG_WORKS).expect("a small number");
    drop(portal.bench.all.acquire_many(all).await.expect("open"));
    assert_eq!(portal.long_work(&somebody, || 7).await.expect("done"), 7);
}

#[tokio::test]
async fn long_work_of_one_address_waits_for_its_own_and_keeps_no_other_waiting() {
    let data = masthead_db::testing::TestDb::sqlite(crate::schema::STEPS);
    let folder = tempfile::tempdir().expect("a folder");
    let portal = portal(&data, folder.path());
    let (slow, other) = (reader(Some(SLOW)).await, reader(Some(OTHER)).await);
    let (go_on, wait) = std::sync::mpsc::channel::<()>();
    let mut first = Box::pin(portal.long_work(&slow, move || wait.recv()));
    assert!(is_waiting(&mut first).await);
    let mut second = Box::pin(portal.long_work(&slow, || 6));
    assert!(is_waiting(&mut second).await);
    assert_eq!(portal.long_work(&other, || 7).await.expect("done"), 7);
    drop(go_on);
    assert!(first.await.expect("done").is_err(), "told to end");
    assert_eq!(second.await.expect("done"), 6);
}
