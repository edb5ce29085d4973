use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;

const SAME_MOMENT: i64 = 784_111_777_000;

fn feed() -> Feed {
    Feed {
        title: "港湾 & <日报>".into(),
        description: "1 < 2 & 3".into(),
        language: "zh-CN".into(),
        self_url: "https://news.example/feed.xml".into(),
        home_url: "https://news.example/".into(),
        updated: SAME_MOMENT,
        items: vec![Item {
            id: "https://news.example/article/7".into(),
            url: "https://news.example/article/7".into(),
            title: "Bridge \u{0}\u{b}\u{fffe}\u{85}reopens <b> & \"more\"".into(),
            summary: "a < b".into(),
            html: "<p>x]]>y \u{1}😀</p>".into(),
            author: "港湾".into(),
            author_url: Some("https://news.example/@港湾".into()),
            published: SAME_MOMENT,
            updated: SAME_MOMENT + 60_000,
            tags: vec!["体育".into()],
            image: Some(Image {
                url: "https://news.example/media/桥.jpg".into(),
                media_type: "image/jpeg".into(),
                size_bytes: 1234,
                alt: "The \"bridge\"".into(),
            }),
            ai_label: Some("可能由AI生成".into()),
        }],
    }
}

/// Every element's own text in order, as a parser of XML sees it.
fn elements(xml: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(xml);
    let (mut found, mut open): (Vec<(String, String)>, Vec<usize>) = Default::default();
    loop {
        let text = match reader.read_event().expect("well-formed") {
            Event::Eof => return found,
            Event::Start(tag) => {
                open.push(found.len());
                let name = AsRef::<str>::as_ref(&tag.name()).to_owned();
                found.push((name, String::new()));
                continue;
            }
            Event::End(_) => {
                open.pop();
                continue;
            }
            Event::Text(text) => AsRef::<str>::as_ref(&text).to_owned(),
            Event::CData(text) => AsRef::<str>::as_ref(&text).to_owned(),
            Event::GeneralRef(r) => {
                let code = r.resolve_char_ref().expect("a reference");
                code.expect("a number").to_string()
            }
            _ => continue,
        };
        if let Some(at) = open.last() {
            found[*at].1.push_str(&text);
        }
    }
}

fn texts(found: &[(String, String)], name: &str) -> Vec<String> {
    let named = found.iter().filter(|(n, _)| n == name);
    named.map(|(_, text)| text.clone()).collect()
}

#[test]
fn a_reader_of_rss_gets_the_words_back_without_illegal_characters() {
    let found = elements(&rss(&feed()));
    assert_eq!(
        texts(&found, "title"),
        ["港湾 & <日报>", "Bridge reopens <b> & \"more\""]
    );
    assert_eq!(
        texts(&found, "content:encoded"),
        ["<p><strong>可能由AI生成</strong></p><p>x]]>y 😀</p>"]
    );
    assert_eq!(
        texts(&found, "description"),
        ["1 &lt; 2 &amp; 3", "[可能由AI生成] a &lt; b"]
    );
    assert_eq!(texts(&found, "dc:creator"), ["港湾"]);
    assert_eq!(texts(&found, "category"), ["体育"]);
    assert_eq!(texts(&found, "pubDate"), ["Sun, 06 Nov 1994 08:49:37 GMT"]);
    assert_eq!(texts(&found, "atom:updated"), ["1994-11-06T08:50:37Z"]);
}

#[test]
fn a_title_that_turns_the_direction_of_what_follows_is_closed() {
    let mut turned = feed();
    turned.items[0].title = "a\u{202e}b \u{2067}c".into();
    let titles = texts(&elements(&rss(&turned)), "title");
    assert_eq!(titles[1], "ab \u{2067}c\u{2069}");
}

#[test]
fn addresses_in_a_feed_are_plain_ascii_and_the_guid_is_a_permalink() {
    let xml = rss(&feed());
    assert!(xml.contains("<guid isPermaLink=\"true\">https://news.example/article/7</guid>"));
    assert!(xml.contains("https://news.example/media/%E6%A1%A5.jpg\" length=\"1234\""));
    assert!(xml.contains("rel=\"self\" type=\"application/rss+xml\""));
}

#[test]
fn an_empty_feed_is_a_feed() {
    let empty = Feed {
        items: Vec::new(),
        ..feed()
    };
    assert!(texts(&elements(&rss(&empty)), "item").is_empty());
    let json: serde_json::Value = serde_json::from_str(&json_feed(&empty)).expect("JSON");
    assert_eq!(json["items"], serde_json::json!([]));
}

#[test]
fn a_reader_of_json_feed_gets_text_author_times_and_label() {
    let json: serde_json::Value = serde_json::from_str(&json_feed(&feed())).expect("JSON");
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    let item = &json["items"][0];
    assert_eq!(item["id"], "https://news.example/article/7");
    assert_eq!(item["authors"][0]["name"], "港湾");
    assert_eq!(item["date_published"], "1994-11-06T08:49:37Z");
    assert_eq!(item["date_modified"], "1994-11-06T08:50:37Z");
    assert_eq!(item["_masthead"]["ai_label"], "可能由AI生成");
    assert_eq!(item["summary"], "[可能由AI生成] a < b");
}
