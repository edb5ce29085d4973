//! Every refusal in the words that an operator reads, held as one snapshot.

use std::fmt::Write;

use masthead_archive::rows::{Article, Channel, Comment, Creator, Row, Slot, User};
use masthead_archive::{Fault, FileKind, LineError, did_you_mean, parse_line, unknown};

fn say<R: Row>(out: &mut String, line: &str) {
    let number = out.lines().count() as u64 + 1;
    match parse_line::<R>(line.as_bytes(), number) {
        Err(error) => writeln!(out, "{error}").expect("a string takes it"),
        Ok(_) => writeln!(out, "TAKEN: {line}").expect("a string takes it"),
    }
}

fn article(keys: &str) -> String {
    let body = r#""body":{"format":"text","content":"x"}"#;
    let time = r#""published_at":"2025-01-01T00:00:00Z""#;
    format!(r#"{{"id":"a","creator":"c","title":"t",{body},{time},{keys}}}"#)
}

#[test]
fn refusals_name_the_key_and_the_reason() {
    let mut out = String::new();
    let o = &mut out;
    say::<Article>(o, r#"{"id":"a","tilte":"x"}"#);
    say::<Article>(o, r#"{"id":"a","creator":"c","title":"t"}"#);
    say::<Article>(
        o,
        r#"{"id":"a","creator":"c","title":"t","body":{"format":"text","content":"x"}}"#,
    );
    say::<Article>(o, r#"{"id":"a","id":"b"}"#);
    say::<Article>(o, r#"{"id":5}"#);
    say::<Article>(
        o,
        r#"{"id":"a","creator":"c","title":"t","body":{"format":"mardown","content":"x"}}"#,
    );
    say::<Article>(
        o,
        r#"{"id":"a","creator":"c","title":"t","body":{"format":"text","contents":"x"}}"#,
    );
    say::<Article>(o, r#"{"id":"a","creator":"c","title":"t","body":"x"}"#);
    for keys in [
        r#""published_at":1"#,
        r#""updated_at":"2025-01-01T00:00:00""#,
        r#""updated_at":"yesterday""#,
        r#""updated_at":"2025-13-01T00:00:00Z""#,
        r#""state":"publishd""#,
        r#""state":"gone""#,
        r#""source":{"nam":"x"}"#,
        r#""source":{"name":"x","url":"javascript:alert(1)"}"#,
        r#""tags":["a",7]"#,
        r#""tags":["a",""]"#,
        r#""columns":"tea""#,
        r#""cover":"media/../a.png""#,
        r#""cover":"a.png""#,
        r#""views":-1"#,
        r#""views":9007199254740992"#,
        r#""original":"yes""#,
        r#""ai_generated":"some""#,
        r#""locale":"chinese (simplified)""#,
    ] {
        say::<Article>(o, &article(keys));
    }
    say::<Article>(
        o,
        &article("\"x\":1")
            .replace("\"t\"", &format!("\"{}\"", "长".repeat(201)))
            .replace(",\"x\":1", ""),
    );
    say::<Article>(o, r#"{"id":"a","creator":"c","title":"t","#);
    say::<Article>(o, "[1]");
    say::<Article>(o, "hello");
    say::<Channel>(o, r#"{"id":"Sport s","name":"x"}"#);
    say::<Channel>(o, r#"{"id":"a","name":""}"#);
    say::<Channel>(o, r#"{"id":"a","name":{}}"#);
    say::<Channel>(o, r#"{"id":"a","name":{"zh-CN":""}}"#);
    say::<Channel>(o, r#"{"id":"a","name":["x"]}"#);
    say::<Channel>(o, r#"{"id":"a","name":"x","parent":"a"}"#);
    say::<Channel>(o, r#"{"id":"a","name":"x","position":"first"}"#);
    say::<User>(o, r#"{"id":"u","name":"x","email":"nobody"}"#);
    say::<Creator>(o, r#"{"id":"c","handle":"a b","name":"x"}"#);
    say::<Creator>(o, r#"{"id":"c","handle":"a","name":"x","kind":"medium"}"#);
    say::<Creator>(
        o,
        r#"{"id":"c","handle":"a","name":"x","members":[{"user":"u","role":"boss"}]}"#,
    );
    say::<Creator>(
        o,
        r#"{"id":"c","handle":"a","name":"x","members":[{"user":"u","roles":"owner"}]}"#,
    );
    say::<Comment>(
        o,
        r#"{"id":"m","article":"a","author":"u","body":" ","created_at":"2025-01-01T00:00:00Z"}"#,
    );
    say::<Slot>(o, r#"{"place":"home/tpo","article":"a"}"#);
    say::<Slot>(o, r#"{"place":"channel/sports/headlines","article":"a"}"#);
    say::<Slot>(o, r#"{"place":"front page","article":"a"}"#);
    say::<Slot>(
        o,
        r#"{"place":"hot","article":"a","from":"2025-01-02T00:00:00Z","until":"2025-01-01T00:00:00Z"}"#,
    );
    assert!(!out.contains("TAKEN"), "{out}");
    insta::assert_snapshot!(out);
}

#[test]
fn bytes_that_are_not_utf_8_are_refused_where_they_stand() {
    let error = parse_line::<User>(b"{\"id\":\"\xFF\"}", 9).expect_err("not UTF-8");
    assert_eq!(error.to_string(), "users.jsonl:9: is not UTF-8 (byte 8)");
}

#[test]
fn a_missing_channel_is_told_with_its_neighbour() {
    let reason = unknown("channel", "sprots", ["tech", "sports", "world"]);
    let error = LineError::new(FileKind::Articles, 17, Fault::new("channel", reason));
    assert_eq!(
        error.to_string(),
        r#"articles.jsonl:17: channel: no channel "sprots" (did you mean "sports"?)"#
    );
}

#[test]
fn a_guess_far_off_is_not_made() {
    assert_eq!(did_you_mean("politics", ["sports", "tech"]), None);
    assert_eq!(did_you_mean("", ["a"]), None);
    assert_eq!(did_you_mean("体于", ["体育", "科技"]), Some("体育"));
}

#[test]
fn nested_json_deeper_than_any_document_is_an_error_and_no_overflow() {
    let line = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(parse_line::<User>(line.as_bytes(), 1).is_err());
}
