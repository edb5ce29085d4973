//! Pictures of a piece: as files and by links.

use std::net::SocketAddr;
use std::task::{Context, Waker};

use masthead::account::rules::Email;
use masthead::account::store::login::{Holder, find_holder};
use masthead::media::pool::{For, Room};
use masthead_db::{Fault, Tx};
use masthead_fetch::Allowed;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::{Newsroom, between, said};
use crate::support::Answer;

fn png() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(32, 20, image::Rgb([90, 120, 60]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("a picture");
    bytes.into_inner()
}

#[tokio::test]
async fn a_picture_is_stored_and_stands_in_the_text_by_its_name() {
    let png = png();
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let path = format!("{piece}/pictures");
        let by_script = [
            ("cookie", room.writer.as_str()),
            ("accept", "application/json"),
        ];
        let stored = room
            .site
            .uploads(&path, (&[], &[("picture", "a.png", &png)]), &by_script)
            .await;
        assert_eq!(stored.status, 201, "{}", stored.text);
        let hash = said(&stored)["hash"].as_str().expect("a hash").to_owned();
        assert_eq!(
            (&said(&stored)["width"], &said(&stored)["height"]),
            (&json!(32), &json!(20))
        );
        let lie = room
            .site
            .uploads(
                &path,
                (&[], &[("picture", "a.png", b"<svg onload=alert(1)>")]),
                &by_script,
            )
            .await;
        assert_eq!(lie.status, 422);
        lie.shows("扩展名与内容不符");
        let by_form = [("cookie", room.writer.as_str())];
        let stored = room
            .site
            .uploads(&path, (&[], &[("picture", "a.png", &png)]), &by_form)
            .await;
        assert_eq!(stored.status, 303, "{}", stored.text);
        let page = stored.headers["location"].to_str().expect("an address");
        room.gets(&room.writer, page)
            .await
            .shows(&format!("![]({hash})"));

        let bare = format!("![]({hash})");
        let fields = [("title", "有图"), ("body", &*bare), ("act", "submit")];
        let refused = room.writes(&piece, &fields).await;
        assert_eq!(refused.status, 422, "nobody says what it shows");
        refused
            .shows("有 1 处需要修改")
            .shows("<a href=\"#body\">有图片没有文字说明");
        let at_text = between(&refused.text, "<label for=\"body\">", "<textarea");
        assert!(at_text.contains("<p class=\"trouble\">有图片没有文字说明"));
        let submission = room
            .submits(&piece, "有图", &format!("![绿地]({hash})"))
            .await;
        room.gets(&room.reviewer, &submission).await.shows(&hash);
        room.accepts(&submission).await;
        let public = room.site.get(&piece.replace("/studio", "")).await;
        public.shows(&hash).shows("alt=\"绿地\"");
    }
}

#[tokio::test]
async fn a_part_of_a_picture_becomes_one_of_its_own() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let path = format!("{piece}/pictures");
        let headers = [
            ("cookie", room.writer.as_str()),
            ("accept", "application/json"),
        ];
        let file = png();
        let whole = (&[][..], &[("picture", "a.png", &file[..])][..]);
        let stored = room.site.uploads(&path, whole, &headers).await;
        let hash = said(&stored)["hash"].as_str().expect("a hash").to_owned();
        let cuts = async |hash: &str, width: &str| {
            let part = [("x", "4"), ("y", "6"), ("width", width), ("height", "9")];
            let fields = [&[("crop", hash)][..], &part].concat();
            room.site.posts(&path, &fields, &headers).await
        };
        let cut = cuts(&hash, "16").await;
        assert_eq!(cut.status, 201, "{}", cut.text);
        let cut = said(&cut);
        assert_eq!((&cut["width"], &cut["height"]), (&json!(16), &json!(9)));
        assert_ne!(cut["hash"], json!(hash));
        let served = room.site.get(cut["url"].as_str().expect("a path")).await;
        assert_eq!(served.status, 200);
        let nothing = cuts(&hash, "0").await;
        assert_eq!(nothing.status, 422, "a part without pixels");
        assert_eq!(cuts(&"0".repeat(64), "16").await.status, 404);
        assert_eq!(cuts(&hash, "-1").await.status, 400);
    }
}

/// Thirty small files of many pixels each, sent at once, took six gibibytes.
#[tokio::test]
async fn who_sends_more_pictures_than_are_worked_on_is_told_to_come_again_and_keeps_the_text() {
    let png = png();
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let path = format!("{piece}/pictures");
        let writer = Email::parse("writer@wangchuan.example").expect("an address");
        let find = move |tx: &mut Tx<'_>| find_holder(tx, &writer);
        let found = room.site.portal.db.read(find).await;
        let found: Option<Holder> = found.map_err(|fault: Fault| fault).expect("read");
        let whose = For::Account(found.expect("an account").account);
        let pool = &room.site.portal.pool;
        let place = pool.room(whose, 1).await.expect("room");
        let mut line: Vec<_> = (1..Room::default().line)
            .map(|_| Box::pin(pool.room(whose, 1)))
            .collect();
        for waiting in &mut line {
            let mut cx = Context::from_waker(Waker::noop());
            assert!(waiting.as_mut().poll(&mut cx).is_pending());
        }
        let file = (&[][..], &[("picture", "a.png", &png[..])][..]);
        let by_script = [
            ("cookie", room.writer.as_str()),
            ("accept", "application/json"),
        ];
        let busy = room.site.uploads(&path, file, &by_script).await;
        assert_eq!(busy.status, 503, "{}", busy.text);
        assert_eq!(busy.headers["retry-after"], "10");
        busy.shows("还没有收下");
        let by_form = [("cookie", room.writer.as_str())];
        let busy = room.site.uploads(&path, file, &by_form).await;
        assert_eq!(busy.status, 503);
        busy.shows("还没有收下").shows("name=\"title\"");
        drop((line, place));
        let taken = room.site.uploads(&path, file, &by_script).await;
        assert_eq!(taken.status, 201, "{}", taken.text);
    }
}

#[tokio::test]
async fn a_picture_that_is_too_long_is_refused_with_its_size_and_the_limit() {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::GrayImage::new(1, 65_536)
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("a picture");
    let long = bytes.into_inner();
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let path = format!("{piece}/pictures");
        let file = (&[][..], &[("picture", "a.png", &long[..])][..]);
        for accept in ["application/json", "text/html"] {
            let headers = [("cookie", room.writer.as_str()), ("accept", accept)];
            let refused = room.site.uploads(&path, file, &headers).await;
            assert_eq!(refused.status, 422, "{}", refused.text);
            let digits: String = refused.text.chars().filter(|c| *c != ',').collect();
            assert!(
                digits.contains("1 × 65536") && digits.contains("65535"),
                "{digits}"
            );
        }
    }
}

/// Another's server, which gives this picture at every address but `/gone`.
async fn another_server(picture: Vec<u8>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut asked = vec![0; 4_096];
            let read = stream.read(&mut asked).await.expect("a request");
            let is_gone = asked[..read].starts_with(b"GET /gone");
            let status = if is_gone { "404 Not Found" } else { "200 OK" };
            let head = format!(
                "HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n",
                picture.len()
            );
            let answer = [head.as_bytes(), &picture].concat();
            stream.write_all(&answer).await.expect("a reader");
        }
    });
    address
}

#[tokio::test]
async fn a_picture_is_fetched_from_a_link_but_never_from_the_own_network() {
    let address = another_server(png()).await;
    let link = |path: &str| format!("http://{address}{path}");
    let trusting = Newsroom::each_with(|settings| {
        settings.fetch_networks = Allowed::networks(["127.0.0.0/8"]).expect("a network");
    });
    for room in trusting.await {
        let piece = room.begins().await;
        let taken = room.links(&piece, &link("/a.png")).await;
        assert_eq!(taken.status, 201, "{}", taken.text);
        assert_eq!(said(&taken)["width"], json!(32));
        let gone = room.links(&piece, &link("/gone")).await;
        assert_eq!(gone.status, 422);
        gone.shows("没有给出图片");
    }
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let refused = room.links(&piece, &link("/a.png")).await;
        assert_eq!(refused.status, 422);
        refused.shows("不在公共互联网上");
        let nonsense = room.links(&piece, "file:///etc/passwd").await;
        assert_eq!(nonsense.status, 422);
        nonsense.shows("这不是可以取图的网址");
        assert_eq!(said(&nonsense)["again"], json!(false));
    }
}

#[tokio::test]
async fn pictures_by_link_are_limited_for_each_account() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        for _ in 0..30 {
            let refused = room.links(&piece, "no address").await;
            refused.lacks("太频繁");
        }
        let waits = room.links(&piece, "no address").await;
        assert_eq!(waits.status, 422);
        waits.shows("从链接取图太频繁了");
        assert_eq!(said(&waits)["again"], json!(true), "it may be sent again");
    }
}

impl Newsroom {
    async fn links(&self, piece: &str, link: &str) -> Answer {
        let headers = [
            ("cookie", self.writer.as_str()),
            ("accept", "application/json"),
        ];
        let path = format!("{piece}/pictures");
        self.site.posts(&path, &[("link", link)], &headers).await
    }
}
