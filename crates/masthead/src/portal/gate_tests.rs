//! More pages asked for than can be made.

use std::net::{IpAddr, Ipv4Addr};

use axum::http::Request;

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
