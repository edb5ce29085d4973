//! The life of an article: one state machine, pure. `docs/architecture.md` draws it.

use masthead_clock::Millis;

use super::events::Step;
use crate::article::rules::StoredState;

/// Where an article stands with its readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Public {
    /// Nobody has read it yet.
    Unpublished,
    /// Its creator gave it up before anybody read it. What was written stays.
    Discarded,
    /// Accepted: readers have it from then on.
    Scheduled { at: Millis },
    /// Readers have it; `at` is when it first came out.
    Published { at: Millis },
    /// Its creator took it back. `at` is when it had come out.
    Withdrawn { at: Millis },
    /// Its creator disowned it: the page stays and says so.
    Retracted { at: Millis },
    /// The desk took it away.
    TakenDown(TakenDown),
}

/// What the desk took from readers, and may give back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakenDown {
    /// Nothing: it came with an archive, which does not say that it was ever out.
    Unpublished,
    /// The text, which came out at that time, or was to.
    Text { at: Millis },
    /// The page that said that its creator had disowned it.
    Stub { at: Millis },
}

/// Where its next text stands with the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// There is none: what readers have is all.
    Nothing,
    /// Somebody writes it.
    Open,
    /// The desk has it, and nobody changes it.
    Waiting,
    /// The desk asks for changes.
    SentBack,
    /// The desk does not want it.
    Rejected,
}

/// An article as far as it can move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub public: Public,
    pub next: Next,
}

/// What somebody does with an article, or the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Goes on writing: also what begins the next text of a published one.
    Write,
    /// Hands the text to the desk.
    Submit,
    /// Gives the text to readers, now or from `embargo` on: a trusted creator,
    /// whom the desk checks afterwards.
    Publish { embargo: Option<Millis> },
    /// Takes it back from the desk, undecided.
    Recall,
    /// Gives the text up: of what readers have, its update; else the piece.
    Discard,
    /// Goes on after all with a piece that was given up.
    Resume,
    /// The desk asks for changes.
    SendBack,
    /// The desk does not want it.
    Reject,
    /// The desk takes it: for readers now, or from `embargo` on.
    Accept { embargo: Option<Millis> },
    /// The time of a scheduled one has come.
    ComeOut,
    /// It is not to come out by itself after all.
    Unschedule,
    /// Its creator takes it back from readers.
    Withdraw,
    /// Its creator disowns it.
    Retract,
    /// The desk takes it from readers.
    TakeDown,
    /// The desk gives back what it took down.
    Restore,
}

/// Pieces that a creator may have in writing at once, those that wait for the desk among them.
pub const DRAFTS: i64 = 500;

/// Why an act does not happen. The locale key is `publishing-{name}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The desk reads it just now: recall it first.
    Waits,
    /// The desk has rejected it: a new piece may be written.
    Rejected,
    /// There is nothing at the desk.
    NotWaiting,
    /// Nothing was changed since readers got it.
    NothingNew,
    /// It was given up: taking it up again comes first.
    Discarded,
    /// It was not given up.
    NotDiscarded,
    /// Somebody else writes it just now.
    Held,
    /// Readers have the article already, and this text only later.
    Embargoed,
    /// Readers do not have it.
    NotPublished,
    /// It was retracted, for good.
    Retracted,
    /// The desk took it down: only the desk brings it back.
    TakenDown,
    /// The desk did not take it down.
    NotTakenDown,
    /// It is not scheduled.
    NotScheduled,
    /// Its time has not come.
    TooEarly,
    /// What its form names is no longer there: a channel.
    Outdated,
    /// Its creator misses the paper that its channel asks for.
    Uncredentialed,
    /// This reader has read it already: another has to.
    ReadAlready,
    /// Nobody is a reader of one's own text where two have to read.
    OwnText,
    /// Nobody at the desk takes down or gives back what their own creator published.
    OwnCreator,
    /// Nobody sees this text by a link.
    NotShown,
    /// As many pieces of the creator are being written as may be: [`DRAFTS`].
    TooMany,
}

impl Refusal {
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Waits => "publishing-waits",
            Self::Rejected => "publishing-rejected",
            Self::NotWaiting => "publishing-not-waiting",
            Self::NothingNew => "publishing-nothing-new",
            Self::Discarded => "publishing-discarded",
            Self::NotDiscarded => "publishing-not-discarded",
            Self::Held => "publishing-held",
            Self::Embargoed => "publishing-embargoed",
            Self::NotPublished => "publishing-not-published",
            Self::Retracted => "publishing-retracted",
            Self::TakenDown => "publishing-taken-down",
            Self::NotTakenDown => "publishing-not-taken-down",
            Self::NotScheduled => "publishing-not-scheduled",
            Self::TooEarly => "publishing-too-early",
            Self::Outdated => "publishing-outdated",
            Self::Uncredentialed => "publishing-uncredentialed",
            Self::ReadAlready => "review-read-already",
            Self::OwnText => "review-own",
            Self::OwnCreator => "review-own-creator",
            Self::NotShown => "publishing-not-shown",
            Self::TooMany => "publishing-too-many",
        }
    }
}

impl Piece {
    /// One that somebody begins.
    pub const BEGUN: Self = Self {
        public: Public::Unpublished,
        next: Next::Open,
    };

    /// What it is after `act` at `now`, and the step that the log keeps of it;
    /// none where nothing moves.
    ///
    /// # Errors
    /// The [`Refusal`] that says why it stays as it is.
    pub fn act(self, act: Act, now: Millis) -> Result<(Self, Option<Step>), Refusal> {
        let step = match act {
            Act::Write => return self.written().map(|piece| (piece, None)),
            Act::Submit => self.may_submit().map(|()| Step::Submitted)?,
            Act::Publish { embargo } => {
                self.may_publish()?;
                self.accepted(embargo, now)?
            }
            Act::Recall => self.waiting(Step::Recalled)?,
            Act::Discard => self.may_discard().map(|()| Step::Discarded)?,
            Act::Resume => match self.public {
                Public::Discarded => Step::Resumed,
                _ => return Err(Refusal::NotDiscarded),
            },
            Act::SendBack => self.waiting(Step::SentBack)?,
            Act::Reject => self.waiting(Step::Rejected)?,
            Act::Accept { embargo } => {
                self.waiting(Step::Submitted)?;
                self.accepted(embargo, now)?
            }
            Act::ComeOut => self.comes_out(now)?,
            Act::Unschedule => match self.public {
                Public::Scheduled { .. } => Step::Unscheduled,
                _ => return Err(Refusal::NotScheduled),
            },
            Act::Withdraw => self.published().map(|at| Step::Withdrawn { at })?,
            Act::Retract => self.published().map(|at| Step::Retracted { at })?,
            Act::TakeDown => self.taken_down()?,
            Act::Restore => self.restored(now)?,
        };
        Ok((self.after(step), Some(step)))
    }

    /// What it is after a step that was taken: what replays the log.
    #[must_use]
    pub fn after(self, step: Step) -> Self {
        let Self { public, next } = self;
        let (public, next) = match step {
            Step::Submitted => (public, Next::Waiting),
            Step::Recalled => (public, Next::Open),
            // What nobody has read stays where it was with the desk, for the day it is taken up again.
            Step::Discarded if public == Public::Unpublished => (Public::Discarded, next),
            Step::Discarded => (public, Next::Nothing),
            Step::Resumed => (Public::Unpublished, next),
            Step::SentBack => (public, Next::SentBack),
            Step::Rejected => (public, Next::Rejected),
            Step::Scheduled { at } => (Public::Scheduled { at }, Next::Nothing),
            Step::Published { at } => (Public::Published { at }, Next::Nothing),
            // An update of one that is scheduled may be on its way.
            Step::CameOut { at } => (Public::Published { at }, next),
            Step::Unscheduled => (Public::Unpublished, next.or_open()),
            Step::Withdrawn { at } => (Public::Withdrawn { at }, next.or_open()),
            Step::Retracted { at } => (Public::Retracted { at }, Next::Nothing),
            Step::TakenDown { at } => {
                let taken = match public {
                    Public::Retracted { .. } => TakenDown::Stub { at },
                    _ => TakenDown::Text { at },
                };
                (Public::TakenDown(taken), next.off_desk())
            }
            Step::Restored { at } => (Public::Published { at }, next),
            Step::Rescheduled { at } => (Public::Scheduled { at }, next),
            Step::StubRestored { at } => (Public::Retracted { at }, next),
        };
        Self { public, next }
    }

    fn written(self) -> Result<Self, Refusal> {
        self.stands()?;
        let next = match self.next {
            Next::Waiting => return Err(Refusal::Waits),
            Next::Rejected if self.public == Public::Unpublished => return Err(Refusal::Rejected),
            // What is wrong stays said until it is handed in again.
            Next::SentBack => Next::SentBack,
            Next::Nothing | Next::Open | Next::Rejected => Next::Open,
        };
        Ok(Self { next, ..self })
    }

    fn may_submit(self) -> Result<(), Refusal> {
        self.stands()?;
        match self.next {
            Next::Open | Next::SentBack => Ok(()),
            Next::Waiting => Err(Refusal::Waits),
            Next::Rejected => Err(Refusal::Rejected),
            Next::Nothing => Err(Refusal::NothingNew),
        }
    }

    /// What the desk asked to change goes back to the desk, whoever wrote it.
    fn may_publish(self) -> Result<(), Refusal> {
        self.may_submit()?;
        match self.next {
            Next::SentBack => Err(Refusal::Waits),
            _ => Ok(()),
        }
    }

    /// A text that is there and that the desk is not reading.
    fn may_discard(self) -> Result<(), Refusal> {
        self.stands()?;
        match self.next {
            Next::Open | Next::SentBack | Next::Rejected => Ok(()),
            Next::Waiting => Err(Refusal::Waits),
            Next::Nothing => Err(Refusal::NothingNew),
        }
    }

    fn taken_down(self) -> Result<Step, Refusal> {
        match self.public {
            Public::Published { at } | Public::Scheduled { at } | Public::Retracted { at } => {
                Ok(Step::TakenDown { at })
            }
            Public::TakenDown(_) => Err(Refusal::TakenDown),
            Public::Unpublished | Public::Discarded | Public::Withdrawn { .. } => {
                Err(Refusal::NotPublished)
            }
        }
    }

    fn restored(self, now: Millis) -> Result<Step, Refusal> {
        let Public::TakenDown(taken) = self.public else {
            return Err(Refusal::NotTakenDown);
        };
        match taken {
            TakenDown::Unpublished => Err(Refusal::NotTakenDown),
            TakenDown::Stub { at } => Ok(Step::StubRestored { at }),
            TakenDown::Text { at } if at > now => Ok(Step::Rescheduled { at }),
            TakenDown::Text { at } => Ok(Step::Restored { at }),
        }
    }

    /// Neither given up nor disowned nor taken down.
    fn stands(self) -> Result<(), Refusal> {
        match self.public {
            Public::Discarded => Err(Refusal::Discarded),
            Public::Retracted { .. } => Err(Refusal::Retracted),
            Public::TakenDown(_) => Err(Refusal::TakenDown),
            _ => Ok(()),
        }
    }

    fn waiting(self, step: Step) -> Result<Step, Refusal> {
        self.stands()?;
        match self.next {
            Next::Waiting => Ok(step),
            _ => Err(Refusal::NotWaiting),
        }
    }

    fn accepted(self, embargo: Option<Millis>, now: Millis) -> Result<Step, Refusal> {
        let later = embargo.filter(|at| *at > now);
        Ok(match (self.public, later) {
            // Its time came while this text was on its way: two texts do not come out at two times.
            (Public::Published { .. }, Some(_)) => return Err(Refusal::Embargoed),
            // Readers have it: another text is no reason to come out again.
            (Public::Published { at }, None) => Step::Published { at },
            (Public::Withdrawn { at }, None) => Step::Published { at },
            (_, Some(at)) => Step::Scheduled { at },
            (Public::Scheduled { at }, None) if at > now => Step::Scheduled { at },
            (_, None) => Step::Published { at: now },
        })
    }

    fn comes_out(self, now: Millis) -> Result<Step, Refusal> {
        match self.public {
            Public::Scheduled { at } if at <= now => Ok(Step::CameOut { at }),
            Public::Scheduled { .. } => Err(Refusal::TooEarly),
            _ => Err(Refusal::NotScheduled),
        }
    }

    fn published(self) -> Result<Millis, Refusal> {
        self.stands()?;
        match self.public {
            // The desk would decide on something that its creator takes away.
            _ if self.next == Next::Waiting => Err(Refusal::Waits),
            Public::Published { at } => Ok(at),
            _ => Err(Refusal::NotPublished),
        }
    }

    /// Whether its next text may be seen by a link: not where the desk has
    /// decided that nobody reads it, nor where its creator has disowned it.
    #[must_use]
    pub fn may_be_shown(self) -> bool {
        let is_rejected = self.public == Public::Unpublished && self.next == Next::Rejected;
        self.stands().is_ok() && !is_rejected
    }

    /// As `article.state` has it.
    #[must_use]
    pub fn state(self) -> StoredState {
        match (self.public, self.next) {
            (Public::Unpublished, Next::Waiting) => StoredState::Submitted,
            (Public::Unpublished | Public::Discarded, Next::Rejected) => StoredState::Rejected,
            (Public::Unpublished | Public::Discarded, _) => StoredState::Draft,
            (Public::Scheduled { .. }, _) => StoredState::Scheduled,
            (Public::Published { .. }, _) => StoredState::Published,
            (Public::Withdrawn { .. } | Public::Retracted { .. }, _) => StoredState::Withdrawn,
            (Public::TakenDown(_), _) => StoredState::TakenDown,
        }
    }
}

impl TakenDown {
    /// When the text came out, or was to.
    #[must_use]
    pub fn at(self) -> Option<Millis> {
        match self {
            Self::Unpublished => None,
            Self::Text { at } | Self::Stub { at } => Some(at),
        }
    }
}

impl Next {
    /// As `draft.stage` has it; none where there is no draft.
    #[must_use]
    pub fn stage(self) -> Option<&'static str> {
        match self {
            Self::Nothing => None,
            Self::Open => Some("open"),
            Self::Waiting => Some("waiting"),
            Self::SentBack => Some("sent_back"),
            Self::Rejected => Some("rejected"),
        }
    }

    #[must_use]
    pub fn from_stage(stage: Option<&str>) -> Self {
        match stage {
            None => Self::Nothing,
            Some("waiting") => Self::Waiting,
            Some("sent_back") => Self::SentBack,
            Some("rejected") => Self::Rejected,
            Some(_) => Self::Open,
        }
    }

    /// The desk does not go on reading the next text of what it took down.
    fn off_desk(self) -> Self {
        match self {
            Self::Waiting => Self::SentBack,
            other => other,
        }
    }

    /// A text that was taken from its readers goes on as a draft.
    fn or_open(self) -> Self {
        match self {
            Self::Nothing | Self::Rejected => Self::Open,
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Millis = Millis(1_000);

    fn act() -> impl Strategy<Value = Act> {
        let embargo = prop_oneof![Just(None), (900..2_000_i64).prop_map(|at| Some(Millis(at)))];
        prop_oneof![
            Just(Act::Write),
            Just(Act::Submit),
            Just(Act::Recall),
            Just(Act::Discard),
            Just(Act::Resume),
            Just(Act::SendBack),
            Just(Act::Reject),
            embargo.clone().prop_map(|embargo| Act::Accept { embargo }),
            embargo.prop_map(|embargo| Act::Publish { embargo }),
            Just(Act::TakeDown),
            Just(Act::Restore),
            Just(Act::ComeOut),
            Just(Act::Unschedule),
            Just(Act::Withdraw),
            Just(Act::Retract),
        ]
    }

    fn is_read(piece: Piece) -> bool {
        matches!(piece.public, Public::Published { .. })
    }

    proptest! {
        #[test]
        fn the_steps_alone_lead_where_the_acts_led(acts in prop::collection::vec((act(), 0..400_i64), 1..60)) {
            let (mut piece, mut replayed, mut now) = (Piece::BEGUN, Piece::BEGUN, NOW);
            for (act, later) in acts {
                now = Millis(now.0 + later);
                let Ok((after, step)) = piece.act(act, now) else {
                    continue;
                };
                let waited = piece.next == Next::Waiting;
                // Nobody's text comes to readers past the desk, but a trusted creator's.
                if is_read(after) && !is_read(piece) {
                    prop_assert!(
                        matches!(act, Act::Accept { .. } if waited)
                            || matches!(act, Act::Publish { .. } if piece.next == Next::Open)
                            || matches!(act, Act::ComeOut | Act::Restore),
                        "{act:?} from {piece:?}"
                    );
                }
                // What the desk has is not written.
                if waited {
                    let writes = matches!(
                        act,
                        Act::Write | Act::Submit | Act::Publish { .. } | Act::Discard | Act::Withdraw | Act::Retract
                    );
                    prop_assert!(!writes, "{act:?} from {piece:?}");
                }
                // Nothing leads on from a retraction, but that the desk takes its page away and gives it back.
                if matches!(piece.public, Public::Retracted { .. }) {
                    prop_assert_eq!(act, Act::TakeDown);
                }
                let was_retracted = matches!(piece.public, Public::Retracted { .. } | Public::TakenDown(TakenDown::Stub { .. }));
                let is_retracted = matches!(after.public, Public::Retracted { .. } | Public::TakenDown(TakenDown::Stub { .. }));
                prop_assert!(!was_retracted || is_retracted, "{act:?} from {piece:?}");
                // Giving a piece up and taking it up again leads past nothing that the desk said.
                if piece.public == Public::Discarded {
                    prop_assert_eq!(act, Act::Resume);
                    prop_assert_eq!(after.next, piece.next);
                }
                // Readers keep an article while its next text is on its way.
                if is_read(piece) && !matches!(act, Act::Withdraw | Act::Retract | Act::TakeDown) {
                    prop_assert!(is_read(after), "{act:?} from {piece:?}");
                }
                // What the desk took away only the desk gives back.
                if matches!(piece.public, Public::TakenDown { .. }) {
                    prop_assert_eq!(act, Act::Restore);
                }
                if let Some(step) = step {
                    replayed = replayed.after(step);
                }
                if act == Act::Write {
                    replayed = after;
                }
                prop_assert_eq!(replayed, after);
                piece = after;
            }
        }

        #[test]
        fn an_article_keeps_the_time_at_which_it_first_came_out(later in 1..10_000_i64) {
            let step = |piece: Piece, act, now| piece.act(act, Millis(now)).expect("allowed").0;
            let published = step(step(Piece::BEGUN, Act::Submit, 1_000), Act::Accept { embargo: None }, 1_000);
            prop_assert_eq!(published.public, Public::Published { at: NOW });
            let update = step(step(published, Act::Write, 1_000), Act::Submit, 1_000 + later);
            let updated = step(update, Act::Accept { embargo: None }, 1_000 + later);
            prop_assert_eq!(updated, published);
            let withdrawn = step(published, Act::Withdraw, 1_000 + later);
            let again = step(step(withdrawn, Act::Submit, 1_001 + later), Act::Accept { embargo: None }, 1_001 + later);
            prop_assert_eq!(again, published);
        }
    }

    #[test]
    fn a_scheduled_article_comes_out_at_its_time_and_not_before() {
        let at = Millis(2_000);
        let (waiting, _) = Piece::BEGUN.act(Act::Submit, NOW).expect("allowed");
        let embargo = Some(at);
        let (scheduled, step) = waiting.act(Act::Accept { embargo }, NOW).expect("allowed");
        assert_eq!(step, Some(Step::Scheduled { at }));
        assert_eq!(scheduled.state().name(), "scheduled");
        assert_eq!(scheduled.act(Act::ComeOut, NOW), Err(Refusal::TooEarly));
        let (out, _) = scheduled.act(Act::ComeOut, at).expect("allowed");
        assert_eq!(out.public, Public::Published { at });
        // An embargo that ran out while the desk was reading is none.
        let (now, _) = waiting
            .act(Act::Accept { embargo }, Millis(3_000))
            .expect("allowed");
        assert_eq!(now.public, Public::Published { at: Millis(3_000) });
    }

    #[test]
    fn what_was_taken_down_by_mistake_stands_again_as_it_did() {
        let step = |piece: Piece, act, now| piece.act(act, now).expect("allowed").0;
        let out = step(Piece::BEGUN, Act::Publish { embargo: None }, NOW);
        assert_eq!(out.public, Public::Published { at: NOW });
        let down = step(out, Act::TakeDown, Millis(1_500));
        assert_eq!(down.state().name(), "taken_down");
        assert_eq!(down.act(Act::Write, NOW), Err(Refusal::TakenDown));
        assert_eq!(step(down, Act::Restore, Millis(1_600)), out);
        let embargo = Some(Millis(2_000));
        let ahead = step(Piece::BEGUN, Act::Publish { embargo }, NOW);
        let down = step(ahead, Act::TakeDown, NOW);
        assert_eq!(step(down, Act::Restore, NOW), ahead);
        // Its time came while it was down: it does not wait for the clock.
        let again = step(down, Act::Restore, Millis(3_000));
        assert_eq!(again.public, Public::Published { at: Millis(2_000) });
        // What the desk asked to change is not published past it.
        let sent_back = step(step(Piece::BEGUN, Act::Submit, NOW), Act::SendBack, NOW);
        let refused = sent_back.act(Act::Publish { embargo: None }, NOW);
        assert_eq!(refused, Err(Refusal::Waits));
    }

    #[test]
    fn a_rejected_piece_is_not_handed_in_again_but_an_update_is() {
        let after = |piece: Piece, act| piece.act(act, NOW).expect("allowed").0;
        let rejected = after(after(Piece::BEGUN, Act::Submit), Act::Reject);
        assert_eq!(rejected.state().name(), "rejected");
        assert_eq!(rejected.act(Act::Write, NOW), Err(Refusal::Rejected));
        assert_eq!(rejected.act(Act::Submit, NOW), Err(Refusal::Rejected));
        let published = after(
            after(Piece::BEGUN, Act::Submit),
            Act::Accept { embargo: None },
        );
        let update = after(
            after(after(published, Act::Write), Act::Submit),
            Act::Reject,
        );
        assert_eq!(update.state().name(), "published");
        assert_eq!(
            after(after(update, Act::Write), Act::Submit).next,
            Next::Waiting
        );
    }

    #[test]
    fn a_text_that_was_given_up_is_taken_up_where_it_was() {
        let step = |piece: Piece, act| piece.act(act, NOW).expect("allowed").0;
        let sent_back = step(step(Piece::BEGUN, Act::Submit), Act::SendBack);
        let rejected = step(step(Piece::BEGUN, Act::Submit), Act::Reject);
        for piece in [Piece::BEGUN, sent_back, rejected] {
            let discarded = step(piece, Act::Discard);
            assert_eq!(discarded.act(Act::Write, NOW), Err(Refusal::Discarded));
            assert_eq!(discarded.act(Act::Submit, NOW), Err(Refusal::Discarded));
            assert_eq!(step(discarded, Act::Resume), piece);
        }
        let published = step(Piece::BEGUN, Act::Publish { embargo: None });
        let update = step(published, Act::Write);
        assert_eq!(step(update, Act::Discard), published);
        assert_eq!(published.act(Act::Discard, NOW), Err(Refusal::NothingNew));
        let waiting = step(update, Act::Submit);
        assert_eq!(waiting.act(Act::Discard, NOW), Err(Refusal::Waits));
    }

    #[test]
    fn a_text_for_later_does_not_come_out_early_because_the_article_did() {
        let step = |piece: Piece, act, now| piece.act(act, Millis(now)).expect("allowed").0;
        let first = Some(Millis(2_000));
        let scheduled = step(Piece::BEGUN, Act::Publish { embargo: first }, 1_000);
        let waiting = step(step(scheduled, Act::Write, 1_000), Act::Submit, 1_000);
        let out = step(waiting, Act::ComeOut, 2_000);
        let later = Act::Accept {
            embargo: Some(Millis(3_000)),
        };
        assert_eq!(out.act(later, Millis(2_500)), Err(Refusal::Embargoed));
        let at = Millis(2_000);
        let updated = step(out, later, 3_000);
        assert_eq!(updated.public, Public::Published { at });
    }

    #[test]
    fn every_state_is_one_of_the_table() {
        let at = NOW;
        let publics = [
            (Public::Scheduled { at }, "scheduled"),
            (Public::Published { at }, "published"),
            (Public::Withdrawn { at }, "withdrawn"),
            (Public::Retracted { at }, "withdrawn"),
            (Public::TakenDown(TakenDown::Unpublished), "taken_down"),
        ];
        for (public, state) in publics {
            for next in [
                Next::Nothing,
                Next::Open,
                Next::Waiting,
                Next::SentBack,
                Next::Rejected,
            ] {
                assert_eq!(Piece { public, next }.state().name(), state);
                assert_eq!(Next::from_stage(next.stage()), next);
            }
        }
    }
}
