//! What a mail server gets of a letter.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lettre::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use masthead_clock::Millis;
use url::Host;

use super::store::LetterRow;

/// RFC 2047, 2: no line with an encoded word is longer.
const LINE_BYTES: usize = 76;
const BEFORE: &str = "=?utf-8?b?";
const AFTER: &str = "?=";

/// Whether a letter can be sent to this address, as far as its form says. What
/// stands before the `@` has to be ASCII: only some servers on the way take
/// more (RFC 6531), and which is not known before the letter comes back.
#[must_use]
pub fn reaches(email: &str) -> bool {
    address(email).is_some_and(|address| address.user().is_ascii())
}

/// As mail servers write it: a domain in other letters than ours by its ASCII
/// form, `xn--…` (RFC 5891).
pub(super) fn address(email: &str) -> Option<Address> {
    let (local, domain) = email.rsplit_once('@')?;
    let Ok(Host::Domain(domain)) = Host::parse(domain) else {
        return None;
    };
    Address::new(local, domain).ok()
}

/// The letter `row`, sent at `now`; none where its recipient is no address.
pub(super) fn message(
    row: &LetterRow,
    from: &Mailbox,
    now: Millis,
) -> Result<Message, Box<dyn std::error::Error + Send + Sync>> {
    let at = UNIX_EPOCH + Duration::from_millis(u64::try_from(now.0).unwrap_or_default());
    let at: SystemTime = at;
    let domain = from.email.domain();
    let to = address(&row.letter.to).ok_or("no letter can be sent to such an address")?;
    // RFC 3834: no out-of-office notes, please.
    let auto = HeaderValue::new(
        HeaderName::new_from_ascii_str("Auto-Submitted"),
        "auto-generated".to_owned(),
    );
    let ending = row.unsubscribe.as_deref().map(ending);
    let mut message = Message::builder();
    for header in ending.into_iter().flatten() {
        message = message.raw_header(header);
    }
    message = match sender(from) {
        Some(sender) => message.raw_header(sender),
        None => message.from(from.clone()),
    };
    message = match subject(&row.letter.subject) {
        Some(subject) => message.raw_header(subject),
        None => message.subject(row.letter.subject.clone()),
    };
    Ok(message
        .to(Mailbox::new(None, to))
        .date(at)
        .message_id(Some(format!("<{:x}@{domain}>", row.id.0)))
        .raw_header(auto)
        .header(ContentType::TEXT_PLAIN)
        .body(row.letter.body.clone())?)
}

/// RFC 8058: the recipient's mail program ends such letters with one click.
fn ending(url: &str) -> [HeaderValue; 2] {
    [
        ("List-Unsubscribe", format!("<{url}>")),
        (
            "List-Unsubscribe-Post",
            "List-Unsubscribe=One-Click".to_owned(),
        ),
    ]
    .map(|(name, value)| HeaderValue::new(HeaderName::new_from_ascii_str(name), value))
}

/// None where it needs no encoded words.
fn subject(text: &str) -> Option<HeaderValue> {
    if text.is_ascii() {
        return None;
    }
    let words = encoded(text, "Subject: ".len());
    let name = HeaderName::new_from_ascii_str("Subject");
    Some(HeaderValue::dangerous_new_pre_encoded(
        name,
        text.to_owned(),
        words,
    ))
}

/// The name in encoded words, and the address on a line of its own. None where
/// the name needs none.
fn sender(from: &Mailbox) -> Option<HeaderValue> {
    let name = from.name.as_deref().filter(|name| !name.is_ascii())?;
    let words = encoded(name, "From: ".len());
    Some(HeaderValue::dangerous_new_pre_encoded(
        HeaderName::new_from_ascii_str("From"),
        from.email.to_string(),
        format!("{words}\r\n <{}>", from.email),
    ))
}

/// `text` in encoded words (RFC 2047), a line each, of whole characters. `used`
/// is taken of the first line.
fn encoded(text: &str, used: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let taken = if lines.is_empty() { used } else { 1 };
        let room = LINE_BYTES.saturating_sub(taken + BEFORE.len() + AFTER.len());
        // Four letters stand for three bytes.
        let fits = room / 4 * 3;
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
        let end = ends.take_while(|end| *end <= fits).last();
        let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
        lines.push(format!("{BEFORE}{}{AFTER}", STANDARD.encode(word)));
        rest = after;
    }
    lines.join("\r\n ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::MailId;

    #[test]
    fn an_address_at_a_domain_in_other_letters_is_written_in_ascii() {
        let ascii = |email| address(email).map(|address| address.to_string());
        assert_eq!(
            ascii("lin@例子.测试").as_deref(),
            Some("lin@xn--fsqu00a.xn--0zwm56d")
        );
        let fine = ["lin+news@a--b.example", "o'brien@xn--fsqu00a.xn--0zwm56d"];
        for email in fine {
            assert_eq!(ascii(email).as_deref(), Some(email));
            assert!(reaches(email));
        }
        for bad in [
            "林@例子.测试",
            "lin@xn--.example",
            "lin.@a.example",
            "lin",
            "lin@192.0.2.1",
        ] {
            assert!(!reaches(bad), "{bad}");
        }
    }

    #[test]
    fn no_line_with_encoded_words_is_too_long_and_each_word_is_whole() {
        let text = "河口市沿江片区城市更新与历史风貌保护办公室 🐟 and some words in between, 联合新闻中心编辑部（试运行）".repeat(3);
        for used in [1, 6, 9, 40] {
            let mut whole = String::new();
            for (at, line) in encoded(&text, used).split("\r\n").enumerate() {
                let length = if at == 0 {
                    used + line.len()
                } else {
                    line.len()
                };
                assert!(length <= LINE_BYTES, "{length}: {line}");
                let word = line.trim_start().strip_prefix(BEFORE).expect("a word");
                let word = word.strip_suffix(AFTER).expect("a word");
                let bytes = STANDARD.decode(word).expect("base64");
                whole += &String::from_utf8(bytes).expect("whole characters");
            }
            assert_eq!(whole, text);
        }
    }

    #[test]
    fn the_address_of_a_sender_stands_outside_its_encoded_name() {
        let long = "望川".repeat(30);
        let from = Mailbox::new(
            Some(long),
            "desk@wangchuan.example".parse().expect("an address"),
        );
        let row = LetterRow {
            id: MailId(7),
            letter: crate::mail::Letter {
                to: "lin@例子.测试".to_owned(),
                subject: "确认您的邮箱".repeat(9),
                body: "您好！".to_owned(),
            },
            created_at: Millis(0),
            tries: 1,
            unsubscribe: None,
        };
        let message = message(&row, &from, Millis(0)).expect("a message");
        let from = message.envelope().from().map(ToString::to_string);
        assert_eq!(from.as_deref(), Some("desk@wangchuan.example"));
        let text = String::from_utf8(message.formatted()).expect("ASCII");
        assert!(text.contains("\r\n <desk@wangchuan.example>\r\n"), "{text}");
        assert!(
            text.contains("To: lin@xn--fsqu00a.xn--0zwm56d\r\n"),
            "{text}"
        );
        assert!(text.lines().all(|line| line.len() <= LINE_BYTES), "{text}");
    }
}
