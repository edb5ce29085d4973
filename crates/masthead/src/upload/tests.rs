//! Films on their way into a piece, as an editor's script and a plain form send them.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use axum::body::Body;
use axum::http::Method;
use masthead_media::Hash;
use serde_json::{Value, json};
use tokio::sync::{Notify, Semaphore, oneshot};

use crate::publishing::Newsroom;
use crate::support::Answer;

fn boxed(name: &str, body: &[u8]) -> Vec<u8> {
    let mut out = (body.len() as u32 + 8).to_be_bytes().to_vec();
    out.extend(name.bytes());
    out.extend(body);
    out
}

/// A film of two and a half seconds, 640 × 360, with so many bytes to play.
fn film(codec: &str, bytes: usize) -> Vec<u8> {
    let mut header = vec![0; 12];
    header.extend(1_000u32.to_be_bytes());
    header.extend(2_500u32.to_be_bytes());
    let mut of_track = vec![0; 84];
    of_track[41] = 1;
    let mut described = vec![0; 24];
    described.extend([2, 128, 1, 104]);
    described.resize(78, 0);
    let coded = boxed("stsd", &[vec![0; 8], boxed(codec, &described)].concat());
    let handler = boxed("hdlr", b"\0\0\0\0\0\0\0\0vide");
    let media = [handler, boxed("minf", &boxed("stbl", &coded))].concat();
    let track = [boxed("tkhd", &of_track), boxed("mdia", &media)].concat();
    let contents = [boxed("mvhd", &header), boxed("trak", &track)].concat();
    let played: Vec<u8> = (0..bytes).map(|at| (at % 251) as u8).collect();
    [
        boxed("ftyp", b"isom\0\0\0\0"),
        boxed("mdat", &played),
        boxed("moov", &contents),
    ]
    .concat()
}

async fn asks(
    room: &Newsroom,
    who: &str,
    (method, path): (Method, &str),
    (headers, body): (&[(&str, &str)], &[u8]),
) -> Answer {
    let mut all = vec![
        ("cookie", who),
        ("sec-fetch-site", "same-origin"),
        ("tus-resumable", "1.0.0"),
        ("accept", "application/json"),
    ];
    all.extend(headers);
    let body = Body::from(body.to_vec());
    room.site.sends(method, path, &all, body).await
}

/// Begins an upload of so many bytes and gives its address.
async fn begins(room: &Newsroom, piece: &str, bytes: usize) -> String {
    let length = bytes.to_string();
    let headers = [
        ("upload-length", &*length),
        ("upload-metadata", "filename ZmlsbS5tcDQ="),
    ];
    let place = format!("{piece}/uploads");
    let begun = asks(room, &room.writer, (Method::POST, &place), (&headers, b"")).await;
    assert_eq!(begun.status, 201, "{}", begun.text);
    begun.header("location").to_owned()
}

async fn sends(room: &Newsroom, upload: &str, (at, bytes): (usize, &[u8])) -> Answer {
    let at = at.to_string();
    let headers = [
        ("upload-offset", &*at),
        ("content-type", "application/offset+octet-stream"),
    ];
    let to = (Method::PATCH, upload);
    asks(room, &room.writer, to, (&headers, bytes)).await
}

async fn offset(room: &Newsroom, upload: &str) -> (u16, String) {
    let head = asks(room, &room.writer, (Method::HEAD, upload), (&[], b"")).await;
    (
        head.status.as_u16(),
        head.header("upload-offset").to_owned(),
    )
}

async fn completes(room: &Newsroom, upload: &str) -> (u16, Value) {
    let to = format!("{upload}/completion");
    let answer = asks(room, &room.writer, (Method::POST, &to), (&[], b"")).await;
    let said = serde_json::from_str(&answer.text);
    (answer.status.as_u16(), said.unwrap_or(Value::Null))
}

/// What the data folder holds of files on their way.
fn incoming(room: &Newsroom) -> usize {
    let folder = room.site.media_folder().join("incoming");
    let Ok(uploads) = std::fs::read_dir(folder) else {
        return 0;
    };
    let uploads = uploads.map(|upload| upload.expect("a folder").path());
    uploads
        .map(|upload| std::fs::read_dir(upload).map_or(0, Iterator::count))
        .sum()
}

#[tokio::test]
async fn a_film_comes_in_parts_and_goes_on_where_it_was_cut() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let bytes = film("avc1", 3_000_000);
        let upload = begins(&room, &piece, bytes.len()).await;
        assert_eq!(offset(&room, &upload).await, (200, "0".into()));
        let first = sends(&room, &upload, (0, &bytes[..1_000_000])).await;
        assert_eq!(
            (first.status.as_u16(), first.header("upload-offset")),
            (204, "1000000")
        );
        // The connection breaks: what came before is kept, though nobody was told.
        let broken = async_stream_of(&bytes[1_000_000..1_400_000]);
        let headers = [
            ("cookie", &*room.writer),
            ("sec-fetch-site", "same-origin"),
            ("tus-resumable", "1.0.0"),
            ("upload-offset", "1000000"),
            ("content-type", "application/offset+octet-stream"),
        ];
        let cut = room
            .site
            .sends(Method::PATCH, &upload, &headers, broken)
            .await;
        assert_eq!(cut.status, 400);
        assert_eq!(offset(&room, &upload).await, (200, "1400000".into()));
        assert_eq!(completes(&room, &upload).await.0, 422, "not all is here");
        let last = sends(&room, &upload, (1_400_000, &bytes[1_400_000..])).await;
        assert_eq!(last.status, 204);
        let (status, said) = completes(&room, &upload).await;
        let hash = Hash::of(&bytes).to_string();
        let url = format!("/media/{hash}/film.mp4");
        let expected = json!({"hash": hash, "kind": "video", "width": 640, "height": 360, "duration_ms": 2500, "url": url});
        assert_eq!((status, &said), (201, &expected));
        assert_eq!(completes(&room, &upload).await, (201, said), "asked again");
        assert_eq!(incoming(&room), 0);
        let whole = room.site.get(&url).await;
        assert_eq!(
            (whole.status.as_u16(), whole.header("content-type")),
            (200, "video/mp4")
        );
        assert_eq!(whole.header("content-length"), bytes.len().to_string());
        assert!(whole.header("cache-control").contains("max-age=600"));
        let part = room
            .site
            .get_with(&url, &[("range", "bytes=300000-899999")])
            .await;
        assert_eq!(part.status, 206);
        let range = format!("bytes 300000-899999/{}", bytes.len());
        assert_eq!(
            (part.header("content-range"), part.header("content-length")),
            (&*range, "600000")
        );
        assert_eq!(part.text, String::from_utf8_lossy(&bytes[300_000..900_000]));
        let head = room.site.asks(Method::HEAD, &url, &[]).await;
        assert_eq!(
            (head.header("content-length"), head.text.len()),
            (&*bytes.len().to_string(), 0)
        );
    }
}

/// A body that breaks after these bytes.
fn async_stream_of(bytes: &[u8]) -> Body {
    struct Broken(Vec<bytes::Bytes>);
    impl http_body::Body for Broken {
        type Data = bytes::Bytes;
        type Error = std::io::Error;

        fn poll_frame(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Result<http_body::Frame<bytes::Bytes>, std::io::Error>>>
        {
            let next = self.0.pop().map(http_body::Frame::data);
            let gone = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
            std::task::Poll::Ready(Some(next.ok_or(gone)))
        }
    }
    Body::new(Broken(vec![bytes::Bytes::copy_from_slice(bytes)]))
}

#[tokio::test]
async fn of_clients_that_send_the_same_part_at_once_one_wins() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let bytes = film("avc1", 200_000);
        let upload = begins(&room, &piece, bytes.len()).await;
        let send = || sends(&room, &upload, (0, &bytes));
        let (a, b, c, d) = tokio::join!(send(), send(), send(), send());
        let mut answers = [a, b, c, d].map(|answer| answer.status.as_u16());
        answers.sort_unstable();
        assert_eq!(answers, [204, 409, 409, 409]);
        assert_eq!(incoming(&room), 1, "the losers leave nothing");
        let (one, other) = tokio::join!(completes(&room, &upload), completes(&room, &upload));
        assert_eq!(one, other);
        assert_eq!(one.0, 201);
    }
}

/// A body that stands still until it breaks; it tells that somebody asked for it, and that it is gone.
struct Stalled {
    asked: Arc<Semaphore>,
    cut: oneshot::Receiver<()>,
    gone: Arc<Notify>,
}

/// What is known of a [`Stalled`] body from outside. It breaks when this is dropped.
struct Wire {
    asked: Arc<Semaphore>,
    gone: Arc<Notify>,
    _cut: oneshot::Sender<()>,
}

impl Stalled {
    fn with_wire() -> (Body, Wire) {
        let (asked, gone) = (Arc::new(Semaphore::new(0)), Arc::new(Notify::new()));
        let (cut, is_cut) = oneshot::channel();
        let body = Self {
            asked: Arc::clone(&asked),
            cut: is_cut,
            gone: Arc::clone(&gone),
        };
        let wire = Wire {
            asked,
            gone,
            _cut: cut,
        };
        (Body::new(body), wire)
    }
}

impl http_body::Body for Stalled {
    type Data = bytes::Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<bytes::Bytes>, std::io::Error>>> {
        self.asked.add_permits(1);
        let _ = ready!(Pin::new(&mut self.cut).poll(cx));
        let gone = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
        Poll::Ready(Some(Err(gone)))
    }
}

impl Drop for Stalled {
    fn drop(&mut self) {
        self.gone.notify_one();
    }
}

async fn streams(room: &Newsroom, upload: &str, body: Body) -> Answer {
    let headers = [
        ("cookie", &*room.writer),
        ("sec-fetch-site", "same-origin"),
        ("tus-resumable", "1.0.0"),
        ("upload-offset", "0"),
        ("content-type", "application/offset+octet-stream"),
    ];
    let to = (Method::PATCH, upload);
    room.site.sends(to.0, to.1, &headers, body).await
}

/// Of 900 at one offset each held 2 MiB, since none was told before it was written that another was faster.
#[tokio::test]
async fn while_one_sends_the_next_is_told_so_before_a_byte_of_it_is_read() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let upload = begins(&room, &piece, 100).await;
        let (body, wire) = Stalled::with_wire();
        let mut first = Box::pin(streams(&room, &upload, body));
        tokio::select! {
            _ = &mut first => panic!("its body stands still"),
            asked = wire.asked.acquire() => drop(asked.expect("open")),
        }
        let (body, next) = Stalled::with_wire();
        assert_eq!(streams(&room, &upload, body).await.status, 409);
        assert_eq!(next.asked.available_permits(), 0, "nobody read it");
        let other = begins(&room, &piece, 100).await;
        assert_eq!(sends(&room, &other, (0, &[1; 100])).await.status, 204);
        assert_eq!(offset(&room, &upload).await, (200, "0".into()));
        let gone = Arc::clone(&wire.gone);
        drop(wire);
        assert_eq!(first.await.status, 400, "it broke off");
        gone.notified().await;
        assert_eq!(sends(&room, &upload, (0, &[1; 60])).await.status, 204);
        assert_eq!(sends(&room, &upload, (60, &[1; 40])).await.status, 204);
    }
}

#[tokio::test]
async fn a_sender_whose_connection_is_lost_leaves_its_turn_to_the_next() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let upload = begins(&room, &piece, 100).await;
        let (body, wire) = Stalled::with_wire();
        let mut first = Box::pin(streams(&room, &upload, body));
        tokio::select! {
            _ = &mut first => panic!("its body stands still"),
            asked = wire.asked.acquire() => drop(asked.expect("open")),
        }
        drop(first);
        assert_eq!(sends(&room, &upload, (0, &[1; 100])).await.status, 409);
        let gone = Arc::clone(&wire.gone);
        drop(wire);
        // The body is dropped with the turn, by one task of this thread.
        gone.notified().await;
        assert_eq!(sends(&room, &upload, (0, &[1; 100])).await.status, 204);
    }
}

#[tokio::test]
async fn an_upload_is_its_beginners_alone_and_keeps_to_the_protocol() {
    for room in Newsroom::each().await {
        let second = crate::account::newcomer(&room.site, "second@wangchuan.example").await;
        crate::account::joins(&room.site, "second@wangchuan.example", "harbour").await;
        let piece = room.begins().await;
        let upload = begins(&room, &piece, 100).await;
        for who in [&second, &room.writer] {
            let head = asks(&room, who, (Method::HEAD, &upload), (&[], b"")).await;
            assert_eq!(head.status, if who == &second { 404 } else { 200 });
        }
        let place = format!("{piece}/uploads");
        let spoken = asks(&room, &room.writer, (Method::OPTIONS, &place), (&[], b"")).await;
        assert_eq!(
            (
                spoken.header("tus-extension"),
                spoken.header("tus-max-size")
            ),
            ("creation,termination,expiration", "536870912")
        );
        let post = async |headers: &[(&str, &str)]| {
            let to = (Method::POST, &*place);
            asks(&room, &room.writer, to, (headers, b""))
                .await
                .status
                .as_u16()
        };
        assert_eq!(post(&[("upload-length", "536870913")]).await, 413);
        assert_eq!(post(&[("upload-length", "-1")]).await, 400);
        assert_eq!(post(&[("upload-defer-length", "1")]).await, 400);
        let headers = [("cookie", &*room.writer), ("sec-fetch-site", "same-origin")];
        let mute = room.site.asks(Method::POST, &place, &headers).await;
        assert_eq!(mute.status, 412);
        assert_eq!(sends(&room, &upload, (5, b"x")).await.status, 409);
        assert_eq!(sends(&room, &upload, (0, &[0; 101])).await.status, 413);
        let kind = [("upload-offset", "0"), ("content-type", "video/mp4")];
        let to = (Method::PATCH, &*upload);
        assert_eq!(
            asks(&room, &room.writer, to, (&kind, b"x")).await.status,
            415
        );
        assert_eq!(offset(&room, &upload).await.1, "0");
        for _ in 1..20 {
            begins(&room, &piece, 9).await;
        }
        assert_eq!(post(&[("upload-length", "9")]).await, 429);
    }
}

#[tokio::test]
async fn what_is_not_wanted_or_not_finished_is_cleared() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let (gone, left) = (
            begins(&room, &piece, 100).await,
            begins(&room, &piece, 100).await,
        );
        for upload in [&gone, &left] {
            assert_eq!(sends(&room, upload, (0, &[1; 60])).await.status, 204);
        }
        let ended = asks(&room, &room.writer, (Method::DELETE, &gone), (&[], b"")).await;
        assert_eq!(
            (ended.status.as_u16(), offset(&room, &gone).await.0),
            (204, 404)
        );
        assert_eq!(incoming(&room), 1);
        room.site.later(24 * 3_600_000 - 1_000);
        room.site.ticks().await;
        assert_eq!(
            sends(&room, &left, (60, &[1; 20])).await.status,
            204,
            "a part more, a day more"
        );
        room.site.later(23 * 3_600_000);
        room.site.ticks().await;
        assert_eq!(offset(&room, &left).await, (200, "80".into()));
        room.site.later(3_600_001);
        assert_eq!(sends(&room, &left, (80, &[1; 20])).await.status, 404);
        room.site.ticks().await;
        assert_eq!(incoming(&room), 0);
    }
}

#[tokio::test]
async fn a_file_that_lies_or_that_browsers_do_not_play_is_refused_in_words() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let page = b"<!doctype html><script>alert(1)</script>".to_vec();
        let whole = film("avc1", 500);
        for (bytes, words) in [
            (page, "不是可识别的视频"),
            (film("hvc1", 500), "请转成 MP4（H.264 配 AAC）"),
            (whole[..whole.len() - 9].to_vec(), "不完整、已损坏"),
            (
                b"1\n00:00:09,000 --> 00:00:01,000\nx\n".to_vec(),
                "没有收下这个字幕",
            ),
        ] {
            let upload = begins(&room, &piece, bytes.len()).await;
            assert_eq!(sends(&room, &upload, (0, &bytes)).await.status, 204);
            let (status, said) = completes(&room, &upload).await;
            let text = said["text"].as_str().unwrap_or_default();
            assert!(status == 422 && text.contains(words), "{status} {said}");
            assert_eq!(offset(&room, &upload).await.0, 404, "it is gone");
        }
        assert_eq!(incoming(&room), 0);
    }
}

#[tokio::test]
async fn without_script_a_form_takes_a_film_and_its_captions_and_readers_get_both() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let page = room.gets(&room.writer, &piece).await;
        page.shows("最大 512 MB")
            .shows("最大 24 MB")
            .shows("最长 4 小时");
        let to = format!("{piece}/files");
        let upload = async |name: &str, bytes: &[u8]| {
            let files = [("file", name, bytes)];
            let cookie = [("cookie", &*room.writer)];
            room.site.uploads(&to, (&[], &files), &cookie).await
        };
        let refused = upload("film.mp4", b"%PDF-1.7").await;
        assert_eq!(refused.status, 422);
        refused.shows("没有收下这个文件");
        let bytes = film("avc1", 5_000);
        let hash = Hash::of(&bytes);
        let taken = upload("film.mp4", &bytes).await;
        taken.shows(&format!("&lt;video src=&quot;{hash}&quot;"));
        let srt = "1\n00:00:00,500 --> 00:00:02,000\n大桥开放\n".as_bytes();
        let vtt = "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\n大桥开放\n";
        let captions = Hash::of(vtt.as_bytes());
        upload("zh.srt", srt).await.shows(&captions.to_string());
        let body = format!(
            "开头。\n\n<video src=\"{hash}\" title=\"大桥\"><track kind=\"captions\" src=\"{captions}\" srclang=\"zh\" label=\"中文\"></video>"
        );
        let submission = room.submits(&piece, "大桥短片", &body).await;
        room.gets(&room.reviewer, &submission)
            .await
            .shows("<video controls");
        room.accepts(&submission).await;
        let public = piece.replace("/studio", "");
        for edition in ["edition=standard", "edition=care"] {
            let read = room.site.get_with(&public, &[("cookie", edition)]).await;
            read.shows(&format!("<video controls preload=\"metadata\" playsinline src=\"/media/{hash}/film.mp4\" width=\"640\" height=\"360\" aria-label=\"大桥\">"))
                .shows(&format!("<track kind=\"captions\" src=\"/media/{captions}/film.vtt\" srclang=\"zh\" label=\"中文\">"))
                .shows("download>下载文件</a>");
        }
        room.site.caught_up().await;
        let (db, media) = (room.site.portal.db.clone(), room.site.portal.media.clone());
        let check = tokio::task::spawn_blocking(move || masthead::check::check(&db, &media));
        let findings = check.await.expect("no panic").expect("a check");
        assert_eq!(findings, Vec::new(), "a film is whole without a master");
        for feed in ["/feed.xml", "/feed.json"] {
            let feed = room.site.get(feed).await;
            feed.shows(&format!("/media/{hash}/film.mp4"));
        }
        let track = room.site.get(&format!("/media/{captions}/film.vtt")).await;
        assert_eq!(
            (track.text.as_str(), track.header("content-type")),
            (vtt, "text/vtt; charset=utf-8")
        );
        // What is taken from its readers takes its films along.
        let desk = public.replace("/article/", "/desk/articles/");
        let why = [("reason", "facts"), ("words", "数字与来源不符。")];
        let down = room
            .posts(&room.reviewer, &format!("{desk}/takedown"), &why)
            .await;
        assert_eq!(down.status, 303, "{}", down.text);
        for file in [format!("{hash}/film.mp4"), format!("{captions}/film.vtt")] {
            assert_eq!(
                room.site.get(&format!("/media/{file}")).await.status,
                404,
                "{file}"
            );
        }
    }
}
