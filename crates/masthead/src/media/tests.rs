//! Pictures from the store to the answer, with real bytes drawn here, on both databases.

use std::io::Cursor;
use std::sync::Arc;

use axum::body::to_bytes;
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use bytes::Bytes;
use http_body_util::BodyExt;
use image::codecs::gif::GifEncoder;
use image::{DynamicImage, Frame, ImageFormat, Rgb, RgbImage};
use masthead::media::pool::Pool;
use masthead::media::serve::{Access, MediaPath, serve};
use masthead::media::store::put::{MediaFields, put};
use masthead::media::worker::{Done, start, work_off};
use masthead::pen::Pen;
use masthead::schema::STEPS;
use masthead_clock::{Clock, Ids, Millis};
use masthead_db::testing::TestDb;
use masthead_db::{Fault, Tx, params};
use masthead_log::{Actor, Event, Failure, Follower, Keeping, Log};
use masthead_media::{Format, Hash, Limits, Object, Picture, Store, read};
use tokio::sync::mpsc;

const NOW: Millis = Millis(1_768_710_900_000);

/// A database and a store, thrown away together.
struct House {
    data: TestDb,
    store: Store,
    log: Log,
    clock: Clock,
    _folder: tempfile::TempDir,
}

impl House {
    fn each() -> Vec<Self> {
        TestDb::each(STEPS).into_iter().map(Self::around).collect()
    }

    fn around(data: TestDb) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = Clock::held(NOW);
        Self {
            store: Store::folder(folder.path()).expect("a store"),
            log: Log::new(clock.clone()),
            data,
            clock,
            _folder: folder,
        }
    }

    async fn takes(&self, bytes: &[u8]) -> Picture {
        let picture = read(bytes, "picture", &Limits::default()).expect("a good picture");
        let put = self
            .store
            .put_picture(&picture, Bytes::copy_from_slice(bytes));
        put.await.expect("stored");
        self.lists(&picture, bytes.len()).await;
        picture
    }

    async fn lists(&self, picture: &Picture, size_bytes: usize) {
        let fields = MediaFields::of(picture, size_bytes);
        let pen = Pen {
            log: self.log.clone(),
            ids: Ids::new(self.clock.clone()),
            clock: self.clock.clone(),
            actor: Actor::Import,
        };
        let write = self
            .data
            .db
            .write(move |tx| put(tx, &pen, &fields).map(drop));
        write.await.map_err(|fault: Fault| fault).expect("listed");
    }

    async fn works_off(&self) -> Done {
        let work = work_off(&self.data.db, &self.store, &self.log, &self.clock);
        work.await.expect("worked off")
    }

    async fn gets(&self, path: &str) -> Answer {
        self.asks(Method::GET, path, &[]).await
    }

    async fn asks(&self, method: Method, path: &str, asked: &[(HeaderName, &str)]) -> Answer {
        let (hash, file) = path.split_once('/').expect("hash/file");
        let line = |(name, value): &(HeaderName, &str)| {
            (name.clone(), value.parse().expect("a header's value"))
        };
        let headers: HeaderMap = asked.iter().map(line).collect();
        let path = MediaPath {
            hash: hash.to_owned(),
            file: file.to_owned(),
        };
        let response = serve(&self.store, &path, Access::Everybody, &method, &headers).await;
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: to_bytes(body, 1 << 20).await.expect("a body"),
        }
    }

    /// `renditions_at` and `failure` of a picture.
    async fn marks(&self, picture: &Picture) -> (Option<i64>, Option<String>) {
        let hash = picture.hash.to_string();
        let sql = "SELECT renditions_at, failure FROM media WHERE hash = $1";
        let find = self.data.db.read(move |tx: &mut Tx<'_>| {
            tx.get(sql, params![&hash], |row| Ok((row.get(0)?, row.get(1)?)))
        });
        find.await.map_err(|fault: Fault| fault).expect("a row")
    }

    async fn log_kinds(&self) -> Vec<String> {
        let sql = "SELECT kind FROM event ORDER BY seq";
        let list = self
            .data
            .db
            .read(move |tx: &mut Tx<'_>| tx.query(sql, &[], |row| row.get(0)));
        list.await.map_err(|fault: Fault| fault).expect("the log")
    }
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Answer {
    fn says(&self, name: HeaderName) -> &str {
        let value = self.headers.get(name).map(|value| value.to_str());
        value.transpose().expect("ASCII").unwrap_or_default()
    }

    fn lasts(&self) -> bool {
        self.says(header::CACHE_CONTROL).ends_with("max-age=600")
    }
}

fn scene(width: u32) -> DynamicImage {
    let shade = |x, y| Rgb([(x % 251) as u8, (y % 241) as u8, 90]);
    RgbImage::from_fn(width, 100, shade).into()
}

fn file(width: u32, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    scene(width)
        .write_to(&mut out, format)
        .expect("written to memory");
    out.into_inner()
}

fn animation() -> Vec<u8> {
    let mut out = Vec::new();
    let frames = [scene(40), scene(40)].map(|scene| Frame::new(scene.into_rgba8()));
    GifEncoder::new(&mut out)
        .encode_frames(frames)
        .expect("written to memory");
    out
}

#[tokio::test]
async fn the_master_serves_until_the_copies_stand_and_then_they_serve() {
    for house in House::each() {
        let picture = house.takes(&file(700, ImageFormat::Jpeg)).await;
        let path = format!("{}/640.webp", picture.hash);
        let before = house.gets(&path).await;
        assert_eq!(before.status, StatusCode::OK);
        assert_eq!(before.says(header::CONTENT_TYPE), "image/jpeg");
        assert_eq!(before.says(header::CACHE_CONTROL), "no-cache");
        assert_eq!(before.body, picture.master);

        assert_eq!(
            house.works_off().await,
            Done {
                scaled: 1,
                failed: 0
            }
        );
        // Even asked with what the stand-in was known by.
        let known = [(header::IF_NONE_MATCH, before.says(header::ETAG))];
        let after = house.asks(Method::GET, &path, &known).await;
        assert_eq!(after.status, StatusCode::OK);
        assert_eq!(after.says(header::CONTENT_TYPE), "image/webp");
        assert_eq!(after.says(header::CACHE_CONTROL), "public, max-age=600");
        assert_eq!(Format::sniff(&after.body), Some(Format::Webp));
        assert_eq!(house.marks(&picture).await, (Some(NOW.0), None));
        assert_eq!(house.log_kinds().await, ["media.stored", "media.scaled"]);
        for width in [320, 640, 700] {
            for ext in ["webp", "jpg"] {
                let copy = house.gets(&format!("{}/{width}.{ext}", picture.hash)).await;
                assert!(copy.lasts(), "{width}.{ext}");
            }
        }
    }
}

#[tokio::test]
async fn parts_and_conditions_are_answered_as_the_standard_has_them() {
    let house = House::around(TestDb::sqlite(STEPS));
    let picture = house.takes(&file(64, ImageFormat::Png)).await;
    let path = format!("{}/master.png", picture.hash);
    let whole = house.gets(&path).await;
    assert!(whole.lasts());
    assert_eq!(whole.body, picture.master);
    let (etag, date) = (whole.says(header::ETAG), whole.says(header::LAST_MODIFIED));
    assert!(etag.starts_with('"'), "strong");

    let part = house
        .asks(Method::GET, &path, &[(header::RANGE, "bytes=1-3")])
        .await;
    assert_eq!(
        (part.status, &part.body[..]),
        (StatusCode::PARTIAL_CONTENT, &b"PNG"[..])
    );
    let size = picture.master.len();
    assert_eq!(
        part.says(header::CONTENT_RANGE),
        format!("bytes 1-3/{size}")
    );
    assert_eq!(part.says(header::CONTENT_LENGTH), "3");

    let held = [
        (header::RANGE, "bytes=1-3"),
        (header::IF_RANGE, "\"another\""),
    ];
    assert_eq!(
        house.asks(Method::GET, &path, &held).await.status,
        StatusCode::OK
    );

    let beyond = house
        .asks(Method::GET, &path, &[(header::RANGE, "bytes=999999-")])
        .await;
    assert_eq!(beyond.status, StatusCode::RANGE_NOT_SATISFIABLE);
    assert_eq!(
        beyond.says(header::CONTENT_RANGE),
        format!("bytes */{size}")
    );
    assert!(!beyond.lasts());

    for known in [
        (header::IF_NONE_MATCH, etag),
        (header::IF_MODIFIED_SINCE, date),
    ] {
        let answer = house.asks(Method::GET, &path, &[known]).await;
        assert_eq!(
            (answer.status, answer.body.len()),
            (StatusCode::NOT_MODIFIED, 0)
        );
        assert!(answer.lasts());
    }
    let other = house
        .asks(Method::GET, &path, &[(header::IF_MATCH, "\"another\"")])
        .await;
    assert_eq!(other.status, StatusCode::PRECONDITION_FAILED);

    let head = house
        .asks(Method::HEAD, &path, &[(header::RANGE, "bytes=1-3")])
        .await;
    assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
    assert_eq!(head.says(header::CONTENT_LENGTH), size.to_string());
}

#[tokio::test]
async fn originals_and_what_is_no_name_of_ours_are_not_found() {
    let house = House::around(TestDb::sqlite(STEPS));
    let picture = house.takes(&file(64, ImageFormat::Jpeg)).await;
    let hash = picture.hash.to_string();
    let stored = house.store.get(picture.hash, Object::Original).await;
    assert!(stored.expect("readable").is_some(), "the original is there");
    for file in [
        "original",
        "original.jpg",
        "master.png",
        "master",
        "1281.webp",
        "0.webp",
        "064.jpg",
        "640.gif",
        "640.svg",
        "../../../original",
        "..%2f..",
        "",
    ] {
        let answer = house.gets(&format!("{hash}/{file}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{file}");
        assert!(!answer.lasts(), "{file}");
    }
    let unknown = Hash::of(b"nothing").to_string();
    for hash in [
        "",
        "..",
        "original",
        &hash.to_uppercase(),
        &hash[..63],
        &unknown,
    ] {
        for file in ["master.jpg", "640.webp"] {
            let answer = house.gets(&format!("{hash}/{file}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{hash}/{file}");
        }
    }
}

#[tokio::test]
async fn nothing_runs_in_a_picture_that_is_opened_by_itself() {
    let house = House::around(TestDb::sqlite(STEPS));
    let hash = house.takes(&file(64, ImageFormat::Jpeg)).await.hash;
    for file in ["master.jpg", "320.webp", "none"] {
        let answer = house.gets(&format!("{hash}/{file}")).await;
        assert_eq!(
            answer.says(header::X_CONTENT_TYPE_OPTIONS),
            "nosniff",
            "{file}"
        );
        assert_eq!(
            answer.says(header::CONTENT_SECURITY_POLICY),
            "default-src 'none'; sandbox",
            "{file}"
        );
    }
}

#[tokio::test]
async fn a_picture_that_cannot_be_scaled_is_marked_with_the_reason_and_keeps_nobody_waiting() {
    for house in House::each() {
        let broken = house.takes(&file(500, ImageFormat::Jpeg)).await;
        let cut = Bytes::copy_from_slice(&broken.master[..40]);
        let put = house
            .store
            .put(broken.hash, Object::Master(Format::Jpeg), cut);
        put.await.expect("stored");
        let lost = read(&file(501, ImageFormat::Jpeg), "picture", &Limits::default());
        let lost = lost.expect("a good picture");
        house.lists(&lost, 1).await;
        let good = house.takes(&file(502, ImageFormat::Jpeg)).await;

        assert_eq!(
            house.works_off().await,
            Done {
                scaled: 1,
                failed: 2
            }
        );
        let (at, reason) = house.marks(&broken).await;
        let reason = reason.expect("a reason");
        assert!(
            at.is_none() && reason.contains("JPEG file is broken"),
            "{reason}"
        );
        let (_, reason) = house.marks(&lost).await;
        assert_eq!(reason.as_deref(), Some("its master is not in the store"));
        assert_eq!(house.marks(&good).await, (Some(NOW.0), None));
        let kinds = house.log_kinds().await;
        assert_eq!(
            kinds.iter().filter(|kind| *kind == "media.scaled").count(),
            3
        );
        assert_eq!(
            house.works_off().await,
            Done::default(),
            "none is taken twice"
        );
    }
}

#[tokio::test]
async fn a_picture_whose_copies_were_left_half_done_gets_them_all() {
    let house = House::around(TestDb::sqlite(STEPS));
    let picture = house.takes(&file(400, ImageFormat::Png)).await;
    let half = Object::Rendition {
        width: 400,
        format: Format::Webp,
    };
    let put = house
        .store
        .put(picture.hash, half, Bytes::from_static(b"another version's"));
    put.await.expect("stored");
    assert_eq!(
        house.works_off().await,
        Done {
            scaled: 1,
            failed: 0
        }
    );
    let standing = house.store.list_public(picture.hash).await.expect("listed");
    assert_eq!(
        standing.len(),
        5,
        "the master, two widths in two formats: {standing:?}"
    );
    let copy = house.gets(&format!("{}/400.webp", picture.hash)).await;
    assert_eq!(Format::sniff(&copy.body), Some(Format::Webp));
}

#[tokio::test]
async fn an_animated_picture_is_done_without_copies() {
    let house = House::around(TestDb::sqlite(STEPS));
    let picture = house.takes(&animation()).await;
    assert!(picture.animated);
    assert_eq!(
        house.works_off().await,
        Done {
            scaled: 1,
            failed: 0
        }
    );
    let standing = house.store.list_public(picture.hash).await.expect("listed");
    assert_eq!(standing, [Object::Master(Format::Gif)]);
    assert!(
        house
            .gets(&format!("{}/master.gif", picture.hash))
            .await
            .lasts()
    );
}

/// Two hundred slow readers of a large picture held it two hundred times.
#[tokio::test]
async fn a_picture_is_in_memory_in_small_pieces_while_it_is_sent() {
    let house = House::around(TestDb::sqlite(STEPS));
    let hash = Hash::of(b"large");
    let whole = Bytes::from(vec![7; 300_000]);
    let put = house.store.put(hash, Object::Master(Format::Jpeg), whole);
    put.await.expect("stored");
    let path = MediaPath {
        hash: hash.to_string(),
        file: "master.jpg".to_owned(),
    };
    let headers = HeaderMap::new();
    let asked = (Access::Everybody, &Method::GET, &headers);
    let answer = serve(&house.store, &path, asked.0, asked.1, asked.2).await;
    assert_eq!(answer.headers()[header::CONTENT_LENGTH], "300000");
    let (mut body, mut all) = (answer.into_body(), 0);
    while let Some(frame) = body.frame().await {
        let piece = frame.expect("sent").into_data().expect("bytes");
        assert!(piece.len() <= 64 * 1024, "{} at once", piece.len());
        all += piece.len();
        assert!(all <= 300_000, "more than there is");
    }
    assert_eq!(all, 300_000);
}

/// Says when a picture was scaled.
struct Ear(mpsc::UnboundedSender<()>);

impl Follower for Ear {
    fn name(&self) -> &'static str {
        "ear"
    }

    fn keeping(&self) -> Keeping {
        Keeping::Volatile
    }

    fn follow(&self, _: &mut Tx<'_>, events: &[Event]) -> Result<(), Failure> {
        for _ in events.iter().filter(|event| event.kind == "media.scaled") {
            self.0.send(()).expect("the test listens");
        }
        Ok(())
    }
}

#[tokio::test]
async fn the_worker_takes_what_waits_and_what_comes_and_stops_when_told() {
    for house in House::each() {
        let (said, mut heard) = mpsc::unbounded_channel();
        let ear: Arc<dyn Follower> = Arc::new(Ear(said));
        let running = masthead_log::run(&house.data.db, &house.log, &[ear])
            .await
            .expect("runs");
        let first = house.takes(&file(350, ImageFormat::Jpeg)).await;
        let (db, store) = (house.data.db.clone(), house.store.clone());
        let worker = start(
            db,
            store,
            Pool::default(),
            house.log.clone(),
            house.clock.clone(),
        );
        heard.recv().await.expect("the first");
        let second = house.takes(&file(360, ImageFormat::Jpeg)).await;
        worker.look();
        heard.recv().await.expect("the second");
        worker.stop().await;
        for picture in [&first, &second] {
            assert_eq!(house.marks(picture).await, (Some(NOW.0), None));
        }
        let third = house.takes(&file(370, ImageFormat::Jpeg)).await;
        assert_eq!(
            house.marks(&third).await,
            (None, None),
            "nobody works any more"
        );
        running.stop().await;
    }
}
