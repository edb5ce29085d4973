use serde::Serialize;

use super::Filling;
use crate::id::SlotId;

/// What a change did to one filling of a place, named by its title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The locale key is `slot-difference-{kind}`.
    pub kind: &'static str,
    /// Of the article, or none where it is about all of them.
    pub name: String,
}

/// What lies between two versions of a place.
#[must_use]
pub fn differences(before: &[Filling], after: &[Filling]) -> Vec<Difference> {
    let told = |kind, filling: &Filling| Difference {
        kind,
        name: filling.name.clone(),
    };
    let mut all = Vec::new();
    for filling in after {
        match before.iter().find(|old| old.slot == filling.slot) {
            None => all.push(told("in", filling)),
            Some(old) => {
                if old.title != filling.title {
                    all.push(told("title", filling));
                }
                if old.window() != filling.window() {
                    all.push(told("time", filling));
                }
            }
        }
    }
    let gone = |old: &&Filling| !after.iter().any(|new| new.slot == old.slot);
    all.extend(before.iter().filter(gone).map(|old| told("out", old)));
    if common(before, after) != common(after, before) {
        all.push(Difference {
            kind: "order",
            name: String::new(),
        });
    }
    all
}

/// The fillings of the one that the other has too, in order.
fn common(of: &[Filling], other: &[Filling]) -> Vec<SlotId> {
    let both = of
        .iter()
        .filter(|filling| other.iter().any(|also| also.slot == filling.slot));
    both.map(|filling| filling.slot).collect()
}

#[cfg(test)]
mod tests {
    use masthead_clock::Millis;

    use super::*;
    use crate::id::ArticleId;

    fn filling(slot: SlotId) -> Filling {
        Filling {
            slot,
            article: ArticleId(slot.0),
            name: slot.to_string(),
            title: None,
            from_at: Millis(0),
            until_at: Millis(9),
            position: 0,
        }
    }

    fn kinds(before: &[Filling], after: &[Filling]) -> Vec<&'static str> {
        let all = differences(before, after).into_iter();
        all.map(|difference| difference.kind).collect()
    }

    #[test]
    fn each_kind_of_change_is_told() {
        let [a, b] = [filling(SlotId(1)), filling(SlotId(2))];
        let mut other = a.clone();
        other.title = Some("\"x\"".to_owned());
        other.until_at = Millis(7);
        let before = [a.clone(), b.clone()];
        assert_eq!(kinds(&before, &before), Vec::<&str>::new());
        assert_eq!(kinds(&before, std::slice::from_ref(&a)), ["out"]);
        assert_eq!(kinds(std::slice::from_ref(&b), &before), ["in"]);
        assert_eq!(kinds(&before, &[b.clone(), a]), ["order"]);
        assert_eq!(kinds(&before, &[other, b]), ["title", "time"]);
    }
}
