use masthead_clock::Millis;
use serde::{Deserialize, Serialize};

use super::{MOST_FILLINGS, Refusal, Window};
use crate::id::{ArticleId, SlotId};

/// An article in a place, standing or to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filling {
    /// 0 until it is stored.
    pub slot: SlotId,
    pub article: ArticleId,
    /// The article's own title, for people who read old versions.
    pub name: String,
    /// The editor's title for this place, JSON as every localized text.
    pub title: Option<String>,
    pub from_at: Millis,
    pub until_at: Millis,
    /// The smaller, the higher.
    pub position: i64,
}

impl Filling {
    #[must_use]
    pub fn window(&self) -> Window {
        Window {
            from: self.from_at,
            until: self.until_at,
        }
    }
}

/// What is to be placed.
pub struct New {
    pub article: ArticleId,
    pub name: String,
    pub title: Option<String>,
    pub window: Window,
    /// Above all others, not below.
    pub first: bool,
}

/// The place with one filling more.
///
/// # Errors
/// [`Refusal::Full`], [`Refusal::Twice`].
pub fn fill(state: &[Filling], new: New) -> Result<Vec<Filling>, Refusal> {
    if state.len() >= MOST_FILLINGS {
        return Err(Refusal::Full);
    }
    let (first, last) = (state.first(), state.last());
    let filling = Filling {
        slot: SlotId(0),
        article: new.article,
        name: new.name,
        title: new.title,
        from_at: new.window.from,
        until_at: new.window.until,
        position: match new.first {
            true => first.map_or(1, |first| first.position - 1),
            false => last.map_or(1, |last| last.position + 1),
        },
    };
    let mut after = state.to_vec();
    after.insert(if new.first { 0 } else { after.len() }, filling);
    once_at_a_time(&after)?;
    Ok(numbered(after))
}

/// The place with another title or window for one of its fillings.
///
/// # Errors
/// [`Refusal::Twice`].
pub fn revise(
    state: &[Filling],
    slot: SlotId,
    title: Option<String>,
    window: Window,
) -> Result<Vec<Filling>, Refusal> {
    let mut after = state.to_vec();
    for filling in after.iter_mut().filter(|filling| filling.slot == slot) {
        filling.title.clone_from(&title);
        (filling.from_at, filling.until_at) = (window.from, window.until);
    }
    once_at_a_time(&after)?;
    Ok(after)
}

/// The place without one of its fillings.
#[must_use]
pub fn remove(state: &[Filling], slot: SlotId) -> Vec<Filling> {
    let left = state.iter().filter(|filling| filling.slot != slot);
    left.cloned().collect()
}

/// The place with one filling a step higher (-1) or lower (1).
#[must_use]
pub fn move_by_one(state: &[Filling], slot: SlotId, step: isize) -> Vec<Filling> {
    let mut order: Vec<SlotId> = state.iter().map(|filling| filling.slot).collect();
    let from = order.iter().position(|other| *other == slot);
    let to = from.and_then(|from| from.checked_add_signed(step));
    if let (Some(from), Some(to)) = (from, to.filter(|to| *to < order.len())) {
        order.swap(from, to);
    }
    reorder(state, &order)
}

/// The place with its fillings in this order; those that it does not name
/// follow as they stood.
#[must_use]
pub fn reorder(state: &[Filling], order: &[SlotId]) -> Vec<Filling> {
    let mut after = state.to_vec();
    after.sort_by_key(|filling| {
        let named = order.iter().position(|slot| *slot == filling.slot);
        named.unwrap_or(order.len())
    });
    numbered(after)
}

/// The place as it stood in `earlier`, from `now` on: what has ended since is
/// not put back, and what had been taken out stands anew, so that what was
/// seen when stays true.
#[must_use]
pub fn restore(state: &[Filling], earlier: &[Filling], now: Millis) -> Vec<Filling> {
    let lasting = earlier.iter().filter(|filling| filling.until_at > now);
    let back = lasting.map(|filling| {
        let stands = state.iter().find(|other| other.slot == filling.slot);
        let begun = stands.filter(|stands| stands.from_at <= now);
        Filling {
            slot: stands.map_or(SlotId(0), |stands| stands.slot),
            from_at: begun.map_or(filling.from_at.max(now), |stands| stands.from_at),
            ..filling.clone()
        }
    });
    numbered(back.collect())
}

/// One article stands in one place once at a time.
fn once_at_a_time(state: &[Filling]) -> Result<(), Refusal> {
    let twice = |(at, one): (usize, &Filling)| {
        state[at + 1..]
            .iter()
            .any(|other| other.article == one.article && other.window().meets(one.window()))
    };
    match state.iter().enumerate().any(twice) {
        true => Err(Refusal::Twice),
        false => Ok(()),
    }
}

/// Positions that say the order; those that say it already stay, so that few
/// rows are written.
fn numbered(mut state: Vec<Filling>) -> Vec<Filling> {
    if !state.is_sorted_by(|a, b| a.position < b.position) {
        for (position, filling) in (1..).zip(&mut state) {
            filling.position = position;
        }
    }
    state
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = Millis(100);

    fn filling(slot: SlotId, from: i64, until: i64) -> Filling {
        Filling {
            slot,
            article: ArticleId(slot.0),
            name: String::new(),
            title: None,
            from_at: Millis(from),
            until_at: Millis(until),
            position: 0,
        }
    }

    fn new(article: ArticleId, first: bool) -> New {
        New {
            article,
            name: String::new(),
            title: None,
            window: Window {
                from: NOW,
                until: Millis(200),
            },
            first,
        }
    }

    fn slots(state: &[Filling]) -> Vec<SlotId> {
        state.iter().map(|filling| filling.slot).collect()
    }

    #[test]
    fn the_new_one_stands_first_or_last_and_moves_nobody() {
        let state = numbered(vec![filling(SlotId(1), 0, 300), filling(SlotId(2), 0, 300)]);
        let last = fill(&state, new(ArticleId(9), false)).expect("filled");
        assert_eq!(
            (slots(&last), last[2].position),
            ([1, 2, 0].map(SlotId).to_vec(), 3)
        );
        let first = fill(&state, new(ArticleId(9), true)).expect("filled");
        assert_eq!(
            (slots(&first), first[0].position),
            ([0, 1, 2].map(SlotId).to_vec(), 0)
        );
        assert_eq!(first[1..], state[..]);
    }

    #[test]
    fn an_article_stands_once_at_a_time_in_a_place() {
        let state = [filling(SlotId(9), 0, 150)];
        assert_eq!(fill(&state, new(ArticleId(9), false)), Err(Refusal::Twice));
        let later = [filling(SlotId(9), 200, 300)];
        assert!(fill(&later, new(ArticleId(9), false)).is_ok());
        let both = [
            filling(SlotId(9), 0, 150),
            Filling {
                slot: SlotId(8),
                ..filling(SlotId(9), 150, 300)
            },
        ];
        let longer = Window {
            from: Millis(0),
            until: Millis(151),
        };
        assert_eq!(revise(&both, SlotId(9), None, longer), Err(Refusal::Twice));
    }

    #[test]
    fn a_place_has_an_end() {
        let state: Vec<_> = (1..=40).map(|slot| filling(SlotId(slot), 0, 300)).collect();
        assert_eq!(fill(&state, new(ArticleId(99), false)), Err(Refusal::Full));
    }

    #[test]
    fn a_step_beyond_the_end_changes_nothing() {
        let state = numbered(vec![filling(SlotId(1), 0, 300), filling(SlotId(2), 0, 300)]);
        assert_eq!(move_by_one(&state, SlotId(1), -1), state);
        assert_eq!(move_by_one(&state, SlotId(2), 1), state);
        assert_eq!(
            slots(&move_by_one(&state, SlotId(1), 1)),
            [2, 1].map(SlotId)
        );
        assert_eq!(
            slots(&move_by_one(&state, SlotId(77), 1)),
            [1, 2].map(SlotId)
        );
    }

    #[test]
    fn an_order_that_forgets_some_keeps_them() {
        let state = [
            filling(SlotId(1), 0, 9),
            filling(SlotId(2), 0, 9),
            filling(SlotId(3), 0, 9),
        ];
        assert_eq!(
            slots(&reorder(&state, &[3, 77, 1].map(SlotId))),
            [3, 1, 2].map(SlotId)
        );
    }

    #[test]
    fn what_is_put_back_stands_from_now_on_and_what_has_ended_does_not() {
        let earlier = [
            filling(SlotId(1), 50, 300),
            filling(SlotId(2), 50, 300),
            filling(SlotId(3), 20, 90),
            filling(SlotId(4), 150, 300),
        ];
        let state = [filling(SlotId(2), 50, 120), filling(SlotId(5), 60, 300)];
        let back = restore(&state, &earlier, NOW);
        let seen: Vec<_> = back
            .iter()
            .map(|filling| {
                (
                    filling.slot,
                    filling.article,
                    filling.from_at.0,
                    filling.until_at.0,
                )
            })
            .collect();
        assert_eq!(
            seen,
            [(0, 1, 100, 300), (2, 2, 50, 300), (0, 4, 150, 300)].map(
                |(slot, article, from, until)| (SlotId(slot), ArticleId(article), from, until)
            ),
            "1 anew, 2 as it stands, 4 to come again"
        );
    }
}
