//! Whatever a form accepts comes back as it was, through either database.

use std::collections::HashMap;
use std::fs;

use jiff::tz::TimeZone;
use masthead::account::rules::{self as people, Email};
use masthead::account::store::{login, put as accounts};
use masthead::application::form::{Case, Form};
use masthead::channel::store::put as channels;
use masthead::creator::store::put as creators;
use masthead::id::{AccountId, ChannelId, CreatorId};
use masthead::pen::Pen;
use masthead::publishing::acts;
use masthead::publishing::store::draft::{self, Text};
use masthead::publishing::store::submission;
use masthead::publishing::typed::{Known, Ready, Typed};
use masthead::section::rules::{self as section, Both};
use masthead_db::{Fault, Tx};
use masthead_document::text::clean;
use masthead_document::{Document, Limits, Policy, parse};
use masthead_log::Actor;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::json;

use super::house::House;
use crate::support::Archive;

/// Characters that limits, databases and other scripts part at.
const SIGNS: [&str; 27] = [
    "\0",
    "\u{7}",
    "\t",
    "\n",
    "\r\n",
    "\u{85}",
    "\u{9f}",
    "\u{2028}",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{feff}",
    "\u{fffe}",
    "\u{fdd0}",
    "\u{a0}",
    "\u{3000}",
    "e\u{301}",
    "が",
    "か\u{3099}",
    "👩‍👩‍👧",
    "🇨🇳",
    "ميناء",
    "\"",
    "\\",
    ",",
    "，",
    "#",
];
/// Around the limits of fields, in characters.
const LENGTHS: [usize; 13] = [
    1, 40, 41, 50, 51, 100, 101, 120, 121, 200, 201, 1_000, 1_001,
];
const BODIES: [&str; 12] = [
    "正文。",
    "a\0b\u{8}\u{9f}\u{fffe}c",
    "- - - - - - - - - - 深\n",
    "1. > - > 1. > 引\n",
    "[x](https://example.org/%20%7C||\"<>) [y](mailto:a@example.org) [z](javascript:x)",
    "![在别处](https://example.org/a.png)\n\n![](https://example.org/b.png)",
    "| a | b |\n| - | - |\n| **c** | `d|` |\n\n<table><caption>e</caption><tr><td>f<td>g</table>",
    "```rust\n\tfn a() {\u{7}}\r\n```\n\n---\n\n~~x~~",
    "<p>\u{202e}abc <b>def</b></p>\u{2066}",
    "<ul><li>x<ul><li>y<ol start=7><li>z</ol></ul></ul>",
    "# 一\n\n###### 六\n\n**。**后 *a*b",
    "<blockquote><p>x</p><footer>谁\u{0}说</footer></blockquote>",
];

/// Texts that somebody may type.
pub(super) fn typed() -> impl Strategy<Value = String> {
    let sign = || prop::sample::select(SIGNS.to_vec()).prop_map(str::to_owned);
    let piece = prop_oneof![
        3 => "[a-zA-Z0-9 ,.;:'&<>/-]{0,12}",
        3 => "[一-龥，。、；]{0,8}",
        3 => sign(),
        1 => any::<String>(),
    ];
    let pieces = prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat());
    let edge = (sign(), prop::sample::select(LENGTHS.to_vec()))
        .prop_map(|(sign, length)| sign.chars().cycle().take(length).collect::<String>());
    prop_oneof![4 => pieces, 1 => edge]
}

fn piece() -> impl Strategy<Value = (Typed, String)> {
    let locale = prop::sample::select(vec![
        "",
        "zh-CN",
        "en",
        "ar",
        "zh-Hant-TW",
        "x y",
        "klingon",
    ]);
    let origin = prop::sample::select(vec!["", "original", "reprint"]);
    let url = prop::sample::select(vec![
        "",
        "https://example.org/a?b=c#d",
        "https://example.org/桥",
        "http://a b",
        "//example.org",
    ]);
    let body = prop_oneof![
        2 => prop::sample::select(BODIES.to_vec()).prop_map(str::to_owned),
        1 => typed(),
    ];
    let words = (typed(), typed(), typed(), typed(), typed());
    (words, locale, origin, url, body).prop_map(|(words, locale, origin, url, body)| {
        let mut typed = Typed::default();
        let (title, summary, tags, source, correction) = words;
        for (field, value) in [
            ("title", &*title),
            ("summary", &summary),
            ("tags", &tags),
            ("source_name", &source),
            ("correction", &correction),
            ("source_url", url),
            ("origin", origin),
            ("locale", locale),
            ("channel", "CHANNEL"),
            ("comments", if body.len() % 2 == 0 { "closed" } else { "" }),
        ] {
            // As whatever is sent is cleaned where it comes in.
            typed.set(field, &clean(value).text);
        }
        (typed, body)
    })
}

pub(super) fn some<T>(strategy: impl Strategy<Value = T>, count: usize) -> Vec<T> {
    let mut runner = TestRunner::deterministic();
    (0..count)
        .map(|_| strategy.new_tree(&mut runner).expect("a value").current())
        .collect()
}

fn document(markdown: &str) -> Option<Document> {
    let parsed = parse::from_markdown(markdown, &Limits::default(), &Policy::default());
    parsed.ok().map(|parsed| parsed.document)
}

impl House {
    fn pen(&self) -> Pen {
        Pen {
            log: self.home.log.clone(),
            ids: self.home.ids.clone(),
            clock: self.home.clock.clone(),
            actor: Actor::Platform,
        }
    }

    /// What the form accepts goes out to readers. Gives whether it did.
    fn publishes(&self, mut typed: Typed, document: &Document) -> bool {
        let channel = ChannelId(self.number("SELECT id FROM channel WHERE slug = 'city'"));
        let creator =
            CreatorId(self.number("SELECT id FROM creator WHERE external_id = 'harbour'"));
        let account =
            AccountId(self.number("SELECT id FROM user_account WHERE external_id = 'u1'"));
        typed.set("channel", &channel.to_string());
        let pen = Pen {
            actor: Actor::User(account.0),
            ..self.pen()
        };
        let known = Known {
            channels: &[channel],
            columns: &[],
            zone: &TimeZone::UTC,
            now: pen.now(),
        };
        let Ok(ready) = Ready::check(&typed, document, known) else {
            return false;
        };
        let body = serde_json::to_string(document).expect("plain data");
        let write = move |tx: &mut Tx<'_>| -> Result<(), acts::ActFault> {
            let text = Text::new(&typed, body);
            let article = draft::begin(tx, &pen, creator, &text)?;
            let id = acts::submit(tx, &pen, article, &ready)?;
            let row = submission::find(tx, id)?.expect("what was handed in");
            let acceptance = acts::Acceptance {
                reviewer: account,
                ready: &ready,
                words: "",
            };
            acts::accept(tx, &pen, &row, acceptance)
        };
        self.home.db.write_now(write).expect("accepted");
        true
    }

    /// An application that its form accepts, as it is set up. Gives whether it does.
    fn joins(&self, at: usize, words: &[String; 3]) -> bool {
        let sent: HashMap<String, String> = [
            ("kind", "individual"),
            ("name", &*words[0]),
            ("handle", &format!("作者{at}")),
            ("bio", &words[1]),
            ("field", "city"),
            ("region", &words[2]),
            ("contact_name", "林月"),
            ("contact_email", "lin@wangchuan.example"),
            ("terms", "1"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
        let form = Form::of(&sent);
        let case = Case {
            cn: false,
            documents: 0,
            today: jiff::civil::date(2026, 1, 18),
        };
        if !form.troubles(case).is_empty() {
            return false;
        }
        let fields = creators::CreatorFields {
            handle: form.handle,
            name: json!(form.name).to_string(),
            kind: form.kind,
            bio: Some(form.bio).filter(|bio| !bio.is_empty()),
            avatar: None,
            region: Some(form.region).filter(|region| !region.is_empty()),
            created_at: Some(self.home.clock.now()),
        };
        let pen = self.pen();
        let write = move |tx: &mut Tx<'_>| -> Result<(), Fault> {
            let id = format!("application-{at}");
            creators::put(tx, &pen, &id, &fields, &[]).map(drop)
        };
        self.home.db.write_now(write).expect("set up");
        true
    }

    /// Somebody who is called as their form accepts. Gives whether it does.
    fn is_called(&self, at: usize, name: &str) -> bool {
        let Some(name) = people::name(&clean(name).text) else {
            return false;
        };
        let email = Email::parse(&format!("reader-{at}@wangchuan.example"));
        let email = email.expect("an address");
        let pen = self.pen();
        let write = move |tx: &mut Tx<'_>| -> Result<(), Fault> {
            let account = login::create(tx, &pen, "林月", &email)?;
            let hand = Pen {
                actor: Actor::User(account.0),
                ..pen.clone()
            };
            accounts::rename(tx, &hand, &name)
        };
        self.home.db.write_now(write).expect("called so");
        true
    }

    /// A channel that its form accepts. Gives whether it does.
    fn opens(&self, at: usize, words: &[String; 3]) -> bool {
        let sent = |at: usize| clean(&words[at]).text.into_owned();
        let name = Both {
            zh: sent(0),
            en: sent(1),
        };
        let headline = Both {
            zh: sent(2),
            en: String::new(),
        };
        if !section::troubles(&name, &headline).is_empty() {
            return false;
        }
        let json = |text: &Both| {
            let text = text.over(None);
            text.map(|text| serde_json::to_string(&text).expect("plain data"))
        };
        let fields = channels::ChannelFields {
            name: json(&name).expect("a name"),
            headline_title: json(&headline),
            parent: None,
            position: i64::try_from(at).expect("few"),
        };
        let pen = self.pen();
        let write = move |tx: &mut Tx<'_>| -> Result<(), Fault> {
            channels::put(tx, &pen, &format!("c-{at}"), &fields).map(drop)
        };
        self.home.db.write_now(write).expect("opened");
        true
    }

    /// Its archive comes back whole, as it was, in each house.
    fn comes_back(&self) {
        let once = self.exported();
        let bodies = "SELECT r.body FROM article a JOIN revision r ON r.id = a.revision
            ORDER BY r.body";
        let file = tempfile::tempdir().expect("a folder");
        let path = file.path().join("round.zip");
        fs::write(&path, &once).expect("written");
        for again in House::each() {
            let (report, lines) = again.takes_from(&path, false);
            assert!(report.expect("an import").is_whole(), "{lines:#?}");
            assert!(again.exported() == once, "the second export differs");
            let (mut before, mut after) = (self.texts(bodies), again.texts(bodies));
            before.sort();
            after.sort();
            assert_eq!(before, after);
        }
    }
}

#[test]
fn whatever_a_form_accepts_is_equal_after_export_and_import() {
    for house in House::each() {
        house.takes_all(&Archive::small());
        let pieces = some(piece(), 160).into_iter();
        let accepted = pieces.filter(|(typed, body)| {
            document(body).is_some_and(|body| house.publishes(typed.clone(), &body))
        });
        assert!(accepted.count() > 20, "too few to say anything");
        let words = some([typed(), typed(), typed()], 60);
        let joined = (0..)
            .zip(&words)
            .filter(|(at, words)| house.joins(*at, words));
        assert!(joined.count() > 5, "too few to say anything");
        let opened = (0..)
            .zip(&words)
            .filter(|(at, words)| house.opens(*at, words));
        assert!(opened.count() > 5, "too few to say anything");
        let called = (0..)
            .zip(&words)
            .filter(|(at, words)| house.is_called(*at, &words[0]));
        assert!(called.count() > 5, "too few to say anything");
        house.comes_back();
    }
}

#[test]
fn a_text_at_every_limit_of_the_form_comes_back() {
    let most = Limits::default();
    let long = "大".repeat(most.text_chars);
    let four = "𠀀".repeat(240_000);
    let quoted = "\"\\".repeat(240_000);
    let mut deep = String::new();
    (1..most.depth)
        .for_each(|depth| deep.push_str(&format!("{}- {depth}\n", "  ".repeat(depth - 1))));
    let parts = "x\n\n".repeat(most.nodes / 2 - 1);
    let far = "|".repeat(1_300);
    let far = format!("[x](https://example.org/{far})\n\n").repeat(1_500);
    for house in House::each() {
        house.takes_all(&Archive::small());
        for (title, body) in [
            ("一百万字", &long),
            ("四字节", &four),
            ("引号", &quoted),
            ("深", &deep),
            ("很多段", &parts),
            ("长地址", &far),
        ] {
            let mut typed = Typed::default();
            typed.set(
                "title",
                &format!("{title}{}", "👍".repeat(200 - title.chars().count())),
            );
            let document = document(body).expect(title);
            assert!(house.publishes(typed, &document), "{title}");
        }
        house.comes_back();
    }
}

/// What was written without the rest is an archive that an import takes whole.
fn is_whole_with_one_article(bytes: Vec<u8>) {
    let file = tempfile::tempdir().expect("a folder");
    let path = file.path().join("rest.zip");
    fs::write(&path, bytes).expect("written");
    for again in House::each() {
        let (report, lines) = again.takes_from(&path, true);
        assert!(report.expect("an import").is_whole(), "{lines:#?}");
        assert_eq!(again.number("SELECT COUNT(*) FROM article"), 1);
    }
}

#[test]
fn an_export_names_what_no_archive_can_say_and_writes_the_rest() {
    for house in House::each() {
        let archive = Archive::small()
            .article("a", "一", "2026-01-10T08:00:00+08:00")
            .article("b", "二", "2026-01-11T08:00:00+08:00")
            .row(
                "comments",
                json!({"id": "k", "article": "b", "author": "u1", "body": "好",
                "created_at": "2026-01-11T09:00:00Z"}),
            )
            .row("slots", json!({"place": "hot", "article": "b"}));
        house.takes_all(&archive);
        // What an older version took.
        house.write("UPDATE article SET locale = 'Deutsch (neu)' WHERE external_id = 'a'");
        house.write("UPDATE article SET title = ' ' WHERE external_id = 'b'");
        let (bytes, left_out) = house.exported_in_part();
        assert_eq!(
            left_out,
            [
                "articles.jsonl: a: locale: \"Deutsch (neu)\" is no language tag (write it as \"zh-CN\" or \"en\")",
                "articles.jsonl: b: title: is empty",
                "comments.jsonl: k: article: \"b\" was left out of articles.jsonl",
                "slots.jsonl: hot: article: \"b\" was left out of articles.jsonl",
            ]
        );
        is_whole_with_one_article(bytes);
    }
}

#[test]
fn a_channel_that_no_archive_can_say_took_its_articles_along() {
    for house in House::each() {
        let archive = Archive::small()
            .row(
                "channels",
                json!({"id": "a-part", "name": "部", "parent": "city"}),
            )
            .article("a", "一", "2026-01-10T08:00:00+08:00")
            .row(
                "slots",
                json!({"place": "channel/city/headline", "article": "a"}),
            );
        house.takes_all(&archive);
        house.write(r#"UPDATE channel SET name = '" "' WHERE slug = 'city'"#);
        let (bytes, left_out) = house.exported_in_part();
        assert_eq!(
            left_out,
            [
                "channels.jsonl: city: name: is empty",
                "channels.jsonl: a-part: parent: \"city\" was left out of channels.jsonl",
                "articles.jsonl: a: channel: \"city\" was left out of channels.jsonl",
                "slots.jsonl: channel/city/headline: place: \"city\" was left out of channels.jsonl",
            ]
        );
        is_whole_with_one_article(bytes);
    }
}

#[test]
fn an_export_names_a_film_and_a_picture_that_the_media_folder_has_lost() {
    for house in House::each() {
        let archive = Archive::small()
            .row("articles", json!({"id": "a", "creator": "harbour", "title": "题", "cover": "media/p.png",
                "published_at": "2026-01-10T08:00:00Z", "body": {"format": "text", "content": "文"}}))
            .picture("media/p.png", 40, 30);
        house.takes_all(&archive);
        fs::remove_dir_all(house.media_folder().join("original")).expect("lost");
        let film = "f".repeat(64);
        let body = json!({"version": 1, "blocks": [{"type": "video", "src": film}]}).to_string();
        let write = move |tx: &mut Tx<'_>| -> Result<(), Fault> {
            let sql = "UPDATE revision SET body = $1";
            tx.execute(sql, masthead_db::params![&body]).map(drop)
        };
        house.home.db.write_now(write).expect("written");
        let (_, left_out) = house.exported_in_part();
        assert_eq!(left_out.len(), 2, "{left_out:#?}");
        assert!(
            left_out[0].starts_with("articles.jsonl: a: body: ffff"),
            "{}",
            left_out[0]
        );
        assert!(left_out[1].starts_with("media: media/"), "{}", left_out[1]);
        assert!(
            left_out[1].contains("is not in the media folder"),
            "{}",
            left_out[1]
        );
    }
}
