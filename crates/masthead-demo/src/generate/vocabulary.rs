//! A few thousand words, put together by rule, in an order of commonness that chance gave once.

use super::dice::{Dice, Zipf};
use super::lists;

/// Words of one kind, commonest first.
#[derive(Debug)]
pub(super) struct Words {
    words: Vec<String>,
    ranks: Zipf,
}

impl Words {
    fn new(mut words: Vec<String>, most: usize, seed: u64) -> Self {
        words.sort_unstable();
        words.dedup();
        let mut dice = Dice::new(seed);
        for last in (1..words.len()).rev() {
            words.swap(last, dice.below(last as u64 + 1) as usize);
        }
        words.truncate(most);
        // 2.7 is Mandelbrot's usual shift for words.
        let ranks = Zipf::new(words.len(), 2.7);
        Words { words, ranks }
    }

    pub(super) fn draw(&self, dice: &mut Dice) -> &str {
        &self.words[self.ranks.draw(dice)]
    }
}

/// Nouns: two characters, three (with a suffix), and four (two words in one term).
pub(super) fn nouns() -> Words {
    let two = pairs(lists::NOUN_FIRST, lists::NOUN_SECOND);
    let three = two
        .iter()
        .step_by(3)
        .enumerate()
        .map(|(at, word)| format!("{word}{}", lists::SUFFIXES[at % lists::SUFFIXES.len()]));
    let four = lists::BEFORE.iter().flat_map(|before| {
        lists::AFTER
            .iter()
            .map(move |after| format!("{before}{after}"))
    });
    let plain = lists::BEFORE
        .iter()
        .chain(&lists::AFTER)
        .map(|word| (*word).to_owned());
    let words = three
        .chain(four)
        .chain(plain)
        .chain(two.iter().cloned())
        .collect();
    Words::new(words, 4_000, 1)
}

pub(super) fn verbs() -> Words {
    Words::new(pairs(lists::VERB_FIRST, lists::VERB_SECOND), 700, 2)
}

pub(super) fn adjectives() -> Words {
    let words = lists::ADJECTIVES.iter().map(|word| (*word).to_owned());
    Words::new(words.collect(), 100, 3)
}

fn pairs(first: &str, second: &str) -> Vec<String> {
    first
        .chars()
        .flat_map(|a| second.chars().map(move |b| (a, b)))
        .filter(|(a, b)| a != b)
        .map(|(a, b)| format!("{a}{b}"))
        .collect()
}
