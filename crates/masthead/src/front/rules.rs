//! Which articles make up the hot list.

use std::collections::HashMap;

use crate::article::store::CardRow;
use crate::id::CreatorId;

/// So many articles of one creator may stand in the hot list.
pub(super) const OF_ONE_CREATOR: usize = 2;

/// The editor's pins first, then the ranking, nothing twice, and no creator
/// more than [`OF_ONE_CREATOR`] times unless an editor wants it so.
pub(super) fn hot_list(pins: Vec<CardRow>, ranked: Vec<CardRow>, length: usize) -> Vec<CardRow> {
    let mut list: Vec<CardRow> = Vec::with_capacity(length);
    let mut by_creator: HashMap<CreatorId, usize> = HashMap::new();
    for pin in pins {
        if !list.iter().any(|card| card.id == pin.id) {
            *by_creator.entry(pin.creator).or_default() += 1;
            list.push(pin);
        }
    }
    for card in ranked {
        if list.len() >= length {
            break;
        }
        let count = by_creator.entry(card.creator).or_default();
        if *count < OF_ONE_CREATOR && !list.iter().any(|other| other.id == card.id) {
            *count += 1;
            list.push(card);
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use masthead_clock::Millis;

    use super::*;
    use crate::id::ArticleId;

    fn card(id: i64, creator: i64) -> CardRow {
        CardRow {
            id: ArticleId(id),
            title: String::new(),
            locale: None,
            summary: None,
            published_at: Millis(0),
            comment_count: 0,
            ai_generated: None,
            channel: None,
            creator: CreatorId(creator),
            creator_handle: String::new(),
            creator_name: String::new(),
            cover: None,
        }
    }

    fn ids(list: &[CardRow]) -> Vec<ArticleId> {
        list.iter().map(|card| card.id).collect()
    }

    #[test]
    fn pins_lead_and_nothing_stands_twice() {
        let list = hot_list(
            vec![card(9, 1), card(9, 1)],
            vec![card(1, 2), card(9, 1), card(2, 3)],
            20,
        );
        assert_eq!(ids(&list), [9, 1, 2].map(ArticleId));
    }

    #[test]
    fn a_busy_creator_does_not_fill_the_list() {
        let ranked = vec![card(1, 7), card(2, 7), card(3, 7), card(4, 8)];
        assert_eq!(ids(&hot_list(vec![], ranked, 20)), [1, 2, 4].map(ArticleId));
    }

    #[test]
    fn the_list_ends_at_its_length() {
        let ranked = (0..50).map(|id| card(id, id)).collect();
        assert_eq!(hot_list(vec![], ranked, 30).len(), 30);
    }
}
