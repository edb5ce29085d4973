//! `docs/architecture.md` says what the machine does.

use std::collections::BTreeSet;

use masthead::publishing::rules::{Act, Next, Piece, Public};
use masthead_clock::Millis;

const DRAWN: &str = include_str!("../../../../../docs/architecture.md");

/// What is scheduled comes out between the two.
const NOW: Millis = Millis(1_000);
const THEN: Millis = Millis(2_000);
const AFTER: Millis = Millis(3_000);

const ACTS: [(&str, &[Act]); 15] = [
    ("write", &[Act::Write]),
    ("submit", &[Act::Submit]),
    ("recall", &[Act::Recall]),
    ("discard", &[Act::Discard]),
    ("resume", &[Act::Resume]),
    ("send back", &[Act::SendBack]),
    ("reject", &[Act::Reject]),
    (
        "accept",
        &[
            Act::Accept { embargo: None },
            Act::Accept {
                embargo: Some(THEN),
            },
        ],
    ),
    (
        "publish",
        &[
            Act::Publish { embargo: None },
            Act::Publish {
                embargo: Some(THEN),
            },
        ],
    ),
    ("come out", &[Act::ComeOut]),
    ("unschedule", &[Act::Unschedule]),
    ("withdraw", &[Act::Withdraw]),
    ("retract", &[Act::Retract]),
    ("take down", &[Act::TakeDown]),
    ("restore", &[Act::Restore]),
];

/// Every place where a piece can be, each with the time before and after.
fn reached() -> Vec<(Piece, Millis)> {
    let mut all = vec![(Piece::BEGUN, NOW)];
    let mut at = 0;
    while let Some((piece, now)) = all.get(at).copied() {
        at += 1;
        let acts = ACTS.iter().flat_map(|(_, acts)| acts.iter());
        let led = acts.filter_map(|act| piece.act(*act, now).ok());
        let led = led.map(|(after, _)| (after, now)).chain([(piece, AFTER)]);
        for place in led.collect::<Vec<_>>() {
            if !all.contains(&place) {
                all.push(place);
            }
        }
    }
    all
}

/// In the order of the table.
fn public(public: Public) -> (u8, &'static str) {
    match public {
        Public::Unpublished => (0, "unpublished"),
        Public::Discarded => (1, "discarded"),
        Public::Scheduled { .. } => (2, "scheduled"),
        Public::Published { .. } => (3, "published"),
        Public::Withdrawn { .. } => (4, "withdrawn"),
        Public::Retracted { .. } => (5, "retracted"),
        Public::TakenDown { .. } => (6, "taken down"),
    }
}

fn next(next: Next) -> (u8, &'static str) {
    match next {
        Next::Nothing => (0, "none"),
        Next::Open => (1, "open"),
        Next::Waiting => (2, "waiting"),
        Next::SentBack => (3, "sent back"),
        Next::Rejected => (4, "rejected"),
    }
}

type Moves = BTreeSet<((u8, &'static str), (u8, &'static str))>;

fn said(moves: &Moves) -> String {
    let each = moves.iter().map(|((_, from), (_, to))| match from == to {
        true => (*from).to_owned(),
        false => format!("{from} → {to}"),
    });
    each.collect::<Vec<_>>().join(", ")
}

#[test]
fn the_drawing_says_what_the_machine_does() {
    let (mut table, places) = (String::new(), reached());
    for (name, acts) in ACTS {
        let (mut with_readers, mut its_next) = (Moves::new(), Moves::new());
        for act in acts {
            for (piece, now) in &places {
                if let Ok((after, _)) = piece.act(*act, *now) {
                    with_readers.insert((public(piece.public), public(after.public)));
                    its_next.insert((next(piece.next), next(after.next)));
                }
            }
        }
        let (with_readers, its_next) = (said(&with_readers), said(&its_next));
        table.push_str(&format!("| {name} | {with_readers} | {its_next} |\n"));
    }
    assert!(DRAWN.contains(&table), "the table should be:\n{table}");
}
