//! `docs/architecture.md` says what the machine does.

use std::collections::BTreeSet;

use masthead::publishing::rules::{Act, Next, Piece, Public};
use masthead_clock::Millis;

const DRAWN: &str = include_str!("../../../../../docs/architecture.md");

/// Before this, between this and the next, and after it.
const NOW: Millis = Millis(1_000);
const LATER: Millis = Millis(2_000);

const ACTS: [(&str, &[Act]); 13] = [
    ("write", &[Act::Write]),
    ("submit", &[Act::Submit]),
    ("recall", &[Act::Recall]),
    ("send back", &[Act::SendBack]),
    ("reject", &[Act::Reject]),
    (
        "accept",
        &[
            Act::Accept { embargo: None },
            Act::Accept {
                embargo: Some(LATER),
            },
        ],
    ),
    (
        "publish",
        &[
            Act::Publish { embargo: None },
            Act::Publish {
                embargo: Some(LATER),
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

const NEXTS: [Next; 5] = [
    Next::Nothing,
    Next::Open,
    Next::Waiting,
    Next::SentBack,
    Next::Rejected,
];

/// Every place with readers, its time come or not where that matters.
fn publics() -> [Public; 9] {
    let (past, at) = (Millis(500), LATER);
    [
        Public::Unpublished,
        Public::Scheduled { at: past },
        Public::Scheduled { at },
        Public::Published { at: past },
        Public::Withdrawn { at: past },
        Public::Retracted { at: past },
        Public::TakenDown { at: Some(past) },
        Public::TakenDown { at: Some(at) },
        Public::TakenDown { at: None },
    ]
}

/// In the order of the table.
fn public(public: Public) -> (u8, &'static str) {
    match public {
        Public::Unpublished => (0, "unpublished"),
        Public::Scheduled { .. } => (1, "scheduled"),
        Public::Published { .. } => (2, "published"),
        Public::Withdrawn { .. } => (3, "withdrawn"),
        Public::Retracted { .. } => (4, "retracted"),
        Public::TakenDown { .. } => (5, "taken down"),
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
    let mut table = String::new();
    for (name, acts) in ACTS {
        let (mut with_readers, mut its_next) = (Moves::new(), Moves::new());
        for act in acts {
            for from in publics() {
                for text in NEXTS {
                    let piece = Piece {
                        public: from,
                        next: text,
                    };
                    if let Ok((after, _)) = piece.act(*act, NOW) {
                        with_readers.insert((public(from), public(after.public)));
                        its_next.insert((next(text), next(after.next)));
                    }
                }
            }
        }
        let (with_readers, its_next) = (said(&with_readers), said(&its_next));
        table.push_str(&format!("| {name} | {with_readers} | {its_next} |\n"));
    }
    assert!(DRAWN.contains(&table), "the table should be:\n{table}");
}
