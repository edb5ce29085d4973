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
use masthead_log::{Event, Fact, Log};
use masthead_media::Store;
use masthead_press::{Key, Limits, Sheet};

use super::things::News;
use super::*;
use crate::account::events::{
    AccountChanged, InvitationTakenBack, MemberInvited, MemberLeft, MemberSet, OpenIdLinked,
    OpenIdUnlinked, PasskeyAdded, PasskeyRemoved, PasskeyRenamed, PasswordSet, RecoveryCodeUsed,
    RecoveryCodesMade, RoleGiven, RoleTaken, SecondFactorEnded, SecondFactorSet, SessionEnded,
    SessionStarted,
};
use crate::application::events::{ApplicationChanged, ApplicationClaimed, DocumentOpened};
use crate::article::events::{
    ArticleHidden, ArticleKept, ArticlePublished, ArticleRevised, Standing,
};
use crate::changes::{changed, tell_of};
use crate::channel::events::{ChannelChanged, ChannelRemoved};
use crate::column::events::{ColumnChanged, ColumnRemoved};
use crate::comment::events::{CommentChanged, CommentPosted};
use crate::creator::events::{CreatorChanged, CreatorFollowed, CreatorUnfollowed};
use crate::credential::events::{CredentialChanged, CredentialEnding, CredentialOpened};
use crate::credit::events::{
    AppealDecided, AppealMade, CreditDeducted, CreditRulesChanged, TrustChanged,
};
use crate::credit::rules::Kind as Violation;
use crate::id::{
    AccountId, AppealId, ApplicationDocumentId, ApplicationId, ArticleId, ChannelId, ColumnId,
    CommentId, CreatorId, CredentialId, CreditEntryId, MailId, PasskeyId, RemarkId, RevisionId,
    SessionId, SlotId, SubmissionId, UploadId,
};
use crate::mail::Delivery;
use crate::mail::events::{LetterGivenUp, LetterSent, LetterWritten};
use crate::media::events::WithheldChanged;
use crate::media::events::{MediaRemoved, MediaScaled, MediaStored};
use crate::publishing::events::{
    ApproverAsked, ArticleBegun, ArticleStepped, PreviewOpened, ReadingGiven, RemarkMade,
    RevisionKept, Step, SubmissionChecked, SubmissionClaimed,
};
use crate::site::events::SiteChanged;
use crate::slot::events::{PlaceChanged, SlotEmptied, SlotFilled};
use crate::subscription::events::LettersChosen;
use crate::upload::events::{FilmStored, UploadBegun, UploadEnded};
use crate::views::events::ViewsCounted;
use crate::visitor::Trusted;

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

fn standing() -> Standing {
    Standing {
        creator: CREATOR,
        channel: Some(CHANNEL),
        columns: vec![COLUMN],
        published_at: NOW,
    }
}

fn event<F: Fact>(fact: &F) -> Event {
    Event {
        seq: 1,
        at: NOW,
        kind: F::KIND.to_owned(),
        version: F::VERSION,
        actor: "platform".to_owned(),
        body: serde_json::to_string(fact).expect("plain data"),
    }
}

/// One of each kind, all about [`subject`].
fn events() -> Vec<Event> {
    let (article, comment, standing) = (ARTICLE, CommentId(9), standing());
    let hash = "00".to_owned();
    vec![
        event(&AccountChanged { account: READER }),
        event(&ArticleHidden {
            article,
            before: standing.clone(),
            state: "taken_down".to_owned(),
        }),
        event(&ArticleKept {
            article,
            creator: CREATOR,
        }),
        event(&ArticlePublished {
            article,
            standing: standing.clone(),
        }),
        event(&ArticleRevised {
            article,
            before: standing.clone(),
            after: standing,
        }),
        event(&ChannelChanged { channel: CHANNEL }),
        event(&ChannelRemoved {
            channel: CHANNEL,
            slug: "sports".to_owned(),
        }),
        event(&ColumnChanged { column: COLUMN }),
        event(&ColumnRemoved {
            column: COLUMN,
            slug: "walks".to_owned(),
        }),
        event(&CommentChanged { comment, article }),
        event(&CommentPosted { comment, article }),
        event(&CreatorChanged { creator: CREATOR }),
        event(&CreatorFollowed {
            creator: CREATOR,
            reader: READER,
        }),
        event(&CreatorUnfollowed {
            creator: CREATOR,
            reader: READER,
        }),
        event(&WithheldChanged {
            article: Some(ARTICLE),
        }),
        event(&LettersChosen { account: READER }),
        event(&ApplicationChanged {
            application: ApplicationId(12),
            account: READER,
            state: "waiting".to_owned(),
        }),
        event(&CredentialChanged {
            credential: CredentialId(1),
            creator: CREATOR,
            field: "health".to_owned(),
            state: "confirmed".to_owned(),
            joined: false,
        }),
        event(&CredentialEnding {
            credential: CredentialId(1),
            creator: CREATOR,
            field: "health".to_owned(),
        }),
        event(&CredentialOpened {
            credential: CredentialId(1),
            creator: CREATOR,
            by: READER,
        }),
        event(&ApplicationClaimed {
            application: ApplicationId(12),
            account: READER,
            by: None,
        }),
        event(&DocumentOpened {
            application: ApplicationId(12),
            document: ApplicationDocumentId(13),
            by: READER,
        }),
        event(&LetterGivenUp { mail: MailId(10) }),
        event(&LetterSent { mail: MailId(10) }),
        event(&LetterWritten { mail: MailId(10) }),
        event(&InvitationTakenBack { creator: CREATOR }),
        event(&MemberInvited {
            creator: CREATOR,
            role: "writer".to_owned(),
        }),
        event(&MemberLeft {
            creator: CREATOR,
            account: READER,
        }),
        event(&MemberSet {
            creator: CREATOR,
            account: READER,
            role: "editor".to_owned(),
        }),
        event(&MediaRemoved {
            hash: "a".to_owned(),
        }),
        event(&MediaScaled { hash: hash.clone() }),
        event(&MediaStored { hash }),
        event(&OpenIdLinked {
            account: READER,
            issuer: "https://id.example".to_owned(),
        }),
        event(&OpenIdUnlinked {
            account: READER,
            issuer: "https://id.example".to_owned(),
        }),
        event(&PasskeyAdded {
            account: READER,
            passkey: PasskeyId(12),
        }),
        event(&PasskeyRemoved {
            account: READER,
            passkey: PasskeyId(12),
        }),
        event(&PasskeyRenamed {
            account: READER,
            passkey: PasskeyId(12),
        }),
        event(&PasswordSet { account: READER }),
        event(&RecoveryCodeUsed { account: READER }),
        event(&RecoveryCodesMade { account: READER }),
        event(&RoleGiven {
            account: READER,
            role: "channel_editor".to_owned(),
            channel: Some(CHANNEL),
        }),
        event(&RoleTaken {
            account: READER,
            role: "channel_editor".to_owned(),
            channel: Some(CHANNEL),
        }),
        event(&SecondFactorEnded { account: READER }),
        event(&SecondFactorSet { account: READER }),
        event(&SessionEnded {
            account: READER,
            session: SessionId(11),
        }),
        event(&SessionStarted {
            account: READER,
            session: SessionId(11),
        }),
        event(&SiteChanged {}),
        event(&PlaceChanged {
            place: "home/top".to_owned(),
            version: 2,
            act: "moved".to_owned(),
        }),
        event(&SlotEmptied {
            slot: SlotId(8),
            place: "home/top".to_owned(),
            article,
        }),
        event(&SlotFilled {
            slot: SlotId(8),
            place: "home/top".to_owned(),
            article,
        }),
        event(&ViewsCounted {
            articles: vec![article],
        }),
    ]
}

/// Those of a text on its way to readers: none changes a page by itself.
fn on_its_way() -> Vec<Event> {
    let article = ARTICLE;
    vec![
        event(&ArticleBegun {
            article,
            creator: CREATOR,
        }),
        event(&FilmStored {
            hash: "ab".repeat(32),
            kind: "video".to_owned(),
        }),
        event(&UploadBegun {
            upload: UploadId(11),
            article,
            length_bytes: 9,
        }),
        event(&UploadEnded {
            upload: UploadId(11),
        }),
        event(&ArticleStepped {
            article,
            creator: CREATOR,
            step: Step::Submitted,
            submission: Some(SubmissionId(12)),
        }),
        event(&AppealDecided {
            appeal: AppealId(21),
            entry: CreditEntryId(20),
            creator: CREATOR,
            won: true,
        }),
        event(&AppealMade {
            appeal: AppealId(21),
            entry: CreditEntryId(20),
            creator: CREATOR,
        }),
        event(&CreditDeducted {
            entry: CreditEntryId(20),
            creator: CREATOR,
            kind: Violation::Facts,
            article: Some(ARTICLE),
        }),
        event(&CreditRulesChanged { version: 2 }),
        event(&TrustChanged {
            creator: CREATOR,
            trusted: true,
        }),
        event(&SubmissionChecked {
            submission: SubmissionId(14),
            article: ARTICLE,
            creator: CREATOR,
            confirmed: true,
        }),
        event(&ApproverAsked {
            article: ARTICLE,
            submission: SubmissionId(14),
            ends_at: Millis(9),
        }),
        event(&ReadingGiven {
            article: ARTICLE,
            submission: SubmissionId(14),
            reviewer: None,
        }),
        event(&PreviewOpened {
            article,
            ends_at: NOW,
        }),
        event(&RemarkMade {
            article,
            submission: SubmissionId(12),
            remark: RemarkId(13),
        }),
        event(&RevisionKept {
            article,
            revision: RevisionId(14),
        }),
        event(&SubmissionClaimed {
            submission: SubmissionId(12),
            reviewer: Some(READER),
        }),
    ]
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
    let sampled: BTreeSet<String> = events()
        .into_iter()
        .chain(on_its_way())
        .map(|event| event.kind)
        .collect();
    assert_eq!(sampled, kinds);
}

pub(super) fn portal(data: &TestDb, folder: &Path) -> Portal {
    let clock = Clock::held(NOW);
    Portal::new(Parts {
        db: data.db.clone(),
        log: Log::new(clock.clone()),
        clock,
        media: Store::folder(folder).expect("a store"),
        settings: Settings {
            base_url: None,
            listen_url: "http://127.0.0.1".to_owned(),
            theme: None,
            embed_hosts: Vec::new(),
            trusted_proxies: Trusted::default(),
            fetch_networks: masthead_fetch::Allowed::none(),
            delivery: Delivery::Outbox,
            regimes: Vec::new(),
            cn: Default::default(),
            second_reading: Vec::new(),
            two_factor: false,
            video_bytes: 512 * 1024 * 1024,
            upload_day_bytes: 4096 * 1024 * 1024,
            keep_unused: None,
            hsts_days: 0,
            openid: None,
        },
        press: Limits::default(),
        random: Random::seeded(1),
        cost: Cost::CHEAP,
    })
    .expect("the templates work")
}

/// A page of each kind, ready in the press.
async fn press_all(portal: &Portal) {
    for (variant, kind) in Kind::ALL.into_iter().enumerate() {
        let make = async || {
            let sheet = Sheet {
                content_type: "text/plain",
                changed_at: 0,
                body: format!("{kind:?}").into(),
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
    (0..Kind::ALL.len()).map(stands).collect()
}

/// How soon each kind of page shows an event: the last moment at which readers
/// get the page before it, while somebody makes it anew all the time.
async fn soonest(portal: &Portal, event: &Event) -> Vec<&'static str> {
    press_all(portal).await;
    tell_of(portal, event);
    // As where it moved a rank that the front shows.
    for (thing, news) in changed(event, None) {
        if thing == Thing::Front && news <= News::Counted {
            portal.touch(thing, News::Counted, event.at);
        }
    }
    let never = async || {
        std::future::pending::<()>().await;
        Err::<(Sheet, Vec<Use>), ()>(())
    };
    let mut makers: Vec<_> = (0..Kind::ALL.len())
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
    (0..Kind::ALL.len()).map(word).collect()
}

#[tokio::test(start_paused = true)]
async fn every_event_against_every_kind_of_page() {
    let (data, folder) = (TestDb::sqlite(crate::schema::STEPS), tempfile::tempdir());
    let folder = folder.expect("a folder");
    let mut table = String::new();
    for event in events() {
        let portal = portal(&data, folder.path());
        let soonest = soonest(&portal, &event).await;
        table.push_str(&event.kind);
        table.push('\n');
        for word in ["now", "1 s", "4 s"] {
            let kinds: Vec<String> = Kind::ALL
                .iter()
                .zip(&soonest)
                .filter(|(_, soon)| **soon == word)
                .map(|(kind, _)| format!("{kind:?}"))
                .collect();
            if !kinds.is_empty() {
                table.push_str(&format!("  {word}: {}\n", kinds.join(" ")));
            }
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn a_text_on_its_way_changes_no_page_before_it_is_there() {
    for event in on_its_way() {
        assert!(changed(&event, None).is_empty(), "{}", event.kind);
    }
}
