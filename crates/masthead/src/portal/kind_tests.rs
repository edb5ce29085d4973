//! Every event against every kind of page.

use std::collections::BTreeSet;
use std::fs;
use std::future::{Future, poll_fn};
use std::path::Path;
use std::task::Poll;
use std::time::Duration;

use masthead_auth::Cost;
use masthead_clock::{Clock, Millis, Random};
use masthead_db::testing::TestDb;
use masthead_log::{Event, Log};
use masthead_media::Store;
use masthead_press::{Key, Limits, Sheet};

use super::things::News;
use super::*;
use crate::FEATURES;
use crate::changes::{changed, tell_of};
use crate::id::{AccountId, ArticleId, ChannelId, ColumnId, CreatorId};
use crate::mail::Delivery;

const ARTICLE: ArticleId = ArticleId(1);
const CREATOR: CreatorId = CreatorId(2);
const CHANNEL: ChannelId = ChannelId(3);
const COLUMN: ColumnId = ColumnId(4);
const READER: AccountId = AccountId(5);
const NOW: Millis = Millis(1_768_681_203_000);

fn subject() -> Subject {
    Subject {
        article: Some(ARTICLE),
        channel: Some(CHANNEL),
        columns: vec![COLUMN],
        creator: Some(CREATOR),
        bylines: vec![CREATOR],
        commenters: vec![READER],
    }
}

fn event(told: &Told) -> Event {
    Event {
        seq: 1,
        at: NOW,
        kind: told.kind.to_owned(),
        version: 1,
        actor: "platform".to_owned(),
        body: told.sample.to_owned(),
    }
}

/// One of each kind of event, as its feature gives it.
fn told() -> impl Iterator<Item = &'static Told> {
    FEATURES.iter().flat_map(|feature| feature.events)
}

fn kinds() -> Vec<Kind> {
    let all = FEATURES.iter().flat_map(|feature| feature.kinds);
    all.copied().collect()
}

/// The kinds of events that the sources declare.
fn declared(folder: &Path, kinds: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("the sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            declared(&path, kinds);
        } else if path.ends_with("events.rs") {
            let text = fs::read_to_string(&path).expect("a source");
            let parts = text.split("const KIND: &'static str = \"").skip(1);
            kinds.extend(parts.filter_map(|part| Some(part.split_once('"')?.0.to_owned())));
        }
    }
}

#[test]
fn no_event_is_missing_from_the_table() {
    let mut kinds = BTreeSet::new();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    declared(&sources, &mut kinds);
    let sampled: BTreeSet<String> = told().map(|told| told.kind.to_owned()).collect();
    assert_eq!(sampled, kinds);
    assert_eq!(sampled.len(), told().count(), "a kind is declared twice");
}

#[test]
fn every_event_is_read_and_written_as_its_feature_says_that_the_log_keeps_it() {
    for told in told() {
        assert_eq!((told.again)(&event(told)), told.sample, "{}", told.kind);
    }
}

pub(super) fn portal(data: &TestDb, folder: &Path) -> Portal {
    let clock = Clock::held(NOW);
    Portal::new(Parts {
        db: data.db.clone(),
        log: Log::new(clock.clone()),
        clock,
        media: Store::folder(folder).expect("a store"),
        settings: Settings {
            listen_url: "http://127.0.0.1".to_owned(),
            delivery: Delivery::Outbox,
            ..Settings::default()
        },
        press: Limits::default(),
        random: Random::seeded(1),
        cost: Cost::CHEAP,
    })
    .expect("the templates work")
}

/// A page of each kind, ready in the press.
async fn press_all(portal: &Portal) {
    for (variant, kind) in kinds().into_iter().enumerate() {
        let make = async || {
            let sheet = Sheet {
                content_type: "text/plain",
                changed_at: 0,
                body: kind.name.into(),
                clock: Vec::new(),
                view_of: None,
            };
            Ok::<_, ()>((sheet, subject().uses(kind)))
        };
        portal.press.page(key(variant), make).await.expect("made");
    }
}

fn key(variant: usize) -> Key {
    Key::new("/", u8::try_from(variant).expect("few kinds"))
}

fn standing_pages(portal: &Portal) -> Vec<bool> {
    let stands = |variant| portal.press.ready("/", key(variant).variant).is_some();
    (0..kinds().len()).map(stands).collect()
}

/// How soon each kind of page shows an event: the last moment at which readers
/// get the page before it, while somebody makes it anew all the time.
async fn soonest(portal: &Portal, event: &Event) -> Vec<&'static str> {
    press_all(portal).await;
    tell_of(portal, event);
    // As where it moved a rank that the front shows.
    for Touch { thing, news } in changed(event, None) {
        if thing == Thing::Front && news <= News::Counted {
            portal.touch(thing, News::Counted, event.at);
        }
    }
    let never = async || {
        std::future::pending::<()>().await;
        Err::<(Sheet, Vec<Use>), ()>(())
    };
    let mut makers: Vec<_> = (0..kinds().len())
        .map(|variant| Box::pin(portal.press.page(key(variant), never)))
        .collect();
    poll_fn(|context| {
        for maker in &mut makers {
            let _ = maker.as_mut().poll(context);
        }
        Poll::Ready(())
    })
    .await;
    let at_once = standing_pages(portal);
    tokio::time::advance(Duration::from_millis(950)).await;
    let in_a_second = standing_pages(portal);
    tokio::time::advance(Duration::from_millis(3_000)).await;
    let in_four = standing_pages(portal);
    let word = |at| match (at_once[at], in_a_second[at], in_four[at]) {
        (false, ..) => "now",
        (true, false, _) => "1 s",
        (true, true, false) => "4 s",
        (true, true, true) => "-",
    };
    (0..kinds().len()).map(word).collect()
}

#[tokio::test(start_paused = true)]
async fn every_event_against_every_kind_of_page() {
    let (data, folder) = (TestDb::sqlite(crate::schema::STEPS), tempfile::tempdir());
    let folder = folder.expect("a folder");
    let mut all: Vec<Event> = told().map(event).collect();
    all.sort_by(|one, other| one.kind.cmp(&other.kind));
    let (kinds, mut table) = (kinds(), String::new());
    for event in all {
        let portal = portal(&data, folder.path());
        let soonest = soonest(&portal, &event).await;
        table.push_str(&event.kind);
        table.push('\n');
        for word in ["now", "1 s", "4 s"] {
            let shown = kinds.iter().zip(&soonest);
            let shown = shown.filter(|(_, soon)| **soon == word);
            let names: Vec<&str> = shown.map(|(kind, _)| kind.name).collect();
            if !names.is_empty() {
                table.push_str(&format!("  {word}: {}\n", names.join(" ")));
            }
        }
    }
    insta::assert_snapshot!(table);
}
