//! What becomes of files that nothing uses, and how much a day takes.

use masthead_db::{Fault, params};
use masthead_media::{Hash, Object};
use serde_json::json;

use super::{Newsroom, said};
use crate::support::Answer;

const DAY_MS: i64 = 86_400_000;

/// A picture like no other.
fn png(shade: u8) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(32, 20, image::Rgb([90, 120, shade]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("a picture");
    bytes.into_inner()
}

impl Newsroom {
    async fn sends_picture(&self, piece: &str, shade: u8) -> Answer {
        let headers = [("cookie", &*self.writer), ("accept", "application/json")];
        let files = [("picture", "a.png", &*png(shade))];
        self.site
            .uploads(&format!("{piece}/pictures"), (&[], &files), &headers)
            .await
    }

    /// Stores a picture, and gives its name.
    async fn stores(&self, piece: &str, shade: u8) -> String {
        let stored = self.sends_picture(piece, shade).await;
        assert_eq!(stored.status, 201, "{}", stored.text);
        said(&stored)["hash"].as_str().expect("a hash").to_owned()
    }

    /// Saves a text that shows this picture alone.
    async fn shows_in(&self, piece: &str, version: i64, hash: &str) -> Answer {
        let picture = json!({"type": "picture", "src": hash, "alt": "绿地"});
        let document = json!({"version": 1, "blocks": [picture]});
        let sent = json!({"version": version, "document": document, "fields": {"title": "有图"}});
        let headers = [("cookie", &*self.writer)];
        self.site
            .posts_json(&format!("{piece}/draft"), &sent, &headers)
            .await
    }

    /// Whether there is a row of it, and whether there are bytes.
    async fn keeps(&self, hash: &str) -> (bool, bool) {
        let sought = hash.to_owned();
        let row = self.site.portal.db.read(move |tx| -> Result<i64, Fault> {
            let sql = "SELECT COUNT(*) FROM media WHERE hash = $1";
            tx.get(sql, params![&sought], |row| row.get(0))
        });
        let name: Hash = hash.parse().expect("a hash");
        let bytes = self.site.portal.media.head(name, Object::Original).await;
        (
            row.await.expect("a database") == 1,
            bytes.expect("a store").is_some(),
        )
    }
}

#[tokio::test]
async fn what_nothing_uses_is_taken_away_after_a_week_and_what_a_text_names_stays() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let unused = room.stores(&piece, 1).await;
        let drafted = room.stores(&piece, 2).await;
        let published = room.stores(&piece, 3).await;
        let again = room.stores(&piece, 4).await;
        assert_eq!(room.shows_in(&piece, 1, &drafted).await.status, 200);
        let public = room.begins().await;
        let text = format!("![绿地]({published})");
        let submission = room.submits(&public, "有图", &text).await;
        room.accepts(&submission).await;

        room.site.later(7 * DAY_MS - 1);
        room.site.ticks().await;
        assert_eq!(room.keeps(&unused).await, (true, true), "not yet");
        assert_eq!(room.stores(&piece, 4).await, again, "sent again");
        room.site.later(1);
        room.site.ticks().await;
        assert_eq!(room.keeps(&unused).await, (false, false));
        for (kept, why) in [
            (&drafted, "a draft"),
            (&published, "readers"),
            (&again, "new"),
        ] {
            assert_eq!(room.keeps(kept).await, (true, true), "{why}");
        }
        room.site.later(20 * DAY_MS);
        room.site.ticks().await;
        assert_eq!(
            room.keeps(&drafted).await,
            (true, true),
            "the draft is there"
        );
        assert_eq!(room.keeps(&published).await, (true, true));
        assert_eq!(room.keeps(&again).await, (false, false));
        assert_eq!(room.stores(&piece, 1).await, unused, "it can come back");
        assert_eq!(room.keeps(&unused).await, (true, true));
    }
}

#[tokio::test]
async fn a_draft_that_is_saved_while_the_store_is_swept_has_its_picture_or_never_named_it() {
    for room in Newsroom::each().await {
        let piece = room.begins().await;
        let mut version = 1;
        for shade in 0..20 {
            let hash = room.stores(&piece, shade).await;
            room.site.later(8 * DAY_MS);
            let portal = &room.site.portal;
            let (swept, saved, stored) = tokio::join!(
                masthead::media::sweep::sweep(portal),
                room.shows_in(&piece, version, &hash),
                room.sends_picture(&piece, shade)
            );
            swept.expect("a database");
            assert_eq!(stored.status, 201, "{}", stored.text);
            if saved.status == 200 {
                version += 1;
            }
            assert_eq!(room.keeps(&hash).await, (true, true), "it was sent again");
        }
    }
}

#[tokio::test]
async fn a_creator_stores_so_much_a_day_and_is_told_when_there_is_room_again() {
    let set = |settings: &mut masthead::portal::Settings| {
        settings.upload_day_bytes = u64::try_from(png(1).len()).expect("small") + 10;
    };
    for room in Newsroom::each_with(set).await {
        let piece = room.begins().await;
        room.gets(&room.writer, &piece)
            .await
            .shows("一个创作号一天合计");
        room.stores(&piece, 1).await;
        let full = room.sends_picture(&piece, 2).await;
        assert_eq!(full.status, 422);
        full.shows("零点（本站时间）之后可以再传");
        let tus = [
            ("cookie", &*room.writer),
            ("sec-fetch-site", "same-origin"),
            ("tus-resumable", "1.0.0"),
            ("upload-length", "4000"),
        ];
        let film = room
            .site
            .asks(axum::http::Method::POST, &format!("{piece}/uploads"), &tus)
            .await;
        assert_eq!(film.status, 507);
        // It is 04:35 where the site is.
        room.site.later(DAY_MS * 5 / 6);
        room.stores(&piece, 2).await;
    }
}
