use std::collections::{BTreeMap, BTreeSet};

use super::sources;
use crate::web::embedded::{TEMPLATES, WORDS};

/// Key → the arguments that it names, of one language.
fn keys(locale: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, text) in WORDS.iter().filter(|(path, _)| path.starts_with(locale)) {
        let mut key = String::new();
        for line in text.lines() {
            if let Some((name, _)) = line
                .split_once(" =")
                .filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                name.clone_into(&mut key);
                assert!(
                    keys.insert(key.clone(), BTreeSet::new()).is_none(),
                    "{key} stands twice"
                );
            }
            for part in line.split('$').skip(1) {
                let name = part
                    .split(|c: char| !c.is_ascii_alphanumeric())
                    .next()
                    .unwrap();
                keys.get_mut(&key).unwrap().insert(name.to_owned());
            }
        }
    }
    keys
}

#[test]
fn both_languages_have_the_same_keys_and_arguments() {
    assert_eq!(keys("zh-CN"), keys("en"));
}

/// Messages in which a number stands before a plural and is never one: limits and times of the house.
const NEVER_ONE: [&str; 6] = [
    "credit-rehearsal",
    "follow-too-many",
    "letter-ends",
    "notifications-kept",
    "piece-film-hint",
    "upload-long",
];

#[test]
fn no_english_count_says_one_views() {
    let mut key = "";
    for (path, text) in WORDS.iter().filter(|(path, _)| path.starts_with("en")) {
        for line in text.lines() {
            if let Some((name, _)) = line.split_once(" =") {
                key = name;
            }
            let is_chosen = line.trim_start().starts_with(['[', '*']);
            let counts = ["count", "points", "days", "hours", "seen"];
            let many = counts.iter().find(|count| {
                let after = line.split_once(&format!("{{ ${count} }} "));
                let noun = after.and_then(|(_, rest)| rest.split([' ', '.', ',', ';', ':']).next());
                noun.is_some_and(|noun| noun.ends_with('s'))
            });
            assert!(
                is_chosen || many.is_none() || NEVER_ONE.contains(&key),
                "{path}: {key} says “1 {line}”"
            );
        }
    }
}

/// What stands in quotes and is called so by others.
const NOT_OURS: [&str; 2] = ["Most Compatible", "Sports headlines"];

#[test]
fn a_page_or_button_that_a_text_names_is_called_so() {
    let english = || WORDS.iter().filter(|(path, _)| path.starts_with("en"));
    let said: BTreeSet<&str> = english()
        .flat_map(|(_, text)| text.lines())
        .filter_map(|line| line.split_once(" = "))
        .map(|(_, words)| words)
        .collect();
    for (path, text) in english() {
        let quoted = text.split('“').skip(1);
        let names = quoted.filter_map(|part| part.split('”').next());
        for name in names.filter(|name| name.len() > 1 && !name.contains('{')) {
            let known = said.contains(name) || NOT_OURS.contains(&name);
            assert!(known, "{path}: nothing is called “{name}”");
        }
    }
}

#[test]
fn every_key_is_said_somewhere() {
    let made = [
        "label-",
        "describe-",
        "kind-",
        "problem-",
        "account-done-",
        "role-",
        "member-writer",
        "member-editor",
        "member-owner",
        "member-may-",
        "member-done-",
        "media-",
        "link-",
        "desk-accounts",
        "desk-review",
        "piece-",
        "decision-",
        "reason-",
        "review-done-",
        "letter-accepted",
        "letter-sent-back",
        "letter-rejected",
        "desk-slots",
        "slot-gone-",
        "slot-coming-",
        "slot-stage-",
        "slot-act-",
        "slot-difference-",
        "slot-done-",
        "desk-applications",
        "field-of-",
        "application-flag-",
        "application-state-",
        "application-reason-",
        "application-word-",
        "application-done-",
        "apply-fact-",
        "notification-of-",
        "topic-",
        "way-",
        "desk-credit",
        "carry-",
        "credit-kind-",
        "credit-level-",
        "credit-done-",
        "credit-appeal-",
        "credit-recovery_",
        "credit-appeal_",
        "letter-credit-",
        "letter-confirmed",
        "letter-taken-down",
        "desk-sections",
        "desk-articles",
        "moderate-done-",
        "desk-site",
        "section-channel-",
        "section-column-",
        "section-done-",
        "section-of-",
        "credential-state-",
        "credential-confirm",
        "credential-refuse",
        "credential-revoke",
        "desk-credentials",
    ];
    let templates = TEMPLATES.iter().map(|(_, text)| *text);
    let code = sources().into_iter();
    let code = code.filter(|(path, _)| !path.to_string_lossy().contains("test"));
    let said: String = templates
        .map(str::to_owned)
        .chain(code.map(|(_, text)| text))
        .collect();
    let silent: Vec<_> = keys("en")
        .into_keys()
        .filter(|key| {
            !made.iter().any(|prefix| key.starts_with(prefix))
                && !said.contains(&format!("\"{key}\""))
        })
        .collect();
    assert!(silent.is_empty(), "never said: {silent:?}");
}

#[test]
fn templates_hold_no_words_of_their_own() {
    for (path, text) in TEMPLATES {
        let words: String = visible(text)
            .chars()
            .filter(|c| c.is_alphabetic())
            .collect();
        assert!(words.is_empty(), "{path} says {words:?}");
    }
}

/// What stands outside tags, expressions and entities, and in attributes that readers see.
fn visible(template: &str) -> String {
    let text = without(
        &without(&without(template, "{#", "#}"), "{%", "%}"),
        "{{",
        "}}",
    );
    let mut seen = without(&text, "<", ">");
    for attribute in ["alt=\"", "aria-label=\"", "placeholder=\"", "title=\""] {
        seen.extend(
            text.split(attribute)
                .skip(1)
                .filter_map(|rest| rest.split('"').next()),
        );
    }
    without(&seen, "&", ";")
}

fn without(text: &str, open: &str, close: &str) -> String {
    let mut parts = text.split(open);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    kept.extend(
        parts
            .filter_map(|part| part.split_once(close))
            .map(|(_, rest)| rest),
    );
    kept
}
