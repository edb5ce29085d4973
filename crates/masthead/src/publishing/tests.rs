//! A text on its way to readers, as a writer and reviewers take it there.

#[path = "tests/clock.rs"]
mod clock;
#[path = "tests/discard.rs"]
mod discard;
#[path = "tests/draft.rs"]
mod draft;
#[path = "tests/drawing.rs"]
mod drawing;
#[path = "tests/journey.rs"]
mod journey;
#[path = "tests/pictures.rs"]
mod pictures;
#[path = "tests/race.rs"]
mod race;
#[path = "tests/random.rs"]
mod random;
#[path = "tests/review.rs"]
mod review;
#[path = "tests/rights.rs"]
mod rights;
#[path = "tests/saving.rs"]
mod saving;
#[path = "tests/second.rs"]
mod second;
#[path = "tests/storage.rs"]
mod storage;
#[path = "tests/takedown.rs"]
mod takedown;
#[path = "tests/walls.rs"]
mod walls;

use crate::account::{gives, joins, newcomer};
use masthead::portal::Settings;
use serde_json::Value;

use crate::support::{Answer, Archive, TestSite};

/// A site where somebody writes for `harbour`, and two people review.
pub struct Newsroom {
    pub site: TestSite,
    pub writer: String,
    pub reviewer: String,
    pub other: String,
}

/// What a script was answered.
fn said(answer: &Answer) -> Value {
    serde_json::from_str(&answer.text).unwrap_or_else(|_| panic!("{}", answer.text))
}

impl Newsroom {
    pub async fn each() -> Vec<Self> {
        Self::each_with(|_| ()).await
    }

    /// The same, as an operator has set it.
    pub async fn each_with(set: fn(&mut Settings)) -> Vec<Self> {
        let archive = Archive::small().article("old", "码头旧事", "2026-01-10T08:00:00+08:00");
        let mut rooms = Vec::new();
        for site in TestSite::each_with(&archive, set).await {
            let writer = newcomer(&site, "writer@wangchuan.example").await;
            joins(&site, "writer@wangchuan.example", "harbour").await;
            let reviewer = newcomer(&site, "reviewer@wangchuan.example").await;
            let other = newcomer(&site, "other@wangchuan.example").await;
            for email in ["reviewer@wangchuan.example", "other@wangchuan.example"] {
                gives(&site, email, "reviewer").await.expect("given");
            }
            rooms.push(Self {
                site,
                writer,
                reviewer,
                other,
            });
        }
        rooms
    }

    pub async fn gets(&self, who: &str, path: &str) -> Answer {
        self.site.get_with(path, &[("cookie", who)]).await
    }

    pub async fn posts(&self, who: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.site.posts(path, fields, &[("cookie", who)]).await
    }

    /// Begins a piece. Gives its page in the studio.
    pub async fn begins(&self) -> String {
        let list = self.gets(&self.writer, "/studio").await;
        let creator = between(&list.text, "name=\"creator\" value=\"", "\"");
        let begun = self
            .posts(&self.writer, "/studio/articles", &[("creator", &creator)])
            .await;
        assert_eq!(begun.status, 303, "{}", begun.text);
        begun.header("location").to_owned()
    }

    /// The value of the channel that there is.
    pub async fn channel(&self, piece: &str) -> String {
        let page = self.gets(&self.writer, piece).await;
        let options = page.text.split("<option value=\"");
        let city = options.filter(|option| option.contains(">城事<"));
        let found = city.last().and_then(|option| option.split('"').next());
        found.expect("a channel").to_owned()
    }

    /// Sends the form of a piece as it stands, with these fields.
    pub async fn writes(&self, piece: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.gets(&self.writer, piece).await;
        let version = between(&page.text, "name=\"version\" value=\"", "\"");
        let channel = self.channel(piece).await;
        let mut all = vec![("version", &*version), ("channel", &*channel)];
        all.extend(fields);
        self.posts(&self.writer, &format!("{piece}/draft"), &all)
            .await
    }

    /// Hands a text in. Gives the page on which the desk reads it.
    pub async fn submits(&self, piece: &str, title: &str, body: &str) -> String {
        let fields = [("title", title), ("body", body), ("act", "submit")];
        let sent = self.writes(piece, &fields).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        self.waiting(title).await
    }

    /// The page on which the desk reads a waiting text.
    pub async fn waiting(&self, title: &str) -> String {
        let queue = self.gets(&self.reviewer, "/desk/review").await;
        let line = queue
            .text
            .split("<h2><a href=\"")
            .find(|line| line.contains(title));
        let line = line.unwrap_or_else(|| panic!("{title} does not wait: {}", queue.text));
        line.split('"').next().expect("an address").to_owned()
    }

    /// A reviewer takes it and decides.
    pub async fn decides(&self, submission: &str, fields: &[(&str, &str)]) -> Answer {
        let claim = format!("{submission}/claim");
        self.posts(&self.reviewer, &claim, &[]).await;
        self.posts(&self.reviewer, &format!("{submission}/decision"), fields)
            .await
    }

    pub async fn accepts(&self, submission: &str) {
        let decided = self.decides(submission, &[("act", "accept")]).await;
        assert_eq!(decided.status, 303, "{}", decided.text);
    }

    /// A published piece: its page in the studio, and the readers' page.
    pub async fn publishes(&self, title: &str) -> (String, String) {
        let piece = self.begins().await;
        let submission = self.submits(&piece, title, "正文在这里。").await;
        self.accepts(&submission).await;
        let public = piece.replace("/studio", "");
        (piece, public)
    }
}

#[track_caller]
pub fn between(text: &str, before: &str, after: &str) -> String {
    let rest = text.split_once(before);
    let (_, rest) = rest.unwrap_or_else(|| panic!("no {before:?} in {text}"));
    rest.split(after).next().unwrap_or_default().to_owned()
}
