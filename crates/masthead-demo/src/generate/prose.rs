//! Sentences, titles and paragraphs.

use super::dice::Dice;
use super::lists;
use super::vocabulary::{self, Words};

/// All that text is made with. Lengths are in characters; each of ours has three bytes.
#[derive(Debug)]
pub(super) struct Prose {
    nouns: Words,
    verbs: Words,
    adjectives: Words,
}

const BYTES: usize = 3;

impl Prose {
    pub(super) fn new() -> Self {
        Prose {
            nouns: vocabulary::nouns(),
            verbs: vocabulary::verbs(),
            adjectives: vocabulary::adjectives(),
        }
    }

    pub(super) fn noun(&self, dice: &mut Dice) -> &str {
        self.nouns.draw(dice)
    }

    /// 12 to 28 characters.
    pub(super) fn title(&self, dice: &mut Dice) -> String {
        let length = dice.between(12, 25) as usize * BYTES;
        let mut title = String::with_capacity(96);
        self.phrase(&mut title, dice);
        title.push_str(self.verbs.draw(dice));
        title.push_str(self.noun(dice));
        if dice.chance(40) {
            title.push(if dice.chance(50) { '：' } else { '，' });
        }
        while title.len() < length {
            title.push_str(self.noun(dice));
        }
        while title.len() > 28 * BYTES {
            title.pop();
        }
        title
    }

    /// A length from the log-normal distribution: the middle is 24 characters, two of three lie
    /// between 15 and 38.
    pub(super) fn sentence(&self, out: &mut String, dice: &mut Dice) {
        let length = (24.0 * (0.46 * dice.normal()).exp()).clamp(6.0, 110.0) as usize;
        let end = out.len() + length * BYTES;
        if dice.chance(25) {
            out.push_str(dice.one_of(&lists::OPENINGS));
            out.push('，');
        }
        self.clause(out, dice);
        // A clause has about nine characters: one more only while at least half of it fits.
        while out.len() + 5 * BYTES < end {
            out.push('，');
            out.push_str(dice.one_of(&lists::JOINS));
            self.clause(out, dice);
        }
        out.push('。');
    }

    fn clause(&self, out: &mut String, dice: &mut Dice) {
        self.phrase(out, dice);
        if dice.chance(45) {
            out.push_str(dice.one_of(&lists::ADVERBS));
        }
        out.push_str(self.verbs.draw(dice));
        if dice.chance(20) {
            out.push('了');
        }
        if dice.chance(60) {
            self.phrase(out, dice);
        }
    }

    fn phrase(&self, out: &mut String, dice: &mut Dice) {
        if dice.chance(20) {
            out.push_str(self.adjectives.draw(dice));
        }
        out.push_str(self.noun(dice));
        if dice.chance(30) {
            out.push_str(dice.one_of(&lists::LINKS));
            out.push_str(self.noun(dice));
        }
    }

    /// One to five sentences.
    pub(super) fn paragraph(&self, out: &mut String, dice: &mut Dice) {
        for _ in 0..dice.between(1, 5) {
            self.sentence(out, dice);
        }
    }
}
