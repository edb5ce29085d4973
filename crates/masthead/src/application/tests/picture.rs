//! The picture of an application: for the desk alone until it is accepted, one at a time, and gone when nothing names it.

use std::net::{IpAddr, Ipv4Addr};

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use masthead::id::AccountId;
use masthead::media::store::private::list_named;
use masthead::media::strays::clear_strays;
use masthead_db::{Fault, params};
use masthead_media::{Hash, Object};

use super::{FORM, applies, does, first, png, reviewer, with};
use crate::account::newcomer;
use crate::media_stray::{LONG_AGO_S, aged};
use crate::support::{Archive, TestSite};

/// A picture like no other.
fn shade(red: u8) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(48, 48, image::Rgb([red, 120, 200]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("a picture");
    bytes.into_inner()
}

/// A picture that no format makes small.
fn noisy() -> Vec<u8> {
    let mut state = 1_u32;
    let noise = image::RgbImage::from_fn(300, 300, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [red, green, blue, _] = state.to_be_bytes();
        image::Rgb([red, green, blue])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    noise
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("a picture");
    bytes.into_inner()
}

impl TestSite {
    /// Files on the private shelf: a picture is two, a paper one.
    fn private_files(&self) -> usize {
        match std::fs::read_dir(self.media_folder().join("private")) {
            Ok(all) => all.count(),
            Err(_) => 0,
        }
    }

    /// Whether anything of a picture stands where readers are served from.
    async fn shelves(&self, picture: &[u8]) -> bool {
        let hash = Hash::of(picture);
        let original = self.portal.media.head(hash, Object::Original).await;
        let public = self.portal.media.list_public(hash).await;
        original.expect("a store").is_some() || !public.expect("a store").is_empty()
    }

    async fn counts_private(&self) -> i64 {
        let count = self.portal.db.read(|tx| -> Result<i64, Fault> {
            tx.get("SELECT COUNT(*) FROM private_file", &[], |row| row.get(0))
        });
        count.await.expect("a database")
    }
}

#[tokio::test]
async fn a_picture_is_public_once_the_desk_has_accepted_it_and_not_a_moment_before() {
    for site in TestSite::each(&Archive::small()).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        assert_eq!(applies(&site, &lin, &FORM).await.status, 303);
        let public = format!("/media/{}/master.png", Hash::of(&png()));
        assert_eq!(site.get(&public).await.status, 404);
        assert!(!site.shelves(&png()).await, "nobody has seen it");
        let own = site.get_with("/join/picture", &[("cookie", &lin)]).await;
        assert_eq!(own.status, 200);
        assert_eq!(own.header("content-type"), "image/png");
        assert_eq!(own.header("cache-control"), "no-store");
        assert_eq!(own.header("x-content-type-options"), "nosniff");

        let desk = reviewer(&site, "desk@wangchuan.example").await;
        let page = first(&site, &desk).await;
        let picture = format!("{page}/picture");
        site.get_with(&page, &[("cookie", &desk)])
            .await
            .shows(&format!("src=\"{picture}\""));
        let seen = site.get_with(&picture, &[("cookie", &desk)]).await;
        assert_eq!(seen.status, 200);
        let yue = newcomer(&site, "yue@wangchuan.example").await;
        assert_eq!(
            site.get_with(&picture, &[("cookie", &yue)]).await.status,
            403
        );
        let none = site.get_with("/join/picture", &[("cookie", &yue)]).await;
        assert_eq!(none.status, 404, "another has no picture");

        does(&site, &desk, &format!("{page}/claim"), &[("act", "take")]).await;
        let accepted = does(
            &site,
            &desk,
            &format!("{page}/decision"),
            &[("act", "accept")],
        )
        .await;
        assert_eq!(accepted.status, 303, "{}", accepted.text);
        assert_eq!(site.get(&public).await.status, 200);
        site.caught_up().await;
        site.get("/@lights").await.shows("/media/");
        assert_eq!(
            site.private_files(),
            1,
            "the paper stays, the picture's private copy goes"
        );
    }
}

/// Whoever looked at one slowly held all of it.
#[tokio::test]
async fn a_private_picture_is_in_memory_in_small_pieces_while_it_is_sent() {
    for site in TestSite::each(&Archive::small()).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        let picture = noisy();
        let files = [("avatar", "me.png", picture.as_slice())];
        let save = with(&[("act", "save")]);
        let by_lin = [("cookie", &*lin)];
        let sent = site.uploads("/join/apply", (&save, &files), &by_lin).await;
        assert_eq!(sent.status, 303);
        let ask = Request::get("/join/picture").header("cookie", &*lin);
        let ask = ask.body(Body::empty()).expect("a request");
        let reader = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let answer = site.door.answer(reader, ask).await;
        assert_eq!(answer.status(), 200);
        let (mut body, mut all) = (answer.into_body(), 0);
        while let Some(frame) = body.frame().await {
            let piece = frame.expect("sent").into_data().expect("bytes");
            assert!(piece.len() <= 64 * 1024, "{} at once", piece.len());
            all += piece.len();
            assert!(all <= 2 * picture.len(), "more than was sent");
        }
        assert!(all > 4 * 64 * 1024, "{all} bytes");
    }
}

#[tokio::test]
async fn of_twenty_pictures_in_one_form_one_is_kept_and_another_takes_its_place() {
    for site in TestSite::each(&Archive::small()).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        let pictures: Vec<Vec<u8>> = (0..20).map(shade).collect();
        let files: Vec<_> = pictures
            .iter()
            .map(|bytes| ("avatar", "me.png", bytes.as_slice()))
            .collect();
        let save = with(&[("act", "save")]);
        let by_lin = [("cookie", &*lin)];
        let sent = site.uploads("/join/apply", (&save, &files), &by_lin).await;
        assert_eq!(sent.status, 422);
        sent.shows("头像只要一张").shows("src=\"/join/picture\"");
        assert_eq!(site.private_files(), 2);
        for picture in &pictures[..5] {
            let again = [("avatar", "me.png", picture.as_slice())];
            let sent = site.uploads("/join/apply", (&save, &again), &by_lin).await;
            assert_eq!(sent.status, 303);
            site.ticks().await;
            assert_eq!(site.private_files(), 2, "the one before goes");
        }
        assert_eq!(site.counts_private().await, 1);
        for picture in &pictures {
            assert!(!site.shelves(picture).await);
        }
    }
}

#[tokio::test]
async fn what_came_with_a_sending_that_was_too_late_is_taken_away() {
    for site in TestSite::each(&Archive::small()).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        assert_eq!(applies(&site, &lin, &FORM).await.status, 303);
        site.ticks().await;
        assert_eq!(site.private_files(), 3, "a picture and a paper");
        for at in 0..4 {
            let late = with(&[("name", "晚了一步"), ("act", "save")]);
            let picture = shade(at);
            let files = [
                ("avatar", "me.png", picture.as_slice()),
                ("documents", "licence.pdf", b"%PDF-1.7 late".as_slice()),
            ];
            let by_lin = [("cookie", &*lin)];
            let late = site.uploads("/join/apply", (&late, &files), &by_lin).await;
            assert_eq!(late.status, 409);
            assert!(!site.shelves(&picture).await);
            site.ticks().await;
            assert_eq!(site.private_files(), 3, "nobody wants what came late");
        }
        let again = with(&[("act", "save")]);
        let another = [("documents", "another.pdf", b"%PDF-1.7 another".as_slice())];
        let by_lin = [("cookie", &*lin)];
        let late = site
            .uploads("/join/apply", (&again, &another), &by_lin)
            .await;
        assert_eq!(
            late.status, 409,
            "a file that is not kept is not called kept"
        );
        let same = applies(&site, &lin, &again).await;
        assert_eq!(same.status, 303, "nothing of it is missing");
        site.ticks().await;
        // What nothing came to name, because the process ended, is found by its note.
        let cut = masthead::media::private::keep_paper(
            &site.portal,
            account(&site).await,
            bytes::Bytes::from_static(b"%PDF-1.7 cut"),
        );
        assert!(cut.await.expect("a store").is_some());
        site.ticks().await;
        assert_eq!(site.private_files(), 4, "it may be named still");
        site.later(24 * 3_600_000);
        site.ticks().await;
        assert_eq!(site.private_files(), 3);
    }
}

#[tokio::test]
async fn a_private_file_that_cannot_be_taken_away_is_not_tried_at_each_tick() {
    for site in TestSite::each(&Archive::small()).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        assert_eq!(applies(&site, &lin, &FORM).await.status, 303);
        let paper = masthead::media::private::keep_paper(
            &site.portal,
            account(&site).await,
            bytes::Bytes::from_static(b"%PDF-1.7 cut"),
        );
        let name = paper.await.expect("a store").expect("room");
        let path = site.media_folder().join("private").join(name);
        std::fs::remove_file(&path).expect("a file");
        std::fs::create_dir(&path).expect("what is no file");
        site.later(24 * 3_600_000);
        site.ticks().await;
        let now = site.portal.clock.now();
        let due = site.portal.db.read(move |tx| -> Result<i64, Fault> {
            let sql = "SELECT COUNT(*) FROM private_file WHERE look_at <= $1";
            tx.get(sql, params![now], |row| row.get(0))
        });
        assert_eq!(due.await.expect("a database"), 0);
        assert_eq!(site.counts_private().await, 3, "it is not forgotten");
    }
}

#[tokio::test]
async fn a_private_file_without_a_row_is_taken_away_after_a_day_and_none_that_is_named() {
    for site in TestSite::each(&Archive::small()).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        assert_eq!(applies(&site, &lin, &FORM).await.status, 303);
        let folder = site.media_folder().join("private");
        let cut = async || {
            let paper = masthead::media::private::keep_paper(
                &site.portal,
                account(&site).await,
                bytes::Bytes::from_static(b"%PDF-1.7 cut"),
            );
            folder.join(paper.await.expect("a store").expect("room"))
        };
        let (old, young) = (cut().await, cut().await);
        // A paper of an earlier version is named by its application alone.
        let forgotten = site.portal.db.write(|tx| -> Result<u64, Fault> {
            tx.execute("DELETE FROM private_file WHERE shown_type IS NULL", &[])
        });
        assert_eq!(forgotten.await.expect("a database"), 3);
        let strange = folder.join("readme.txt");
        std::fs::write(&strange, "of the operator").expect("written");
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            aged(&entry.expect("an entry").path(), LONG_AGO_S);
        }
        aged(&young, LONG_AGO_S + 160_000);
        let mut cleared = 0;
        for bucket in 0..=u8::MAX {
            cleared += clear_strays(&site.portal, bucket).await.expect("a look");
        }
        assert_eq!(cleared, 1);
        assert!(!old.exists() && young.exists() && strange.exists());
        let named = site.portal.db.read(list_named).await.expect("a database");
        assert_eq!(named.len(), 3, "a picture twice, and a paper");
        for named in named {
            assert!(folder.join(&named.stored_as).is_file(), "{named:?}");
        }
    }
}

/// The only applicant.
async fn account(site: &TestSite) -> AccountId {
    let find = site.portal.db.read(|tx| -> Result<AccountId, Fault> {
        tx.get("SELECT account FROM application", &[], |row| row.get(0))
    });
    find.await.expect("a database")
}

#[tokio::test]
async fn an_account_sends_so_much_a_day_and_no_more_side_by_side() {
    for site in TestSite::each(&Archive::small()).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        let save = with(&[("act", "save")]);
        assert_eq!(applies(&site, &lin, &save).await.status, 303);
        let most = i64::try_from(masthead::media::private::DAY_MIB).expect("small") * 1024 * 1024;
        let size = i64::try_from(shade(1).len()).expect("small");
        // Two fit, of whatever colour, and no third.
        let nearly = most - 2 * size - 16;
        let set = site.portal.db.write(move |tx| -> Result<u64, Fault> {
            let sql = "UPDATE private_day SET bytes = $1";
            tx.execute(sql, params![nearly])
        });
        assert_eq!(set.await.expect("a database"), 1);
        let sends = async |at: u8| {
            let picture = shade(at);
            let files = [("avatar", "me.png", picture.as_slice())];
            let by_lin = [("cookie", &*lin)];
            site.uploads("/join/apply", (&save, &files), &by_lin).await
        };
        let (a, b, c, d) = tokio::join!(sends(1), sends(2), sends(3), sends(4));
        // Of those who save at once one is quicker, and the others are told so: the shelf tells what was kept.
        let answers = [a, b, c, d].map(|answer| answer.status.as_u16());
        assert!(answers.iter().all(|status| *status < 500), "{answers:?}");
        let bytes = site.portal.db.read(|tx| -> Result<i64, Fault> {
            tx.get("SELECT bytes FROM private_day", &[], |row| row.get(0))
        });
        let left = most - bytes.await.expect("a database");
        assert!((0..size).contains(&left), "two fit into the day: {left}");
        let full = sends(5).await;
        full.shows("已到每人每天的上限");
        let (picture, paper) = (shade(5), [&b"%PDF-1.7 "[..], &[b'x'; 4096]].concat());
        let both = [
            ("avatar", "me.png", picture.as_slice()),
            ("documents", "licence.pdf", paper.as_slice()),
        ];
        let by_lin = [("cookie", &*lin)];
        let full = site.uploads("/join/apply", (&save, &both), &by_lin).await;
        full.shows("id=\"avatar-trouble\"")
            .shows("id=\"documents-trouble\"");
        site.later(24 * 3_600_000);
        sends(6).await.lacks("已到每人每天的上限");
    }
}

#[tokio::test]
async fn an_acceptance_that_fails_leaves_no_picture_with_readers() {
    for site in TestSite::each(&Archive::small()).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        let picture = shade(7);
        let files = [
            ("avatar", "me.png", picture.as_slice()),
            ("documents", "licence.pdf", b"%PDF-1.7 x".as_slice()),
        ];
        let sent = site
            .uploads("/join/apply", (&FORM, &files), &[("cookie", &*lin)])
            .await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let taken = site.portal.db.write(|tx| -> Result<(), Fault> {
            let sql = "INSERT INTO creator_look (creator, look)
                SELECT c.id, a.handle_look FROM creator c JOIN application a ON TRUE
                WHERE c.handle = 'harbour'";
            tx.execute(sql, &[]).map(drop)
        });
        taken.await.expect("somebody else has the name");
        let desk = reviewer(&site, "desk@wangchuan.example").await;
        let page = first(&site, &desk).await;
        does(&site, &desk, &format!("{page}/claim"), &[("act", "take")]).await;
        let decision = format!("{page}/decision");
        let refused = does(&site, &desk, &decision, &[("act", "accept")]).await;
        assert_eq!(refused.status, 422);
        assert!(!site.shelves(&picture).await);
        let seen = site
            .get_with(&format!("{page}/picture"), &[("cookie", &desk)])
            .await;
        assert_eq!(seen.status, 200, "the desk sees it still");
    }
}

#[tokio::test]
async fn whoever_applies_without_a_kind_is_told_of_nothing_that_only_bodies_say() {
    for site in TestSite::each(&Archive::small()).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        let form = with(&[("kind", ""), ("subject", ""), ("code", ""), ("place", "")]);
        let by_lin = [("cookie", &*lin)];
        let sent = site.uploads("/join/apply", (&form, &[]), &by_lin).await;
        assert_eq!(sent.status, 422);
        sent.shows("href=\"#kind\"")
            .lacks("href=\"#subject\"")
            .lacks("href=\"#documents\"");
    }
}
